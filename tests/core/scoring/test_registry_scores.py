# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry's own code scored these cases: no difference is allowed."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from registry_plain import overall as plain_overall
from registry_plain import zone_score
from surveys import survey_of, words

from accessible_core.checklists import checklist
from accessible_core.findings import Findings
from accessible_core.scoring.engine import BLOCK_ROWS, score
from accessible_core.scoring.records import score_records
from accessible_core.survey.readers.registry_records import read_records
from accessible_core.survey.table import ZONE_INDEX
from accessible_core.vocabulary import ANSWER_BY_WIRE, ENTRANCES, Score, Zone, ZoneKind

SAMPLE = Path(__file__).parent / "scored_cases.jsonl.gz"
FORMS = ("small", "middle", "full")
PAIRS = [(form, kind) for form in FORMS for kind in ZoneKind]
ANSWERS = list(ANSWER_BY_WIRE)


def differences(path):
    survey = read_records(path, Findings())
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line, record in zip(lines, score_records(survey, score(survey))):
            case = json.loads(line)
            found += [
                (record["id"], part, case.get(part), record.get(part))
                for part in ("zone_scores", "entrance_score", "overall")
                if case.get(part) != record.get(part)
            ]
    return len(survey), found


def test_every_scored_case(shared):
    count, found = differences(shared / "reference" / "vectors_dev.jsonl.gz")
    assert found == []
    assert count == 18261


def test_the_covering_sample():
    count, found = differences(SAMPLE)
    assert found == []
    assert count >= 300


def test_the_sample_covers_every_form_zone_and_kind_of_case():
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    met = {(case["form"], Zone(zone).kind) for case in cases for zone in case["zones"]}
    assert met == set(PAIRS)
    assert sum("overall" in case for case in cases) >= 100
    assert sum("overridden" in case for case in cases) >= 20
    reached = {
        (case["form"], Zone(zone).kind, group, word)
        for case in cases
        for zone, scores in case["zone_scores"].items()
        if zone not in case.get("overridden", {})
        for group, word in scores.items()
    }
    assert len(reached) > 300  # outcomes by form, zone, group


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_zones_score_as_in_a_plain_reading(form, data):
    # Draw answers that are mostly alike, since uniform parts are what the rules look for.
    record = {"form": form, "zones": {}}
    zones = [*ENTRANCES, *(z for z in Zone if z not in ENTRANCES)]
    for zone in zones[: len(zones) if form != "small" else None]:
        keys = checklist(form).keys(zone.kind)
        usual = data.draw(st.sampled_from(ANSWERS))
        odd = data.draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(ANSWERS)))
        record["zones"][zone.value] = {**dict.fromkeys(keys, usual), **odd}
    scores = score(survey_of([record]))
    expected = {
        zone: zone_score(form, Zone(zone).kind.value, answers)
        for zone, answers in record["zones"].items()
    }
    for zone, wanted in expected.items():
        assert words(scores.zones[0, ZONE_INDEX[Zone(zone)]]) == wanted, zone
    assert words(scores.overall[0]) == plain_overall(form, expected)


def test_the_plain_reading_agrees_with_the_registry():
    # Truth of the other tests: it must itself pass the registry's cases.
    with gzip.open(SAMPLE, "rt", encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            for zone, wire in case["zones"].items():
                if zone in case.get("overridden", {}):
                    continue
                kind = Zone(zone).kind
                keys = checklist(case["form"]).keys(kind)
                answers = {key: wire.get(f"attribute{key}", "unknown") for key in keys}
                found = zone_score(case["form"], kind.value, answers)
                assert found == case["zone_scores"][zone]


def test_a_row_alone_scores_as_in_company(shared):
    path = shared / "reference" / "vectors_dev.jsonl.gz"
    survey = read_records(path, Findings())
    together = score(survey)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    for row in np.linspace(0, len(survey) - 1, 25).astype(int):
        case = cases[row]
        asked = {
            zone: {
                key: word
                for key in checklist(case["form"]).keys(Zone(zone).kind)
                if (word := answers.get(f"attribute{key}"))
            }
            for zone, answers in case["zones"].items()
        }
        alone = score(survey_of([{**case, "zones": asked}]))
        for name in ("zones", "entrance", "overall", "doubts"):
            assert np.array_equal(getattr(alone, name)[0], getattr(together, name)[row]), name
        assert np.array_equal(alone.known[0], together.known[row], equal_nan=True)


def test_blocks_join_without_a_seam():
    rng = np.random.default_rng(7)
    n = 2 * BLOCK_ROWS + 3
    keys = {zone.value: checklist("small").keys(zone.kind) for zone in Zone}
    few = [
        {
            "form": "small",
            "zones": {
                zone: {key: ANSWERS[rng.integers(4)] for key in keys[zone]}
                for zone in keys
                if zone not in ("entrance2", "entrance3")
            },
        }
        for _ in range(17)
    ]
    wanted = score(survey_of(few))
    one = survey_of(few)
    rows = np.arange(n) % len(few)
    many = type(one)(
        facilities={"id": np.arange(n).astype(str).astype(object)},
        form=one.form[rows],
        lon=one.lon[rows],
        lat=one.lat[rows],
        doors=one.doors[rows],
        questions=one.questions,
        answers=one.answers[rows],
        present=one.present[rows],
    )
    found = score(many)
    assert np.array_equal(found.overall, wanted.overall[rows])
    assert np.array_equal(found.zones, wanted.zones[rows])
    assert np.array_equal(found.known, wanted.known[rows], equal_nan=True)
    assert np.array_equal(found.doubts, wanted.doubts[rows])


def test_small_form_leaves_further_entrances_out():
    record = {"form": "small", "zones": {}}
    for zone in Zone:
        word = "no" if zone in ENTRANCES[1:] else "yes"
        record["zones"][zone.value] = dict.fromkeys(checklist("small").keys(zone.kind), word)
    scores = score(survey_of([record]))
    assert set(scores.overall[0]) == {Score.FULL_ACCESSIBLE}
    assert Score.NOT_ACCESSIBLE in scores.zones[0, ZONE_INDEX[Zone.ENTRANCE2]]
    assert np.array_equal(scores.entrance[0], scores.zones[0, ZONE_INDEX[Zone.ENTRANCE1]])
