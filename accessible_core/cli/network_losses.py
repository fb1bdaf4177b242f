# SPDX-License-Identifier: MIT
"""What building a network cut, joined, did not read or measured, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Values shown of what could not be read; --json has all.
_SHOWN = 5
#: What happened to lines and points of a layer (`meta["layers"]`).
_LAYER = {
    "not_streets": "{n} lines are no streets or paths and were left out",
    "empty": "{n} features without geometry were left out",
    "no_length": "{n} lines that stay in one place were left out",
    "incomplete": "{n} lines have vertices without a position and are cut there",
    "drawn_twice": "{n} lines are drawn twice alike; one of each was taken",
    "drawn_twice_differently": "{n} lines lie on another one with other attributes; all were taken",
    "areas": "{n} areas were left out: a network is made of lines",
    "other_geometries": "{n} features of a kind that is no line or point were left out",
}
#: What happened between layers (`meta["joining"]`).
_JOINING = {
    "left_apart": "{n} pairs of ends are near each other but were left apart, as a short line, "
    "a floor or a node with a name of its own would be lost",
    "names_apart": "{n} lines name a node that lies in several places; their ends were joined "
    "by position instead",
    "points_off_lines": "{n} kerbs, barriers or crossings lie on no line and were left out: "
    "a larger --snap may reach them",
    "points_in_conflict": "{n} points contradict another one on the same node",
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
    for key, values in meta.get("unreadable", {}).items():
        shown = ", ".join(f"'{value}' {times}x" for value, times in list(values.items())[:_SHOWN])
        more = ", ..." if len(values) > _SHOWN else ""
        lines.append(f"Not understood, left unknown: {key} = {shown}{more}")
    return lines


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
            f"Joined within {joining['snap_m']:g} m: {joining['joined_ends']} ends; "
            f"{joining['split_lines']} lines split where others end on them."
        )
        if joining["crossings_joined"]:
            lines.append(f"{joining['crossings_joined']} crossings of lines joined.")
        lines += _worded("Joining", joining, _JOINING)
    return lines


def _worded(name: str, counts: Mapping[str, int], words: Mapping[str, str]) -> list[str]:
    return [
        f"{name}: {text.format(n=counts[kind])}." for kind, text in words.items() if counts.get(kind)
    ]
