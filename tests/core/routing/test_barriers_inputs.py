# SPDX-License-Identifier: GPL-3.0-or-later
"""What barriers are asked with: people, doors, trips, prices; and how it is refused."""

from __future__ import annotations

import json

import geopandas
import numpy as np
import pytest
import shapely
from barrier_truth import judged
from hand_network import at, network

from accessible_core.errors import Cancelled, InputError, UsageError
from accessible_core.findings import Findings
from accessible_core.routing.barriers.document import barriers_document, off_network
from accessible_core.routing.barriers.facilities import Facilities, facilities_of
from accessible_core.routing.barriers.layer import write_barriers
from accessible_core.routing.barriers.people import People, file_and_field, read_people
from accessible_core.routing.barriers.question import Question
from accessible_core.routing.barriers.ranking import barriers
from accessible_core.routing.barriers.works import read_prices, work_codes
from accessible_core.routing.corrections.reader import read_corrections
from accessible_core.routing.limits import ATTRIBUTES
from accessible_core.routing.pairs import Pair, read_pairs
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router
from accessible_core.survey.readers import read_survey

WHEELCHAIR = Profile.named("manual_wheelchair")


def lane(tag, **others):
    """A street of 900 m and a lane of 300 m, a barred piece of 100 m between them."""
    nodes = [(-900, 0), (0, 0), (100, 0), (400, 0)]
    return network(nodes, [(0, 1), (1, 2), (2, 3)], edge_tags={1: tag}, **others)


def people(*rows):
    """Rows of (x, y, number)."""
    place = np.array([at(x, y) for x, y, _ in rows]).reshape(-1, 2)
    return People(tuple(map(str, range(len(rows)))), place, np.array([n for *_, n in rows], float))


def square(x0, y0, x1, y1):
    return [list(at(*p)) for p in ((x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0))]


# ---------------------------------------------------------------- people


def test_people_of_a_table(tmp_path):
    path = tmp_path / "cells.csv"
    path.write_text(
        "id;lon;lat;n\na;76,9;43,25;12\nb;76.9;43.25;many\nc;;43.25;5\nd;76.9;43.25;0\ne;76.9;93;1\n",
        encoding="utf-8",
    )
    findings = Findings()
    found = read_people(path, "n", findings)
    assert (found.ids, found.number.tolist()) == (("a",), [12.0])
    assert found.place.tolist() == [[76.9, 43.25]]
    assert findings.counts() == {"csv_delimiter": 1, "people_no_number": 1, "people_no_position": 2}
    assert {f.record for f in findings if f.code == "people_no_position"} == {"c", "e"}


def test_people_of_areas_in_another_coordinate_system(tmp_path):
    ring = square(0, -50, 400, 50)
    frame = geopandas.GeoDataFrame(
        {"n": [7, None]},
        geometry=[shapely.Polygon(ring), shapely.Point(at(0, 0))],
        crs="EPSG:4326",
    )
    path = tmp_path / "cells.gpkg"
    frame.to_crs("EPSG:32643").to_file(path)
    findings = Findings()
    found = read_people(path, "n", findings)
    assert found.number.tolist() == [7.0]
    assert np.allclose(sorted(map(tuple, found.areas[0][0][:-1])), sorted(map(tuple, ring[:-1])))
    assert {"people_no_number", "crs_transformed"} <= set(findings.counts())


@pytest.mark.parametrize(
    ("name", "text", "field", "word"),
    [
        ("p.csv", "id,lon,lat,n\n", "n", "none of its 0 rows"),
        ("p.csv", "id,lon,lat,n\na,1,2,x\n", "n", "none of its 1 rows"),
        ("p.csv", "id,lon,lat,n\na,1,2,3\n", "m", "no field 'm'"),
        ("p.csv", "id,n\na,1\n", "n", "lon and lat"),
        ("p.txt", "", "n", "known endings"),
        ("p.geojson", "{", "n", "p.geojson"),
    ],
)
def test_people_that_cannot_be_read(tmp_path, name, text, field, word):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=word):
        read_people(tmp_path / name, field, Findings())


def test_file_and_field_are_split_at_the_last_colon():
    assert file_and_field("C:/data/a.gpkg:n") == ("C:/data/a.gpkg", "n")
    for given in ("a.gpkg", "C:/data/a.gpkg", "a.gpkg:", ":n"):
        with pytest.raises(UsageError, match="FILE:FIELD"):
            file_and_field(given)


def test_who_lives_on_barred_ground_is_connected_when_it_is_mended():
    asked = Question(people=people((50, 5, 10), (300, 5, 3), (-300, 5, 100)))
    ranked = judged(lane({"surface": "sand"}), WHEELCHAIR, asked)
    assert ranked.now["people_connected"] == 100.0
    assert ranked.gains["people_connected"].tolist() == [13.0]
    assert ranked.gains["reconnected_m"].tolist() == pytest.approx([300.0])


