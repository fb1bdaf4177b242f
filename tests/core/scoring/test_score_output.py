# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores as columns, as records, and through the command line."""

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from surveys import survey_of, uniform

from accessible_core.cli import main
from accessible_core.errors import Cancelled, UsageError
from accessible_core.scoring.columns import result_columns
from accessible_core.scoring.engine import score
from accessible_core.scoring.records import score_records
from accessible_core.vocabulary import GROUPS, SCORE_BY_WIRE

CASES = Path(__file__).parent / "scored_cases.jsonl.gz"
TODAY = date(2026, 6, 1)
FACTS = {"review": ["approved"] * 3, "surveyed": ["2026-05-01"] * 3}


@pytest.fixture
def mixed():
    part = {"form": "middle", "zones": {"parking": dict.fromkeys([1, 2], "yes")}}
    nothing = {"form": "", "zones": {"parking": {}}}
    return survey_of([uniform("small", "yes"), part, nothing], **FACTS)


def test_columns(mixed):
    columns = result_columns(mixed, score(mixed, today=TODAY))
    assert columns["score_movement"].tolist() == ["full_accessible", None, None]
    assert columns["confirmed_movement"].tolist() == [True, None, None]
    assert columns["known_movement"][0] == 1.0
    assert np.isnan(columns["known_movement"][1:]).all()
    assert columns["score_parking_hearing"].tolist() == [
        "full_accessible",
        "full_accessible",
        None,
    ]
    assert columns["score_entrance_limb"].tolist() == ["full_accessible", None, None]
    assert "score_entrance1_limb" in columns
    assert "score_entrance2_limb" not in columns
    for group in GROUPS:
        assert list(columns)[0:3] == ["score_movement", "known_movement", "confirmed_movement"]
        assert columns[f"known_{group.value}"].dtype == np.float64
        assert {len(columns[f"{name}_{group.value}"]) for name in ("score", "confirmed")} == {3}


def test_columns_where_nothing_was_surveyed():
    survey = survey_of([{"form": "", "zones": {"parking": {}}}])
    columns = result_columns(survey, score(survey))
    assert len(columns) == 18
    assert columns["score_kids"].tolist() == [None]


def test_records(mixed):
    whole, part, nothing = score_records(mixed, score(mixed, today=TODAY))
    assert set(whole) == {"id", "form", "zone_scores", "entrance_score", "overall"}
    assert set(part) == {"id", "form", "zone_scores"}
    assert set(part["zone_scores"]) == {"parking"}
    assert nothing["zone_scores"] == {}


def test_counts(mixed):
    counts = score(mixed, today=TODAY).counts()
    assert counts["movement"] == {
        "full_accessible": 1,
        **dict.fromkeys(set(SCORE_BY_WIRE) - {"full_accessible"}, 0),
    }


def test_progress_and_stop(mixed):
    told = []
    score(mixed, progress=lambda share: told.append(share) or True)
    assert told == sorted(told)
    assert told[-1] == 1.0
    with pytest.raises(Cancelled):
        score(mixed, progress=lambda _: False)


def test_answers_that_are_no_codes(mixed):
    mixed.answers[0, 0] = 7
    with pytest.raises(UsageError, match="0 to 3"):
        score(mixed)


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def test_command_on_registry_records(tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    code, stdout, _ = run(capsys, "score", CASES, "-o", out, "--json")
    assert code == 0
    document = json.loads(stdout)
    with gzip.open(CASES, "rt", encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    scored = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert document["facilities"] == len(cases) == len(scored)
    assert [record["zone_scores"] for record in scored] == [case["zone_scores"] for case in cases]
    wholes = [case["overall"] for case in cases if "overall" in case]
    assert [record["overall"] for record in scored if "overall" in record] == wholes
    for group in GROUPS:
        words = [scores[group.value] for scores in wholes]
        counts = {word: words.count(word) for word in SCORE_BY_WIRE}
        assert document["scores"][group.value] == counts
        assert document["confirmed"][group.value] == 0
    assert {"answers_absent", "keys_unknown", "kids_absent"} <= set(document["findings"])


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "xlsx"])
def test_command_on_the_sample_city(tmp_path, capsys, sample, ending):
    out = tmp_path / f"scored.{ending}"
    code, stdout, stderr = run(capsys, "score", sample / "survey.csv", "-o", out)
    assert code == 1  # the sample has errors on purpose
    assert out.stat().st_size > 1000
    assert "Wheelchair users" in stdout
    assert str(out) in stderr


def test_scored_table_has_the_contracts_columns(tmp_path, capsys, sample):
    out = tmp_path / "scored.csv"
    run(capsys, "score", sample / "survey.csv", "-o", out)
    with out.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for group in GROUPS:
        for name in ("score", "known", "confirmed", "score_entrance", "score_toilet"):
            assert f"{name}_{group.value}" in rows[0]
    assert {row["score_movement"] for row in rows} <= {*SCORE_BY_WIRE, ""}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["absent.csv", "-o", "out.csv"], "There is no"),
        (["{cases}", "-o", "out.jsonl", "--scheme", "registry-2021"], "There is no scheme"),
        (["{cases}", "-o", "nowhere/out.jsonl"], "cannot be written"),
        (["{cases}", "-o", "out.pdf"], "out.pdf"),
        (["{cases}", "-o", "out.csv", "--mapping", "absent.toml"], "column mapping"),
    ],
)
def test_misuse_is_one_line_and_writes_nothing(tmp_path, capsys, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    code, stdout, stderr = run(
        capsys, "score", *(part.replace("{cases}", str(CASES)) for part in arguments)
    )
    assert code == 2
    assert stdout == ""
    assert message in stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_showing_a_form(capsys, language):
    code, stdout, _ = run(capsys, "checklist", "show", "middle", "--lang", language)
    assert code == 0
    assert len([line for line in stdout.splitlines() if line.strip()[:1].isdigit()]) == 134
    code, stdout, _ = run(capsys, "checklist", "show", "middle", "--lang", language, "--json")
    document = json.loads(stdout)
    questions = [
        question
        for zone in document["zones"]
        for group in zone["groups"]
        for subgroup in group["subgroups"]
        for question in subgroup["questions"]
    ]
    assert len(questions) == document["questions"] == 134
    assert questions[0]["attribute"] == "attribute1"
    limit = questions[0]["thresholds"][0]
    assert (limit["op"], limit["value"], limit["unit"]) == ("<=", 25, "count")


def test_showing_no_form(capsys):
    code, stdout, stderr = run(capsys, "checklist", "show", "tiny")
    assert (code, stdout) == (2, "")
    assert "small, middle, full" in stderr
