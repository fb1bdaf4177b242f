# SPDX-License-Identifier: GPL-3.0-or-later
"""Merging by hand-made cases: conflicts, approvals, removals, double surveys, packages."""

import shutil
import sqlite3

import pytest

from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.survey_store.graph import Graph
from accessible_core.survey_store.history import head, states
from accessible_core.survey_store.store import SurveyStore


@pytest.fixture
def pair(copy):
    with copy("one.gpkg") as one, copy("two.gpkg") as two:
        yield one, two


def cell(store, facility, name):
    db = sqlite3.connect(store.path)
    sql = f'SELECT "{name}" FROM facilities WHERE id = ?'  # noqa: S608 - names of this test
    (value,) = db.execute(sql, (facility,)).fetchone() or (None,)
    db.close()
    return value


def sound(store):
    """Each row is what its history leads to."""
    for facility, state in states(store._db, store.columns.values()).items():
        assert Graph(store._db, facility).state(head(store._db, facility)) == state


def test_answers_of_two_people_come_together(pair):
    one, two = pair
    one.save({"a": {"parking_1": "yes"}}, "V2")
    two.save({"a": {"entrance1_1001": "no"}, "c": {"name": "found on the way"}}, "V3")
    result = one.merge(two.path, "C1")
    assert dict(result.merged) == {"a": ("entrance1_1001",)}
    assert result.added == ("c",)
    assert not result.conflicts
    assert (cell(one, "a", "parking_1"), cell(one, "a", "entrance1_1001")) == ("yes", "no")
    authors = {r.author for r in one.timeline("a")}
    assert {"V1", "V2", "V3", "C1"} == authors
    # Back again both are the same, and then nothing more happens.
    two.merge(one.path, "C1")
    assert states(one._db, one.columns.values()) == states(two._db, two.columns.values())
    number = len(one.revisions())
    for _ in range(2):
        assert not one.merge(two.path, "C1").merged
        assert not two.merge(one.path, "C1").merged
    assert len(one.revisions()) == len(two.revisions()) == number
    sound(one)


@pytest.mark.parametrize(("take", "value"), [("ours", "yes"), ("theirs", "no")])
def test_a_conflict_stays_listed_until_it_is_decided(pair, take, value):
    one, two = pair
    one.save({"a": {"parking_1": "yes"}}, "V2")
    two.save({"a": {"parking_1": "no"}}, "V3")
    (conflict,) = one.merge(two.path, "C1").conflicts
    assert (conflict.facility, conflict.field) == ("a", "parking_1")
    assert (conflict.base, conflict.ours, conflict.theirs) == (None, "yes", "no")
    assert (conflict.our_author, conflict.their_author) == ("V2", "V3")
    assert cell(one, "a", "parking_1") == "yes"
    assert one.merge(two.path, "C1").conflicts == ()
    assert len(one.conflicts()) == 1
    one.submit("a", "V2")
    with pytest.raises(UsageError, match="in conflict"):
        one.approve("a", "R1")
    one.resolve(conflict.id, take, "C1")
    assert one.conflicts() == ()
    assert cell(one, "a", "parking_1") == value
    with pytest.raises(UsageError, match="no open conflict"):
        one.resolve(conflict.id, take, "C1")
    # The other copy takes the decision over.
    two.merge(one.path, "C1")
    assert two.conflicts() == ()
    assert cell(two, "a", "parking_1") == value
    sound(one)
    sound(two)


def test_the_same_answer_by_both_is_no_conflict(pair):
    one, two = pair
    for store, who in ((one, "V2"), (two, "V3")):
        store.save({"a": {"parking_1": "yes"}}, who)
    assert not one.merge(two.path, "C1").conflicts
    assert not two.merge(one.path, "C1").conflicts
    sound(one)


