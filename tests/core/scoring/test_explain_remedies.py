# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets of improvements against brute force: promised scores, minimality, ties."""

import gzip
import json
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from explain_truth import (
    BETTER,
    PAIRS,
    best_by_engine,
    best_by_plain_reading,
    changeable,
    improve,
    plain_verdict,
    promised,
    rows_like,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from surveys import USUAL, survey_of, uniform

from accessible_core.checklists import checklist
from accessible_core.findings import Findings
from accessible_core.scoring.engine import score
from accessible_core.scoring.explain import explain, improved
from accessible_core.survey.readers.registry_records import read_records
from accessible_core.survey.table import Question
from accessible_core.vocabulary import ANSWER_BY_WIRE, GROUPS, SCORE_BY_WIRE, Answer, Score, Zone

SAMPLE = Path(__file__).parent / "scored_cases.jsonl.gz"
FORMS = ("small", "middle", "full")
ANSWERS = list(ANSWER_BY_WIRE)
NAMES = [group.value for group in GROUPS]
UNHURRIED = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def facilities(draw, form, entrances=None):
    """Draw whole facilities whose zones are mostly alike: what the rules look for."""
    zones = {}
    count = draw(st.integers(1, 3)) if entrances is None else entrances
    for zone in Zone:
        if zone.value in ("entrance2", "entrance3")[count - 1 :]:
            continue
        if zone is Zone.KIDS_ACCESSIBILITY and draw(st.booleans()):
            continue  # the registry then takes it for unknown
        keys = checklist(form).keys(zone.kind)
        usual = draw(st.sampled_from(ANSWERS))
        odd = draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(ANSWERS), max_size=6))
        zones[zone.value] = {**dict.fromkeys(keys, usual), **odd}
    overridden = {}
    for zone in draw(st.sets(st.sampled_from(sorted(zones)), max_size=1)):
        words = draw(st.lists(st.sampled_from(list(SCORE_BY_WIRE)), min_size=6, max_size=6))
        if draw(st.integers(0, 2)) == 0:
            overridden[zone] = dict(zip(NAMES, words))
    return {"form": form, "zones": zones, "overridden": overridden}


@st.composite
def nearly_done(draw, form, most=9):
    """Draw facilities all of whose answers are yes but for a few."""
    zones = {}
    for zone in USUAL:
        keys = checklist(form).keys(zone.kind)
        zones[zone.value] = dict.fromkeys(keys, "yes")
    cells = [(zone, key) for zone, answers in zones.items() for key in answers]
    for zone, key in draw(st.sets(st.sampled_from(cells), max_size=most)):
        zones[zone][key] = draw(st.sampled_from(["no", "unknown", "not_provided"]))
    return {"form": form, "zones": zones}


def assert_best(record, group, found, best):
    now = plain_verdict(record, group)
    assert list(found) == BETTER[now]
    for goal, chosen in found.items():
        assert chosen == best.get(goal), (now, goal)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@UNHURRIED
def test_few_faults_by_trying_all_sets_in_a_plain_reading(form, data):
    record = data.draw(nearly_done(form, most=7))
    group = data.draw(st.sampled_from(NAMES))
    built = data.draw(st.sampled_from(["", "2001-05-09", "2018-06-30", "2022-01-01"]))
    found = explain(survey_of([record], built=[built]), 0, group)
    best = best_by_plain_reading(record, group, changeable(record, built))
    assert_best(record, group, promised(found), best)


