# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that cannot both be right are told, confirm nothing, and are not handed on."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.checklists import checklist
from accessible_core.cli import main
from accessible_core.findings import Findings
from accessible_core.scoring.engine import score
from accessible_core.scoring.scores import Doubt
from accessible_core.survey import contradictions as home
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.contradictions import contradictions, rules
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import GROUPS, ZONES, Answer, Group


def survey_with(form, cells, **more):
    columns = {"id": ["a"], "form": [form], **{name: [cell] for name, cell in cells.items()}}
    columns.update({name: [cell] for name, cell in more.items()})
    return survey_from_columns(columns, lon=[71.4], lat=[51.1], findings=Findings())


def told(survey):
    findings = Findings()
    validate(survey, findings)
    return [f for f in findings if f.code == "answers_contradict"]


@pytest.mark.parametrize(
    ("form", "cells", "pair"),
    [
        # no lift, but its door was measured, its buttons are told of, it works
        ("full", {"movement_34": "not_provided", "movement_35_measured": "90 cm"}, "35_measured"),
        ("full", {"movement_34": "not_provided", "movement_58": "yes"}, "movement_58"),
        ("full", {"movement_34": "not_provided", "navigation_19": "yes"}, "navigation_19"),
        ("full", {"movement_34": "not_provided", "movement_lift_works": "yes"}, "lift_works"),
        ("small", {"movement_1001": "no", "movement_lift_works": "да"}, "movement_lift_works"),
        ("full", {"movement_36": "yes", "navigation_19": "no"}, "navigation_19"),
        ("middle", {"movement_34": "not_provided", "movement_55_measured": "90 x 120 cm"}, "55_m"),
        # no steps, but a number of them
        ("middle", {"entrance1_1": "yes", "entrance1_5_measured": "4"}, "entrance1_5_measured"),
        ("full", {"entrance2_1": "yes", "entrance2_4_measured": "14 cm"}, "entrance2_4_measured"),
        # no ramp, but its slope
        ("full", {"entrance1_15": "not_provided", "entrance1_18_measured": "1:12"}, "18_measured"),
        ("full", {"movement_30": "not_provided", "movement_22": "yes"}, "movement_22"),
        # no special bays, but signs at them
        ("full", {"parking_2": "not_provided", "parking_3": "yes"}, "parking_3"),
        ("full", {"parking_13": "no", "parking_9_measured": "150 cm"}, "parking_9_measured"),
        ("middle", {"toilet_1": "no", "toilet_30": "yes"}, "toilet_30"),
        ("middle", {"navigation_5": "no", "navigation_6": "yes"}, "navigation_6"),
        # blocks of flats
        ("apartment_entrance", {"movement_901": "not_provided", "movement_58": "yes"}, "_58"),
        ("apartment_entrance", {"movement_34": "not_provided", "movement_901": "yes"}, "_901"),
        (
            "apartment_entrance",
            {"movement_35": "not_provided", "movement_lift_works": "yes"},
            "_works",
        ),
        (
            "apartment_entrance",
            {"entrance1_1000": "not_provided", "entrance1_60_measured": "1:12"},
            "60_measured",
        ),
        (
            "apartment_entrance",
            {"entrance1_901": "not_provided", "entrance1_900_measured": "95 cm"},
            "900_measured",
        ),
        ("apartment_entrance", {"parking_13": "no", "parking_14": "yes"}, "parking_14"),
        ("apartment_entrance", {"entrance1_1000": "no", "entrance1_15": "yes"}, None),  # not usable
        ("apartment_entrance", {"movement_901": "no", "movement_34": "yes"}, None),
        ("apartment_entrance", {"entrance1_902": "no", "entrance1_901": "yes"}, None),
        # and what may well be
        ("full", {"movement_34": "no", "movement_35_measured": "80 cm"}, None),
        ("full", {"movement_34": "not_provided", "movement_35": "no"}, None),
        ("full", {"movement_34": "not_provided", "movement_35_measured": "0 cm"}, None),
        ("full", {"movement_34": "not_provided", "movement_lift_works": "no"}, None),
        ("full", {"movement_34": "unknown", "movement_35_measured": "90 cm"}, None),
        ("full", {"movement_34": "not_provided", "movement_35_measured": "narrow"}, None),
        ("full", {"entrance1_1": "yes", "entrance1_5_measured": "0"}, None),
        ("full", {"entrance1_1": "yes", "entrance1_7": "yes"}, None),
        ("full", {"entrance1_1": "yes", "entrance2_5_measured": "4"}, None),  # another entrance
        ("full", {"entrance1_16": "not_provided", "entrance1_15": "yes"}, None),  # no landing
        ("full", {"toilet_1": "no", "toilet_2": "yes"}, None),
        ("middle", {"navigation_5": "not_provided", "navigation_4": "yes"}, None),
        ("bus_stop", {}, None),
        ("", {"movement_34": "not_provided", "movement_35": "yes"}, None),
    ],
)
def test_pairs(form, cells, pair):
    found = told(survey_with(form, cells))
    assert bool(found) is (pair is not None)
    if pair is None:
        return
    (one,) = found
    assert one.record == "a"
    assert pair in one.details["other"]
    for language in ("kk", "ru", "en"):
        hint = one.hint(language)
        assert "{" not in hint
        asked = next(q for q in cells if q == one.field)
        zone, key = asked.rsplit("_", 1)
        kind = next(z.kind for z in ZONES if z.value == zone)
        assert checklist(form).get(kind, int(key)).text(language) in hint
        assert one.details[f"other_question_{language}"]
        assert one.details[f"other_question_{language}"] in hint