def test_three_copies_and_a_criss_cross(copy):
    """Two merge each other at once: neither value may win by the base that is looked at."""
    with copy("x.gpkg") as x, copy("y.gpkg") as y:
        x.save({"a": {"name": "X"}}, "V2")
        y.save({"a": {"name": "Y"}}, "V3")
        before_x = shutil.copy(x.path, x.path.with_name("before_x.gpkg"))
        assert len(x.merge(y.path, "C1").conflicts) == 1
        assert len(y.merge(before_x, "C2").conflicts) == 1
        # x holds X, y holds Y, each knows both.
        result = x.merge(y.path, "C1")
        assert cell(x, "a", "name") == "X"
        assert [c.field for c in result.conflicts] == ["name"]


@pytest.mark.parametrize("ours", [{}, {"parking_1": "yes"}])
def test_a_facility_that_they_removed(pair, ours):
    one, two = pair
    if ours:
        one.save({"a": ours}, "V2")
    two.remove("a", "V3", "demolished")
    result = one.merge(two.path, "C1")
    if not ours:
        assert result.removed == ("a",)
        assert cell(one, "a", "id") is None
        return
    (conflict,) = result.conflicts
    assert (conflict.field, conflict.ours, conflict.theirs) == ("id", "a", None)
    assert cell(one, "a", "parking_1") == "yes"
    one.resolve(conflict.id, "theirs", "C1")
    assert cell(one, "a", "id") is None


@pytest.mark.parametrize("theirs", [{}, {"parking_1": "yes"}])
def test_a_facility_that_we_removed(pair, theirs):
    one, two = pair
    one.remove("a", "V2")
    if theirs:
        two.save({"a": theirs}, "V3")
    result = one.merge(two.path, "C1")
    assert cell(one, "a", "id") is None
    if theirs:
        (conflict,) = result.conflicts
        one.resolve(conflict.id, "theirs", "C1")
        assert cell(one, "a", "parking_1") == "yes"
        assert cell(one, "a", "name") == "Library"
    else:
        assert not result.conflicts


# --- approvals ----------------------------------------------------------------------------


def approved(store, facility="b"):
    store.submit(facility, "V1")
    store.approve(facility, "R1")


def test_an_approval_travels_with_the_answers_it_is_for(pair):
    one, two = pair
    two.save({"b": {"parking_1": "yes"}}, "V1")
    approved(two)
    one.merge(two.path, "C1")
    assert cell(one, "b", "review") == "approved"
    assert cell(one, "b", "reviewed_by") == "R1"


def test_an_approval_does_not_cover_what_another_copy_changed(pair):
    one, two = pair
    approved(one)
    two.save({"b": {"parking_1": "yes"}}, "V1")
    one.merge(two.path, "C1")
    assert (cell(one, "b", "parking_1"), cell(one, "b", "review")) == ("yes", "draft")
    # And the other way round: their approval is for other answers than ours.
    two.merge(one.path, "C1")
    one.save({"b": {"entrance1_1001": "no"}}, "V1")
    approved(two)
    one.merge(two.path, "C1")
    assert cell(one, "b", "review") == "draft"


def test_of_two_reviews_of_the_same_answers_the_stricter_holds(pair):
    one, two = pair
    for store in pair:
        store.submit("b", "V1")
    one.approve("b", "R1")
    two.return_("b", "R2", "no photo")
    one.merge(two.path, "C1")
    assert cell(one, "b", "review") == "returned"
    assert cell(one, "b", "review_note") == "no photo"


def test_a_copy_that_breaks_the_rules_approves_nothing(pair):
    one, two = pair
    db = sqlite3.connect(two.path, isolation_level=None)
    db.execute("DROP TRIGGER akz_review_rules")
    db.execute("UPDATE facilities SET review = 'approved', reviewed_by = 'V1' WHERE id = 'b'")
    db.close()
    one.merge(two.path, "C1")
    assert cell(one, "b", "review") == "draft"


# --- two surveys of one place ---------------------------------------------------------------


