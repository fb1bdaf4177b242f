# SPDX-License-Identifier: GPL-3.0-or-later
"""A store gives back what went in: to us, to GDAL, to `read_survey`, now and as of then."""

import json
import shutil
import sqlite3
import subprocess
from datetime import datetime, timezone

import fiona
import numpy as np
import pytest

import accessible_core as akz
from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.findings import Findings
from accessible_core.scoring.engine import score
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.validate import validate
from accessible_core.survey_store import versions
from accessible_core.survey_store.store import SurveyStore


@pytest.fixture(scope="module")
def survey(sample):
    return validate(akz.read_survey(sample / "survey.csv"), Findings())


@pytest.fixture(scope="module")
def city(survey, tmp_path_factory):
    path = tmp_path_factory.mktemp("city") / "city.gpkg"
    SurveyStore.create(path, survey, language="ru", author="C1").close()
    return path


def cells(survey):
    """All cells that say something, by facility and column; numbers rounded to 1e-9."""
    columns = survey_columns(survey)
    found = {}
    for name, column in columns.items():
        for facility, cell in zip(survey.ids, column):
            plain = round(cell, 9) if isinstance(cell, float) else cell
            if plain not in (None, "", "unknown") and plain == plain:  # noqa: PLR0124 - NaN
                found[facility, name] = plain
    return found


@pytest.mark.parametrize("how", ["store", "read_survey"])
def test_what_went_in_comes_out(survey, city, how):
    findings = Findings()
    if how == "store":
        with SurveyStore.open(city) as store:
            back = store.survey(findings)
    else:
        back = akz.read_survey(city, findings=findings)
    want, have = cells(survey), cells(back)
    # A facility without a state of review is a draft.
    new = {key for key in have if key not in want}
    assert all(have[key] == "draft" and key[1] == "review" for key in new)
    assert {key: have[key] for key in want} == want
    assert back.ids.tolist() == survey.ids.tolist()
    assert (back.present == survey.present).all()
    assert "answer_not_in_form" not in findings.counts()


def test_scores_are_the_same_as_of_the_survey_itself(survey, city):
    one, other = score(survey), score(akz.read_survey(city))
    assert np.array_equal(one.overall, other.overall)
    assert np.array_equal(one.zones, other.zones)


def test_gdal_and_fiona_read_it(city, survey):
    done = subprocess.run(
        ["ogrinfo", "-json", "-so", city], capture_output=True, text=True, check=False
    )
    if done.returncode:  # ogrinfo before GDAL 3.7 has no -json
        done = subprocess.run(["ogrinfo", "-so", city], capture_output=True, text=True, check=True)
        assert "1: facilities (Point)" in done.stdout
    else:
        assert json.loads(done.stdout)["layers"][0]["name"] == "facilities"
    assert not done.stderr.strip()
    with fiona.open(city, layer="facilities") as layer:
        assert len(layer) == len(survey)
        assert layer.crs.to_epsg() == 4326
        points = {r["properties"]["id"]: r["geometry"] for r in layer}
    for facility, lon, lat in zip(survey.ids, survey.lon, survey.lat):
        if np.isnan(lon):
            assert points[facility] is None
        else:
            assert points[facility]["coordinates"] == (lon, lat)


