# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns to survey and back: names, words, zones, ids, forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_columns, survey_from_columns
from accessible_core.survey.table import ZONE_INDEX, Question
from accessible_core.vocabulary import Answer, Score, Zone

YES_WORDS = ["yes", "Yes", " YES ", "да", "Да", "иә", "ИӘ", True, np.True_]
NO_WORDS = ["no", "нет", "Нет", "жоқ", "ЖОҚ", False]
UNKNOWN_WORDS = ["unknown", "неизвестно", "белгісіз", "нет данных", "мәлімет жоқ"]
NOT_PROVIDED_WORDS = ["not_provided", "not provided", "не предусмотрено", "қарастырылмаған"]
EMPTY_CELLS = ["", "  ", None, float("nan"), np.nan, "\u00a0"]
PARTLY_WORDS = ["partly", "Частично", "жартылай", "ішінара", "partially", "limited"]
NO_ANSWERS = ["1", 1, 0, 1.0, "yes?", "да/нет", "+", "x", "85 cm", "not yes", "=yes"]


def read(findings=None, **columns):
    findings = Findings() if findings is None else findings
    return survey_from_columns(columns, findings=findings)


def one_answer(cell):
    findings = Findings()
    survey = read(findings, id=["a"], form=["small"], entrance1_30=[cell])
    return Answer(int(survey.answers[0, 0])), findings.counts()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (YES_WORDS, Answer.YES),
        (NO_WORDS, Answer.NO),
        (UNKNOWN_WORDS, Answer.UNKNOWN),
        (NOT_PROVIDED_WORDS, Answer.NOT_PROVIDED),
        (EMPTY_CELLS, Answer.UNKNOWN),
    ],
)
def test_words_of_three_languages(words, answer):
    for word in words:
        assert one_answer(word) == (answer, {}), word


def test_partly_is_never_yes():
    for word in PARTLY_WORDS:
        assert one_answer(word) == (Answer.UNKNOWN, {"answer_partly": 1}), word


def test_what_is_no_answer_is_unknown_with_a_finding():
    for cell in NO_ANSWERS:
        assert one_answer(cell) == (Answer.UNKNOWN, {"answer_not_understood": 1}), cell


@given(st.text(max_size=12))
def test_only_an_explicit_yes_is_read_as_yes(word):
    spelt_yes = word.casefold().strip() in {"yes", "y", "true", "да", "иә", "ия", "иа"}
    answer, counts = one_answer(word)
    assert (answer is Answer.YES) == spelt_yes
    assert (
        answer in (Answer.YES, Answer.NO, Answer.NOT_PROVIDED)
        or not word.strip()
        or counts
        or (word.casefold().strip() in {"unknown", "null", "none", "nan", "nat"})
    )


def test_entrance_without_number_is_the_first():
    survey = read(
        id=["a"], form=["small"], entrance_30=["yes"], entrance_lon=[71], entrance_lat=[51]
    )
    assert survey.questions == (Question(Zone.ENTRANCE1, 30),)
    assert survey.doors[0, 0].tolist() == [71.0, 51.0]


def test_two_columns_of_one_meaning():
    findings = Findings()
    survey = read(findings, id=["a"], form=["small"], entrance_30=["no"], entrance1_30=["yes"])
    assert survey.answers.tolist() == [[Answer.NO]]
    assert list(survey.extra) == ["entrance1_30"]
    assert findings.counts() == {"column_twice": 1}


def test_short_names_of_shapefiles():
    long_names = {
        "entrance1_1000": ["yes"],
        "entrance2_30_measured": ["85 cm"],
        "serviceAccessibility_2": ["no"],
        "kidsAccessibility_1": ["not_provided"],
        "toilet_comment": ["c"],
        "entrance3_lon": [71.0],
        "entrance3_lat": [51.0],
        "override_entrance1_limb": ["not_accessible"],
        "override_by": ["m"],
        "surveyor_code": ["s"],
    }
    short_names = dict(
        zip(
            ["e1_1000", "e2_30_m", "sa_2", "kd_1", "wc_note", "e3_lon", "e3_lat", "o_e1_lmb",
             "o_by", "surveyor"],
            long_names.values(),
        )
    )  # fmt: skip
    assert max(map(len, short_names)) <= 10
    long = survey_columns(read(id=["a"], form=["small"], **long_names))
    short = survey_columns(read(ID=["a"], FORM=["small"], **short_names))
    assert str(long) == str(short)


