# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts by area and group: against counting one by one, and as sums of parts."""

import csv
import json
from collections import Counter
from datetime import date

import fiona
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_core.cli import main
from accessible_core.errors import OutputError, UsageError
from accessible_core.findings import Findings
from accessible_core.lights import light_of
from accessible_core.scoring.engine import score
from accessible_core.scoring.scores import Scores
from accessible_core.statistics.areas import Areas
from accessible_core.statistics.by_area import AreaStatistics, by_area
from accessible_core.statistics.counting import COUNTS
from accessible_core.statistics.writers import write_statistics
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.readers import read_survey
from accessible_core.survey.validate import validate
from accessible_core.vocabulary import GROUPS, Score

BOXES = Areas(
    ("w", "e"),
    ("West", "=East"),
    tuple(((np.array([[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]], float),),) for x in (0, 1)),
)
FACILITY = st.tuples(
    st.sampled_from([0.5, 1.5, 7.5, np.nan]),
    st.booleans(),
    st.lists(st.sampled_from([int(s) for s in Score]), min_size=6, max_size=6),
    st.lists(st.sampled_from([0, 1, 4]), min_size=6, max_size=6),
)


def parts(rows):
    """A survey and scores made by hand from (lon, surveyed, scores, doubts)."""
    n = len(rows)
    lon = np.array([row[0] for row in rows], float)
    survey = survey_from_columns(
        {"id": [str(i) for i in range(n)], "form": ["small" if row[1] else "" for row in rows]},
        lon=lon,
        lat=np.where(np.isnan(lon), np.nan, 0.5),
        findings=Findings(),
    )
    overall = np.array([row[2] for row in rows], np.int8).reshape(n, 6)
    # What was never surveyed has no score: `score` makes it so.
    overall[~survey.surveyed] = Score.NOT_SCORED
    doubts = np.array([row[3] for row in rows], np.uint8).reshape(n, 6)
    known = np.ones((n, 6), np.float32)
    zones = np.full((n, 10, 6), -1, np.int8)
    return survey, Scores("registry-2024", zones, overall.copy(), overall, known, doubts)


def counted_by_hand(rows):
    """The same numbers, one facility after the other."""
    place = {0.5: "w", 1.5: "e"}
    counts = Counter()
    for lon, surveyed, scores, doubts in rows:
        for group, value, doubt in zip(GROUPS, scores, doubts):
            name = light_of(Score(value), doubt == 0).value if surveyed else "not_surveyed"
            name = {"full": "full_confirmed", "osm_word": "not_scored"}.get(name, name)
            where = "no_position" if np.isnan(lon) else place.get(lon, "outside")
            counts[where, group.value, name] += 1
    return counts


@settings(max_examples=60, deadline=None)
@given(st.lists(FACILITY, max_size=30))
def test_counts_agree_with_counting_one_by_one(rows):
    statistics = by_area(*parts(rows), BOXES)
    truth = counted_by_hand(rows)
    found = Counter(
        {
            (row["area_id"], row["group"], name): row[name]
            for row in statistics.rows()
            for name in COUNTS
            if row[name]
        }
    )
    assert found == truth
    for row in statistics.rows():
        assert row["facilities"] == sum(row[name] for name in COUNTS)
        assert row["surveyed"] == row["facilities"] - row["not_surveyed"]
        for name in ("share_surveyed", "share_judged", "share_full_confirmed"):
            assert row[name] is None or 0 <= row[name] <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(FACILITY, max_size=12), st.lists(FACILITY, max_size=12))
def test_sum_of_two_surveys_is_the_survey_of_both(one, other):
    both = by_area(*parts(one), BOXES) + by_area(*parts(other), BOXES)
    assert (both.counts == by_area(*parts(one + other), BOXES).counts).all()


def test_only_the_same_areas_can_be_added():
    mine = by_area(*parts([]), BOXES)
    whole = Areas.whole([1.0], [1.0])
    with pytest.raises(UsageError, match="same areas"):
        mine + AreaStatistics(whole, mine.counts[:2])


def test_what_has_no_position_is_not_outside(tmp_path):
    """Outside is a fact about a place; without a position nobody knows where it lies."""
    rows = [(x, True, [3] * 6, [0] * 6) for x in (0.5, 7.5, np.nan, np.nan)]
    write_statistics(by_area(*parts(rows), BOXES), tmp_path / "s.gpkg")
    with fiona.open(tmp_path / "s.gpkg") as layer:
        found = {r["properties"]["area_id"]: r["properties"]["facilities"] for r in layer}
    assert found == {"w": 1, "e": 0, "outside": 1, "no_position": 2}


def test_areas_of_another_place_are_told():
    findings = Findings()
    by_area(
        *parts([(7.5, True, [3] * 6, [0] * 6), (np.nan, True, [3] * 6, [0] * 6)]), BOXES, findings
    )
    assert findings.counts() == {"areas_apart": 1}
    by_area(*parts([(np.nan, True, [3] * 6, [0] * 6)]), BOXES, findings)
    assert findings.counts() == {"areas_apart": 1}


