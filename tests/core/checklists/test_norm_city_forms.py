# SPDX-License-Identifier: GPL-3.0-or-later
"""The two forms of a city's own: they score, count, export and print like any other."""

import csv
import json
from itertools import product

import pytest

from accessible_core.checklists import checklist
from accessible_core.cli import main
from accessible_core.vocabulary import ENTRANCES, LANGUAGES, Zone, ZoneKind

OWN = ("bus_stop", "apartment_entrance")
WORDS = ("yes", "no", "unknown", "not_provided")


def columns(form):
    found = []
    for kind in checklist(form).zones:
        zone = ENTRANCES[0] if kind is ZoneKind.ENTRANCE else Zone(kind.value)
        found += [f"{zone.value}_{key}" for key in checklist(form).keys(kind)]
    return found


def write(path, form, rows):
    names = columns(form)
    extra = list(dict.fromkeys(name for row in rows for name in row if name not in names))
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, ["id", "form", "lon", "lat", *names, *extra])
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow({"id": f"S{number}", "form": form, "lon": 76.9, "lat": 43.2, **row})


def scored(tmp_path, form, rows, *more):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    write(source, form, rows)
    assert main(["score", str(source), "-o", str(out), *more]) == 0
    with out.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.mark.parametrize("form", OWN)
def test_uniform_answers(tmp_path, form):
    rows = [dict.fromkeys(columns(form), word) for word in WORDS]
    found = [row["score_movement"] for row in scored(tmp_path, form, rows)]
    worst = "not_accessible" if form == "bus_stop" else "partial_accessible"
    assert found[0] == "full_accessible"
    assert found[1] in (worst, "not_accessible")
    assert found[2:] == ["unknown", "not_provided"]


# What decides, worked out from the form's own words.
BY_HAND = {
    "bus_stop": [
        ({}, "full_accessible"),
        ({"entrance1_900": "no"}, "not_accessible"),
        ({"entrance1_902": "no"}, "not_accessible"),
        ({"entrance1_905": "no"}, "partial_accessible"),
        ({"entrance1_905": "not_provided"}, "full_accessible"),
        ({"entrance1_903": "not_provided"}, "partial_accessible"),
    ],
    "apartment_entrance": [
        ({}, "full_accessible"),
        ({"entrance1_30": "no"}, "not_accessible"),
        ({"entrance1_1": "no", "entrance1_1000": "no", "entrance1_1001": "no"}, "not_accessible"),
        ({"entrance1_31": "no"}, "partial_accessible"),
        ({"entrance1_900": "not_provided"}, "full_accessible"),
        ({"movement_901": "not_provided", "movement_34": "not_provided",
          "movement_35": "not_provided"}, "full_accessible"),
        ({"movement_901": "no"}, "partial_accessible"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", OWN)
def test_scores_worked_out_by_hand(tmp_path, form):
    yes = dict.fromkeys(columns(form), "yes")
    found = scored(tmp_path, form, [{**yes, **change} for change, _ in BY_HAND[form]])
    assert [row["score_movement"] for row in found] == [score for _, score in BY_HAND[form]]


@pytest.mark.parametrize("form", OWN)
def test_what_is_unknown_makes_no_green(tmp_path, form):
    # Green although one answer is unknown: only where no answer to it could change that.
    yes, names = dict.fromkeys(columns(form), "yes"), columns(form)
    found = {
        word: scored(tmp_path, form, [{**yes, name: word} for name in names])
        for word in ("unknown", "no", "not_provided")
    }
    for place, name in enumerate(names):
        for group in ("movement", "limb", "vision", "hearing", "intellectual"):
            if found["unknown"][place][f"score_{group}"] == "full_accessible":
                assert found["no"][place][f"score_{group}"] == "full_accessible", (name, group)


def test_all_pairs_of_answers_score(tmp_path):
    yes = dict.fromkeys(columns("bus_stop"), "yes")
    rows = [
        {**yes, "entrance1_900": a, "entrance1_904": b, "navigation_902": c}
        for a, b, c in product(WORDS, repeat=3)
    ]
    for row, found in zip(rows, scored(tmp_path, "bus_stop", rows)):
        assert (found["score_movement"] == "not_accessible") == (row["entrance1_900"] == "no")


@pytest.mark.parametrize("form", OWN)
def test_every_command_takes_them(tmp_path, capsys, form):
    source = tmp_path / "in.csv"
    rows = [dict.fromkeys(columns(form), word) for word in WORDS]
    write(source, form, rows)
    for language in LANGUAGES:
        assert main(["checklist", "show", form, "--lang", language]) == 0
    capsys.readouterr()
    assert main(["stats", str(source), "-o", str(tmp_path / "stats.csv"), "--json"]) == 0
    for kind, name in (("geojson", "e.geojson"), ("a11yjson", "e.json")):
        assert main(["export", str(source), "--to", kind, "-o", str(tmp_path / name)]) == 0
    assert len(json.loads((tmp_path / "e.json").read_text("utf-8"))) > 0
    assert main(["compare", str(source), "--id", "S0"]) == 0


def test_benches_are_judged_by_sp_rk(tmp_path):
    rows = [
        {"built": "2022", "entrance1_904_measured": text} for text in ("45 cm", "60 cm", "38 cm")
    ]
    found = scored(tmp_path, "bus_stop", rows, "--scheme", "norm")
    assert [row["norm_limb"] for row in found] == ["not_covered", "fails", "not_covered"]
    assert "4.3.1.22" in found[1]["norm_failing"]
    rows = [{"built": "2022", "service_901_measured": "60 cm", "entrance1_30_measured": "85 cm"}]
    (block,) = scored(tmp_path, "apartment_entrance", rows, "--scheme", "norm")
    assert (block["norm_limb"], block["norm_movement"]) == ("fails", "fails")


def test_the_registry_is_not_sent_a_form_of_a_citys_own(tmp_path, capsys):
    source, out = tmp_path / "in.csv", tmp_path / "requests.jsonl"
    facts = {
        "name": "A", "name_kk": "B", "address": "C", "category": "19",
        "description": "D", "photos": "/storage/a.jpg",
    }  # fmt: skip
    write(source, "bus_stop", [facts])
    assert main(["export", str(source), "--to", "registry", "-o", str(out)]) == 0
    assert out.read_text("utf-8").strip() in ("", "[]")
    assert "does not know the form" in capsys.readouterr().err