def twice(one, two):
    one.save({"a": {"surveyor_code": "V2", "parking_1": "yes", "entrance1_1001": "yes"}}, "V2")
    two.save({"a": {"surveyor_code": "V3", "parking_1": "no"}}, "V3")
    return one.merge(two.path, "C1")


def test_two_surveys_stay_side_by_side(pair):
    one, two = pair
    result = twice(one, two)
    (double,) = result.doubles
    assert not result.conflicts
    assert (double.first_author, double.second_author) == ("V2", "V3")
    assert {(d.field, d.old, d.new) for d in double.differences} == {
        ("surveyor_code", "V2", "V3"),
        ("parking_1", "yes", "no"),
        ("entrance1_1001", "yes", ""),
    }
    assert cell(one, "a", "parking_1") == "yes"
    assert one.merge(two.path, "C1").doubles == ()
    assert one.double_surveys() == (double,)
    one.submit("a", "V2")
    with pytest.raises(UsageError, match="surveyed twice"):
        one.approve("a", "R1")


@pytest.mark.parametrize(
    ("keep", "want"),
    [
        ("first", ("V2", "yes", "yes")),
        # The first surveyor's "yes" does not stay where the second one says nothing.
        ("second", ("V3", "no", None)),
        ({"parking_1": "second"}, ("V2", "no", "yes")),
    ],
)
def test_deciding_between_two_surveys(pair, keep, want):
    one, two = pair
    (double,) = twice(one, two).doubles
    for own in ("V2", "v3"):
        with pytest.raises(UsageError, match="another person"):
            one.decide(double.id, keep, own)
    one.decide(double.id, keep, "R1", "measured again")
    names = ("surveyor_code", "parking_1", "entrance1_1001")
    assert tuple(cell(one, "a", name) for name in names) == want
    assert one.double_surveys() == ()
    assert one.merge(two.path, "C1").doubles == ()
    assert tuple(cell(one, "a", name) for name in names) == want
    made = one.timeline("a")[-1]
    assert (made.author, made.method, made.message) == ("R1", "decision", "measured again")
    sound(one)


def test_a_second_survey_can_be_kept_without_a_copy(store):
    store.save({"b": {"parking_1": "yes"}}, "V1")
    double = store.second_survey("b", {"parking_1": "no"}, "V4")
    assert {(d.field, d.old, d.new) for d in double.differences} == {
        ("surveyor_code", "V1", "V4"),
        ("parking_1", "yes", "no"),
    }
    assert cell(store, "b", "parking_1") == "yes"
    with pytest.raises(UsageError, match="already"):
        store.second_survey("b", {"parking_1": "no"}, "V1")
    with pytest.raises(UsageError, match="Say 'first'"):
        store.decide(double.id, {"name": "second"}, "R1")
    store.decide(double.id, "second", "R1")
    assert cell(store, "b", "parking_1") == "no"
    sound(store)


# --- campaigns and packages -----------------------------------------------------------------


def table(store):
    return {row.who: (row.assigned, row.done, row.returned, row.double)
            for row in store.progress_table("Autumn")}  # fmt: skip


