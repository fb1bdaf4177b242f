# SPDX-License-Identifier: GPL-3.0-or-later
"""Routes over access that depends on time: open, closed, not understood, not considered."""

from __future__ import annotations

import json

import pytest
from correction_cases import point, rows
from hand_network import at, network
from test_corrections import fork, ways

from accessible_core.network.conditions import condition_text
from accessible_core.routing.document import route_document
from accessible_core.routing.instructions import instructions
from accessible_core.routing.profiles import Profile
from accessible_core.routing.reach import reach
from accessible_core.routing.reasons import reasons
from accessible_core.routing.results import NoRoute
from accessible_core.routing.router import Router

WHEELCHAIR = Profile.named("manual_wheelchair")
STRAIGHT, AROUND = [1, 2], [1, 3, 4]
TUESDAY_8, TUESDAY_20, TUESDAY = "2026-11-24T08:00", "2026-11-24T20:00", "2026-11-24"
HOURS = {"opening_hours": "Mo-Sa 07:00-19:00"}
KNOWN = {"surface": "asphalt", "smoothness": "good", "width": 200.0, "incline_up": 0.0,
         "incline_down": 0.0, "incline_source": "tag"}  # fmt: skip


def condition(tags, default="yes"):
    return condition_text({**tags, "default": default}, [])


def timed(tags, **more):
    return fork(every=KNOWN, edge_tags={1: {"condition": condition(tags), **more}})


def result(net, at_=None, profile=WHEELCHAIR, **given):
    return Router(net, profile, at=at_, **given).route(at(5, 0), at(200, 0))


def test_open_and_closed():
    net = timed(HOURS)
    assert ways(Router(net, WHEELCHAIR, at=TUESDAY_8)) == STRAIGHT
    assert ways(Router(net, WHEELCHAIR, at=TUESDAY_20)) == AROUND
    assert ways(Router(net, WHEELCHAIR, at="2026-11-29T08:00")) == AROUND
    route = result(net, TUESDAY_8)
    assert route.confirmed
    assert route.at == TUESDAY_8
    assert [(c["osm_way"], c["tags"], c["state"]) for c in route.conditions] == [
        (2, HOURS, "decided")
    ]
    assert result(net, TUESDAY_20).confirmed
    assert result(net, TUESDAY_20).conditions == ()


@pytest.mark.parametrize("when", [None, TUESDAY])
def test_what_is_not_decided_is_passed_but_never_confirmed(when):
    net = timed(HOURS)
    route = result(net, when)
    assert [edge.osm_way for edge in route.edges] == STRAIGHT
    assert not route.confirmed
    assert 0.4 < route.unknown_share["access"] < 0.6
    assert ["access" in edge.known for edge in route.edges] == [True, False]
    (told,) = route.conditions
    assert told["state"] == ("not_considered" if when is None else "undecided")
    for language, word in (
        ("en", "may be closed"),
        ("ru", "Может быть закрыто"),
        ("kk", "Жабық болуы мүмкін"),
    ):
        said = " ".join(instructions(route, net, language))
        assert word in said
        assert "opening_hours=Mo-Sa 07:00-19:00" in said
    # By the policy of those who bar what is not known, it is barred, and the reason is given.
    careful = WHEELCHAIR.with_unknown(access="bar")
    assert ways(Router(net, careful, at=when)) == AROUND


NOT_UNDERSTOOD = [
    {"opening_hours": "sunrise-sunset"},
    {"foot:conditional": "no @ ice"},
    {"access:conditional": "who knows"},
]


@pytest.mark.parametrize("tags", NOT_UNDERSTOOD, ids=str)
def test_what_is_not_understood_is_neither_open_nor_closed(tags):
    net = timed(tags)
    route = result(net, TUESDAY_8)
    assert [edge.osm_way for edge in route.edges] == STRAIGHT
    assert not route.confirmed
    assert route.conditions[0]["state"] == "undecided"
    # What is closed but for a condition that cannot be read is not known to be closed, either.
    closed = timed({"access": "no", "access:conditional": "yes @ ice"}, foot="no")
    assert [edge.osm_way for edge in result(closed, TUESDAY_8).edges] == STRAIGHT
    assert not result(closed, TUESDAY_8).confirmed
    assert [edge.osm_way for edge in result(closed).edges] == AROUND  # without a moment, as tagged


