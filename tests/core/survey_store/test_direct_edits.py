# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits by other programs, here plain SQLite: the file itself keeps history and rules."""

import sqlite3

import pytest

from accessible_core.survey_store.geopackage import add_functions, point_blob
from accessible_core.survey_store.store import SurveyStore


@pytest.fixture
def other(store):
    """Another program's connection, which knows none of our functions."""
    db = sqlite3.connect(store.path, isolation_level=None)
    yield db
    db.close()


def last(store, facility):
    return store.timeline(facility)[-1]


def fields(revision):
    return {change.field: (change.old, change.new) for change in revision.changes}


def test_every_statement_is_a_revision(store, other):
    other.execute("UPDATE facilities SET parking_1 = 'yes', edited_by = 'V5' WHERE id = 'a'")
    other.execute("UPDATE facilities SET parking_1 = 'no' WHERE id = 'a'")
    _, first, second = store.timeline("a")
    assert fields(first) == {"parking_1": ("", "yes")}
    assert (first.author, first.method) == ("V5", "direct")
    # Nobody's code sticks to what another one does.
    assert (second.author, fields(second)) == ("", {"parking_1": ("yes", "no")})


def test_empty_text_and_nothing_are_the_same(store, other):
    before = store.revisions()
    other.execute("UPDATE facilities SET address = '', parking_1 = '', edited_by = 'V5'")
    other.execute("UPDATE facilities SET name = name")
    assert store.revisions() == before


def test_a_new_row_is_by_its_surveyor(store, other):
    other.execute(
        "INSERT INTO facilities (id, geom, form, surveyor_code, parking_1) "
        "VALUES ('new', ?, 'small', 'V6', 'yes')",
        (point_blob(71.0, 51.0),),
    )
    (made,) = store.timeline("new")
    assert (made.kind, made.author) == ("added", "V6")
    assert fields(made)["geom"] == ("", "71.0000000, 51.0000000")
    assert store.survey().ids.tolist() == ["a", "b", "new"]
    # Then it merges, as everything does.
    other.execute("DELETE FROM facilities WHERE id = 'new'")
    assert last(store, "new").kind == "removed"
    assert last(store, "new").author == ""


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE facilities SET id = 'z' WHERE id = 'a'", "id of a facility never changes"),
        (
            "UPDATE facilities SET review = 'approved', reviewed_by = 'R'",
            "submitted",
        ),
        ("UPDATE facilities SET review = 'fine' WHERE id = 'a'", "CHECK"),
        ("INSERT INTO facilities (id) VALUES ('a')", "UNIQUE"),
        ("INSERT INTO facilities (id) VALUES (' ')", "CHECK"),
        ("INSERT INTO facilities (name) VALUES ('no id')", "NOT NULL"),
        (
            "UPDATE facilities SET review = 'returned', reviewed_by = 'R'",
            "submitted",
        ),
    ],
)
def test_rules_hold_in_every_program(store, other, sql, words):
    before = store.revisions()
    with pytest.raises(sqlite3.IntegrityError, match=words):
        other.execute(sql)
    assert store.revisions() == before


def test_review_in_another_program(store, other):
    other.execute("UPDATE facilities SET review = 'submitted' WHERE id = 'b'")
    for reviewer in (None, "", "v1"):  # the surveyor is V1
        with pytest.raises(sqlite3.IntegrityError, match="another person"):
            other.execute(
                "UPDATE facilities SET review = 'approved', reviewed_by = ? WHERE id = 'b'",
                (reviewer,),
            )
    with pytest.raises(sqlite3.IntegrityError, match="reason"):
        other.execute(
            "UPDATE facilities SET review = 'returned', reviewed_by = 'R1' WHERE id = 'b'"
        )
    other.execute("UPDATE facilities SET review = 'approved', reviewed_by = 'R1' WHERE id = 'b'")
    assert store.review_counts()["approved"] == 1


