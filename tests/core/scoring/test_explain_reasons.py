# SPDX-License-Identifier: GPL-3.0-or-later
"""Because, find out first and quirks, against hand-read rules and brute force."""

import gzip
import json
from itertools import product
from pathlib import Path

import pytest
from explain_truth import complete, plain_verdict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from surveys import USUAL, survey_of, uniform

import accessible_core.scoring.explain_quirks as quirk_module
from accessible_core import messages
from accessible_core.checklists import checklist, forms
from accessible_core.errors import InputError, KnowledgeError, UsageError
from accessible_core.findings import Findings
from accessible_core.scoring.explain import explain
from accessible_core.scoring.rules import form_rules
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.readers.registry_records import read_records
from accessible_core.vocabulary import ANSWER_BY_WIRE, GROUPS, Answer, Score, Zone

SAMPLE = Path(__file__).parent / "scored_cases.jsonl.gz"
ANSWERS = list(ANSWER_BY_WIRE)
NAMES = [group.value for group in GROUPS]


def because(record, group="movement", **facts):
    found = explain(survey_of([record], **facts), 0, group)
    return [(r.zone.value, r.key, r.answer.wire, r.code) for r in found.because]


def codes(record, group="movement", **facts):
    found = explain(survey_of([record], **facts), 0, group)
    return {(quirk.code, quirk.zone and quirk.zone.value) for quirk in found.quirks}


# --- because ---------------------------------------------------------------------------


def test_a_single_no_in_an_otherwise_perfect_place():
    record = uniform("full", "yes")
    record["zones"]["navigation"][9] = "no"
    assert because(record) == [("navigation", 9, "no", "prevents_full_accessible")]


def test_an_entrance_that_bars_the_facility():
    # Entrance rule: some "no" and no "yes" among the counted keys: not accessible.
    record = uniform("middle", "yes")
    record["zones"]["entrance1"] = dict.fromkeys(record["zones"]["entrance1"], "unknown")
    record["zones"]["entrance1"][26] = "no"
    record["zones"]["parking"][1] = "no"  # would make it yellow, but red comes from the door
    assert ("entrance1", 26, "no", "gives_not_accessible") in because(record)
    assert {zone for zone, *_ in because(record)} == {"entrance1"}


def test_one_bad_entrance_of_two_does_not_bar():
    record = uniform("full", "yes", [*USUAL, Zone.ENTRANCE2])
    record["zones"]["entrance2"] = dict.fromkeys(record["zones"]["entrance2"], "no")
    found = explain(survey_of([record]), 0)
    assert found.score is Score.PARTIAL_ACCESSIBLE
    assert {reason.zone for reason in found.because} == {Zone.ENTRANCE2}


def test_rails_and_space_in_the_toilet():
    # full/toilet: match([30, 33], yes) gives green to movement, anything else red.
    record = uniform("full", "yes")
    record["zones"]["toilet"][33] = "no"
    assert because(record) == [("toilet", 33, "no", "gives_not_accessible")]


def test_of_several_rules_the_nearest_one_tells_what_is_in_the_way():
    # small/movement, limb: all of 1, 6, 7 yes (two missing), or 1 yes and the rest "not
    # provided" (four missing).
    record = uniform("small", "yes")
    record["zones"]["movement"] = {1: "yes", 6: "no", 7: "no", 1000: "no", 1001: "no"}
    assert [key for zone, key, *_ in because(record, "limb") if zone == "movement"] == [6, 7]


def test_what_the_group_is_not_scored_by_is_no_reason():
    record = uniform("small", "no")
    assert {zone for zone, *_ in because(record, "kids")} == {"kidsAccessibility"}


@given(data=st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_reasons_are_answers_of_the_record_in_checklist_order(data):
    form = data.draw(st.sampled_from(["small", "middle", "full"]))
    record = {"form": form, "zones": {}}
    for zone in USUAL:
        keys = checklist(form).keys(zone.kind)
        usual = data.draw(st.sampled_from(ANSWERS))
        odd = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(ANSWERS)))
        record["zones"][zone.value] = {**dict.fromkeys(keys, usual), **odd}
    group = data.draw(st.sampled_from(NAMES))
    found = explain(survey_of([record]), 0, group)
    order = [(z, key) for z, answers in complete(record)["zones"].items() for key in answers]
    places = [order.index((reason.zone.value, reason.key)) for reason in found.because]
    assert places == sorted(set(places))
    assert places
    for reason in found.because:
        assert record["zones"][reason.zone.value][reason.key] == reason.answer.wire
        if reason.effect == "gives":
            case = next(case for case in found.facility.zones if case.zone is reason.zone)
            assert case.scores[NAMES.index(group)] is reason.score
    if found.score is Score.NOT_ACCESSIBLE:
        assert all(
            reason.score is Score.NOT_ACCESSIBLE
            for reason in found.because
            if reason.effect == "gives"
        )


