# SPDX-License-Identifier: MIT
"""Parts of the network that are not joined to the rest, lifts without ways, traps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Finding
from accessible_core.geo import distance, metres_per_degree
from accessible_core.network.check.located import Located
from accessible_core.network.check.nearby import Near, SegmentIndex
from accessible_core.network.check.streets import Streets
from accessible_core.network.summary import part_labels

Int = NDArray[np.int64]
Float = NDArray[np.float64]

#: Ways named in a finding about several parts; the rest is only counted.
_NAMED = 12


class _Parts:
    """The parts that are not the largest, as columns.

    Attributes
    ----------
    of_edge : int64 (M,)
        Number of the part of each edge, -1 for edges of the largest part and
        those that people on foot may not use.
    length : float64 (P,)
        Metres of ways.
    """

    def __init__(self, streets: Streets) -> None:
        net, label = streets.network, streets.parts
        walkable = streets.walkable
        at = label[net.edge_from]
        once = streets.walked_once
        metres = np.bincount(at[once], weights=net.edge_length[once], minlength=net.node_count)
        found = np.unique(at[walkable])
        self.main = int(found[np.argmax(metres[found])]) if len(found) else -1
        labels = found[found != self.main]
        number = np.full(net.node_count, -1, np.int64)
        number[labels] = np.arange(len(labels))
        self.count = len(labels)
        self.of_edge = np.where(walkable, number[at], -1)
        self.length = metres[labels]
        self.rank = np.where(walkable, metres[at], 0.0)  # of each edge's part, for "larger"
        self._streets = streets
        self._number = number

    def all_of(self, edges: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which parts (P,) consist of some edges alone."""
        other = (self.of_edge >= 0) & ~edges
        alone: NDArray[np.bool_] = np.bincount(self.of_edge[other], minlength=self.count) == 0
        return alone

    def any_node(self, nodes: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which parts (P,) have one of some nodes."""
        net = self._streets.network
        mark = np.zeros(self.count, np.bool_)
        inside = self.of_edge >= 0
        for ends in (net.edge_from, net.edge_to):
            mark[self.of_edge[inside & nodes[ends]]] = True
        return mark

    def joined_over_closed(self) -> NDArray[np.bool_]:
        """Return which parts (P,) closed ways alone join to the largest."""
        net = self._streets.network
        everywhere = part_labels(net)
        node_of_main = np.flatnonzero(self._streets.parts == self.main)
        if not len(node_of_main):
            return np.zeros(self.count, np.bool_)
        return self.any_node(everywhere == everywhere[node_of_main[0]])


def parts_apart(streets: Streets) -> Iterator[Located]:
    """Yield a finding for each part of what people on foot may use but the largest.

    Stop platforms, lifts, parts that only closed ways join, parts at the border of the
    data and small parts have codes of their own; small parts are told about together by
    squares. Not told: cycleways and the like that nobody says are open to people on foot;
    and, behind closed ways, small parts and parts of roads alone (driveways of a gated
    street are as closed as the street).
    """
    net = streets.network
    parts = _Parts(streets)
    if not parts.count:
        return
    unknown = parts.all_of(net.edges["foot"] == 0)
    platform = parts.all_of(streets.of_kind("platform"))
    lift = parts.all_of(streets.of_kind("lift"))
    closed = parts.joined_over_closed()
    border = parts.any_node(streets.at_border)
    small = parts.length < streets.limits.small_m
    roads = parts.all_of(net.edges["carriageway"] | streets.of_kind("track"))
    code = np.where(small, "part_small", "part_not_connected").astype(object)
    for mask, name in (
        (border, "part_at_border"),
        (closed, "part_closed_off"),
        (closed & (small | roads), ""),
        (platform, "platform_not_connected"),
        (lift, "lift_isolated"),
        (unknown, ""),
    ):
        code[mask] = name
    told = np.flatnonzero(code != "part_small")
    links = _Links(streets, parts)
    for part in told[code[told] != ""].tolist():
        yield links.finding(part, str(code[part]))
    yield from _grouped(streets, parts, np.flatnonzero(code == "part_small"), links)


class _Links:
    """The place of each part nearest to a larger one."""

    def __init__(self, streets: Streets, parts: _Parts) -> None:
        self._streets, self._parts = streets, parts
        self.metres = np.full(parts.count, np.inf)
        self.edge = np.full(parts.count, -1, np.int64)
        self.here = np.full((parts.count, 2), np.nan)
        self.there = np.full((parts.count, 2), np.nan)
        for radius in streets.limits.search_m:
            left = np.flatnonzero(~np.isfinite(self.metres))
            if len(left):
                self._look(left, radius)
        self._inside(np.flatnonzero(self.edge < 0))

    def _look(self, wanted: Int, radius: float) -> None:
        """Look from the vertices of parts, then from those of others to the parts' segments."""
        net, parts, index = self._streets.network, self._parts, self._streets.index
        edge_of_vertex = np.repeat(np.arange(net.edge_count), np.diff(net.shape_start))
        mine = np.isin(parts.of_edge, wanted)
        group = parts.of_edge[edge_of_vertex]
        lon, lat = net.shape_lon, net.shape_lat
        at = np.flatnonzero(mine[edge_of_vertex])
        groups = (group[at], parts.of_edge)
        near = index.within(lon[at], lat[at], radius, self._streets.walkable, groups)
        here, there = (lon[at[near.point]], lat[at[near.point]]), (near.lon, near.lat)
        self._keep(near, edge_of_vertex[at[near.point]], near.edge, here, there)
        at = np.flatnonzero(self._streets.walkable[edge_of_vertex])
        own = SegmentIndex(index.segments.where(mine[index.segments.edge]))
        near = own.within(lon[at], lat[at], radius, groups=(group[at], parts.of_edge))
        here, there = (near.lon, near.lat), (lon[at[near.point]], lat[at[near.point]])
        self._keep(near, near.edge, edge_of_vertex[at[near.point]], here, there)

    def _keep(
        self,
        near: Near,
        own: Int,
        other: Int,
        here: tuple[Float, Float],
        there: tuple[Float, Float],
    ) -> None:
        """Keep the nearest pair of each part, if it leads to a larger one."""
        rank, parts = self._parts.rank, self._parts.of_edge
        larger = (rank[other] > rank[own]) | (
            (rank[other] == rank[own]) & (parts[other] < parts[own])
        )
        rows = np.flatnonzero(larger & (parts[own] != parts[other]))
        rows = rows[np.lexsort((near.metres[rows], parts[own[rows]]))]
        first = np.ones(len(rows), np.bool_)
        first[1:] = parts[own[rows[1:]]] != parts[own[rows[:-1]]]
        rows = rows[first]
        part = parts[own[rows]]
        better = near.metres[rows] < self.metres[part]
        rows, part = rows[better], part[better]
        self.metres[part], self.edge[part] = near.metres[rows], own[rows]
        self.here[part] = np.column_stack((here[0][rows], here[1][rows]))
        self.there[part] = np.column_stack((there[0][rows], there[1][rows]))

    def _inside(self, lonely: Int) -> None:
        """Give parts with nothing near the middle of their longest edge as their place."""
        net, of_edge = self._streets.network, self._parts.of_edge
        edges = np.flatnonzero(np.isin(of_edge, lonely))
        edges = edges[np.lexsort((-net.edge_length[edges], of_edge[edges]))]
        part, first = np.unique(of_edge[edges], return_index=True)
        self.edge[part] = edges[first]
        for number, edge in zip(part.tolist(), edges[first].tolist()):
            self.here[number] = self._streets.point_on(edge)

    def finding(self, part: int, code: str) -> Located:
        """Return the finding about one part."""
        length = f"{self._parts.length[part]:.0f}"
        far = self.metres[part]
        known = bool(np.isfinite(far))
        away = f"{far:.1f}" if known else f"> {self._streets.limits.search_m[-1]:g}"
        return Located(
            Finding(code, value=length, details={"distance": away}),
            float(self.here[part, 0]),
            float(self.here[part, 1]),
            osm_way=self._streets.way_of(int(self.edge[part])),
            line=_line(self.here[part], self.there[part]) if known else (),
        )


def _grouped(streets: Streets, parts: _Parts, small: Int, links: _Links) -> Iterator[Located]:
    """Yield one finding for the small parts of each square, at the longest of them."""
    if not len(small):
        return
    lon, lat = links.here[small].T
    east, north = metres_per_degree(float(np.mean(streets.network.node_lat)))
    side = streets.limits.group_m
    cells = np.floor(np.column_stack((lon * east, lat * north)) / side).astype(np.int64)
    _, group = np.unique(cells, axis=0, return_inverse=True)
    group = group.reshape(-1)
    way_of_part: list[set[int]] = [set() for _ in range(parts.count)]
    for edge in np.flatnonzero(np.isin(parts.of_edge, small)).tolist():
        way_of_part[parts.of_edge[edge]].add(streets.way_of(edge))
    for number in range(int(group.max()) + 1):
        members = small[group == number]
        members = members[np.argsort(-parts.length[members], kind="stable")]
        first = int(members[0])
        ways = sorted({way for part in members.tolist() for way in way_of_part[part] if way})
        named = ", ".join(map(str, ways[:_NAMED])) + (" ..." if len(ways) > _NAMED else "")
        one = links.finding(first, "part_small")
        details = {
            **one.finding.details,
            "parts": str(len(members)),
            "length": f"{parts.length[members].sum():.0f}",
        }
        finding = Finding("part_small", field="osm_way", value=named or "-", details=details)
        yield Located(finding, one.lon, one.lat, osm_way=one.osm_way, line=one.line)


def lifts_apart(streets: Streets) -> Iterator[Located]:
    """Yield lifts that nothing leads to, or from which nothing leads on."""
    for node, lon, lat in streets.network.meta.get("apart", ()):
        yield Located(Finding("lift_isolated", value="0"), lon, lat, osm_node=int(node))
    net = streets.network
    lines = streets.degree(np.ones(net.edge_count, np.bool_))
    for node in np.flatnonzero(net.nodes["lift"] & (lines == 1)).tolist():
        yield Located(
            Finding("lift_leads_nowhere", value="1"),
            float(net.node_lon[node]),
            float(net.node_lat[node]),
            osm_node=int(net.node_osm[node]),
        )


def oneway_traps(streets: Streets) -> Iterator[Located]:
    """Yield places that one can enter on foot and never leave, and the other way round.

    Notes
    -----
    Ways for both directions are drawn together first; what remains are the few ways
    with a direction for people on foot, between those clusters.
    """
    net, walkable = streets.network, streets.walkable
    oneway = net.edges["oneway"]
    directed = np.flatnonzero(walkable & (oneway != 0))
    if not len(directed):
        return
    cluster = part_labels(net, walkable & (oneway == 0))
    size = np.bincount(
        cluster[net.edge_from[walkable]],
        weights=net.edge_length[walkable],
        minlength=net.node_count,
    )
    border = streets.at_border
    forth = oneway[directed] > 0
    a, b = net.edge_from[directed], net.edge_to[directed]
    tail, head = cluster[np.where(forth, a, b)], cluster[np.where(forth, b, a)]
    for part in np.unique(streets.parts[a]).tolist():
        inside = streets.parts[a] == part
        ends = np.concatenate([tail[inside], head[inside]])
        core = int(ends[np.argmax(size[ends])])
        to = _reached(core, tail[inside], head[inside])
        back = _reached(core, head[inside], tail[inside])
        for edge, one, other in zip(directed[inside], tail[inside], head[inside]):
            entered = one in to and one in back and other not in back
            left = other in to and other in back and one not in to
            if (entered or left) and not border[[net.edge_from[edge], net.edge_to[edge]]].any():
                lon, lat = streets.point_on(int(edge))
                yield Located(
                    Finding("oneway_trap" if entered else "oneway_never_entered"),
                    lon,
                    lat,
                    osm_way=streets.way_of(int(edge)),
                )


def _reached(start: int, tail: Int, head: Int) -> set[int]:
    """Return the clusters that can be reached from one along directed ways."""
    links: dict[int, list[int]] = {}
    for a, b in zip(tail.tolist(), head.tolist()):
        links.setdefault(a, []).append(b)
    seen, queue = {start}, [start]
    while queue:
        for other in links.get(queue.pop(), ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


def _line(here: Float, there: Float) -> tuple[tuple[float, float], ...]:
    if not distance(*here, *there) > 0.0:
        return ()
    return ((float(here[0]), float(here[1])), (float(there[0]), float(there[1])))
