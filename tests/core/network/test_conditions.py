# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags that depend on time: what may hold when, and how a network keeps them."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import replace

import numpy as np
import pytest

from accessible_core.network.conditions import condition_text, outcome
from accessible_core.network.model import CONDITION_STATES, FOOT_ACCESS, WHEELCHAIR
from accessible_core.network.moment import Moment
from accessible_core.network.store import read_network, write_network
from accessible_core.routing.conditions import at_moment, condition_states, doubtful

TUESDAY_8, TUESDAY_NIGHT, SUNDAY = "2026-11-24T08:00", "2026-11-24T23:45", "2026-11-29T12:00"

#: Tags of a footway, then what may hold on Tuesday at 8, at night, on Sunday at noon.
TABLE = [
    ({"access:conditional": "no @ (07:00-19:00)"}, "no", "designated", "no"),
    ({"foot:conditional": "no @ (23:30-05:00)"}, "designated", "no", "designated"),
    ({"access": "no", "access:conditional": "yes @ (Mo-Fr)"}, "yes", "yes", "no"),
    ({"access": "no", "foot:conditional": "yes @ (Mo-Fr 07:00-09:00; Su)"}, "yes", "no", "yes"),
    # foot=* stands over access:conditional, whatever it says.
    ({"foot": "yes", "access:conditional": "no @ (24/7)"}, "yes", "yes", "yes"),
    # Later clauses stand over earlier ones.
    ({"foot:conditional": "no @ (06:00-24:00); private @ (Su)"}, "no", "no", "private"),
    ({"opening_hours": "Mo-Sa 06:00-23:00"}, "designated", "no", "no"),
    ({"foot": "private", "opening_hours": "Mo-Sa 06:00-23:00"}, "private", "no", "no"),
    ({"foot:conditional": "no @ (Mo-Fr AND 06:00-09:00)"}, "no", "designated", "designated"),
    # A condition on vehicles never holds for people on foot.
    ({"access:conditional": "no @ (weight > 3.5)"}, *["designated"] * 3),
    # Whether it is wet or winter nobody knows here.
    ({"access:conditional": "no @ wet"}, *["designated no"] * 3),
    ({"access:conditional": "no @ (wet AND Su)"}, "designated", "designated", "designated no"),
    ({"foot:conditional": "in winter never"}, *["designated unknown"] * 3),
    ({"opening_hours": "sunrise-sunset"}, *["designated no"] * 3),
    ({"opening_hours": "06:00-23:00; PH off"}, "designated no", "no", "designated no"),
]


@pytest.mark.parametrize(("tags", "tuesday", "night", "sunday"), TABLE, ids=str)
def test_what_may_hold_when(tags, tuesday, night, sunday):
    text = json.dumps({**tags, "default": "designated"})
    for when, expected in ((TUESDAY_8, tuesday), (TUESDAY_NIGHT, night), (SUNDAY, sunday)):
        assert sorted(outcome(text, Moment.of(when)).foot) == expected.split(), when
    anytime = outcome(text, None).foot
    assert anytime >= {word for each in (tuesday, night, sunday) for word in each.split()}


@pytest.mark.parametrize("tags", [tags for tags, *_ in TABLE], ids=str)
def test_only_what_can_matter_is_kept(tags):
    text = condition_text({**tags, "default": "designated"}, [])
    never = "weight" in str(tags) or tags == {"foot": "yes", "access:conditional": "no @ (24/7)"}
    assert (text == "") == never


def test_unreadable_ones_are_counted_and_stay_undecided(one_way):
    tags = {"highway": "footway", "opening_hours": "sunrise-sunset", "foot:conditional": "never"}
    gate = {"barrier": "gate", "opening_hours": "daylight"}
    network = one_way(tags, gate)
    counted = network.meta["unreadable"]
    assert counted["opening_hours"] == {"sunrise-sunset": 1, "daylight": 1}
    assert counted["foot:conditional"] == {"never": 1}
    seen = at_moment(network, Moment.of(TUESDAY_8))
    undecided = CONDITION_STATES.index("undecided")
    on_way = seen.edge_way == 10
    assert (condition_states(seen.edges)[on_way] == undecided).all()
    assert (condition_states(seen.nodes) == undecided).sum() == 1
    assert (seen.edges["foot"] == network.edges["foot"]).all()