def test_people_of_an_area_live_along_its_streets_by_length():
    cell = square(-100, -60, 400, 60)
    asked = Question(
        people=People(("a",), np.array([at(0, 0)]), np.array([100.0]), ((np.array(cell),),))
    )
    ranked = judged(lane({"surface": "sand"}), WHEELCHAIR, asked)
    # 100 m of street, 100 m of sand, 300 m of lane: 20, 20 and 60 of 100 people.
    assert ranked.now["people_connected"] == pytest.approx(20.0, abs=2.0)
    assert ranked.gains["people_connected"].tolist() == pytest.approx([80.0], abs=2.0)
    assert ranked.homes.weight.sum() == pytest.approx(100.0)


def test_people_of_a_point_are_spread_where_asked():
    asked = Question(people=people((50, 0, 30)), spread_m=150.0)
    ranked = judged(lane({"surface": "sand"}), WHEELCHAIR, asked)
    assert ranked.now["people_connected"] == pytest.approx(10.0, abs=1.5)
    assert ranked.gains["people_connected"].tolist() == pytest.approx([20.0], abs=1.5)


def test_people_far_from_every_street_are_a_finding():
    asked = Question(people=people((50, 5, 10), (0, 900, 3)))
    ranked = judged(lane({"surface": "sand"}), WHEELCHAIR, asked)
    findings = Findings()
    off_network(ranked, findings)
    (found,) = findings
    assert (found.code, found.value) == ("people_off_network", "3")


# ---------------------------------------------------------------- barriers


def test_what_is_closed_by_rule_is_a_barrier_only_if_asked_for():
    net = lane({"foot": "private", "surface": "sand"})
    assert len(judged(net, WHEELCHAIR).barriers) == 0
    ranked = judged(net, WHEELCHAIR, Question(also=("access",)))
    assert ranked.gains["reconnected_m"].tolist() == pytest.approx([300.0])
    (row,) = barriers_document(ranked, 5, Findings())["barriers"]
    assert row["works"] == ["open_access", "repave"]


def test_what_is_not_known_is_a_barrier_where_the_profile_bars_it():
    net = lane({"surface": "unknown"}, every={"surface": "asphalt"})
    profile = WHEELCHAIR.with_unknown(surface="bar")
    (row,) = barriers_document(judged(net, profile), 5, Findings())["barriers"]
    assert (row["attribute"], row["value"], row["works"]) == ("surface", "unknown", ["measure"])


def test_a_node_is_named_with_its_value_and_drawn_as_a_point(tmp_path):
    net = lane({}, node_tags={1: {"barrier": "stile"}})
    ranked = judged(net, WHEELCHAIR)
    write_barriers(ranked, tmp_path / "b.geojson")
    (one,) = json.loads((tmp_path / "b.geojson").read_text("utf-8"))["features"]
    assert one["geometry"]["type"] == "Point"
    assert one["properties"]["id"] == "node/1002"
    assert one["properties"]["reasons"] == "barrier=stile"
    assert one["properties"]["reconnected_m"] == pytest.approx(400.0)


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".csv"])
def test_nothing_found_is_an_empty_file(tmp_path, ending):
    net = network([(0, 0), (100, 0)], [(0, 1)])
    ranked = judged(net, WHEELCHAIR)
    assert len(ranked.order) == 0
    write_barriers(ranked, tmp_path / f"b{ending}")
    assert (tmp_path / f"b{ending}").stat().st_size > 0


def test_a_network_without_anything():
    ranked = judged(network([], []), WHEELCHAIR)
    assert (len(ranked.barriers), ranked.packages, ranked.now["main_m"]) == (0, (), 0.0)


def test_it_can_be_stopped():
    with pytest.raises(Cancelled):
        judged(lane({"surface": "sand"}), WHEELCHAIR, progress=lambda share: share < 0.2)


def test_progress_never_goes_back():
    told = []
    asked = Question(people=people((50, 5, 10)), facilities=doors((300, 0)))
    judged(
        lane({"surface": "sand"}), WHEELCHAIR, asked,
        progress=lambda share: told.append(share) or True,
    )  # fmt: skip
    assert told == sorted(told)
    assert told[-1] == 1.0


# ---------------------------------------------------------------- facilities and trips


def doors(*spots):
    ids = tuple(f"f{row}" for row in range(len(spots)))
    return Facilities(ids, ids, np.arange(len(spots)), np.array([at(*spot) for spot in spots]))


