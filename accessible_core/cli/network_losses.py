# SPDX-License-Identifier: MIT
"""What building a network cut, joined, did not read or measured, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Values shown of what could not be read; --json has all.
_SHOWN = 5
#: What happened to lines and points of a layer (`meta["layers"]`).
_LAYER = {
    "not_streets": "lines left out that are no streets or paths",
    "empty": "features left out that have no geometry",
    "no_length": "lines left out that stay in one place",
    "incomplete": "lines cut where a vertex has no position",
    "drawn_twice": "lines left out that are drawn twice alike",
    "drawn_twice_differently": "lines that lie on another one with other attributes, all taken",
    "areas": "areas left out, as a network is made of lines",
    "other_geometries": "features left out that are neither lines nor points",
}
#: What happened between layers (`meta["joining"]`).
_JOINING = {
    "crossings_joined": "crossings of lines joined",
    "left_apart": "pairs of near ends left apart, as a short line, a floor or a named node would "
    "have been lost",
    "names_apart": "lines joined by position, as a node that they name lies in several places",
    "points_off_lines": "kerbs, barriers or crossings left out that lie on no line (a larger "
    "--snap may reach them)",
    "points_in_conflict": "points that contradict another one on the same node",
}
#: What happened to pedestrian areas (`meta["areas"]`).
_AREAS = {
    "sparse": "with too many entrances to join each with each, so that each is joined with the "
    "nearest only",
    "cut": "cut by the border of the source, where people walk around only",
    "too_large": "too large, where people walk around only",
}


def losses(meta: Mapping[str, Any]) -> list[str]:
    """Return one line for each thing worth knowing: the same while building and afterwards."""
    lines = _layers(meta)
    dem = meta.get("dem")
    if dem:
        kind = (
            "coarse, estimates only"
            if dem["cell_m"] > dem["coarse_above_m"]
            else "fine enough to count"
        )
        lines.append(
            f"Slopes of {dem['edges']} edges from {dem['source']} (cells of {dem['cell_m']:g} m: "
            f"{kind}), steepest over {dem['base_m']:g} m."
        )
    # Lines of layers that are cut are told of layer by layer.
    cut = meta.get("incomplete_ways", 0) - sum(
        layer.get("losses", {}).get("incomplete", 0) for layer in meta.get("layers") or ()
    )
    if cut:
        lines.append(f"{cut} ways lack nodes in the source and are cut there.")
    lines += _areas(meta.get("areas") or {})
    for key, values in meta.get("unreadable", {}).items():
        shown = ", ".join(f"'{value}' {times}x" for value, times in list(values.items())[:_SHOWN])
        more = ", ..." if len(values) > _SHOWN else ""
        lines.append(f"Not understood, never taken for good: {key} = {shown}{more}")
    return lines


def _areas(counts: Mapping[str, int]) -> list[str]:
    """Say how many areas people can cross in this network, and which they only walk around."""
    lines = []
    if counts.get("crossed"):
        lines.append(f"Pedestrian areas crossed: {counts['crossed']}, by {counts['lines']} lines.")
    return lines + _worded("Pedestrian areas", counts, _AREAS)


def _layers(meta: Mapping[str, Any]) -> list[str]:
    lines = []
    for layer in meta.get("layers") or ():
        name = layer["name"]
        if layer["mapping"] is None:
            lines.append(f"{name}: not used, as no mapping fits its columns.")
            continue
        count = f"{layer['lines']} lines" if "lines" in layer else f"{layer['points']} points"
        lines.append(f"{name}: {count}, read as {layer['mapping']}.")
        if layer["assumed_crs"]:
            lines.append(
                f"{name}: names no coordinate system; longitude and latitude (WGS 84) are assumed."
            )
        lines += _worded(name, layer["losses"], _LAYER)
    joining = meta.get("joining")
    if joining:
        lines.append(
            f"Joined within {joining['snap_m']:g} m: {joining['joined_ends']} ends, and "
            f"{joining['split_lines']} lines where others end on them."
        )
        lines += _worded("Joined", joining, _JOINING)
    return lines


def _worded(name: str, counts: Mapping[str, int], words: Mapping[str, str]) -> list[str]:
    return [f"{name}: {text}: {counts[kind]}." for kind, text in words.items() if counts.get(kind)]