def test_zones_present_follow_what_the_row_says():
    survey = read(
        id=list("abcde"),
        form=["small"] * 5,
        entrance2_30=["", "unknown", "", "", ""],
        entrance2_30_measured=["", "", "85 cm", "", ""],
        entrance3_comment=["", "", "", "x", ""],
        entrance3_lon=["", "", "", "", 71],
        entrance3_lat=["", "", "", "", 51],
    )
    second = survey.present[:, ZONE_INDEX[Zone.ENTRANCE2]]
    third = survey.present[:, ZONE_INDEX[Zone.ENTRANCE3]]
    assert second.tolist() == [False, True, True, False, False]
    assert third.tolist() == [False, False, False, True, True]
    others = np.delete(survey.present, [ZONE_INDEX[z] for z in (Zone.ENTRANCE2, Zone.ENTRANCE3)], 1)
    assert others.all()


def test_ids_are_unique_and_rows_stay():
    findings = Findings()
    survey = read(
        findings, id=["a", "", "a", "a-2", None, "row-5", 7.0, "7"], name=list("01234567")
    )
    assert len(survey) == 8
    assert len(set(survey.ids)) == 8
    assert survey.facilities["name"].tolist() == list("01234567")
    # Ids that stand in the source are never taken for made-up ones.
    assert survey.ids[[0, 3, 5, 6]].tolist() == ["a", "a-2", "row-5", "7"]
    assert findings.counts() == {"id_missing": 2, "id_duplicate": 2}


@given(st.lists(st.sampled_from(["", "a", "a-2", "row-1", "row-2", "a-3"]), max_size=12))
def test_made_up_ids_never_collide(ids):
    survey = read(id=ids)
    assert len(set(survey.ids)) == len(ids)
    firsts = {text: ids.index(text) for text in ids if text}
    assert all(survey.ids[row] == text for text, row in firsts.items())


def test_form_words_and_unknown_forms():
    findings = Findings()
    survey = read(
        findings,
        id=list("abcdef"),
        form=["Малая", "орта", "FULL", "huge", "", ""],
        parking_1=["yes", "yes", "yes", "yes", "yes", ""],
    )
    assert survey.form.tolist() == ["small", "middle", "full", "", "", ""]
    assert findings.counts() == {"form_unknown": 1, "form_missing": 1}
    assert findings.has_errors


def test_answer_that_the_form_does_not_ask():
    findings = Findings()
    survey = read(
        findings, id=["a", "b", "c"], form=["small", "full", "small"], toilet_33=["yes", "yes", ""]
    )
    assert survey.answers.tolist() == [[Answer.UNKNOWN], [Answer.YES], [Answer.UNKNOWN]]
    assert [(f.code, f.record, f.value) for f in findings] == [("answer_not_in_form", "a", "yes")]


def test_a_fourth_entrance_is_a_warning_and_kept():
    findings = Findings()
    table = {"id": ["a"], "form": ["full"], "entrance3_1": ["yes"], "entrance4_1": ["yes"]}
    survey = survey_from_columns(table, findings=findings)
    found = next(f for f in findings if f.field == "entrance4_1")
    assert (found.code, found.severity.value) == ("entrance_too_many", "warning")
    assert list(survey.extra["entrance4_1"]) == ["yes"]
    assert not any(f.field == "entrance3_1" for f in findings)