def test_the_file_keeps_to_the_standard(city):
    """Clauses 1.1.1 (ids), 1.1.3 (contents), 2.1.5 (geometry columns), 2.4 (attributes)."""
    db = sqlite3.connect(city)
    assert db.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"GPKG", "big")
    assert db.execute("PRAGMA user_version").fetchone()[0] == 10300
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    listed = dict(db.execute("SELECT table_name, data_type FROM gpkg_contents"))
    tables = {
        row[0]
        for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith(("gpkg_", "sqlite_"))
    }
    assert set(listed) == tables
    assert [t for t, kind in listed.items() if kind == "features"] == ["facilities"]
    for table in tables:
        keys = [row for row in db.execute(f"PRAGMA table_info({table})") if row[5]]
        assert [(key[2], key[5]) for key in keys] == [("INTEGER", 1)], table
    srs = {row[0] for row in db.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
    assert {4326, -1, 0} <= srs
    (west, east) = db.execute(
        "SELECT min_x, max_x FROM gpkg_contents WHERE table_name = 'facilities'"
    ).fetchone()
    db.close()
    assert west < east


def test_a_revision_says_who_when_how_and_what(store):
    (made,) = store.save(
        {"a": {"parking_1": "yes", "lon": 71.5, "lat": 51.2}},
        "V2", method="phone", message="asked the guard", at="2026-05-01T10:00",
    )  # fmt: skip
    first, second = store.timeline("a")
    assert second == made
    assert (made.author, made.method, made.message) == ("V2", "phone", "asked the guard")
    assert made.at == "2026-05-01T10:00:00.000Z"
    assert made.parent == first.id
    changes = {c.field: (c.old, c.new) for c in made.changes}
    assert changes == {
        "parking_1": ("", "yes"),
        "geom": ("71.4000000, 51.1000000", "71.5000000, 51.2000000"),
    }


def test_nothing_is_noted_where_nothing_changes(store):
    before = store.revisions()
    assert store.save({"a": {"name": "Library", "lon": 71.4, "lat": 51.1}}, "V2") == ()
    assert store.revisions() == before


def test_it_can_be_seen_as_it_was(store):
    (one,) = store.save({"a": {"name": "1"}}, "V1", at="2026-03-01")
    store.save({"a": {"name": "2"}}, "V1", at="2026-04-01")
    store.remove("a", "V1")
    store.save({"c": {"name": "new"}}, "V1")
    assert store.at(one.id).ids.tolist() == ["a", "b"]
    assert store.at(one.id).text("name").tolist() == ["1", "Clinic"]
    now = store.at(datetime.now(timezone.utc))
    assert now.ids.tolist() == ["b", "c"]
    assert [r.kind for r in store.timeline("a")] == ["added", "changed", "changed", "removed"]
    assert store.at("2020-01-01").ids.tolist() == []
    with pytest.raises(UsageError, match="neither a revision"):
        store.at("yesterday")


def test_a_removed_facility_can_come_back(store):
    store.remove("a", "V1", "closed")
    store.save({"a": {"name": "reopened"}}, "V1")
    kinds = [r.kind for r in store.timeline("a")]
    assert kinds == ["added", "removed", "added"]
    assert store.survey().text("name").tolist() == ["Clinic", "reopened"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"parking_1": "partly"}, "is no answer"),
        ({"toilet_77": "yes"}, "no column"),
        ({"form": "tiny"}, "no form"),
        ({"review": "approved"}, "submitting"),
        ({"id": "z"}, "never changes"),
        ({"lon": 71.0}, "needs lon and lat"),
        ({"entrance1_lon": "far"}, "no number"),
        ({"geom": "x"}, "as lon and lat"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_is_saved(store, values, words):
    before = store.revisions()
    with pytest.raises(UsageError, match=words):
        store.save({"b": {"name": "other"}, "a": values}, "V1")
    assert store.revisions() == before


@pytest.mark.parametrize("author", ["", "Aigul Serikova", "a@b.kz", "x" * 41])
def test_an_author_is_a_code(store, author):
    with pytest.raises(UsageError, match="short code"):
        store.save({"a": {"name": "x"}}, author)


def test_answers_are_understood_in_three_languages(store):
    store.save({"a": {"parking_1": "иә", "entrance1_1001": "Нет"}}, "V1")
    answers = {c.field: c.new for c in store.timeline("a")[-1].changes}
    assert answers == {"parking_1": "yes", "entrance1_1001": "no"}


def test_importing_by_id_adds_and_changes_and_never_empties(store):
    store.save({"a": {"parking_1": "yes", "address": "Abai 1"}}, "V1")
    from accessible_core.survey.columns import survey_from_columns

    coming = survey_from_columns(
        {
            "id": ["a", "n"],
            "form": ["small", "small"],
            "name": ["Library", "New place"],
            "address": ["", "Abai 2"],
            "parking_1": ["unknown", "no"],
            "review": ["approved", "approved"],
            "floor colour": ["", "grey"],
        },
        findings=Findings(),
    )
    findings = Findings()
    dry = store.adopt(coming, "C1", dry_run=True, findings=findings)
    assert (dry.new, dict(dry.changed), dry.missing, dry.unchanged) == (("n",), {}, ("b",), 1)
    assert "floor colour" not in store.columns
    assert store.survey().ids.tolist() == ["a", "b"]
    assert store.adopt(coming, "C1") == dry
    rows = {row["id"]: row for row in _rows(store)}
    assert rows["a"]["parking_1"] == "yes"
    assert rows["a"]["address"] == "Abai 1"
    assert rows["a"]["review"] == "draft"
    assert rows["n"]["review"] == "approved"
    assert rows["n"]["floor colour"] == "grey"
    counts = findings.counts()
    assert counts["store_missing"] == counts["store_review_kept"] == 1
    assert counts["store_empty_kept"] == 1
    # The new column is watched by the history as the others are.
    store.save({"a": {"floor colour": "red"}}, "V1")
    assert [c.field for c in store.timeline("a")[-1].changes] == ["floor colour"]


def _rows(store):
    db = sqlite3.connect(store.path)
    db.row_factory = sqlite3.Row
    rows = db.execute("SELECT * FROM facilities").fetchall()
    db.close()
    return rows


# --- versions and broken files -----------------------------------------------------------


def version_one(path):
    """What this store was before it knew campaigns."""
    db = sqlite3.connect(path)
    for table in ("akz_assignment", "akz_campaign"):
        db.execute(f"DROP TABLE {table}")
        db.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (table,))
    db.execute("UPDATE akz_store SET value = '1' WHERE key = 'version'")
    db.commit()
    db.close()


