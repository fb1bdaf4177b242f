# SPDX-License-Identifier: GPL-3.0-or-later
"""What a score rests on, against brute force over the plain reading of the rules."""

from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_plain import CATEGORIES, overall, zone_score
from surveys import objects, survey_of, uniform

from accessible_core.checklists import checklist
from accessible_core.errors import UsageError
from accessible_core.scoring.automaton import form_automata, movers
from accessible_core.scoring.engine import score
from accessible_core.scoring.evidence import max_age_years, needs, read_date
from accessible_core.scoring.explain import explain
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.table import Question
from accessible_core.vocabulary import ANSWER_BY_WIRE, GROUPS, Group, Score, Zone, ZoneKind

FORMS = ("small", "middle", "full")
PAIRS = [(form, kind) for form in FORMS for kind in ZoneKind]
ANSWERS = list(ANSWER_BY_WIRE)
TODAY = date(2026, 6, 1)
GOOD = {"review": ["approved"], "surveyed": ["2026-05-01"]}


def movement(scores, row=0):
    return Doubt(int(scores.doubts[row, 0]))


@st.composite
def zones_with_gaps(draw, most=4):
    """Draw a form, a zone and answers of which at most `most` are unknown."""
    form, kind = draw(st.sampled_from(PAIRS))
    keys = checklist(form).keys(kind)
    known = [word for word in ANSWERS if word != "unknown"]
    usual = draw(st.sampled_from(known))
    odd = draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(known), max_size=6))
    gaps = draw(st.sets(st.sampled_from(keys), max_size=most))
    answers = {**dict.fromkeys(keys, usual), **odd, **dict.fromkeys(gaps, "unknown")}
    return form, kind, answers


def completions(answers):
    gaps = [key for key, word in answers.items() if word == "unknown"]
    for words in product(ANSWERS, repeat=len(gaps)):
        yield {**answers, **dict(zip(gaps, words))}


@given(zones_with_gaps())
@settings(max_examples=150, deadline=None)
def test_possible_scores_are_exactly_those_of_all_completions(drawn):
    form, kind, answers = drawn
    automaton = form_automata("registry-2024", form)[kind]
    state = 0
    for keys, table in zip(automaton.classes, automaton.tables):
        given_words = [ANSWER_BY_WIRE[answers[key]] for key in keys]
        known = sum({1 << word for word in given_words if word}) >> 1
        unknown = min(given_words.count(0), 4)
        state = table[state + known + 8 * unknown]
    wanted = dict.fromkeys(CATEGORIES, 0)
    for completed in completions(answers):
        for category, word in zone_score(form, kind.value, completed).items():
            wanted[category] |= 1 << Score[word.upper()]
    assert automaton.possible[state][:6].tolist() == list(wanted.values())


@given(zones_with_gaps())
@settings(max_examples=60, deadline=None)
def test_decisive_is_exactly_what_could_change_the_facility(drawn):
    form, kind, answers = drawn
    zone = "entrance1" if kind is ZoneKind.ENTRANCE else kind.value
    record = uniform(form, "yes")
    record["zones"][zone] = answers
    scores = score(survey_of([record], **GOOD), today=TODAY)
    base = {
        name: zone_score(form, Zone(name).kind.value, given_words)
        for name, given_words in record["zones"].items()
    }
    reached = dict.fromkeys(CATEGORIES, frozenset())
    for completed in completions(answers):
        found = overall(form, {**base, zone: zone_score(form, kind.value, completed)})
        reached = {name: reached[name] | {found[name]} for name in CATEGORIES}
    open_groups = [len(reached[group.value]) > 1 for group in GROUPS]
    assert ((scores.doubts[0] & Doubt.DECISIVE_UNKNOWN) != 0).tolist() == open_groups


