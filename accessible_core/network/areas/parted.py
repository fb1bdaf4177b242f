# SPDX-License-Identifier: MIT
"""Places that share an OSM node and yet are not joined: nobody gets from one to the other.

Two cases. Where a wall runs into a square from its rim, one does not walk along the rim
past the wall. And where plans of several storeys are drawn over each other with shared
nodes, only lifts, steps and ramps lead from one storey to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.areas.tagged import climbs, levels_of
from accessible_core.network.areas.visibility import (
    Scene,
    among,
    crossed_segments,
    inside,
    segments,
)
from accessible_core.network.classify import has_any
from accessible_core.network.rules import rules
from accessible_core.network.streets import OsmStreets

Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]


@dataclass
class Cuts:
    """Where rims are interrupted.

    Attributes
    ----------
    nodes : set of int
        Nodes past which one does not walk along the rim.
    steps : set of frozenset of int
        Pairs of neighbouring nodes between which one does not walk.
    """

    nodes: set[int] = field(default_factory=set)
    steps: set[frozenset[int]] = field(default_factory=set)


def rim_cuts(scene: Scene, ids: list[int], hard: Bool) -> Cuts:
    """Return where walls interrupt the rim of an area.

    Parameters
    ----------
    scene : Scene
    ids : list of int
        Node of each point of the scene.
    hard : bool (L,)
        The walls that nobody passes.
    """
    found = Cuts()
    walls = scene.walls[hard]
    if not len(walls):
        return found
    rim = np.concatenate([segments(ring) for ring in scene.rings])
    ends = _ends_inside(scene, rim, walls)
    found.nodes.update(ids[at] for at in ends.tolist() if not scene.meeting[at])
    crossed = rim[crossed_segments(scene.xy, rim, walls)]
    found.steps.update(frozenset((ids[a], ids[b])) for a, b in crossed.tolist())
    return found


def _ends_inside(scene: Scene, rim: Int64, walls: Int64) -> Int64:
    """Return the points of the rim from which a wall runs into the area."""
    on_rim = np.zeros(len(scene.xy), bool)
    on_rim[rim.ravel()] = True
    both = np.concatenate([walls, walls[:, ::-1]])
    both = both[on_rim[both[:, 0]]]
    both = both[~among(both, rim, len(scene.xy))]
    middle = (scene.xy[both[:, 0]] + scene.xy[both[:, 1]]) / 2.0
    found: Int64 = np.unique(both[inside(middle, scene.xy[rim[:, 0]], scene.xy[rim[:, 1]]), 0])
    return found


def kerb_ends(scene: Scene, ids: list[int], kerbs: Int64) -> list[int]:
    """Return the nodes of the rim at which kerbs (L, 2) that run through an area end."""
    rim = np.concatenate([segments(ring) for ring in scene.rings])
    ends = _ends_inside(scene, rim, kerbs) if len(kerbs) else np.zeros(0, np.int64)
    return [ids[at] for at in ends.tolist() if not scene.meeting[at]]


def with_cut_rims(streets: OsmStreets, cuts: Mapping[int, Cuts], lowest: int) -> OsmStreets:
    """Interrupt ways.

    Parameters
    ----------
    streets : OsmStreets
    cuts : mapping of int to Cuts
        By position of the way.
    lowest : int
        New node ids are below it.

    Returns
    -------
    OsmStreets
        A way that was cut comes in pieces, under its id.
    """
    if not cuts:
        return streets
    twins: dict[int, int] = {}
    start, sizes = streets.ref_start, np.diff(streets.ref_start)
    origins, refs, lengths, known = [], [], [], []
    done = 0
    for way in sorted(cuts):
        pieces = _pieces(
            streets.refs[start[way] : start[way + 1]].tolist(), cuts[way], twins, lowest
        )
        origins += [np.arange(done, way), np.full(len(pieces), way)]
        refs += [streets.refs[start[done] : start[way]], *pieces]
        known += [streets.ref_at[start[done] : start[way]], *(np.full(len(p), -1) for p in pieces)]
        lengths += [sizes[done:way], np.array([len(piece) for piece in pieces], np.int64)]
        done = way + 1
    origin = np.concatenate([*origins, np.arange(done, streets.way_count)])
    length = np.concatenate([*lengths, sizes[done:]])
    return _with_twins(
        replace(
            streets,
            way_id=streets.way_id[origin],
            way_tags=[streets.way_tags[way] for way in origin.tolist()],
            ref_start=np.concatenate([np.zeros(1, np.int64), np.cumsum(length)]),
            refs=np.concatenate([*refs, streets.refs[start[done] :]]),
        ),
        twins,
        np.concatenate([*known, streets.ref_at[start[done] :]]),
    )


def _pieces(refs: list[int], cuts: Cuts, twins: dict[int, int], lowest: int) -> list[Int64]:
    """Cut one way; what follows a cut begins at a second place at the same node."""

    def twin(node: int) -> int:
        number = lowest - 1 - len(twins)
        twins[number] = node
        return number

    pieces = [[refs[0]]]
    for before, node in zip(refs, refs[1:]):
        if frozenset((before, node)) in cuts.steps:
            pieces.append([node])
            continue
        pieces[-1].append(node)
        if node in cuts.nodes:
            pieces.append([twin(node)])
    # The seam of a ring is a place like any other: what begins there does not end there.
    if refs[0] == refs[-1] and refs[0] not in cuts.nodes and len(pieces) > 1:
        pieces[0] = pieces.pop()[:-1] + pieces[0]
    return [np.array(piece, np.int64) for piece in pieces if len(piece) > 1]


def parted_by_level(streets: OsmStreets) -> OsmStreets:
    """Part the ways of different storeys that share a node which leads from none to another.

    Returns
    -------
    OsmStreets
        Ways without a level go with those on level 0; where there are none there, and
        where steps or a lift end, everything stays joined.
    """
    keys = rules()["levels"]["keys"]
    different = {id(tags): tags for tags in streets.way_tags}
    speaking = {i for i, tags in different.items() if not tags.keys().isdisjoint(keys)}
    told = np.array([id(tags) in speaking for tags in streets.way_tags], bool)
    if not told.any():
        return streets
    sizes = np.diff(streets.ref_start)
    way = np.repeat(np.arange(streets.way_count), sizes)
    on_storey = np.flatnonzero(told[way])
    nodes, times = np.unique(
        np.unique(np.column_stack([streets.refs[on_storey], way[on_storey]]), axis=0)[:, 0],
        return_counts=True,
    )
    shared = nodes[times > 1]
    if not len(shared):
        return streets
    is_shared = np.zeros(len(streets.node_id), bool)
    is_shared[streets.positions(shared.tolist())] = True
    at = np.flatnonzero(is_shared[streets.ref_at])
    users: dict[int, list[int]] = defaultdict(list)
    for position in at.tolist():
        users[int(streets.refs[position])].append(position)
    refs = streets.refs.copy()
    twins: dict[int, int] = {}
    lowest = min(0, int(streets.node_id[0]))
    for node, positions in users.items():
        for group in _other_storeys(streets, node, [(p, int(way[p])) for p in positions]):
            number = lowest - 1 - len(twins)
            twins[number] = node
            refs[group] = number
    known = np.where(refs == streets.refs, streets.ref_at, -1)
    return _with_twins(replace(streets, refs=refs), twins, known)


def _other_storeys(streets: OsmStreets, node: int, users: list[tuple[int, int]]) -> list[list[int]]:
    """Return the positions of references that do not belong to the first storey at a node."""
    data = rules()["levels"]
    if has_any(streets.node_tags.get(node, {}), data["joining"]):
        return []
    tags = [streets.way_tags[way] for _, way in users]
    levels = [levels_of(each) for each in tags]
    groups: list[tuple[set[float], list[int]]] = []
    for (position, _), own in zip(users, levels):
        meeting = [group for group in groups if not group[0].isdisjoint(own)]
        joined = set(own).union(*(group[0] for group in meeting))
        positions = [position, *(p for group in meeting for p in group[1])]
        groups = [group for group in groups if group not in meeting]
        groups.append((joined, positions))
    if len(groups) == 1 or any(map(climbs, tags)):
        return []
    silent = any(each.keys().isdisjoint(data["keys"]) for each in tags)
    told = [own for own, each in zip(levels, tags) if not each.keys().isdisjoint(data["keys"])]
    if silent and not any(0.0 in own for own in told):
        return []  # on which of the storeys a way without a level ends is not said
    return [positions for _, positions in groups[1:]]


def _with_twins(streets: OsmStreets, twins: Mapping[int, int], known: Int64) -> OsmStreets:
    """Add second places at nodes, with the tags of the first.

    Parameters
    ----------
    streets : OsmStreets
    twins : mapping
        Id of each new place -> node.
    known : int64 (R,)
        Positions of the references in ``streets.node_id``, -1 where they must be looked up.
    """
    if not twins and known.min(initial=0) >= 0:
        return streets.located(known)
    new = np.array(list(twins), np.int64)
    at = np.searchsorted(streets.node_id, np.array(list(twins.values()), np.int64))
    ids = np.concatenate([streets.node_id, new])
    order = np.argsort(ids, kind="stable")
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    ref_at = rank[known]
    ref_at[known < 0] = np.searchsorted(ids[order], streets.refs[known < 0])
    copied = {
        twin: streets.node_tags[node] for twin, node in twins.items() if node in streets.node_tags
    }
    originals = {twin: streets.twins.get(node, node) for twin, node in twins.items()}
    return replace(
        streets,
        node_id=ids[order],
        node_lon=np.concatenate([streets.node_lon, streets.node_lon[at]])[order],
        node_lat=np.concatenate([streets.node_lat, streets.node_lat[at]])[order],
        node_tags={**streets.node_tags, **copied},
        twins={**streets.twins, **originals},
    ).located(ref_at)