def test_doors_count_where_they_are_known(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text(
        "id,category,lon,lat,entrance1_lon,entrance1_lat,entrance2_lon,entrance2_lat\n"
        "a,1,76.9,43.2,76.8,43.1,76.7,43.3\nb,2,76.6,43.2,,,,\nc,2,,,,,,\n",
        encoding="utf-8",
    )
    survey = read_survey(path, findings=Findings())
    findings = Findings()
    found = facilities_of(survey, findings)
    assert sorted(zip(found.owner.tolist(), map(tuple, found.doors.tolist()))) == [
        (0, (76.7, 43.3)),
        (0, (76.8, 43.1)),
        (1, (76.6, 43.2)),
    ]
    assert [(f.code, f.record) for f in findings] == [("facility_no_place", "c")]
    assert facilities_of(survey, Findings(), "2").ids == ("b", "c")
    with pytest.raises(InputError, match="it has: 1, 2"):
        facilities_of(survey, Findings(), "9")


def test_one_door_connected_is_a_facility_connected():
    ids = ("f",)
    two = np.array([at(-300, 0), at(300, 0)])
    asked = Question(facilities=Facilities(ids, ids, np.array([0, 0]), two))
    ranked = judged(lane({"surface": "sand"}), WHEELCHAIR, asked)
    assert ranked.now["facilities_connected"] == 1.0
    assert ranked.gains["facilities_connected"].tolist() == [0.0]


def test_trips_of_a_file_count_with_their_weight(tmp_path):
    # A way round the sand: 100 m of it save 500 m of street.
    net = network(
        [(0, 0), (100, 0), (50, 296)], [(0, 1), (0, 2), (2, 1)], edge_tags={0: {"surface": "sand"}}
    )
    rows = [("a", (0, 0), (100, 0), 2), ("b", (0, 0), (0, 0), 5), ("c", (5000, 0), (0, 0), 1)]
    path = tmp_path / "od.csv"
    path.write_text(
        "id,from_lon,from_lat,to_lon,to_lat,weight\n"
        + "".join(
            ",".join(map(str, (name, *at(*a), *at(*b), weight))) + "\n"
            for name, a, b, weight in rows
        )
        + "d,76.9,43.2,76.9,43.2,-1\n",
        encoding="utf-8",
    )
    findings = Findings()
    pairs = read_pairs(path, findings)
    assert [pair.weight for pair in pairs] == [2.0, 5.0, 1.0]
    assert findings.counts() == {"pair_not_readable": 1}
    ranked = judged(net, WHEELCHAIR, Question(pairs=pairs, by="time_saved_s"))
    round_s = 2 * np.hypot(50, 296) / (4 / 3.6)
    assert ranked.gains["time_saved_s"].tolist() == pytest.approx(
        [2 * (round_s - 100 / (4 / 3.6))], rel=1e-3
    )
    assert ranked.gains["trips_faster"].tolist() == [2.0]
    assert (ranked.now["trips"], ranked.now["trips_possible"]) == (8.0, 7.0)
    off_network(ranked, findings)
    assert findings.counts()["trips_off_network"] == 1


def test_pairs_without_weight_count_once(tmp_path):
    path = tmp_path / "od.csv"
    path.write_text("id,from_lon,from_lat,to_lon,to_lat\na,1,2,3,4\n", encoding="utf-8")
    assert read_pairs(path, Findings()) == [Pair("a", (1.0, 2.0), (3.0, 4.0), 1.0)]


# ---------------------------------------------------------------- prices and misuse


def test_every_attribute_has_its_work():
    assert len(work_codes()) >= 8
    assert len(ATTRIBUTES) >= len(work_codes()) - 1


@pytest.mark.parametrize(
    "text",
    ["[repair]\neach = 1\n", "[repave]\neach = -1\n", "[repave]\nall = 1\n", "repave = 3\n", "["],
)
def test_price_lists_that_are_none(tmp_path, text):
    (tmp_path / "prices.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"prices\.toml"):
        read_prices(tmp_path / "prices.toml")


def test_a_work_without_a_price_is_misuse():
    asked = Question(prices={"ramp_or_lift": {"each": 1.0}})
    with pytest.raises(UsageError, match=r"\[repave\].*OSM way 2"):
        judged(lane({"surface": "sand"}), WHEELCHAIR, asked)
    with pytest.raises(UsageError, match="costs nothing"):
        judged(
            lane({"surface": "sand"}), WHEELCHAIR,
            Question(prices={"repave": {"each": 0.0}}),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "word"),
    [
        (Question(by="beauty"), "reconnected_m"),
        (Question(by="people_within"), "people and facilities and minutes"),
        (Question(by="time_saved_s"), "people and facilities"),
        (Question(minutes=0.0), "Minutes"),
        (Question(also=("steps",)), "steps"),
        (Question(packages=-1), "from 0"),
        (Question(longest=0), "from 1"),
        (Question(budget=0.0), "budget"),
        (Question(spread_m=-1.0), "spread"),
        (Question(snap_m=0.0), "radius"),
    ],
)
def test_questions_that_make_no_sense(question, word):
    with pytest.raises(UsageError, match=word):
        judged(lane({"surface": "sand"}), WHEELCHAIR, question)


# ---------------------------------------------------------------- corrections


def test_what_a_correction_puts_in_the_way_is_a_barrier(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("osm_way,attribute,value\n2,surface,sand\n", encoding="utf-8")
    corrections = read_corrections(path, Findings())
    plain = Router(lane({"surface": "asphalt"}), WHEELCHAIR)
    assert len(barriers(plain).barriers) == 0
    router = Router(lane({"surface": "asphalt"}), WHEELCHAIR, corrections=corrections)
    (row,) = barriers_document(barriers(router), 5, Findings())["barriers"]
    assert (row["osm_way"], row["value"]) == (2, "sand")
    assert row["reconnected_m"] == pytest.approx(300.0)
