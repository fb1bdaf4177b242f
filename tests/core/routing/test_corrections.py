# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrections on networks made by hand: each attribute, dates, order, and what routes say."""

from __future__ import annotations

import numpy as np
import pytest
from correction_cases import box, line, point, rows
from hand_network import at, network
from hypothesis import given, settings
from hypothesis import strategies as st
from test_routing_search import random_network

from accessible_core.findings import Findings
from accessible_core.network.model import EDGE_KINDS, KERBS
from accessible_core.network.moment import Moment
from accessible_core.routing.corrections.apply import corrected
from accessible_core.routing.costs import costs
from accessible_core.routing.document import route_document
from accessible_core.routing.instructions import instructions
from accessible_core.routing.matrix import matrix
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reach import reach
from accessible_core.routing.reasons import reasons
from accessible_core.routing.results import NoRoute, Route
from accessible_core.routing.router import Router
from accessible_core.routing.street_graph import StreetGraph

WHEELCHAIR, FOOT = Profile.named("manual_wheelchair"), Profile.named("foot")
NOW = Moment.of("2026-11-24T10:00")


def fork(**given):
    """A straight way of two pieces (1, 2) and a way around the second (3, 4)."""
    return network(
        [(0, 0), (100, 0), (200, 0), (150, 80)], [(0, 1), (1, 2), (1, 3), (3, 2)], **given
    )


def ways(router, start=(5, 0), end=(200, 0)):
    result = router.route(at(*start), at(*end))
    return [edge.osm_way for edge in result.edges] if isinstance(result, Route) else result.reason


STRAIGHT, AROUND = [1, 2], [1, 3, 4]
ON_SECOND = point(150, 2)
BARS = [
    ("closed", "yes"), ("closed", "да"), ("жабық", "иә"), ("foot", "no"), ("foot", "private"),
    ("access", "no"), ("access", "private"), ("surface", "sand"), ("smoothness", "horrible"),
    ("width", "0.6"), ("width", "60 cm"), ("ширина", "60 см"), ("incline", "12%"),
    ("incline", "-12 %"), ("wheelchair", "no"), ("steps", "yes"), ("highway", "steps"),
    ("construction", "yes"), ("construction", "residential"), ("highway", "construction"),
    ("barrier", "block"),
]  # fmt: skip


@pytest.mark.parametrize(("attribute", "value"), BARS)
def test_what_a_correction_bars_is_avoided(attribute, value):
    assert ways(Router(fork(), WHEELCHAIR)) == STRAIGHT
    layer = rows((attribute, value, ON_SECOND, {"source": "walk", "note": "seen"}))
    router = Router(fork(), WHEELCHAIR, corrections=layer, at=NOW)
    assert ways(router) == AROUND
    found = router.route(at(5, 0), at(200, 0))
    assert [(c["id"], c["effect"], c["source"], c["note"]) for c in found.corrections] == [
        ("r1", "avoided", "walk", "seen")
    ]


LIFTS = [
    ({"foot": "private"}, "closed", "no"),
    ({"foot": "no"}, "access", "yes"),
    ({"foot": "no"}, "foot", "permissive"),
    ({"surface": "sand"}, "surface", "asphalt"),
    ({"smoothness": "horrible"}, "smoothness", "good"),
    ({"width": 60.0}, "width", "1.2 m"),
    ({"incline_up": 12.0, "incline_down": 0.0, "incline_source": "tag"}, "incline", "2%"),
    ({"wheelchair": "no"}, "wheelchair", "limited"),
    ({"kind": "steps"}, "steps", "no"),
    ({"kind": "construction"}, "construction", "no"),
    ({"surface": "sand"}, "surface", ""),
    ({"width": 60.0}, "width", ""),
    ({"wheelchair": "no"}, "wheelchair", ""),
]


@pytest.mark.parametrize(("tags", "attribute", "value"), LIFTS)
def test_what_a_correction_lifts_is_used(tags, attribute, value):
    net = fork(edge_tags={1: tags})
    assert ways(Router(net, WHEELCHAIR)) == AROUND
    router = Router(net, WHEELCHAIR, corrections=rows((attribute, value, ON_SECOND)))
    found = router.route(at(5, 0), at(200, 0))
    assert [edge.osm_way for edge in found.edges] == STRAIGHT
    assert [(c["id"], c["effect"]) for c in found.corrections] == [("r1", "on_route")]