@pytest.mark.parametrize("recursive", [0, 1])
def test_an_approval_ends_with_any_change(store, other, recursive):
    other.execute(f"PRAGMA recursive_triggers = {recursive}")
    store.submit("b", "V1")
    store.approve("b", "R1")
    other.execute("UPDATE facilities SET reviewed_by = 'R2' WHERE id = 'b'")
    assert store.review_counts()["approved"] == 1
    before = len(store.revisions())
    other.execute("UPDATE facilities SET parking_1 = 'yes', edited_by = 'V5' WHERE id = 'b'")
    assert store.review_counts()["approved"] == 0
    assert len(store.revisions()) == before + 1
    made = last(store, "b")
    assert fields(made) == {"parking_1": ("", "yes"), "review": ("approved", "draft")}
    assert made.author == "V5"
    # The editor is forgotten here, too.
    other.execute("UPDATE facilities SET parking_1 = 'no' WHERE id = 'b'")
    assert last(store, "b").author == ""


def test_approving_and_changing_in_one_stroke_does_not_approve(store, other):
    store.submit("b", "V1")
    other.execute(
        "UPDATE facilities SET review = 'approved', reviewed_by = 'R1', parking_1 = 'yes' "
        "WHERE id = 'b'"
    )
    assert store.review_counts()["approved"] == 0


def test_a_spatial_index_that_somebody_adds_does_no_harm(store):
    """Triggers of GeoPackage's annex F.3 call functions that only GDAL brings; we have them."""
    db = sqlite3.connect(store.path, isolation_level=None)
    add_functions(db)
    db.execute("CREATE VIRTUAL TABLE rtree_facilities_geom USING rtree(id, minx, maxx, miny, maxy)")
    db.execute(
        "CREATE TRIGGER rtree_facilities_geom_insert AFTER INSERT ON facilities "
        "WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN "
        "INSERT OR REPLACE INTO rtree_facilities_geom VALUES (NEW.fid, ST_MinX(NEW.geom), "
        "ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END"
    )
    db.close()
    with SurveyStore.open(store.path) as again:
        again.save({"n": {"lon": 71.25, "lat": 51.5}}, "V1")
    db = sqlite3.connect(store.path)
    found = db.execute("SELECT minx, maxx, miny, maxy FROM rtree_facilities_geom").fetchall()
    db.close()
    assert found == [(71.25, 71.25, 51.5, 51.5)]


def test_what_is_done_behind_the_historys_back_is_noted_at_the_next_opening(store, other):
    """Columns added, renamed and deleted, as QGIS can; triggers dropped, as anybody can."""
    for name in ("akz_facility_changed", "akz_facility_removed"):
        other.execute(f"DROP TRIGGER {name}")
    other.execute("ALTER TABLE facilities ADD COLUMN lamp TEXT")
    other.execute("UPDATE facilities SET lamp = 'bright', parking_1 = 'yes' WHERE id = 'a'")
    other.execute("DELETE FROM facilities WHERE id = 'b'")
    before = len(store.revisions())
    with SurveyStore.open(store.path) as again:
        assert len(again.revisions()) == before + 2
        assert fields(last(again, "a")) == {"lamp": ("", "bright"), "parking_1": ("", "yes")}
        assert (last(again, "a").author, last(again, "a").method) == ("", "direct")
        assert last(again, "b").kind == "removed"
    # From now on the new column is watched, also under another name.
    other.execute("UPDATE facilities SET lamp = 'dim' WHERE id = 'a'")
    other.execute("ALTER TABLE facilities RENAME COLUMN lamp TO light")
    with SurveyStore.open(store.path) as again:
        assert fields(again.timeline("a")[-2]) == {"lamp": ("bright", "dim")}
        assert fields(last(again, "a")) == {"lamp": ("dim", ""), "light": ("", "dim")}
        count = len(again.revisions())
    with SurveyStore.open(store.path) as again:
        assert len(again.revisions()) == count
