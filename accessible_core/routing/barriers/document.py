# SPDX-License-Identifier: MIT
"""Barriers as a document, and as rows with their geometry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from accessible_core.findings import Finding, Findings
from accessible_core.network.model import EDGE_KINDS
from accessible_core.routing.barriers.connection import measures
from accessible_core.routing.barriers.ranking import Ranking
from accessible_core.routing.barriers.works import causes, works
from accessible_core.routing.document import obstacle_document
from accessible_core.routing.features import degrees, geometry, line, metres, share
from accessible_core.routing.obstacle_words import obstacle_words

#: Facilities named in one row; the figure counts all.
_NAMED = 10
#: Of a cause: where it is, which the barrier itself says.
_PLACE = ("osm_way", "osm_node", "lon", "lat")
#: Digits of seconds and of people (a share of a cell may be a fraction).
_DIGITS = 1


def barriers_document(
    ranking: Ranking, top: int, findings: Iterable[Finding], language: str = "en"
) -> dict[str, Any]:
    """Return the document that ``accessible-kz barriers --json`` prints.

    Parameters
    ----------
    ranking : Ranking
    top : int
        How many of the best are listed, besides those that sets consist of.
    findings : iterable of Finding
    language : str
        Of the texts: kk, ru or en.
    """
    return {
        "profile": ranking.profile.name,
        "by": ranking.by,
        "now": {name: _figure(name, value) for name, value in ranking.now.items()},
        "barriers_found": len(ranking.barriers),
        "barriers_useful": len(ranking.order),
        "barriers": [row for row, _ in rows(ranking, top, language)],
        "sets_by": ranking.package_by,
        "sets": [_package(ranking, position) for position in range(len(ranking.packages))],
        "findings": [finding.as_dict(language) for finding in findings],
    }


def rows(
    ranking: Ranking, top: int, language: str = "en"
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the best barriers, and then those of sets, each with its GeoJSON geometry."""
    best = ranking.order[:top].tolist()
    in_sets = [barrier for package in ranking.packages for barrier in package.barriers]
    rank = {barrier: position for position, barrier in enumerate(ranking.order.tolist(), start=1)}
    ids = barrier_ids(ranking)
    for barrier in dict.fromkeys([*best, *in_sets]):
        row = {"rank": rank.get(barrier), "id": ids[barrier]}
        yield {**row, **_row(ranking, barrier, language)}, _geometry(ranking, barrier)


def barrier_ids(ranking: Ranking) -> tuple[str, ...]:
    """Return a name for each barrier: its OSM element and, on ways, which run of it."""
    names = []
    runs: Counter[int] = Counter()
    for barrier in range(len(ranking.barriers)):
        way, node = ranking.barriers.osm(ranking.network, barrier)
        if way is not None:
            runs[way] += 1
            names.append(f"way/{way}/{runs[way]}")
        elif node is not None:
            names.append(f"node/{node}")
        else:
            names.append(f"barrier/{barrier}")
    return tuple(names)


def _row(ranking: Ranking, barrier: int, language: str) -> dict[str, Any]:
    network, found = ranking.network, ranking.barriers
    why = causes(network, ranking.profile, ranking.costs, found, barrier)
    way, node = found.osm(network, barrier)
    edges = found.edges_of(barrier)
    longest = int(edges[np.argmax(network.edge_length[edges])]) if len(edges) else -1
    unknown = {name: float(column[barrier]) for name, column in ranking.unknown_share.items()}
    gained = ranking.gained[barrier]
    facilities = ranking.question.facilities
    ids = () if facilities is None else facilities.ids
    position = next(
        (n for n, each in enumerate(ranking.packages, start=1) if barrier in each.barriers), None
    )
    lon, lat = _middle(ranking, barrier)
    main = obstacle_document(why[0])
    return {
        "osm_way": way,
        "osm_node": node,
        "kind": EDGE_KINDS[network.edges["kind"][longest]] if longest >= 0 else "node",
        "name": _name(ranking, longest),
        "attribute": main["attribute"],
        "value": main["value"],
        "limit": main["limit"],
        "reasons": [
            {key: cell for key, cell in obstacle_document(cause).items() if key not in _PLACE}
            for cause in why
        ],
        "works": list(works(why)),
        "length_m": metres(float(found.length_m[barrier])),
        **{name: _figure(name, column[barrier]) for name, column in ranking.gains.items()},
        "facilities": [ids[row] for row in gained[:_NAMED]],
        "unknown_share": {
            name: share(part) for name, part in unknown.items() if not np.isnan(part)
        },
        # Without any length (a kerb within the main part) nothing is said to be known.
        "confidence": "unverified"
        if any(part != 0.0 for part in unknown.values())
        else "confirmed",
        "set": position,
        "cost": _figure("cost", ranking.price[barrier]),
        "lon": degrees(lon),
        "lat": degrees(lat),
        "edges": edges.tolist(),
        "text": obstacle_words(why, language),
    }


