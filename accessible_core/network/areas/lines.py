# SPDX-License-Identifier: MIT
"""Ways across pedestrian areas, where OSM draws only their rim.

The lines are added to the streets as further ways with the tags of their area, so
that everything later (attributes, slopes, nodes with barriers) treats them as any way.
Where both ends are nodes of the area's own way they carry its id, else none.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from accessible_core.network.areas.crossing import Crossing, Ground, near_areas
from accessible_core.network.areas.parted import Cuts, with_cut_rims
from accessible_core.network.classify import AREA_WAY, Tags
from accessible_core.network.read_ahead import ReadAhead
from accessible_core.network.streets import OsmStreets


def with_area_lines(
    streets: OsmStreets, *, twins: bool = True, ahead: ReadAhead | None = None
) -> OsmStreets:
    """Return the streets with ways across their areas.

    Parameters
    ----------
    streets : OsmStreets
    twins : bool
        Whether lines may turn at places where a node stands that one does not get to from
        there. Without, such lines are left out: for streets that are joined by position.
    ahead : ReadAhead, optional
        Another process that takes a share of the work.

    Returns
    -------
    OsmStreets
        The ways of `streets` come first, unchanged. ``meta["areas"]`` counts what was
        done: ``crossed`` areas and the ``lines`` across them; of the others those that need
        no line (``quiet``), are ``too_large`` or ``cut`` by the extract; ``sparse`` are
        crossed areas with so many places that each is joined with the nearest only.
    """
    areas = streets.areas
    counts = dict.fromkeys(("crossed", "lines", "quiet", "sparse", "too_large"), 0)
    counts["cut"] = areas.open_count
    if not len(areas.way_id):
        return replace(streets, meta={"areas": counts, **streets.meta})
    ids = (streets.node_id, areas.node, streets.obstacles.node)
    added = _Added(streets, min(0, *(int(each.min(initial=0)) for each in ids)), twins)
    for crossing in _crossings(streets, ahead):
        added.take(crossing, counts)
    found = added.to(streets)
    if twins:
        found = with_cut_rims(found, added.cuts(), min(added.lowest, *found.twins, 0))
    return replace(found, meta={**streets.meta, "areas": counts}).located(found.ref_at)


def _crossings(streets: OsmStreets, ahead: ReadAhead | None) -> list[Crossing]:
    """Cross all areas: from the first one here, from the last one in another process, if any."""
    near = near_areas(streets)
    if ahead is not None:
        ahead.cross(near)
    ground = Ground(near)
    early: list[Crossing] = []
    late: list[Crossing] = []
    while len(early) + len(late) < ground.area_count:
        ready = None if ahead is None else ahead.crossed()
        if ready is None:  # rather than waiting
            early.append(ground.crossing(len(early)))
        else:
            late.append(ready)
    return [*early, *reversed(late)]


class _Added:
    """Ways to add to streets, and the places that they need and no street has.

    New ids are below `lowest`.
    """

    def __init__(self, streets: OsmStreets, lowest: int, with_twins: bool) -> None:
        self.lowest = lowest
        self._streets, self._with_twins = streets, with_twins
        self._way_id: list[int] = []
        self._tags: list[Tags] = []
        self._refs: list[tuple[int, int]] = []
        self._places: dict[int, tuple[float, float]] = {}
        self._twins: dict[int, int] = {}
        self._node_tags: dict[int, Tags] = {}
        self._cut: dict[int, Cuts] = {}  # by id of way

    def take(self, crossing: Crossing, counts: dict[str, int]) -> None:
        """Take the lines across one area and count them."""
        if crossing.too_large:
            counts["too_large"] += 1
            return
        areas, area = self._streets.areas, crossing.area
        way, rims = int(areas.way_id[area]), areas.rims[area]
        self._node_tags.update(crossing.kerbs)
        self._interrupt(crossing.cuts, rims)
        apart = {node: self._twin(node) for node in crossing.elsewhere}
        # A relation is told by the first of its ways.
        number = way if way > 0 else max(0, min(rims, default=0))
        tags = {**areas.tags[area], AREA_WAY: str(number)}
        lines = 0
        for ends, own in zip(crossing.lines, crossing.own):
            if self._with_twins or apart.keys().isdisjoint(ends):
                lines += 1
                self._way_id.append(way if own else 0)
                self._tags.append(tags)
                self._refs.append(
                    (self._end(ends[0], crossing, apart), self._end(ends[1], crossing, apart))
                )
        counts["sparse"] += crossing.sparse
        counts["crossed" if lines else "quiet"] += 1
        counts["lines"] += lines

    def cuts(self) -> dict[int, Cuts]:
        """Return where the rims of areas are interrupted, by position of the way."""
        if not self._cut:
            return {}
        way_id = self._streets.way_id
        ways = np.flatnonzero(np.isin(way_id, list(self._cut)))
        return {way: self._cut[int(way_id[way])] for way in ways.tolist()}

    def _interrupt(self, cuts: Cuts, rims: frozenset[int]) -> None:
        for way in rims if cuts.nodes or cuts.steps else ():
            mine = self._cut.setdefault(way, Cuts())
            mine.nodes |= cuts.nodes
            mine.steps |= cuts.steps

    def _end(self, node: int, crossing: Crossing, apart: dict[int, int]) -> int:
        """Take the place of a line's end, and return its id."""
        end = apart.get(node, node)
        self._places[end] = crossing.places[node]
        streets = self._streets
        known = streets.areas.node_tags.get(end) or streets.obstacles.node_tags.get(end)
        if known:
            self._node_tags[end] = known
        return end

    def _twin(self, node: int) -> int:
        """Return a new id for a second place at a node."""
        number = self.lowest - 1 - len(self._twins)
        self._twins[number] = node
        return number

    def to(self, streets: OsmStreets) -> OsmStreets:
        """Return the streets with these ways at their end."""
        tags = {**self._node_tags, **streets.node_tags}
        if not self._refs:
            return replace(streets, node_tags=tags)
        ids = np.fromiter(self._places, np.int64, len(self._places))
        at = np.minimum(np.searchsorted(streets.node_id, ids), len(streets.node_id) - 1)
        new = streets.node_id[at] != ids
        node_id = np.concatenate([streets.node_id, ids[new]])
        order = np.argsort(node_id, kind="stable")
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        refs = np.array(self._refs, np.int64).ravel()
        place = np.array(list(self._places.values()))[new]
        size = 2 * np.arange(1, len(self._refs) + 1, dtype=np.int64)
        return replace(
            streets,
            way_id=np.concatenate([streets.way_id, np.array(self._way_id, np.int64)]),
            way_tags=[*streets.way_tags, *self._tags],
            ref_start=np.concatenate([streets.ref_start, streets.ref_start[-1] + size]),
            refs=np.concatenate([streets.refs, refs]),
            node_id=node_id[order],
            node_lon=np.concatenate([streets.node_lon, place[:, 0]])[order],
            node_lat=np.concatenate([streets.node_lat, place[:, 1]])[order],
            node_tags=tags,
            twins={**streets.twins, **self._twins},
        ).located(np.concatenate([rank[streets.ref_at], np.searchsorted(node_id[order], refs)]))