def test_unknown_columns_are_kept():
    findings = Findings()
    survey = read(findings, id=["a"], colour=["red"], entrance1_030=["yes"], entrance4_30=["yes"])
    assert {name: column.tolist() for name, column in survey.extra.items()} == {
        "colour": ["red"],
        "entrance1_030": ["yes"],
        "entrance4_30": ["yes"],
    }
    assert findings.counts() == {"column_unknown": 2, "entrance_too_many": 1}


def test_results_are_not_read_back():
    findings = Findings()
    survey = read(findings, id=["a"], score_movement=["full_accessible"], confirmed_movement=[True])
    assert not survey.extra
    assert findings.counts() == {"results_not_read": 1}


def test_positions_from_geometry_and_columns():
    findings = Findings()
    survey = survey_from_columns(
        {"id": list("abcd"), "lon": ["1,5", 2, 3, "x"], "lat": [10, None, 30, 40]},
        lon=[np.nan, 20.0, np.nan, np.nan],
        lat=[np.nan, 50.0, np.nan, np.nan],
        findings=findings,
    )
    assert survey.lon[:3].tolist() == [1.5, 20.0, 3.0]
    assert survey.lat[:3].tolist() == [10.0, 50.0, 30.0]
    assert np.isnan([survey.lon[3], survey.lat[3]]).all()
    assert findings.counts() == {"position_unreadable": 1, "csv_decimal_comma": 1}


def test_overrides():
    findings = Findings()
    survey = read(
        findings,
        id=list("abc"),
        override_toilet_movement=["not_accessible", "foo", ""],
        override_toilet_vision=["", "unknown", ""],
        override_by=["m", "", ""],
    )
    assert survey.overrides.row.tolist() == [0]
    assert survey.overrides.zone.tolist() == [ZONE_INDEX[Zone.TOILET]]
    expected = [Score.NOT_PROVIDED] * 6
    expected[0] = Score.NOT_ACCESSIBLE
    assert survey.overrides.scores.tolist() == [expected]
    assert survey.overrides.by.tolist() == ["m"]
    assert findings.counts() == {"override_not_understood": 1}


def test_many_faults_of_a_column_are_summed_up():
    findings = Findings()
    n = 5000
    read(findings, id=[str(i) for i in range(n)], form=["small"] * n, parking_1=["?"] * n)
    assert findings.counts() == {"answer_not_understood": 1000, "more_alike": 1}
    assert list(findings)[-1].value == "4000"


def test_columns_of_different_length_are_refused():
    with pytest.raises(UsageError, match="differ in length"):
        read(id=["a", "b"], name=["x"])


def test_no_rows():
    assert len(read(id=[], form=[], parking_1=[])) == 0
    assert len(read()) == 0


CELLS = st.sampled_from(["yes", "no", "unknown", "not_provided", "", None, "иә", "partly"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8)


@given(
    st.lists(
        st.tuples(
            TEXTS, st.sampled_from(["small", "middle", "full", ""]), CELLS, CELLS, CELLS, TEXTS
        ),
        max_size=6,
    )
)
def test_there_and_back_gives_the_same_survey(rows):
    names, form, a, b, c, notes = (list(column) for column in zip(*rows)) if rows else [[]] * 6
    first = read(
        id=[str(i) for i in range(len(rows))], name=names, form=form, entrance1_30=a,
        entrance2_30=b, toilet_33=c, toilet_comment=notes, parking_1_measured=notes,
    )  # fmt: skip
    again = survey_from_columns(survey_columns(first), findings=Findings())
    assert_same(first, again)


def assert_same(first, again):
    assert again.questions == first.questions
    assert (again.answers == first.answers).all()
    assert (again.present == first.present).all()
    assert again.form.tolist() == first.form.tolist()
    for name in first.facilities:
        assert again.facilities[name].tolist() == first.facilities[name].tolist()
    for zone in first.comments:
        assert again.comments[zone].tolist() == first.comments[zone].tolist()
    for question in first.measured:
        assert again.measured[question].tolist() == first.measured[question].tolist()