NODES = [
    ({"barrier": "block"}, "barrier", "no"),
    ({"kerb": "raised", "kerb_height": 12.0}, "kerb", "flush"),
    ({"kerb": "raised", "kerb_height": 12.0}, "kerb:height", "2 cm"),
    ({"barrier": "gate", "foot": "private"}, "access", "yes"),
    ({"lift": True, "foot": "no"}, "lift", "working"),
    ({"barrier": "gate", "wheelchair": "no"}, "wheelchair", "yes"),
    ({"barrier": "gate", "width": 60.0}, "width", "1"),
]


@pytest.mark.parametrize(("tags", "attribute", "value"), NODES)
def test_nodes(tags, attribute, value):
    net = network([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)], node_tags={1: tags})
    assert ways(Router(net, WHEELCHAIR)) == "barred"
    layer = rows((attribute, value, point(101, 1)))
    router = Router(net, WHEELCHAIR, corrections=layer)
    assert ways(router) == STRAIGHT
    assert router.route(at(5, 0), at(200, 0)).corrections[0]["effect"] == "on_route"
    # And the other way round: the same statement turned bars what was open.
    back = rows(*_turned(attribute, point(101, 1)))
    refused = Router(router.network, WHEELCHAIR, corrections=back).route(at(5, 0), at(200, 0))
    assert isinstance(refused, NoRoute)
    assert {(o.node, o.correction) for o in refused.blocked_by} == {(1, "r1")}


def _turned(attribute, place):
    value = {"barrier": "block", "kerb": "raised", "kerb:height": "0.2", "access": "no",
             "lift": "broken", "wheelchair": "no", "width": "0.5"}[attribute]  # fmt: skip
    # A barrier that is gone leaves a bare node: the next one stands on it only if it is there.
    return [(attribute, value, point(100, 0) if attribute == "barrier" else place)]


def test_a_lift_drawn_as_a_way():
    net = fork(edge_tags={1: {"kind": "lift"}})
    assert (
        ways(Router(net, WHEELCHAIR, corrections=rows(("lift", "out of order", ON_SECOND))))
        == AROUND
    )
    # Beside it lies a street, but no lift that the words could mean.
    findings = Findings()
    beside = rows(("lift", "no", point(50, 2)))
    corrected(net, beside, NOW, findings)
    assert findings.counts() == {"correction_matches_nothing": 1}


def test_values_of_corrections_are_known():
    full = {"surface": "asphalt", "smoothness": "good", "width": 200.0}
    slope = {"incline_up": 0.0, "incline_down": 0.0, "incline_source": "tag"}
    net = network([(0, 0), (100, 0)], [(0, 1)], edge_tags={0: {**full, **slope}})
    assert Router(net, WHEELCHAIR).route(at(5, 0), at(95, 0)).confirmed
    for attribute, said in (("surface", "asphalt"), ("smoothness", "good"), ("width", "2"),
                            ("incline", "0")):  # fmt: skip
        gone = Router(net, WHEELCHAIR, corrections=rows((attribute, "", point(50, 0))))
        route = gone.route(at(5, 0), at(95, 0))
        assert not route.confirmed
        assert route.unknown_share[attribute] == 1.0
        again = Router(gone.network, WHEELCHAIR, corrections=rows((attribute, said, point(50, 0))))
        assert again.route(at(5, 0), at(95, 0)).confirmed


def test_steps_with_a_ramp_now():
    net = network([(0, 0), (100, 0)], [(0, 1)], edge_tags={0: {"kind": "steps"}})
    assert Router(net, WHEELCHAIR).start(at(5, 0)).blocked_by[0].attribute == "steps"
    router = Router(net, WHEELCHAIR, corrections=rows(("ramp:wheelchair", "yes", point(50, 0))))
    assert ways(router, end=(95, 0)) == [1]


@pytest.mark.parametrize(
    ("attribute", "value", "expected"),
    [("construction", "нет", "footway"), ("construction", "0", "footway"), ("steps", "1", "steps")],
)
def test_words_for_yes_and_no(attribute, value, expected):
    seen = corrected(fork(), rows((attribute, value, ON_SECOND)), NOW).network
    assert EDGE_KINDS[seen.edges["kind"][1]] == expected


def test_slopes_have_the_direction_they_were_meant_in():
    net = network([(0, 0), (100, 0)], [(0, 1)])

    def slopes(geometry, **more):
        seen = corrected(net, rows(("incline", "8%", geometry, more)), NOW).network
        return float(seen.edges["incline_up"][0]), float(seen.edges["incline_down"][0])

    assert slopes(line((0, 1), (100, 1))) == (8.0, 0.0)
    assert slopes(line((100, 1), (50, 2), (0, 1))) == (0.0, 8.0)
    assert slopes(None, osm_way="1") == (8.0, 0.0)
    assert slopes(point(50, 0)) == (8.0, 8.0)
    assert slopes(box(-1, -1, 101, 1)) == (8.0, 8.0)


