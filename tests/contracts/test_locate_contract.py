# ruff: noqa: RUF001 - Cyrillic is meant
# SPDX-License-Identifier: GPL-3.0-or-later
"""``accessible-kz survey locate`` from outside."""

import csv

import pytest
from console import document, run

ROWS = [
    "id,name,address,lon,lat,form,entrance1_1",
    'a,Школа,"Үлгіқала, Арна к-сі, 5",,,small,yes',
    'b,Банк,"ул. Арна, 500",,,small,no',
    "c,Клуб,,69.9,48.9,small,yes",
]


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    return path


def located(survey, sample, *more, out="out.csv", worklist="w.csv"):
    folder = survey.parent
    return run(
        "survey", "locate", survey, "--addresses", sample / "sample_city.osm",
        "-o", folder / out, "--worklist", folder / worklist, *more,
    )  # fmt: skip


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_from_addresses_to_confirmed_positions(survey, sample):
    folder = survey.parent
    found = document(located(survey, sample, "--json"))
    assert {name: found[name] for name in ("records", "had_position", "by_address")} == {
        "records": 3, "had_position": 1, "by_address": 1,
    }  # fmt: skip
    a, b, c = rows_of(folder / "out.csv")
    assert a["position_source"] == "address match: sample_city.osm, not surveyed"
    assert float(a["lat"]) == pytest.approx(48.9, abs=0.05)
    assert (b["lon"], c["lon"], c["position_source"]) == ("", "69.9", "")
    work = rows_of(folder / "w.csv")
    assert {row["id"] for row in work} == {"b"}
    assert {row["accept"] for row in work} == {""}
    lines = (folder / "w.csv").read_text("utf-8-sig").splitlines()
    (folder / "done.csv").write_text("\n".join([lines[0], lines[1] + "x"]), encoding="utf-8")
    again = document(
        located(survey, sample, "--json", "--confirmed", folder / "done.csv", worklist="w2.csv")
    )
    assert (again["confirmed"], again["to_confirm"], again["not_found"]) == (1, 0, 0)
    assert rows_of(folder / "w2.csv") == []
    b = rows_of(folder / "out.csv")[1]
    assert b["lon"] == work[0]["lon"]
    assert "confirmed by a person, not surveyed" in b["position_source"]


def test_what_a_person_reads(survey, sample):
    done = located(survey, sample)
    assert done.returncode == 0
    assert "1 found by address, certain (not surveyed)" in done.stdout
    assert "mark one row of each facility in the column accept" in done.stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--worklist", "w.pdf"), "give a name in .csv or .xlsx"),
        (("-o", "out.doc"), "of no kind that can be written"),
        (("--renamed", "none.csv"), "There is no table of renamed streets"),
        (("--confirmed", "none.csv"), "There is no work list at"),
        (("--field", "street"), "write KIND=COLUMN"),
        (("--field", "street=X"), "is an OSM file"),
        (("--address-column", "X"), "There is no column 'X' for address"),
        (("--worklist", "none/w.csv"), "there is no folder"),
        (("--addresses", "none.osm"), "There is no file of addresses at"),
    ],
)
def test_misuse_is_one_line_and_nothing_written(survey, sample, more, said):
    done = located(survey, sample, *more)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in survey.parent.iterdir()] == ["s.csv"]


def test_inputs_are_kept(survey, sample):
    assert located(survey, sample, out="s.csv").returncode == 2
    assert located(survey, sample, worklist="s.csv").returncode == 2
    assert located(survey, sample, worklist="out.csv").returncode == 2