@pytest.mark.parametrize("form", FORMS)
def test_filling_gaps_never_changes_what_is_decided(form):
    # Whole facilities with gaps in all zones, completed at random, many times.
    rng = np.random.default_rng(11)
    records = []
    for _ in range(300):
        record = uniform(form, "yes")
        for answers in record["zones"].values():
            usual = rng.choice(["yes", "no", "not_provided"], p=[0.7, 0.15, 0.15])
            for key in answers:
                answers[key] = rng.choice([usual, "unknown", *ANSWERS], p=[0.8, 0.12, *[0.02] * 4])
        records.append(record)
    survey = survey_of(records)
    before = score(survey)
    decided = (before.doubts & Doubt.DECISIVE_UNKNOWN) == 0
    assert decided.any()
    assert not decided.all()
    gaps = survey.answers == 0
    moved = np.zeros_like(decided)
    for _ in range(40):
        # Completions in one direction reach further than evenly random ones.
        answer = rng.integers(0, 4, (len(survey), 1))
        fill = np.where(rng.random(gaps.shape) < 0.9, answer, rng.integers(0, 4, gaps.shape))
        survey.answers[gaps] = fill[gaps]
        moved |= score(survey).overall != before.overall
    assert not (moved & decided).any()
    assert moved.sum() > 0.5 * (~decided).sum()  # and most of the others can be moved


def test_gaps_in_several_zones_count_together():
    # One gap alone leaves the score as it is; both together change it.
    record = uniform("small", "not_provided")
    record["zones"]["service"] = {1000: "unknown"}
    record["zones"]["toilet"] = {1000: "unknown"}
    scores = score(survey_of([record], **GOOD), today=TODAY)
    assert movement(scores) & Doubt.DECISIVE_UNKNOWN


@pytest.mark.parametrize("form", FORMS)
def test_a_barred_entrance_leaves_nothing_open(form):
    record = uniform(form, "unknown")
    record["zones"]["entrance1"] = dict.fromkeys(record["zones"]["entrance1"], "no")
    if form == "small":  # there all "no" bars wheelchair users only
        assert score(survey_of([record])).overall[0, 0] == Score.NOT_ACCESSIBLE
    scores = score(survey_of([record], **GOOD), today=TODAY)
    assert scores.overall[0, 0] == Score.NOT_ACCESSIBLE
    assert not movement(scores) & Doubt.DECISIVE_UNKNOWN


@pytest.mark.parametrize("kind", list(ZoneKind))
def test_movers_of_the_small_form_by_brute_force(kind):
    keys = checklist("small").keys(kind)
    moved = {key: np.zeros(6, bool) for key in keys}
    for words in product(ANSWERS, repeat=len(keys)):
        answers = dict(zip(keys, words))
        before = zone_score("small", kind.value, answers)
        for key in keys:
            for word in ANSWERS:
                after = zone_score("small", kind.value, {**answers, key: word})
                moved[key] |= [before[c] != after[c] for c in CATEGORIES]
    found = movers("registry-2024", "small", kind)
    for key in keys:
        assert np.array_equal(found.get(key, np.zeros(6, bool)), moved[key]), key


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_what_moves_nothing_never_moves_anything(data):
    form, kind, answers = data.draw(zones_with_gaps())
    key = data.draw(st.sampled_from(sorted(answers)))
    changed = {**answers, key: data.draw(st.sampled_from(ANSWERS))}
    before, after = (zone_score(form, kind.value, a) for a in (answers, changed))
    moving = movers("registry-2024", form, kind).get(key, np.zeros(6, bool))
    for category, moves in zip(CATEGORIES, moving):
        assert moves or before[category] == after[category]


def test_questions_that_never_count():
    # reference/scoring.md: in the middle and full entrance only 12 and 18 keys count.
    for form, counted, asked in (("middle", 12, 39), ("full", 18, 52)):
        assert len(movers("registry-2024", form, ZoneKind.ENTRANCE)) == counted
        assert len(checklist(form).keys(ZoneKind.ENTRANCE)) == asked
    for form in FORMS:
        children = movers("registry-2024", form, ZoneKind.KIDS_ACCESSIBILITY)
        for group, column in zip(GROUPS, np.array(list(children.values())).T):
            assert column.all() == column.any() == (group is Group.KIDS)


def test_known_shares_by_hand():
    record = uniform("middle", "yes")
    record["zones"]["entrance1"][30] = "unknown"  # counts
    record["zones"]["entrance1"][2] = "unknown"  # never counts
    record["zones"]["kidsAccessibility"] = dict.fromkeys(range(1, 11), "unknown")
    record["zones"]["kidsAccessibility"][1] = "no"
    scores = score(survey_of([record]))
    # 134 questions without 10 of the children's zone and 27 idle ones of the entrance.
    assert scores.known[0, 0] == pytest.approx(96 / 97)
    assert scores.known[0, 5] == pytest.approx(1 / 10)