@given(data=st.data())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_small_facility_by_trying_all_sets(data):
    # Up to 17 answers, 131,072 sets, each scored by the engine.
    record = data.draw(facilities("small", entrances=1))
    group = data.draw(st.sampled_from(NAMES))
    found = explain(survey_of([record]), 0, group)
    assert_best(record, group, promised(found), best_by_engine(record, group, changeable(record)))


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@UNHURRIED
def test_any_facility_where_few_questions_have_a_cost(form, data):
    # A cost table that names few questions leaves all others as they are: so the answers
    # can be anything, and all sets can still be tried.
    record = data.draw(facilities(form, entrances=1 if form == "small" else None))
    group = data.draw(st.sampled_from(NAMES))
    built = data.draw(st.sampled_from(["", "2001-05-09", "2022-01-01"]))
    items = changeable(record, built)
    few = data.draw(st.sets(st.sampled_from(items), max_size=7)) if items else set()
    items = [item for item in items if item in few]
    costs = {item: data.draw(st.sampled_from([0, 1, 1, 2, Fraction(5, 2), 9])) for item in items}
    found = explain(
        survey_of([record], built=[built]),
        0,
        group,
        costs={(Zone(zone), key): Fraction(cost) for (zone, key), cost in costs.items()},
    )
    best = best_by_plain_reading(record, group, items, costs)
    assert_best(record, group, promised(found), best)
    for changes in found.to_reach.values():
        for change in changes or ():
            assert change.cost == costs[change.zone.value, change.key]


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@UNHURRIED
def test_a_promise_is_kept_and_a_goal_out_of_reach_has_a_reason(form, data):
    record = data.draw(facilities(form))
    group = data.draw(st.sampled_from(NAMES))
    built = data.draw(st.sampled_from(["", "2001-05-09", "2022"]))
    survey = survey_of([record], built=[built])
    found = explain(survey, 0, group)
    for goal, changes in found.to_reach.items():
        why = [quirk for quirk in found.quirks if quirk.goal is goal]
        assert (changes is None) == bool(why)
        if changes is not None:
            items = [(change.zone.value, change.key) for change in changes]
            assert plain_verdict(improve(record, items), group) == goal.wire
            after = score(improved(survey, 0, changes)).overall[0, NAMES.index(group)]
            assert after == goal
            assert set(items) <= set(changeable(record))