def states(network, when):
    seen = at_moment(network, Moment.of(when))
    edge = int(np.flatnonzero(network.edge_way == 10)[0])
    state = CONDITION_STATES[condition_states(seen.edges)[edge]]
    return FOOT_ACCESS[seen.edges["foot"][edge]], WHEELCHAIR[seen.edges["wheelchair"][edge]], state


def test_a_network_at_a_moment(one_way):
    network = one_way({"highway": "footway", "access": "no", "access:conditional": "yes @ (Tu)"})
    assert states(network, TUESDAY_8) == ("yes", "unknown", "decided")
    assert states(network, SUNDAY) == ("no", "unknown", "decided")
    winter = one_way({"highway": "footway", "access": "no", "access:conditional": "yes @ winter"})
    # Neither closed nor open in silence.
    assert states(winter, SUNDAY) == ("unknown", "unknown", "undecided")
    chair = one_way({"highway": "footway", "wheelchair": "yes",
                     "wheelchair:conditional": "no @ (Nov-Mar)"})  # fmt: skip
    assert states(chair, SUNDAY) == ("designated", "no", "decided")
    assert states(chair, "2026-07-01") == ("designated", "yes", "decided")
    icy = one_way({"highway": "footway", "wheelchair": "yes", "wheelchair:conditional": "no @ ice"})
    assert states(icy, SUNDAY) == ("designated", "no", "undecided")


def test_one_way_at_times(one_way):
    network = one_way({"highway": "footway", "oneway:foot:conditional": "yes @ (Su)"})
    edge = network.edge_way == 10
    assert at_moment(network, Moment.of(SUNDAY)).edges["oneway"][edge].tolist() == [1]
    assert at_moment(network, Moment.of(TUESDAY_8)).edges["oneway"][edge].tolist() == [0]


def test_without_a_moment_it_is_in_doubt(one_way):
    network = one_way({"highway": "footway", "opening_hours": "06:00-23:00"})
    assert doubtful(network.edges).tolist() == (network.edge_way == 10).tolist()
    assert not doubtful(at_moment(network, Moment.of(SUNDAY)).edges).any()
    assert not doubtful(network.nodes).any()


def test_a_road_closed_at_times_closes_its_sidewalk(one_way):
    tags = {"highway": "residential", "sidewalk": "left", "foot:conditional": "no @ (Su)"}
    network = one_way(tags)
    assert len(set(network.edges["condition"][network.edge_way == 10])) == 1
    own = one_way({**tags, "sidewalk:left:foot:conditional": "no @ (Mo)"})
    assert len(set(own.edges["condition"][own.edge_way == 10])) == 2


def test_hours_of_a_shop_are_no_hours_of_its_door(one_way):
    door = {"entrance": "main", "shop": "bakery", "opening_hours": "06:00-12:00"}
    assert not one_way({"highway": "footway"}, door).nodes["condition"].any()
    del door["shop"]
    assert one_way({"highway": "footway"}, door).nodes["condition"].any()


def without_words(path):
    """Rewrite a network file as versions before conditions wrote it."""
    content = path.read_bytes()
    magic, version, length, _, _, body_sum = struct.unpack_from("<8sIIQII", content)
    document = json.loads(content[32 : 32 + length])
    del document["words"]["conditions"]
    header = json.dumps(document, separators=(",", ":")).encode().ljust(length)
    assert len(header) == length
    fixed = struct.pack(
        "<8sIIQII", magic, version, length, len(content), zlib.crc32(header), body_sum
    )
    path.write_bytes(fixed + header + content[32 + length :])


def test_files_keep_conditions_and_older_files_open(one_way, tmp_path):
    network = one_way({"highway": "footway", "opening_hours": "06:00-23:00"})
    write_network(network, tmp_path / "net")
    again = read_network(tmp_path / "net")
    assert again.conditions == network.conditions
    np.testing.assert_array_equal(again.edges["condition"], network.edges["condition"])
    edges, nodes = dict(network.edges), dict(network.nodes)
    del edges["condition"], nodes["condition"]
    older = replace(network, edges=edges, nodes=nodes, conditions=("",))
    write_network(older, tmp_path / "older")
    without_words(tmp_path / "older")
    opened = read_network(tmp_path / "older")
    assert not doubtful(opened.edges).any()
    assert at_moment(opened, Moment.of(SUNDAY)).edges.keys() == older.edges.keys()
