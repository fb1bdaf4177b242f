# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of the sample city: sound OSM, and everything in it that the tool must meet."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import osmium
import pytest

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"


class Town:
    """All objects of the file, in file order."""

    def __init__(self):
        self.order, self.nodes, self.node_tags, self.ways, self.relations = [], {}, {}, {}, {}
        for item in osmium.FileProcessor(str(SAMPLE / "sample_city.osm")):
            self.order.append(("nwr".index(item.type_str()), item.id))
            tags = dict(item.tags)
            if item.is_node():
                self.nodes[item.id] = (item.location.lon, item.location.lat)
                self.node_tags[item.id] = tags
            elif item.is_way():
                self.ways[item.id] = ([node.ref for node in item.nodes], tags)
            else:
                self.relations[item.id] = [(m.type, m.ref) for m in item.members]


@pytest.fixture(scope="module")
def town():
    return Town()


def test_objects_are_sorted_by_type_and_id_and_positive(town):
    assert town.order == sorted(set(town.order))
    assert all(number > 0 for _, number in town.order)


def test_references_exist_and_ways_are_sound(town):
    for number, (refs, _) in town.ways.items():
        assert len(refs) > 1, number
        assert all(ref in town.nodes for ref in refs), number
        assert all(a != b for a, b in zip(refs[:-1], refs[1:])), f"way {number} repeats a node"
    for members in town.relations.values():
        for kind, ref in members:
            assert ref in (town.nodes if kind == "n" else town.ways)
    used = {ref for refs, _ in town.ways.values() for ref in refs}
    loose = [n for n in town.nodes if n not in used and not town.node_tags[n]]
    assert not loose


def test_osmium_places_every_way(town):
    # NodeLocationsForWays raises for a reference without a position.
    lines = osmium.geom.WKTFactory()
    count = 0
    for way in osmium.FileProcessor(str(SAMPLE / "sample_city.osm")).with_locations():
        if way.is_way():
            assert lines.create_linestring(way).startswith("LINESTRING(")
            count += 1
    assert count == len(town.ways)


def test_ways_that_cross_on_the_ground_share_a_node(town):
    import shapely

    ground = {
        n: (refs, tags)
        for n, (refs, tags) in town.ways.items()
        if "highway" in tags and not {"bridge", "tunnel", "layer"} & set(tags)
    }
    numbers = list(ground)
    lines = [shapely.LineString([town.nodes[ref] for ref in ground[n][0]]) for n in numbers]
    tree = shapely.STRtree(lines)
    for i, j in tree.query(lines, predicate="crosses").T:
        common = set(ground[numbers[i]][0]) & set(ground[numbers[j]][0])
        points = shapely.MultiPoint([town.nodes[ref] for ref in common] or [(0, 0)])
        for place in shapely.get_parts(lines[i].intersection(lines[j])):
            assert place.distance(points) < 2e-5, (numbers[i], numbers[j], place.wkt)


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("kerb", {"flush", "lowered", "raised", "rolled", "regular"}),
        (
            "barrier",
            {
                "bollard",
                "gate",
                "cycle_barrier",
                "turnstile",
                "block",
                "kissing_gate",
                "stile",
                "log",
                "debris",
            },
        ),
        ("crossing", {"marked", "traffic_signals", "uncontrolled", "unmarked"}),
        ("highway", {"elevator", "crossing", "traffic_signals"}),
    ],
)
def test_nodes_show_all_kinds(town, key, values):
    assert values <= {tags.get(key) for tags in town.node_tags.values()}


@pytest.mark.parametrize(
    ("key", "values"),
    [
        (
            "highway",
            {
                "primary",
                "secondary",
                "residential",
                "service",
                "living_street",
                "trunk",
                "footway",
                "path",
                "pedestrian",
                "steps",
                "cycleway",
                "construction",
                "platform",
            },
        ),
        ("footway", {"sidewalk", "crossing"}),
        ("sidewalk", {"both", "left", "right", "no", "separate", None}),
        ("incline", {"up", "down", "10%", "-8 %", "5°", "1:12", "5 %"}),
        ("ramp:wheelchair", {"yes", "no"}),
        ("foot", {"no", "use_sidepath"}),
        ("access", {"private", "no"}),
        ("amenity", {"parking", "townhall", "pharmacy", "school"}),
        ("capacity:disabled", {"0", "1"}),
        ("tunnel", {"yes"}),
        ("bridge", {"yes"}),
        ("wheelchair", {"yes", "no", "limited"}),
        ("toilets:wheelchair", {"yes", "no"}),
        ("surface", {"asphalt", "paving_stones", "gravel", "ground", "sand", "cobblestone", None}),
        ("smoothness", {"good", "intermediate", "bad", "very_bad", None}),
    ],
)
def test_ways_show_all_kinds(town, key, values):
    assert values <= {tags.get(key) for _, tags in town.ways.values()}


def test_streets_and_places_are_named_in_three_languages(town):
    named = [tags for _, tags in town.ways.values() if "name" in tags]
    named += [tags for tags in town.node_tags.values() if "name" in tags]
    assert len(named) > 200
    assert all({"name:kk", "name:ru", "name:en"} <= set(tags) for tags in named)


def test_sidewalk_tags_carry_their_own_surface_and_width(town):
    own = Counter(
        key for _, tags in town.ways.values() for key in tags if key.startswith("sidewalk:")
    )
    assert own["sidewalk:both:surface"] > 5
    assert own["sidewalk:left:width"] > 3
    assert own["sidewalk:right:width"] > 3


def test_the_museum_terrace_is_left_by_steps_only(town):
    """Walk over the raw ways: without steps nothing but terrace and museum can be reached."""
    walkable = [
        refs for refs, tags in town.ways.values() if tags.get("highway") not in {None, "steps"}
    ]
    terrace = next(
        refs for refs, tags in town.ways.values() if tags.get("name:en") == "Museum Terrace"
    )
    seen, todo = set(), list(terrace)
    by_node: dict[int, list[list[int]]] = {}
    for refs in walkable:
        for ref in refs:
            by_node.setdefault(ref, []).append(refs)
    while todo:
        node = todo.pop()
        if node not in seen:
            seen.add(node)
            todo += [ref for refs in by_node.get(node, []) for ref in refs]
    assert seen == set(terrace)
    flights = [
        refs
        for refs, tags in town.ways.values()
        if tags.get("highway") == "steps" and set(refs) & seen
    ]
    assert len(flights) == 3
    museum = next(
        refs for refs, tags in town.ways.values() if tags.get("name:en") == "Hilltop Museum"
    )
    assert any(town.node_tags[ref].get("entrance") == "main" for ref in set(museum) & seen)
