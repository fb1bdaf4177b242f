# SPDX-License-Identifier: GPL-3.0-or-later
"""The symbol of each light, built from the shapes and palettes of the core."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qgis.core import QgsMarkerSymbol, QgsSimpleMarkerSymbolLayer

from accessible_core.errors import UsageError
from accessible_core.lights import Light, symbology

PALETTES: tuple[str, ...] = ("registry", "safe", "mono")

_WHITE = "#FFFFFF"
#: Outlines in millimetres; thick enough to survive an office printer.
_OUTLINE = 0.35
#: How much of a symbol its white hole takes.
_HOLE = 0.5


def light_symbol(light: Light, palette: str, scale: float = 1.0) -> QgsMarkerSymbol:
    """Return the marker of one light.

    Parameters
    ----------
    light : Light
        What is shown.
    palette : str
        ``registry``, ``safe`` or ``mono``.
    scale : float
        Enlarges the sizes of ``lights.toml`` (millimetres on paper).

    Raises
    ------
    UsageError
        There is no such palette.
    """
    if palette not in PALETTES:
        raise UsageError(f"There is no palette '{palette}': use one of {', '.join(PALETTES)}.")
    data = symbology()
    symbol = QgsMarkerSymbol()
    symbol.deleteSymbolLayer(0)
    for properties in _layers(data[light.value], palette, data["outline"], scale):
        symbol.appendSymbolLayer(QgsSimpleMarkerSymbolLayer.create(properties))
    return symbol


def _layers(
    look: dict[str, Any], palette: str, outline: str, scale: float
) -> Iterator[dict[str, str]]:
    """Yield the properties of the simple markers that make up one light, lowest first."""
    size, colour, turn = look["size"] * scale, look[palette], look.get("turn", 0)
    if look["shape"] == "line":
        # Lines have no fill: the outline is a longer, thicker line beneath.
        bar = 0.22 * size
        yield _marker("line", size + 2 * _OUTLINE, _WHITE, outline, bar + 2 * _OUTLINE, turn)
        yield _marker("line", size, _WHITE, colour, bar, turn)
        return
    if "base" in look:
        yield _marker(look["base"], size, _WHITE, outline, _OUTLINE, 0)
    yield _marker(look["shape"], size, colour, outline, _OUTLINE, turn)
    if look.get("hole"):
        yield _marker(look["shape"], size * _HOLE, _WHITE, outline, _OUTLINE / 2, turn)
    if look.get("cross"):
        yield _marker("cross2", size * 0.5, _WHITE, _WHITE, 2 * _OUTLINE, 0)


def _marker(
    shape: str, size: float, fill: str, stroke: str, width: float, turn: float
) -> dict[str, str]:
    return {
        "name": shape,
        "size": f"{size:.3f}",
        "size_unit": "MM",
        "color": fill,
        "outline_color": stroke,
        "outline_width": f"{width:.3f}",
        "outline_width_unit": "MM",
        "angle": f"{turn}",
        "joinstyle": "miter",
    }