def whole_cases(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    return [row for row, case in enumerate(cases) if "overall" in case], cases


def check_promises(survey, row, group):
    """Check one scored case: the promises, and that no list shorter by one does."""
    found = explain(survey, row, group)
    column = NAMES.index(group)
    checked = 0
    for goal, changes in found.to_reach.items():
        if changes is None:
            assert any(quirk.goal is goal for quirk in found.quirks)
            continue
        assert score(improved(survey, row, changes)).overall[0, column] == goal
        checked += 1
    return found, checked


def test_promises_on_scored_facilities(shared):
    # Every 12th of the 6,000 whole facilities, the groups in turn.
    path = shared / "reference" / "vectors_dev.jsonl.gz"
    survey = read_records(path, Findings())
    rows, cases = whole_cases(path)
    assert len(rows) == 6000
    checked = 0
    for number, row in enumerate(rows[::12]):
        group = NAMES[number % len(NAMES)]
        found, more = check_promises(survey, row, group)
        assert found.score.wire == cases[row]["overall"][group]
        checked += more
    assert checked > 300


def test_no_shorter_list_on_scored_facilities():
    # Whole facilities of all forms; every list shorter by one, where that is feasible.
    survey = read_records(SAMPLE, Findings())
    rows, _ = whole_cases(SAMPLE)
    checked = 0
    for number, row in enumerate(rows):
        group = NAMES[number % 5]
        found = explain(survey, row, group)
        sizes = {goal: len(changes) for goal, changes in found.to_reach.items() if changes}
        for goal, size in sizes.items():
            if size <= 3:
                assert goal not in reached_by(found.facility, group, size - 1)
                checked += 1
    assert checked > 40


def reached_by(facility, group, size):
    """Return all scores that exactly `size` changes lead to, each scored by the engine."""
    record = {
        "form": facility.form.form,
        "zones": {
            case.zone.value: {key: answer.wire for key, answer in case.answers.items()}
            for case in facility.zones
        },
        "overridden": {
            case.zone.value: {name: s.wire for name, s in zip(NAMES, case.scores)}
            for case in facility.zones
            if case.overridden
        },
    }
    one = survey_of([record])
    columns = [one.column_of[Question(Zone(z), key)] for z, key in changeable(record)]
    sets = list(combinations(columns, size))
    answers = np.repeat(one.answers, len(sets), axis=0)
    for row, chosen in enumerate(sets):
        answers[row, list(chosen)] = Answer.YES
    if not sets:
        return set()
    return {
        Score(int(code)) for code in score(rows_like(one, answers)).overall[:, NAMES.index(group)]
    }


def test_ties_go_to_the_earlier_question():
    record = uniform("full", "yes")
    record["zones"]["serviceAccessibility"] = dict.fromkeys(range(1, 8), "no")
    found = promised(explain(survey_of([record]), 0))
    # One of the two ways of service is enough, and either is: the first one is named.
    assert found["full_accessible"] == (("serviceAccessibility", 1),)


@pytest.mark.parametrize(
    ("built", "allowed"),
    [
        ("2019-02-17", {32}),
        ("2019-02-18", {70}),
        ("2019", {32, 70}),
        ("2018", {32}),
        ("2019-03", {70}),
        ("", {32, 70}),
        ("long ago", {32, 70}),
    ],
)
def test_of_a_dated_pair_only_the_question_for_the_building(built, allowed):
    record = uniform("full", "yes")
    for key in (32, 70):
        record["zones"]["movement"][key] = "no"
    found = explain(survey_of([record], built=[built]), 0)
    (changes,) = found.to_reach.values()
    if len(allowed) == 2:
        assert {change.key for change in changes} == allowed
        assert {change.dated_pair for change in changes} == allowed
    else:
        assert changes is None
        assert "dated_pair" in [quirk.code for quirk in found.quirks]


@pytest.mark.parametrize(("kind", "older", "newer", "day"), PAIRS)
def test_dated_pairs_are_those_of_the_reference(kind, older, newer, day):
    record = uniform("full", "yes")
    zone = "entrance1" if kind == "entrance" else kind
    record["zones"][zone][older] = "no"
    record["zones"][zone][newer] = "no"
    for built, key in (("1990-01-01", older), (day, newer)):
        facility = explain(survey_of([record], built=[built]), 0).facility
        asked = [k for k in (older, newer) if facility.applies(facility.question(Zone(zone), k))]
        assert asked == [key]


def test_an_overridden_zone_is_left_alone_and_named():
    record = uniform("middle", "yes")
    record["zones"]["entrance1"] = dict.fromkeys(record["zones"]["entrance1"], "no")
    record["overridden"] = {"entrance1": dict.fromkeys(NAMES, "not_accessible")}
    found = explain(survey_of([record]), 0)
    assert found.score is Score.NOT_ACCESSIBLE
    assert set(found.to_reach.values()) == {None}
    assert {(q.code, q.goal) for q in found.quirks} >= {
        ("zone_overridden", goal) for goal in (Score.PARTIAL_ACCESSIBLE, Score.FULL_ACCESSIBLE)
    }


def test_from_unknown_both_goals():
    found = explain(survey_of([uniform("middle", "unknown")]), 0)
    assert list(found.to_reach) == [Score.PARTIAL_ACCESSIBLE, Score.FULL_ACCESSIBLE]


def test_kids_go_straight_to_green_in_the_small_form():
    record = uniform("small", "yes")
    record["zones"]["kidsAccessibility"] = {1: "no"}
    found = explain(survey_of([record]), 0, "withChild")
    assert promised(found) == {
        "partial_accessible": None,
        "full_accessible": (("kidsAccessibility", 1),),
    }
    assert ("straight_to_full", Score.PARTIAL_ACCESSIBLE) in {
        (quirk.code, quirk.goal) for quirk in found.quirks
    }


def test_an_absent_childrens_zone_can_be_improved():
    record = uniform("full", "yes")
    del record["zones"]["kidsAccessibility"]
    survey = survey_of([record])
    found = explain(survey, 0, "kids")
    assert found.score is Score.UNKNOWN
    changes = found.to_reach[Score.FULL_ACCESSIBLE]
    assert [(c.zone, c.key) for c in changes] == [(Zone.KIDS_ACCESSIBILITY, 1)]
    assert score(improved(survey, 0, changes)).overall[0, 5] == Score.FULL_ACCESSIBLE