def test_one_finding_a_rule_and_row():
    cells = {f"movement_{key}": "yes" for key in (35, 36, 55, 56)}
    assert len(told(survey_with("full", {**cells, "movement_34": "not_provided"}))) == 1


def test_nothing_is_changed():
    cells = {"movement_34": "not_provided", "movement_35": "yes"}
    before = survey_with("full", cells)
    after = validate(before, Findings())
    assert after.questions == before.questions
    assert np.array_equal(after.answers, before.answers)


KEYS = [f"{zone}_{key}" for zone, keys in
        (("entrance1", (1, 3, 4, 5, 11, 14, 15, 23, 24, 32, 34, 38, 40)),
         ("movement", (8, 10, 34, 35, 36, 58, 30, 22)), ("navigation", (19, 5, 16)),
         ("toilet", (1, 3, 18, 19))) for key in keys]  # fmt: skip


SAID = ["yes", "no", "", "not_provided"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(SAID)] * len(KEYS)), min_size=1, max_size=4))
def test_against_a_row_by_row_reading_of_the_rules(table):
    columns = {name: [row[place] for row in table] for place, name in enumerate(KEYS)}
    ids = [str(n) for n in range(len(table))]
    survey = survey_from_columns(
        {"id": ids, "form": ["full"] * len(table), **columns}, findings=Findings()
    )
    found, no = np.zeros(len(table), int), ("no", "not_provided")
    for one in contradictions(survey):
        found += one.rows
    for number, row in enumerate(table):
        said = dict(zip(KEYS, row))
        expected = 0
        for rule in rules():
            if "full" not in rule.forms:
                continue
            zone = "entrance1" if rule.kind.value == "entrance" else rule.kind.value
            other = "entrance1" if rule.other_kind.value == "entrance" else rule.other_kind.value
            expected += any(
                said.get(f"{zone}_{key}") == answer.wire
                and (
                    any(
                        said.get(f"{other}_{one}") == "yes"
                        for one in rule.told
                        if (zone, key) != (other, one)
                    )
                    or any(said.get(f"{other}_{one}") in no for one in rule.denied)
                )
                for key, answer in rule.first
            )
        assert found[number] == expected


def test_every_rule_names_what_its_forms_ask():
    assert len(rules()) > 20
    for broken in (
        {"zone": "movement", "forms": ["small"], "absent": [34], "told": [35]},
        {"zone": "movement", "forms": ["full"], "absent": [34], "told": [9999]},
        {"zone": "movement", "forms": ["none"], "absent": [34], "told": [35]},
        {"zone": "movement", "forms": ["full"], "absent": [34]},
        {"zone": "movement", "forms": ["full"], "absent": [34], "devices": ["alarm"]},
        {"zone": "movement", "forms": ["full"], "absence": [34], "told": [35]},
    ):
        with pytest.raises(home.KnowledgeError):
            home._rule("here", broken)


def test_a_contradicted_answer_confirms_no_score():
    cells = {f"entrance1_{key}": "yes" for key in checklist("middle").keys(ZONES[1].kind)}
    survey = validate(survey_with("middle", {**cells, "entrance1_5_measured": "3"}), Findings())
    place = GROUPS.index(Group.MOVEMENT)
    assert score(survey).doubts[0, place] & Doubt.CONTRADICTED
    quiet = validate(survey_with("middle", cells), Findings())
    assert not score(quiet).doubts[0, place] & Doubt.CONTRADICTED


@pytest.mark.parametrize("target", ["registry", "a11yjson"])
def test_exports_hold_contradictory_records_back(target, tmp_path, capfd):
    facts = {
        "name": "N", "category": "14", "address": "A", "description": "D", "other_names": "O",
        "photos": "/storage/1.jpg", "form": "full", "lon": "71.4", "lat": "51.1",
        "review": "approved",
    }  # fmt: skip
    rows = {
        "sound": {"movement_34": "not_provided", "movement_35": "not_provided"},
        "answers": {"movement_34": "not_provided", "movement_35": "yes"},
        "measured": {"movement_35": "yes", "movement_35_measured": "70 cm"},
    }
    names = ["id", *facts, "movement_34", "movement_35", "movement_35_measured"]
    lines = [",".join(names)]
    for ident, cells in rows.items():
        row = {**facts, **cells, "id": ident}
        lines.append(",".join(row.get(name, "") for name in names))
    table = tmp_path / "s.csv"
    table.write_text("\n".join(lines), "utf-8")
    out = tmp_path / "out.json"
    arguments = ["export", str(table), "--to", target, "-o", str(out), "--json"]
    assert main(arguments) == 0
    document = json.loads(capfd.readouterr().out)
    assert document["written"] == 1
    assert document["findings"]["export_contradiction"] == 2
    assert main([*arguments, "--unreviewed"]) == 0
    assert json.loads(capfd.readouterr().out)["written"] == 3


def test_the_sample_city_does_not_contradict_itself(sample):
    survey = validate(read_survey(sample / "survey.csv"), Findings())
    assert list(contradictions(survey)) == []
    assert (survey.answers == Answer.NOT_PROVIDED).any()
