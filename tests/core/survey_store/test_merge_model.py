# SPDX-License-Identifier: GPL-3.0-or-later
"""Two copies of a store, edited and merged in any order, against plain dictionaries."""

import math
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from accessible_core.survey_store import history
from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.store import SurveyStore

FACILITIES = ("a", "b")
#: A text, an answer of a zone that is always there, one of an entrance that need not be.
FIELDS = ("name", "parking_1", "entrance1_1001", "lon")
VALUES = {
    "name": ["x", "y", None],
    "parking_1": ["yes", "no", "unknown", None],
    "entrance1_1001": ["yes", "not_provided", None],
    "lon": [71.25, 71.5],
}
#: Nothing is synced to a disk where memory serves as one: other tests see to that.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - random names in it
_home = tempfile.TemporaryDirectory(dir=MEMORY)
TEMPLATE = Path(_home.name) / "template.gpkg"


@pytest.fixture(scope="module", autouse=True)
def template():
    with SurveyStore.create(TEMPLATE, forms=["small"]) as store:
        store.save({name: {"form": "small"} for name in FACILITIES}, "V0")
    yield
    _home.cleanup()


def said(value):
    """What a cell says: an answer "unknown" is as good as none."""
    return None if value == "unknown" else value


class TwoCopies(RuleBasedStateMachine):
    @initialize()
    def start(self):
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.stores, self.models = {}, {}
        for name in "AB":
            path = Path(self.folder.name) / f"{name}.gpkg"
            shutil.copy(TEMPLATE, path)
            self.stores[name] = SurveyStore.open(path)
            self.models[name] = {f: {} for f in FACILITIES}
        self.base = {f: {} for f in FACILITIES}
        self.known = {"A": [], "B": []}

    def teardown(self):
        if hasattr(self, "stores"):
            for store in self.stores.values():
                store.close()
            self.folder.cleanup()

    @rule(who=st.sampled_from("AB"), data=st.data())
    def edit(self, who, data):
        facility = data.draw(st.sampled_from(FACILITIES))
        field = data.draw(st.sampled_from(FIELDS))
        value = data.draw(st.sampled_from(VALUES[field]))
        values = {"lon": value, "lat": 51.0} if field == "lon" else {field: value}
        made = self.stores[who].save({facility: values}, f"V{who}")
        before = self.models[who][facility].get(field)
        assert bool(made) == (before != value)
        self.models[who][facility][field] = value
        if made:
            self.known[who].append((made[0].id, self.snapshot(who)))

    def snapshot(self, who):
        return {f: dict(cells) for f, cells in self.models[who].items()}

    @rule(into=st.sampled_from("AB"))
    def merge(self, into):
        source = "B" if into == "A" else "A"
        other = self.stores[source].path
        result = self.stores[into].merge(other, "C1")
        expected = set()
        for facility in FACILITIES:
            ours, theirs = self.models[into][facility], self.models[source][facility]
            base = self.base[facility]
            for field in FIELDS:
                us, them, was = (said(d.get(field)) for d in (ours, theirs, base))
                if them in (was, us):
                    continue
                if us == was:
                    ours[field] = theirs.get(field)
                else:
                    expected.add((facility, field))
            self.base[facility] = dict(theirs)
        found = {(c.facility, "lon" if c.field == "geom" else c.field) for c in result.conflicts}
        assert found == expected

    @invariant()
    def stores_hold_what_the_models_say(self):
        if not hasattr(self, "stores"):
            return
        for who, store in self.stores.items():
            rows = read(store)
            for facility in FACILITIES:
                mine = {f: said(v) for f, v in rows[facility].items()}
                want = {f: said(self.models[who][facility].get(f)) for f in FIELDS}
                assert mine == want, (who, facility)

    @invariant()
    def the_history_leads_to_the_row(self):
        if not hasattr(self, "stores"):
            return
        for store in self.stores.values():
            states = history.states(store._db, store.columns.values())
            for facility in FACILITIES:
                graph = Graph(store._db, facility)
                assert graph.state(history.head(store._db, facility)) == states[facility]

    @rule(who=st.sampled_from("AB"))
    def look_back(self, who):
        for revision, then in self.known[who][-3:]:
            survey = self.stores[who].at(revision)
            rows = dict(zip(survey.ids, range(len(survey))))
            for facility in FACILITIES:
                name = survey.text("name")[rows[facility]] or None
                assert name == then[facility].get("name")
                lon = survey.lon[rows[facility]]
                assert (None if math.isnan(lon) else lon) == then[facility].get("lon")


def read(store):
    """Read the cells with the database alone, not with the store's own code."""
    from accessible_core.survey_store.geopackage import point_of

    rows = store._db.execute("SELECT id, name, parking_1, entrance1_1001, geom FROM facilities")
    found = {}
    for facility, *cells, blob in rows:
        lon = point_of(blob)[0]
        values = [cell or None for cell in cells]
        found[facility] = dict(zip(FIELDS, [*values, None if math.isnan(lon) else lon]))
    return found


TestTwoCopies = TwoCopies.TestCase
TestTwoCopies.settings = settings(
    max_examples=20,
    stateful_step_count=16,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
