# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule tables: own forms score, and broken tables say what is wrong."""

import copy
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import accessible_core
from accessible_core.checklists import checklist, load_form
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import tomllib
from accessible_core.scoring.automaton import compile_rules
from accessible_core.scoring.rules import form_rules, read_rules, require_scheme, schemes
from accessible_core.vocabulary import Group, Score, ZoneKind

SCHEME = "registry-2024"
RULES = """
[entrance]
uniform = ["yes", "no", "unknown", "not_provided"]
keys = { door = [30, 31], both = ["door", 1] }
steps = [{ if = { match = ["door"], is = "yes" }, groups = ["limb"], score = "full_accessible" }]
"""
FORM = """
form = "stop"
catalogue = "registry"
[title]
en = "Stop"
ru = "Остановка"
kk = "Аялдама"
[[zones]]
zone = "entrance"
[[zones.groups]]
subgroups = [{ keys = [1, 30, 31] }]
"""


@pytest.fixture
def stop(tmp_path):
    path = tmp_path / "stop.toml"
    path.write_text(FORM, encoding="utf-8")
    return load_form(path)


def test_every_form_has_rules_for_every_zone():
    assert schemes() == (SCHEME,)
    for form in ("small", "middle", "full"):
        rules = form_rules(SCHEME, form)
        assert set(rules.zones) == set(ZoneKind)
        assert rules.decisive == {ZoneKind.ENTRANCE, ZoneKind.SERVICE_ACCESSIBILITY}
        for kind, zone in rules.zones.items():
            assert zone.keys == checklist(form).keys(kind)


def test_an_own_form_brings_its_rules(stop):
    rules = read_rules(tomllib.loads(RULES), stop, SCHEME, "form stop")
    zone = rules.zones[ZoneKind.ENTRANCE]
    scores = zone.scores(lambda atom: atom.keys == {30, 31})
    assert scores[list(Group).index(Group.LIMB)] is Score.FULL_ACCESSIBLE
    assert scores[list(Group).index(Group.MOVEMENT)] is Score.PARTIAL_ACCESSIBLE
    assert scores[list(Group).index(Group.KIDS)] is Score.NOT_PROVIDED
    automaton = compile_rules(zone)
    assert sorted(automaton.classes) == [(1,), (30, 31)]


def test_rules_that_tell_nothing_apart_have_no_classes_to_read():
    # Every step says the same, so that no answer can move a score.
    asked = checklist("small")
    document = {
        kind.value: {"steps": [{"if": {"all": "yes"}, "score": "partial_accessible"}]}
        for kind in asked.zones
    }
    rules = read_rules(document, asked, SCHEME, "test")
    automaton = compile_rules(rules.zones[ZoneKind.ENTRANCE])
    assert automaton.classes == ()
    assert automaton.scores[0, 0] == Score.PARTIAL_ACCESSIBLE


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"entrance": None}, "no rules for the zone 'entrance'"),
        ({"toilet": {}}, r"\[toilet\] is no zone of the form 'stop'"),
        ({"entrance.uniform": ["maybe"]}, "'maybe' is no answer"),
        ({"entrance.start": "green"}, "'green' is no score"),
        ({"entrance.groups": ["pets"]}, "pets"),
        ({"entrance.colour": 1}, "'colour' means nothing here"),
        ({"entrance.keys": {"door": [99]}}, "no key 99"),
        ({"entrance.keys": {"door": ["gate"]}}, "no list of keys 'gate'"),
        ({"entrance.steps": [{"score": "unknown"}]}, "needs 'if' and 'score'"),
        ({"entrance.steps": [{"if": "never", "score": "unknown"}]}, "must be a table"),
        ({"entrance.steps": [{"if": {"most": [1]}, "score": "unknown"}]}, "no kind of condition"),
        (
            {"entrance.steps": [{"if": {"match": [1]}, "score": "unknown"}]},
            "None is no answer",
        ),
        (
            {"entrance.steps": [{"if": {"rest": [1, 30, 31], "is": "no"}, "score": "unknown"}]},
            "no key at all",
        ),
        (
            {"entrance.steps": [{"if": "always", "groups": ["kids"], "score": "unknown"}]},
            "not scored for",
        ),
    ],
)
def test_broken_tables(stop, change, message):
    document = copy.deepcopy(tomllib.loads(RULES))
    ((path, value),) = change.items()
    zone, _, name = path.partition(".")
    if name:
        document[zone][name] = value
    elif value is None:
        del document[zone]
    else:
        document[zone] = value
    with pytest.raises(KnowledgeError, match=message) as caught:
        read_rules(document, stop, SCHEME, "form stop")
    assert str(caught.value).startswith("form stop")


WITH_RULES = (
    FORM.replace("[1, 30, 31]", "[1, 30, 31, 900]")
    + """
[questions.entrance.900]
en = "Boarding edge at most 20 cm high"
ru = "Край посадочной площадки не выше 20 см"
kk = "Отырғызу алаңының жиегі 20 см-ден аспайды"
thresholds = [{ quantity = "edge_height", op = "<=", value = 20, unit = "cm" }]
[rules.registry-2024.entrance]
uniform = ["yes", "no", "unknown", "not_provided"]
"""
)
SURVEY = """id,form,entrance_1,entrance_30,entrance_31,entrance_900,entrance_900_measured
a,stop,yes,yes,yes,,18 cm
b,stop,yes,yes,yes,,21 cm
c,stop,no,no,no,no,
d,stop,,,,,
"""


def test_a_form_scores_because_its_file_is_there(tmp_path):
    # A copy of the library with one file more: no code knows the form's name.
    package = Path(accessible_core.__file__).parent
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package, tmp_path / "accessible_core", ignore=skipped)
    (tmp_path / "accessible_core/checklists/forms/stop.toml").write_text(WITH_RULES, "utf-8")
    (tmp_path / "stops.csv").write_text(SURVEY, "utf-8")
    command = [sys.executable, "-m", "accessible_core", "score", "stops.csv", "-o", "out.jsonl"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert [record["overall"]["movement"] for record in records] == [
        "full_accessible",
        "partial_accessible",
        "not_accessible",
        "unknown",
    ]


def nodes(value, path=()):
    yield path
    if isinstance(value, (dict, list)):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from nodes(value[key], (*path, key))


@pytest.mark.parametrize(
    "wrong", [0, -1, 1.5, "", "x", True, [], [1], ["x"], {}, {"x": 1}, [{}], [[]]]
)
def test_whatever_is_broken_it_is_one_kind_of_error(stop, wrong):
    for path in list(nodes(tomllib.loads(RULES)))[1:]:
        document = tomllib.loads(RULES)
        part = document
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = wrong
        message = "form stop"
        try:
            for zone in read_rules(document, stop, SCHEME, "form stop").zones.values():
                compile_rules(zone)
        except KnowledgeError as error:
            message = str(error)
        assert message.startswith("form stop")


def test_unknown_schemes():
    with pytest.raises(UsageError, match=SCHEME):
        require_scheme("registry-2021")