def test_known_shares_leave_out_overridden_zones_and_absent_entrances():
    record = uniform("full", "yes")
    record["zones"]["toilet"] = dict.fromkeys(record["zones"]["toilet"], "unknown")
    full = {group.value: "full_accessible" for group in GROUPS}
    other = {"form": "full", "zones": {**uniform("full", "yes")["zones"]}}
    other["zones"]["entrance2"] = dict.fromkeys(other["zones"]["entrance1"], "unknown")
    scores = score(survey_of([{**record, "overridden": {"toilet": full}}, other]))
    assert scores.known[0, 0] == 1.0
    assert movement(scores) & Doubt.DECISIVE_UNKNOWN == 0
    counting = 207 - 10 - 34  # without children and the idle keys of the entrance
    assert scores.known[1, 0] == pytest.approx(counting / (counting + 18))


def test_one_known_answer_is_green_and_unconfirmed():
    record = uniform("middle", "not_provided")
    record["zones"]["entrance1"] = {1: "yes"}
    record["zones"]["serviceAccessibility"] = {1: "yes"}
    scores = score(survey_of([record], **GOOD), today=TODAY)
    assert scores.overall[0, 0] == Score.FULL_ACCESSIBLE
    assert movement(scores) & Doubt.DECISIVE_UNKNOWN
    assert not scores.confirmed[0, 0]


@pytest.mark.parametrize("form", FORMS)
def test_a_toilet_that_is_not_provided_is_green_and_unconfirmed(form):
    record = uniform(form, "yes")
    record["zones"]["toilet"] = dict.fromkeys(record["zones"]["toilet"], "not_provided")
    scores = score(survey_of([record], **GOOD), today=TODAY)
    assert scores.overall[0, 0] == Score.FULL_ACCESSIBLE
    assert movement(scores) == Doubt.NEEDED_NOT_PROVIDED
    assert scores.confirmed[0].tolist() == [False] * 5 + [True]  # children's zone is all yes


def test_where_no_toilet_is_demanded_its_absence_is_no_doubt():
    record = uniform("full", "yes")
    record["zones"]["toilet"] = dict.fromkeys(record["zones"]["toilet"], "not_provided")
    record["zones"]["toilet"].update({1: "no", 2: "no"})
    scores = score(survey_of([record], **GOOD), today=TODAY)
    assert scores.overall[0, 0] == Score.FULL_ACCESSIBLE
    assert scores.confirmed[0].all()


def test_an_absent_toilet_does_not_weaken_a_red_one():
    record = uniform("full", "no")
    record["zones"]["toilet"] = dict.fromkeys(record["zones"]["toilet"], "not_provided")
    scores = score(survey_of([record], **GOOD), today=TODAY)
    assert scores.overall[0, 0] == Score.NOT_ACCESSIBLE
    assert movement(scores) == Doubt.NONE


@pytest.mark.parametrize(
    ("review", "surveyed", "doubt"),
    [
        ("approved", "2026-05-01", Doubt.NONE),
        ("approved", "2026-05-01T10:00:00+06:00", Doubt.NONE),
        ("approved", "20260501", Doubt.NONE),
        ("approved", "2023-06-01", Doubt.NONE),  # to the day
        ("approved", "2023-05-31", Doubt.TOO_OLD),
        ("approved", "", Doubt.TOO_OLD),
        ("approved", "spring 2026", Doubt.TOO_OLD),
        ("approved", "2026-02-30", Doubt.TOO_OLD),
        ("approved", "2026-07-01", Doubt.TOO_OLD),  # not yet
        ("submitted", "2026-05-01", Doubt.NOT_APPROVED),
        ("", "", Doubt.NOT_APPROVED | Doubt.TOO_OLD),
    ],
)
def test_review_and_age(review, surveyed, doubt):
    assert max_age_years() == 3
    survey = survey_of([uniform("full", "yes")], review=[review], surveyed=[surveyed])
    scores = score(survey, today=TODAY)
    assert movement(scores) == doubt
    assert scores.confirmed[0, 0] == (doubt == Doubt.NONE)


def test_the_leap_day_has_an_anniversary():
    survey = survey_of([uniform("full", "yes")], review=["approved"], surveyed=["2025-02-28"])
    assert score(survey, today=date(2028, 2, 29)).confirmed[0, 0]