# --- find out first --------------------------------------------------------------------


@given(data=st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_find_out_first_by_trying_all_answers(data):
    form = data.draw(st.sampled_from(["small", "middle", "full"]))
    record = {"form": form, "zones": {}}
    known = ["yes", "no", "not_provided"]
    for zone in USUAL:
        keys = checklist(form).keys(zone.kind)
        usual = data.draw(st.sampled_from(["yes", *known]))
        odd = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(known), max_size=3))
        record["zones"][zone.value] = {**dict.fromkeys(keys, usual), **odd}
    cells = [(zone, key) for zone, answers in record["zones"].items() for key in answers]
    few = data.draw(st.sets(st.sampled_from(cells), min_size=1, max_size=4))
    open_cells = [cell for cell in cells if cell in few]
    for zone, key in open_cells:
        record["zones"][zone][key] = "unknown"
    group = data.draw(st.sampled_from(NAMES))
    verdicts = {}
    for given_answers in product(ANSWERS, repeat=len(open_cells)):
        for (zone, key), word in zip(open_cells, given_answers):
            record["zones"][zone][key] = word
        verdicts[given_answers] = plain_verdict(record, group)
    for zone, key in open_cells:
        record["zones"][zone][key] = "unknown"
    still = ("unknown",) * len(open_cells)
    wanted = {}
    for place, cell in enumerate(open_cells):

        def others(answers, place=place):
            return answers[:place] + answers[place + 1 :]

        seen = {}
        for answers, verdict in verdicts.items():
            seen.setdefault(others(answers), set()).add(verdict)
        if any(len(found) > 1 for found in seen.values()):
            wanted[cell] = len(seen[others(still)]) > 1
    found = explain(survey_of([record]), 0, group)
    assert {(one.zone.value, one.key): one.alone for one in found.find_out_first} == wanted
    ranks = [not one.alone for one in found.find_out_first]
    assert ranks == sorted(ranks)


def test_something_to_find_out_exactly_where_an_unknown_answer_is_decisive():
    # The doubt is computed by the engine's automata, on other grounds.
    survey = read_records(SAMPLE, Findings())
    met = set()
    for row in range(len(survey)):
        found = explain(survey, row, NAMES[row % 6])
        if found.score is not Score.NOT_SCORED:
            decisive = bool(found.doubts & Doubt.DECISIVE_UNKNOWN)
            assert bool(found.find_out_first) == decisive
            met.add(decisive)
    assert met == {True, False}


# --- quirks ----------------------------------------------------------------------------


def test_quirks_of_the_rules_are_named_where_they_bear():
    place = uniform("middle", "yes")
    place["zones"]["parking"][3] = "no"
    assert ("parking_always_green", "parking") in codes(place, "hearing")
    assert ("parking_always_green", "parking") not in codes(place, "vision")

    place = uniform("full", "yes")
    place["zones"]["entrance1"] = dict.fromkeys(place["zones"]["entrance1"], "unknown")
    place["zones"]["entrance1"][30] = "yes"
    assert ("one_yes_suffices", "entrance1") in codes(place)

    place = uniform("middle", "yes")
    place["zones"]["movement"][1] = "no"  # with ramp slope and lift all yes: red
    assert ("lifting_all_yes_is_red", "movement") in codes(place)

    place = uniform("middle", "yes")
    place["zones"]["serviceAccessibility"][5] = "no"
    assert ("both_ways_of_service_are_worse", "serviceAccessibility") in codes(place)
    place["zones"]["serviceAccessibility"][1] = "no"
    assert ("one_way_of_service_is_green", "serviceAccessibility") in codes(place)

    place = uniform("full", "yes")
    place["zones"]["toilet"][1] = place["zones"]["toilet"][2] = "no"
    assert ("toilet_not_demanded", "toilet") in codes(place)

    place = uniform("small", "yes")
    place["zones"]["movement"] = {1: "unknown", 6: "not_provided", 7: "unknown"}
    assert ("unknown_counts_as_fine", "movement") in codes(place)
    assert codes(uniform("full", "yes")) == set()


def test_the_toilet_that_is_green_only_on_no_is_named_where_green_is_out_of_reach():
    record = uniform("middle", "yes")
    record["zones"]["toilet"][50] = "no"  # the question for buildings before 2018
    found = explain(survey_of([record], built=["2021-01-01"]), 0, "vision")
    assert found.to_reach == {Score.FULL_ACCESSIBLE: None}
    blocked = {quirk.code for quirk in found.quirks if quirk.goal is Score.FULL_ACCESSIBLE}
    assert blocked == {"dated_pair", "toilet_green_on_no"}


