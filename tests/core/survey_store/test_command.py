# SPDX-License-Identifier: GPL-3.0-or-later
"""`accessible-kz store` from the first survey to the review, and its words on misuse."""

import json
import shutil

import pytest

from accessible_core.cli import main


@pytest.fixture
def run(capsys):
    def call(*arguments, code=0):
        assert main([str(word) for word in arguments]) == code
        return capsys.readouterr()

    return call


def document(done):
    return json.loads(done.out)


@pytest.fixture(scope="module")
def made(sample, tmp_path_factory):
    path = str(tmp_path_factory.mktemp("made") / "city.gpkg")
    # The sample has one facility with a form that there is not: an error-finding.
    survey = str(sample / "survey.csv")
    assert main(["store", "init", path, "--survey", survey, "--author", "C1"]) == 1
    return path


@pytest.fixture
def city(made, tmp_path):
    return shutil.copy(made, tmp_path / "city.gpkg")


def test_a_store_is_scored_as_any_survey(run, city, sample, tmp_path):
    made = [
        document(run("score", source, "-o", tmp_path / f"{number}.csv", "--json", code=1))
        for number, source in enumerate((city, sample / "survey.csv"))
    ]
    assert made[0]["facilities"] == made[1]["facilities"] == 69
    assert made[0]["scores"] == made[1]["scores"]
    assert made[0]["confirmed"] == made[1]["confirmed"]


def test_importing_once_more_changes_nothing(run, city, sample):
    again = document(
        run("store", "import", city, sample / "survey.csv", "--author", "C1", "--json", code=1)
    )
    assert (again["new"], again["changed"], again["unchanged"]) == ([], {}, 69)


def test_from_assignment_to_approval(run, city, tmp_path):
    table = document(
        run("store", "campaign", city, "--name", "Autumn", "--assign", "UQ-002", "--volunteer",
            "V1", "--json")
    )  # fmt: skip
    assert table == [{"who": "V1", "assigned": 1, "done": 0, "returned": 0, "double_surveyed": 0}]
    made = document(run("store", "package", city, "V1", "-o", tmp_path, "--json"))
    assert made["facilities"] == 1
    merged = document(run("store", "merge", city, made["package"], "--author", "C1", "--json"))
    assert merged == {
        "added": [], "removed": [], "merged": {}, "conflicts": [], "double_surveys": []
    }  # fmt: skip
    before = document(run("store", "review", city, "--json"))
    log = document(run("store", "log", city, "--id", "UQ-002", "--json"))
    assert [r["kind"] for r in log] == ["added"]
    assert sum(before.values()) == 69
    assert run("store", "campaign", city).out.splitlines()[1].split() == ["V1", *"1000"]


def test_reviewing(run, city):
    log = document(run("store", "log", city, "--json"))
    state = {r["facility"]: c["new"] for r in log for c in r["changes"] if c["field"] == "review"}
    waiting = next(facility for facility, review in state.items() if review == "submitted")
    before = document(run("store", "review", city, "--json"))
    after = document(
        run(
            "store", "review", city, "--return", waiting, "--by", "R1", "--reason", "why?", "--json"
        )
    )
    assert after["returned"] == before["returned"] + 1
    shown = run("store", "diff", city, "2026-01-01", "--lang", "ru").out
    assert waiting in shown
    since = document(run("store", "log", city, "--id", waiting, "--json"))[0]["id"]
    changed = document(run("store", "diff", city, log[-1]["id"], "--json"))
    assert since
    assert {c["field"] for c in changed[waiting]} == {"review", "reviewed_by", "review_note"}


def test_practice(run, sample):
    rows = document(
        run("store", "practice", sample / "survey.csv", sample / "survey.csv", "--json")
    )
    assert all(row["share"] == 1.0 for row in rows)
    text = run("store", "practice", sample / "survey.csv", sample / "survey.csv", "--lang", "kk")
    assert "Барлық сұрақтар" in text.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["init", "CITY"], "there already"),
        (["log", "nowhere.gpkg"], "no survey store at"),
        (["log", "CITY", "--id", "nobody"], "never had"),
        (["diff", "CITY", "soon"], "neither a revision"),
        (["review", "CITY", "--approve", "UQ-001"], "short code"),
        (["review", "CITY", "--submit", "nobody", "--by", "V1"], "no facility"),
        (["conflicts", "CITY", "--resolve", "x"], "both"),
        (["conflicts", "CITY", "--resolve", "x", "--take", "ours", "--author", "C1"], "no open"),
        (["double", "CITY", "--decide", "x", "--keep", "first", "--by", "C1"], "no open"),
        (["campaign", "CITY", "--assign", "UQ-001"], "campaign's name"),
        (["package", "CITY", "V9"], "Nothing is assigned"),
        (["merge", "CITY", "CITY", "--author", "C1"], "very store"),
        (["import", "CITY", "CITY", "--author", "C1"], "is an input"),
    ],
)
def test_misuse_is_one_line(run, city, arguments, words):
    given = [str(city) if word == "CITY" else word for word in arguments]
    done = run("store", *given, code=2)
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert words in done.err