def line_with_gate(tags):
    nodes = [(0, 0), (100, 0), (200, 0)]
    passage = {1: {"barrier": "gate", "condition": condition(tags, "unknown")}}
    return network(nodes, [(0, 1), (1, 2)], every=KNOWN, node_tags=passage)


def test_a_gate():
    net = line_with_gate(HOURS)
    assert result(net, TUESDAY_8).confirmed
    shut = result(net, TUESDAY_20)
    assert isinstance(shut, NoRoute)
    document = route_document(shut, net)
    assert document["at"] == TUESDAY_20
    (cause,) = document["blocked_by"]
    assert (cause["osm_node"], cause["attribute"], cause["value"]) == (1002, "access", "no")
    assert cause["condition"] == "opening_hours=Mo-Sa 07:00-19:00"
    for language, word in (
        ("en", "depends on the time"),
        ("ru", "зависит от времени"),
        ("kk", "уақытқа"),
    ):
        assert word in " ".join(reasons(shut, language))
    for when in (None, TUESDAY):
        route = result(net, when)
        assert not route.confirmed
        assert [edge.known.count("access") for edge in route.edges] == [0, 0]
        assert route.conditions[0]["osm_node"] == 1002
    barred = result(net, None, WHEELCHAIR.with_unknown(access="bar"))
    assert [(o.node, o.attribute, o.value) for o in barred.blocked_by] == [(1, "access", "unknown")]


def test_wheelchair_in_winter():
    net = timed({"wheelchair": "yes", "wheelchair:conditional": "no @ (Nov-Mar)"}, wheelchair="yes")
    assert ways(Router(net, WHEELCHAIR, at="2026-07-01")) == STRAIGHT
    assert ways(Router(net, WHEELCHAIR, at="2026-12-01")) == AROUND


def test_reach_confirms_nothing_behind_a_gate_in_doubt():
    net = line_with_gate(HOURS)
    pieces = reach(Router(net, WHEELCHAIR, at=TUESDAY_8), at(5, 0), [60]).pieces
    assert pieces.confirmed.all()
    pieces = reach(Router(net, WHEELCHAIR), at(5, 0), [60]).pieces
    assert not pieces.confirmed[pieces.edge == 1].any()
    assert set(reach(Router(net, WHEELCHAIR, at=TUESDAY_20), at(5, 0), [60]).pieces.edge) == {0}


def test_a_correction_of_access_stands_over_the_hours():
    net = timed(HOURS)
    layer = rows(("closed", "no", point(150, 2)))
    for when in (None, TUESDAY_20):
        route = result(net, when, corrections=layer)
        assert [edge.osm_way for edge in route.edges] == STRAIGHT
        assert route.confirmed
        assert route.corrections[0]["effect"] == "on_route"
        assert route.conditions == ()
    # Others leave the question of access open.
    assert not result(net, None, corrections=rows(("surface", "concrete", point(150, 2)))).confirmed
    # The hours of one street are not forgotten because another is corrected.
    assert not result(net, None, corrections=rows(("closed", "no", point(125, 42)))).confirmed


def test_a_lift_of_which_nothing_is_known_any_more():
    net = network(
        [(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)], every=KNOWN, node_tags={1: {"lift": True}}
    )
    assert result(net).confirmed
    route = result(net, corrections=rows(("lift", "", point(100, 1))))
    assert not route.confirmed
    assert route.conditions == ()  # there is no tag to tell
    assert "access" not in route.edges[0].known


def test_networks_without_conditions_say_so():
    net = fork(every=KNOWN)
    edges = {name: column for name, column in net.edges.items() if name != "condition"}
    older = type(net)(
        **{**{name: getattr(net, name) for name in net.__dataclass_fields__}, "edges": edges}
    )
    router = Router(older, WHEELCHAIR, at=TUESDAY_8)
    assert router.findings.counts() == {"conditions_not_in_network": 1}
    assert ways(router) == STRAIGHT
    assert Router(older, WHEELCHAIR).findings.counts() == {}


def test_documents_are_json_and_complete():
    document = route_document(result(timed(HOURS)), timed(HOURS))
    assert json.loads(json.dumps(document))["conditions"] == [
        {"osm_way": 2, "osm_node": None, "tags": HOURS, "state": "not_considered"}
    ]
    assert document["at"] is None