def test_a_campaign_from_assignment_to_the_end(store, tmp_path):
    store.save({"a": {"parking_1": "yes", "surveyor_code": "V1"}}, "V1")
    approved(store, "a")
    store.save({name: {"name": name, "form": "small"} for name in ("c", "d")}, "C1")
    assert store.assign("Autumn", ["a", "b"], volunteer="V2") == 2
    assert store.assign("Autumn", ["a", "b"], volunteer="V2") == 0
    store.assign("Autumn", ["a", "c"], volunteer="V3")
    store.assign("Autumn", ["c", "d"], area="Almaly")
    # Approved before the campaign is not done for it.
    assert table(store) == {"V2": (2, 0, 0, 0), "V3": (2, 0, 0, 0), "Almaly": (2, 0, 0, 0)}
    packages = {who: store.field_package(who, tmp_path) for who in ("V2", "V3")}
    with SurveyStore.open(packages["V2"]) as package:
        assert package.survey().ids.tolist() == ["a", "b"]
        package.save({"a": {"surveyor_code": "V2", "parking_1": "no"}}, "V2")
        package.submit("a", "V2")
    with SurveyStore.open(packages["V3"]) as package:
        package.save({"a": {"surveyor_code": "V3", "parking_1": "yes"}}, "V3")
        package.save({"c": {"surveyor_code": "V3", "parking_1": "not_provided"}}, "V3")
        package.submit("c", "V3")
    result = store.merge(packages["V2"], "C1")
    assert not result.conflicts
    assert table(store)["V2"] == (2, 1, 0, 0)
    result = store.merge(packages["V3"], "C1")
    # V3 only confirms what was known before, and contradicts V2 by that.
    (double,) = result.doubles
    assert ("parking_1", "no", "yes") in {(d.field, d.old, d.new) for d in double.differences}
    assert not result.conflicts
    assert table(store)["V2"] == (2, 1, 0, 1)
    assert table(store)["V3"] == (2, 2, 0, 1)
    assert table(store)["Almaly"] == (2, 1, 0, 0)
    store.return_("c", "R1", "which door?")
    assert table(store)["V3"] == (2, 1, 1, 1)
    sound(store)
    with pytest.raises(UsageError, match="no campaign"):
        store.progress_table("Spring")
    with pytest.raises(UsageError, match="no facility"):
        store.assign("Autumn", ["zzz"], volunteer="V2")
    with pytest.raises(UsageError, match="Nothing is assigned"):
        store.field_package("V9", tmp_path)
    with pytest.raises(OutputError, match="may hold answers"):
        store.field_package("V2", tmp_path)


@pytest.mark.parametrize("answers", [True, False])
def test_a_package_holds_nobody_elses_codes_and_merges_by_id(store, tmp_path, answers):
    store.save({"b": {"parking_1": "yes", "parking_comment": "by the gate"}}, "V1")
    store.save({"b": {"address": "Abai 5"}, "a": {"name": "ELSEWHERE"}}, "PERSON7")
    store.submit("b", "V1")
    store.return_("b", "REVIEWER8", "which gate?")
    store.assign("Autumn", ["b"], volunteer="V2")
    path = store.field_package("V2", tmp_path, answers=answers, language="kk")
    raw = path.read_bytes()
    for code in (b"PERSON7", b"REVIEWER8", b'V1"', b"ELSEWHERE"):
        assert code not in raw
    with SurveyStore.open(path) as package:
        assert cell(package, "b", "surveyor_code") is None
        assert cell(package, "b", "address") == "Abai 5"
        assert cell(package, "b", "parking_1") == ("yes" if answers else None)
        assert cell(package, "b", "review_note") == "which gate?"
        # Untouched, it changes nothing at home.
        assert not store.merge(path, "C1").merged
        assert cell(store, "b", "surveyor_code") == "V1"
        package.save({"b": {"entrance1_1001": "no"}}, "V2")
    result = store.merge(path, "C1")
    assert dict(result.merged) == {"b": ("entrance1_1001",)}
    assert cell(store, "b", "parking_1") == "yes"
    assert cell(store, "b", "reviewed_by") == "REVIEWER8"
    sound(store)


def test_what_cannot_be_merged(store, tmp_path, template, sample):
    with pytest.raises(UsageError, match="very store"):
        store.merge(store.path, "C1")
    with pytest.raises(InputError, match="no readable survey store"):
        store.merge(sample / "survey.csv", "C1")
    broken = tmp_path / "broken.gpkg"
    data = bytearray(template.read_bytes())
    data[-4096 * 30 :] = bytes(4096 * 30)
    broken.write_bytes(data)
    before = store.revisions()
    with pytest.raises(InputError):
        store.merge(broken, "C1")
    assert store.revisions() == before