def _name(ranking: Ranking, edge: int) -> str | None:
    names = ranking.network.names
    if edge < 0 or not names:
        return None
    return names[ranking.network.edges["name"][edge]] or None


def _figure(name: str, value: float) -> float | int:
    """Return a figure rounded to what it can mean; whole ones without a point."""
    number = round(float(value), 3 if name.endswith("_m") else _DIGITS)
    return int(number) if number == int(number) else number


def _package(ranking: Ranking, position: int) -> dict[str, Any]:
    package = ranking.packages[position]
    ids = barrier_ids(ranking)
    together: Mapping[str, Any] = {
        name: _figure(name, value)
        for name, value in measures(package.together).items()
        if name in ranking.gains
    }
    return {
        "set": position + 1,
        "barriers": [ids[barrier] for barrier in package.barriers],
        "cost": _figure("cost", package.cost),
        "gain": _figure(ranking.package_by, package.gain),
        "together": together,
    }


def _middle(ranking: Ranking, barrier: int) -> tuple[float, float]:
    network, node = ranking.network, int(ranking.barriers.node[barrier])
    if node >= 0:
        return float(network.node_lon[node]), float(network.node_lat[node])
    edges = ranking.barriers.edges_of(barrier)
    lon, lat = network.shape(int(edges[len(edges) // 2]))
    return float(lon[len(lon) // 2]), float(lat[len(lat) // 2])


def _geometry(ranking: Ranking, barrier: int) -> dict[str, Any]:
    network = ranking.network
    if ranking.barriers.node[barrier] >= 0:
        lon, lat = _middle(ranking, barrier)
        return geometry("Point", [degrees(lon), degrees(lat)])
    lines = _chained([line(*network.shape(e)) for e in ranking.barriers.edges_of(barrier).tolist()])
    if len(lines) == 1:
        return geometry("LineString", lines[0])
    return geometry("MultiLineString", lines)


def _chained(pieces: list[list[list[float]]]) -> list[list[list[float]]]:
    """Join lines that follow one another; pieces of a way come in its order."""
    lines: list[list[list[float]]] = []
    for piece in pieces:
        if lines and lines[-1][-1] == piece[0]:
            lines[-1].extend(piece[1:])
        else:
            lines.append(list(piece))
    return lines


def off_network(ranking: Ranking, findings: Findings) -> None:
    """Add what was too far from the network to count."""
    asked = ranking.question
    radius = f"{asked.snap_m:g}"
    off = ranking.homes.off
    if asked.people is not None and len(off):
        people = round(float(asked.people.number[off].sum()))
        findings.add("people_off_network", value=people, rows=len(off), radius=radius)
    if asked.facilities is not None:
        stands = ranking.doors.placed
        placed_at_all = np.isin(np.arange(len(asked.facilities)), asked.facilities.owner)
        for row in np.flatnonzero(placed_at_all & ~stands):
            findings.add("facility_off_network", asked.facilities.ids[row], value=radius)
    if ranking.pairs_off:
        findings.add("trips_off_network", value=ranking.pairs_off, radius=radius)