def test_dates():
    assert read_date(" 2026-05-01 ") == date(2026, 5, 1)
    assert read_date("01.05.2026") is None


@pytest.mark.parametrize(
    ("zone", "key", "measured", "given_word", "doubt"),
    [
        ("entrance1", 30, "85 cm", "yes", Doubt.CONTRADICTED | Doubt.NORM_FAILS),
        ("entrance1", 30, "0,95 м", "yes", Doubt.NONE),
        ("entrance1", 30, "85", "yes", Doubt.NONE),  # no unit: says nothing
        ("entrance1", 15, "85 cm", "yes", Doubt.NONE),  # the ramp's width never counts
        ("entrance1", 30, "95 cm", "not_provided", Doubt.CONTRADICTED),
        ("toilet", 1, "20", "yes", Doubt.NONE),  # says when a toilet is demanded
    ],
)
def test_measurements_that_contradict(zone, key, measured, given_word, doubt):
    record = uniform("full", "yes")
    record["zones"][zone][key] = given_word
    question = Question(Zone(zone), key)
    survey = survey_of([record], measured={question: [measured]}, **GOOD)
    assert movement(score(survey, today=TODAY)) == doubt


def test_a_measurement_in_an_overridden_zone_contradicts_nothing():
    record = uniform("full", "yes")
    record["overridden"] = {"entrance1": {g.value: "full_accessible" for g in GROUPS}}
    question = Question(Zone.ENTRANCE1, 30)
    survey = survey_of([record], measured={question: ["85 cm"]}, **GOOD)
    assert movement(score(survey, today=TODAY)) == Doubt.NONE


def test_places_never_surveyed_have_no_score():
    survey = survey_of([{"form": "", "zones": {"parking": {}}}, uniform("small", "yes")])
    scores = score(survey)
    assert set(scores.overall[0]) == set(scores.zones[0].ravel()) == {Score.NOT_SCORED}
    assert np.isnan(scores.known[0]).all()
    assert set(scores.doubts[0]) == {Doubt.NOT_SURVEYED}
    assert set(scores.overall[1]) == {Score.FULL_ACCESSIBLE}


def test_a_part_of_a_facility_is_never_confirmed():
    whole = uniform("full", "yes")
    part = {"form": "full", "zones": {"parking": whole["zones"]["parking"]}}
    scores = score(survey_of([part], **GOOD), today=TODAY)
    assert set(scores.overall[0]) == {Score.NOT_SCORED}
    assert not scores.confirmed.any()


def test_questions_without_a_column_are_unknown():
    survey = survey_of([uniform("full", "yes")], **GOOD)
    kept = [q != Question(Zone.ENTRANCE1, 30) for q in survey.questions]
    narrow = type(survey)(
        facilities=survey.facilities,
        form=survey.form,
        lon=survey.lon,
        lat=survey.lat,
        doors=survey.doors,
        questions=tuple(q for q, keep in zip(survey.questions, kept) if keep),
        answers=survey.answers[:, kept],
        present=survey.present,
    )
    scores = score(narrow, today=TODAY)
    assert scores.overall[0, 0] == Score.FULL_ACCESSIBLE
    assert movement(scores) & Doubt.DECISIVE_UNKNOWN
    assert scores.known[0, 0] < 1


def test_needs_name_zones():
    assert {need.kind for need in needs()} >= {ZoneKind.TOILET, ZoneKind.ENTRANCE}
    assert objects(["a"]).dtype == object


@pytest.mark.parametrize(("years", "old"), [(1, True), (2, False), (None, False)])
def test_the_age_that_makes_old_can_be_set(years, old):
    record = uniform("small", "yes")
    surveyed = {**GOOD, "surveyed": [(TODAY - timedelta(days=500)).isoformat()]}
    survey = survey_of([record], **surveyed)
    scores = score(survey, today=TODAY, max_age_years=years)
    assert bool(movement(scores) & Doubt.TOO_OLD) == old
    told = explain(survey, 0, today=TODAY, max_age_years=years)
    assert bool(told.doubts & Doubt.TOO_OLD) == old


def test_no_survey_is_younger_than_a_year():
    with pytest.raises(UsageError, match="one year old or more, not 0"):
        score(survey_of([uniform("small", "yes")]), max_age_years=0)