DATES = [
    (None, None, "2026-11-24T10:00", True),
    ("2026-11-24", None, "2026-11-24T00:00", True),
    ("2026-11-24", None, "2026-11-23T23:59", False),
    (None, "2026-11-24", "2026-11-24T23:59", True),
    (None, "2026-11-24", "2026-11-25T00:00", False),
    ("2026-11-24T10:00", "2026-11-24T12:00", "2026-11-24T09:59", False),
    ("2026-11-24T10:00", "2026-11-24T12:00", "2026-11-24T10:00", True),
    ("2026-11-24T10:00", "2026-11-24T12:00", "2026-11-24T12:00", True),
    ("2026-11-24T10:00", "2026-11-24T12:00", "2026-11-24T12:01", False),
    ("2026-11-24T10:00", "2026-11-24T12:00", "2026-11-24", True),
    ("24.11.2026", "24.11.2026", "2026-11-24", True),
    ("24.11.2026", "24.11.2026", "2026-11-25", False),
]


@pytest.mark.parametrize(("begin", "end", "when", "valid"), DATES)
def test_validity(begin, end, when, valid):
    layer = rows(("closed", "yes", ON_SECOND, {"valid_from": begin, "valid_to": end}))
    router = Router(fork(), WHEELCHAIR, corrections=layer, at=when)
    assert ways(router) == (AROUND if valid else STRAIGHT)
    assert router.findings.counts() == ({} if valid else {"corrections_not_valid": 1})
    assert router.route(at(5, 0), at(200, 0)).at == when


def test_without_a_moment_what_is_valid_now_counts():
    past, future = {"valid_to": "2020-01-01"}, {"valid_from": "2100-01-01"}
    layer = rows(("closed", "yes", ON_SECOND, past), ("closed", "yes", ON_SECOND, future))
    assert ways(Router(fork(), WHEELCHAIR, corrections=layer)) == STRAIGHT
    assert (
        ways(Router(fork(), WHEELCHAIR, corrections=rows(("closed", "yes", ON_SECOND)))) == AROUND
    )


def test_the_later_row_counts_and_contradictions_are_told():
    findings = Findings()
    layer = rows(("surface", "sand", ON_SECOND), ("surface", "asphalt", ON_SECOND))
    seen = corrected(fork(), layer, NOW, findings)
    assert seen.network.surfaces[seen.network.edges["surface"][1]] == "asphalt"
    assert [(f.code, f.record, f.details["other"]) for f in findings] == [
        ("correction_contradicts", "r2", "r1")
    ]
    router = Router(fork(), WHEELCHAIR, corrections=layer)
    assert [c["id"] for c in router.route(at(5, 0), at(200, 0)).corrections] == ["r2"]
    findings = Findings()
    corrected(
        fork(), rows(("surface", "sand", ON_SECOND), ("surface", "sand", ON_SECOND)), NOW, findings
    )
    assert len(findings) == 0


def test_a_refusal_names_the_correction():
    net = network([(0, 0), (100, 0), (180, 0), (220, 0)], [(0, 1), (1, 2), (2, 3)])
    router = Router(net, WHEELCHAIR, corrections=rows(("closed", "yes", box(140, -9, 160, 9))))
    result = router.route(at(5, 0), at(200, 0))
    assert isinstance(result, NoRoute)
    found = route_document(result, router.network)
    assert [(b["attribute"], b["correction"]) for b in found["blocked_by"]] == [("access", "r1")]
    assert [(c["id"], c["effect"]) for c in found["corrections"]] == [("r1", "avoided")]
    for language, word in (("en", "correction r1"), ("ru", "поправке r1"), ("kk", "r1 түзетуі")):
        assert word in " ".join(reasons(result, language))
    # Obstacles of a correction can be admitted like all others.
    again = Router(net, WHEELCHAIR, corrections=rows(("closed", "yes", box(140, -9, 160, 9))),
                   admitted=result.blocked_by)  # fmt: skip
    assert isinstance(again.route(at(5, 0), at(200, 0)), Route)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_instructions_say_which_corrections_count(language):
    layer = rows(
        ("surface", "asphalt", point(50, 0), {"source": "survey", "note": "new {here}"}),
        ("closed", "yes", ON_SECOND, {"source": "town"}),
    )
    router = Router(fork(), WHEELCHAIR, corrections=layer)
    said = instructions(router.route(at(5, 0), at(200, 0)), router.network, language)
    assert sum("surface=asphalt (r1: survey, new {here})" in text for text in said) == 1
    assert sum("closed=yes (r2: town)" in text for text in said) == 1