def test_an_older_store_is_copied_and_opened_in_this_version(template, tmp_path):
    path = shutil.copy(template, tmp_path / "old.gpkg")
    version_one(path)
    with SurveyStore.open(path) as store:
        kept = store.backup
        history = store.revisions()
        store.assign("Autumn", ["a"], volunteer="V1")
        store.save({"a": {"name": "x"}}, "V1")
    assert kept.name == "old.version1.gpkg"
    before = sqlite3.connect(kept)
    assert before.execute("SELECT value FROM akz_store WHERE key = 'version'").fetchone() == ("1",)
    before.close()
    with SurveyStore.open(path) as store:
        assert store.backup is None
        assert store.revisions()[: len(history)] == history
    # Another old store of the name does not overwrite the copy.
    version_one(path)
    with SurveyStore.open(path) as store:
        assert store.backup.name == "old.version1-2.gpkg"


def test_a_newer_store_is_left_alone(template, tmp_path):
    path = shutil.copy(template, tmp_path / "new.gpkg")
    db = sqlite3.connect(path)
    db.execute("UPDATE akz_store SET value = ? WHERE key = 'version'", (str(versions.VERSION + 1),))
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="newer program"):
        SurveyStore.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["text", "cut", "plain"])
def test_what_is_no_store_is_said_in_one_line(template, tmp_path, sample, damage):
    path = tmp_path / "broken.gpkg"
    if damage == "text":
        path.write_text("id,name\n" * 1000)
    elif damage == "cut":
        path.write_bytes(template.read_bytes()[:5000])
    else:
        akz.write_survey(akz.read_survey(sample / "survey.csv"), path)
    with pytest.raises(InputError) as raised:
        SurveyStore.open(path)
    assert "\n" not in str(raised.value)


def test_making_one_over_a_file_is_refused(template, tmp_path):
    path = shutil.copy(template, tmp_path / "there.gpkg")
    with pytest.raises(OutputError, match="there already"):
        SurveyStore.create(path)
    with pytest.raises(OutputError, match=r"call it \.gpkg"):
        SurveyStore.create(tmp_path / "store.sqlite")
    with pytest.raises(UsageError, match="no form"):
        SurveyStore.create(tmp_path / "x.gpkg", forms=["tiny"])
    assert [one.name for one in tmp_path.iterdir()] == ["there.gpkg"]