def test_every_quirk_has_words_and_every_entry_can_be_read():
    known = set(messages.subject("explain"))
    for form in forms():
        for entry in quirk_module.known_quirks("registry-2024", form):
            assert f"quirk_{entry.code}" in known
            assert entry.condition is not None or entry.blocks is not None


def test_a_broken_quirk_file_names_the_entry(tmp_path, monkeypatch):
    path = tmp_path / "quirks.toml"
    path.write_text('[[registry-2024]]\ncode = "x"\nforms = ["full"]\nzone = "attic"\n')
    monkeypatch.setattr(quirk_module, "_FILE", path)
    with pytest.raises(KnowledgeError, match=r"quirks\.toml: \[\[registry-2024\]\] 1: .*attic"):
        quirk_module.known_quirks.__wrapped__("registry-2024", "full")


# --- what is no whole facility, and misuse ---------------------------------------------


def test_zones_alone_have_reasons_but_no_goals():
    no_toilet = dict.fromkeys(checklist("full").keys(Zone.TOILET.kind), "no")
    record = {"form": "full", "zones": {"toilet": no_toilet}}
    found = explain(survey_of([record]), 0)
    assert found.score is Score.NOT_SCORED
    assert found.confirmed is None
    assert found.to_reach == {}
    assert found.find_out_first == ()
    assert {reason.zone for reason in found.because} == {Zone.TOILET}
    assert found.quirks[0].code == "not_whole_facility"


def test_a_place_never_surveyed():
    found = explain(survey_of([{"form": "", "zones": {}}]), 0)
    assert (found.score, found.because) == (Score.NOT_SCORED, ())
    assert [quirk.code for quirk in found.quirks] == ["not_surveyed"]
    assert found.text("kk")


@pytest.mark.parametrize("form", forms())
def test_every_form_with_rules_is_explained_in_every_language(form):
    if form_rules("registry-2024", form) is None:
        pytest.skip("no rules of this scheme")
    asked = checklist(form)
    zones = {
        zone.value: dict.fromkeys(asked.keys(zone.kind), "no")
        for zone in USUAL
        if zone.kind in asked.zones
    }
    for group in NAMES:
        found = explain(survey_of([{"form": form, "zones": zones}]), 0, group)
        for language in ("kk", "ru", "en"):
            assert "{" not in found.text(language)
            assert json.dumps(found.as_dict(language), allow_nan=False)


def test_user_groups_stand_for_the_score_that_serves_them():
    # Written down from reference/scoring.md, "From score to colour".
    serves = {
        "babyCarriage": "movement", "justView": "movement", "temporal": "limb",
        "missingLimbs": "limb", "pregnant": "limb", "agedPeople": "limb", "withChild": "kids",
    }  # fmt: skip
    record = uniform("full", "yes")
    record["zones"]["toilet"][33] = "no"
    survey = survey_of([record])
    for name, group in serves.items():
        found, plain = explain(survey, 0, name), explain(survey, 0, group)
        assert found.as_dict()["group"] == name
        assert (found.score, found.because, found.to_reach) == (
            plain.score,
            plain.because,
            plain.to_reach,
        )


def test_misuse_says_what_is_known():
    survey = survey_of([uniform("small", "yes")])
    with pytest.raises(UsageError, match=r"no group 'cats': known are movement, .*withChild"):
        explain(survey, 0, "cats")
    with pytest.raises(InputError, match="no facility '17' among its 1 records"):
        explain(survey, "17")
    with pytest.raises(InputError, match="no row 1"):
        explain(survey, 1)
    with pytest.raises(UsageError, match="no scheme 'x'"):
        explain(survey, 0, scheme="x")


def test_an_id_is_text_and_a_row_is_a_number():
    survey = survey_of([uniform("small", "no"), uniform("small", "yes")])
    assert explain(survey, "1").score is Score.FULL_ACCESSIBLE
    assert explain(survey, 0).score is Score.NOT_ACCESSIBLE


def test_scores_and_confirmation_are_those_of_the_registry():
    survey = read_records(SAMPLE, Findings())
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        for row, line in enumerate(lines):
            case = json.loads(line)
            if "overall" in case:
                found = explain(survey, row, "limb")
                assert found.score.wire == case["overall"]["limb"]
                for part in found.facility.zones:
                    words = case["zone_scores"][part.zone.value]
                    assert [s.wire for s in part.scores] == [words[name] for name in NAMES]
                assert all(
                    isinstance(a, Answer) for p in found.facility.zones for a in p.answers.values()
                )