def test_corrections_elsewhere_are_not_named():
    layer = rows(("surface", "sand", point(125, 42)), ("closed", "yes", point(175, 42)))
    found = Router(fork(), WHEELCHAIR, corrections=layer).route(at(5, 0), at(200, 0))
    assert found.corrections == ()


def test_a_barrier_put_into_the_street_bars_whom_it_bars():
    layer = rows(("barrier", "block", ON_SECOND))
    assert ways(Router(fork(), WHEELCHAIR, corrections=layer)) == AROUND
    assert ways(Router(fork(), FOOT, corrections=layer)) == STRAIGHT
    # It can be taken away again by a later row.
    layer = rows(("barrier", "block", ON_SECOND), ("barrier", "no", ON_SECOND))
    assert ways(Router(fork(), WHEELCHAIR, corrections=layer)) == STRAIGHT


def test_an_unknown_kerb_may_become_known():
    tags = {0: {"carriageway": True, "kind": "road"}}
    net = network([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)], edge_tags=tags)
    assert StreetGraph.of(net).unknown_kerb.tolist() == [False, True, False]
    seen = corrected(net, rows(("kerb", "lowered", point(103, 0))), NOW).network
    assert StreetGraph.of(seen).unknown_kerb.tolist() == [False, False, False]
    assert KERBS[seen.nodes["kerb"][1]] == "lowered"
    assert StreetGraph.of(net).unknown_kerb.tolist() == [False, True, False]


def test_matrix_and_reach_see_corrections():
    layer = rows(("closed", "yes", ON_SECOND))
    plain, router = Router(fork(), WHEELCHAIR), Router(fork(), WHEELCHAIR, corrections=layer)
    ends = [at(5, 0)], [at(200, 0)]
    assert matrix(router, *ends).distance_m[0, 0] > matrix(plain, *ends).distance_m[0, 0] + 50
    assert 1 not in reach(router, at(5, 0), [60]).pieces.edge
    assert 1 in reach(plain, at(5, 0), [60]).pieces.edge


def test_nothing_is_written_to_the_network_itself():
    net = fork()
    before = {name: column.copy() for name, column in net.edges.items()}
    layer = rows(*((attribute, value, ON_SECOND) for attribute, value in BARS))
    seen = corrected(net, layer, NOW).network
    assert set(net.edges) == set(before)
    for name, column in before.items():
        np.testing.assert_array_equal(net.edges[name], column)
    assert seen.edges["lit"] is net.edges["lit"]
    assert seen.shape_lon is net.shape_lon
    assert EDGE_KINDS[seen.edges["kind"][1]] == "construction"
    assert corrected(net, (), NOW).network is net


def test_both_ways_of_saying_which():
    findings = Findings()
    layer = rows(
        ("closed", "yes", None, {"osm_way": "way/2"}),
        ("kerb", "raised", None, {"osm_node": 1002.0}),
        ("closed", "yes", None, {"osm_way": 777}),
        findings=findings,
    )
    seen = corrected(fork(), layer, NOW, findings)
    assert set(seen.edges) == {1}
    assert set(seen.nodes) == {1}
    assert [(f.code, f.record) for f in findings] == [("correction_matches_nothing", "r3")]


seeds = st.integers(0, 2**32 - 1)


@settings(max_examples=40, deadline=None)
@given(seed=seeds)
def test_routes_with_corrections_are_routes_of_the_corrected_columns(seed):
    """What shares topology with its original costs and routes like one built on its own."""
    rng = np.random.default_rng(seed)
    net = random_network(rng, 12, 20)
    Router(net, WHEELCHAIR).route(at(0, 0), at(50, 50), 300)  # everything shared is built
    picked = rng.choice(len(BARS) + len(LIFTS), 4)
    said = [*BARS, *((attribute, value) for _, attribute, value in LIFTS)]
    layer = rows(*((*said[i], point(*rng.uniform(-300, 300, 2))) for i in picked))
    router = Router(net, WHEELCHAIR, corrections=layer)
    seen = router.network
    fresh = type(net)(**{name: getattr(seen, name) for name in net.__dataclass_fields__})
    alone = Router(fresh, WHEELCHAIR)
    np.testing.assert_array_equal(costs(fresh, WHEELCHAIR).reasons, router.costs.reasons)
    np.testing.assert_array_equal(alone.costs.cost, router.costs.cost)
    a, b = (at(*rng.uniform(-300, 300, 2)) for _ in "ab")
    one, other = router.route(a, b, 300), alone.route(a, b, 300)
    assert type(one) is type(other)
    if isinstance(one, Route):
        assert one.edges == other.edges
        assert one.confirmed == other.confirmed