def test_scores_of_another_survey_are_refused():
    survey, scores = parts([(0.5, True, [3] * 6, [0] * 6)])
    with pytest.raises(UsageError, match="rows"):
        by_area(parts([])[0], scores, BOXES)
    assert len(survey) == 1


def test_files(tmp_path):
    rows = [(0.5, True, [3] * 6, [0] * 6), (7.5, False, [-1] * 6, [0] * 6)]
    statistics = by_area(*parts(rows), BOXES)
    write_statistics(statistics, tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as handle:
        table = list(csv.DictReader(handle))
    assert len(table) == 3 * len(GROUPS)
    assert table[0]["full_confirmed"] == "1"
    assert table[0]["share_full_confirmed"] == "1.0"
    assert table[6]["area_name"] == "'=East"
    assert table[6]["share_full_confirmed"] == ""
    assert table[-1]["area_id"] == "outside"
    assert table[-1]["not_surveyed"] == "1"

    write_statistics(statistics, tmp_path / "s.gpkg")
    with fiona.open(tmp_path / "s.gpkg") as layer:
        records = list(layer)
    assert [r["properties"]["area_id"] for r in records] == ["w", "e", "outside"]
    assert records[0]["properties"]["movement_full_confirmed"] == 1
    assert records[0]["geometry"]["type"] == "MultiPolygon"
    assert records[2]["geometry"] is None

    write_statistics(statistics, tmp_path / "s.geojson")
    document = json.loads((tmp_path / "s.geojson").read_text("utf-8"))
    ring = document["features"][0]["geometry"]["coordinates"][0][0]
    assert sorted(map(tuple, ring[:-1])) == [(0, 0), (0, 1), (1, 0), (1, 1)]

    with pytest.raises(OutputError, match="known endings"):
        write_statistics(statistics, tmp_path / "s.txt")


def test_polygon_with_a_hole_is_written_right_handed(tmp_path):
    """RFC 7946: outer rings against the clock, holes with it; whatever the source did."""
    outer = np.array([[0, 0], [0, 4], [4, 4], [4, 0]], float)
    hole = np.array([[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]], float)
    areas = Areas(("a",), ("a",), (((outer, hole),),))
    survey, scores = parts([])
    write_statistics(by_area(survey, scores, areas), tmp_path / "s.geojson")
    document = json.loads((tmp_path / "s.geojson").read_text("utf-8"))
    first, second = document["features"][0]["geometry"]["coordinates"][0]

    def area(ring):
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) / 2

    assert first[0] == first[-1]
    assert (area(first), area(second)) == (16, -1)


def test_command_on_the_sample_city(sample, tmp_path, capsys):
    out = tmp_path / "statistics.csv"
    with fiona.open(sample / "districts.geojson") as layer:
        field = next(iter(layer.schema["properties"]))
        districts = len(layer)
    code = main(
        ["stats", str(sample / "survey.csv"), "--areas", str(sample / "districts.geojson"),
         "--area-id", field, "-o", str(out), "--json"]
    )  # fmt: skip
    document = json.loads(capsys.readouterr().out)
    # The sample has a form that there is not, on purpose: an error finding.
    assert code == 1
    assert document["findings"]["form_unknown"] == 1
    survey = validate(read_survey(sample / "survey.csv"), Findings())
    movement = [row for row in document["rows"] if row["group"] == "movement"]
    assert sum(row["facilities"] for row in movement) == len(survey) == document["facilities"]
    # One facility of the sample has no position, one lies far off (swapped).
    elsewhere = {row["area_id"]: row["facilities"] for row in movement[districts:]}
    assert elsewhere == {"outside": 1, "no_position": 1}
    full = sum(row["full_confirmed"] + row["full_unconfirmed"] for row in movement)
    scores = score(survey, today=date(2026, 11, 23))
    assert full == np.count_nonzero(scores.overall[:, 0] == Score.FULL_ACCESSIBLE)


def test_command_without_areas_and_with_half_of_them(sample, tmp_path, capsys):
    out = tmp_path / "s.csv"
    assert main(["stats", str(sample / "survey.csv"), "-o", str(out)]) == 1
    with out.open(encoding="utf-8-sig") as handle:
        assert {row["area_id"] for row in csv.DictReader(handle)} == {"all", "no_position"}
    capsys.readouterr()
    areas = str(sample / "districts.geojson")
    assert main(["stats", str(sample / "survey.csv"), "--areas", areas, "-o", str(out)]) == 2
    assert "--area-id" in capsys.readouterr().err


def test_osm_places_are_never_a_light(shared, tmp_path, capsys):
    out = tmp_path / "s.csv"
    source = shared / "data/osm/heidelberg_ors.osm.pbf"
    assert main(["stats", str(source), "-o", str(out), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    for row in rows:
        assert row["not_surveyed"] == row["facilities"] > 500
        assert not any(row[name] for name in COUNTS if name != "not_surveyed")
