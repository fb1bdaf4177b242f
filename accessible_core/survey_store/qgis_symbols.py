# SPDX-License-Identifier: MIT
"""The lights as QGIS writes symbols, for projects that are made without QGIS.

Elements as QGIS 3.22 and later read them (QgsSymbolLayerUtils); shapes and colours
are those of ``lights.toml``, as the plugin draws them.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from accessible_core.lights import Light, symbology
from accessible_core.messages import text
from accessible_core.survey_store.form_widgets import option

_WHITE = "255,255,255,255"
#: Outlines in millimetres; thick enough for a phone in the sun.
_OUTLINE = 0.35
#: How much of a symbol its white hole, and its cross, take.
_HOLE = _CROSS = 0.5
_BAR = 0.22
_PALETTE = "registry"
#: Labels appear from here on when zooming in.
_LABELS_FROM_SCALE = 10_000


def lights_renderer(attribute: str, language: str) -> ET.Element:
    """Return a renderer that draws each light by its shape and colour, and new ones plainly."""
    root = ET.Element(
        "renderer-v2", type="categorizedSymbol", attr=attribute, symbollevels="0",
        enableorderby="1", forceraster="0",
    )  # fmt: skip
    categories = ET.SubElement(root, "categories")
    symbols = ET.SubElement(root, "symbols")
    words = [(light.value, text("labels", f"light_{light.value}", language)) for light in Light]
    words.append(("", text("survey_store", "light_none", language)))
    for number, (value, label) in enumerate(words):
        ET.SubElement(
            categories, "category", value=value, label=label, symbol=str(number), render="true",
            type="string",
        )  # fmt: skip
        symbols.append(_symbol(str(number), value))
    ET.SubElement(root, "rotation")
    ET.SubElement(root, "sizescale")
    # Later ones cover earlier ones: a red is never hidden beneath a green.
    order = ET.SubElement(root, "orderby")
    clause = ET.SubElement(order, "orderByClause", asc="1", nullsFirst="1")
    clause.text = _rank(attribute)
    return root


def names_labeling(expression: str) -> ET.Element:
    """Return labels with the facilities' names, when zoomed in."""
    root = ET.Element("labeling", type="simple")
    settings = ET.SubElement(root, "settings", calloutType="simple")
    style = ET.SubElement(
        settings, "text-style", fieldName=expression, isExpression="1", fontSize="9",
        fontSizeUnit="Point", textColor="26,26,26,255", textOpacity="1",
    )  # fmt: skip
    ET.SubElement(
        style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM",
        bufferColor=_WHITE, bufferOpacity="1",
    )  # fmt: skip
    # 6: beside the point, in the order of cartographic habit; 1: off the symbol's edge.
    ET.SubElement(settings, "placement", placement="6", offsetType="1", dist="1", distUnits="MM")
    ET.SubElement(
        settings, "rendering", scaleVisibility="1", scaleMin="0", scaleMax=str(_LABELS_FROM_SCALE)
    )
    return root


def _symbol(name: str, light: str) -> ET.Element:
    symbol = ET.Element("symbol", type="marker", name=name, alpha="1", clip_to_extent="1")
    data = symbology()
    known = data[light] if light else {"shape": "circle", "size": 3.0, _PALETTE: "#FFFFFF"}
    for properties in _layers(known, _colour(data["outline"])):
        layer = ET.SubElement(
            symbol, "layer", {"class": "SimpleMarker", "enabled": "1", "locked": "0", "pass": "0"}
        )
        layer.append(option("", properties))
        # QGIS 3.22 takes these where newer versions take the options.
        for key, value in properties.items():
            ET.SubElement(layer, "prop", k=key, v=value)
    return symbol


def _layers(look: dict[str, Any], outline: str) -> Iterator[dict[str, str]]:
    """Yield the simple markers that make up one light, lowest first."""
    size, colour, turn = look["size"], _colour(look[_PALETTE]), look.get("turn", 0)
    if look["shape"] == "line":
        # Lines have no fill: the outline is a longer, thicker line beneath.
        bar = _BAR * size
        yield _marker("line", size + 2 * _OUTLINE, _WHITE, outline, bar + 2 * _OUTLINE, turn)
        yield _marker("line", size, _WHITE, colour, bar, turn)
        return
    if "base" in look:
        yield _marker(look["base"], size, _WHITE, outline, _OUTLINE, 0)
    yield _marker(look["shape"], size, colour, outline, _OUTLINE, turn)
    if look.get("hole"):
        yield _marker(look["shape"], size * _HOLE, _WHITE, outline, _OUTLINE / 2, turn)
    if look.get("cross"):
        yield _marker("cross2", size * _CROSS, _WHITE, _WHITE, 2 * _OUTLINE, 0)


def _marker(
    shape: str, size: float, fill: str, stroke: str, width: float, turn: float
) -> dict[str, str]:
    return {
        "name": shape,
        "size": f"{size:.3f}",
        "size_unit": "MM",
        "color": fill,
        "outline_color": stroke,
        "outline_style": "solid",
        "outline_width": f"{width:.3f}",
        "outline_width_unit": "MM",
        "angle": str(turn),
        "joinstyle": "miter",
    }


def _colour(code: str) -> str:
    """Return ``#RRGGBB`` as QGIS writes colours."""
    return ",".join(str(int(code[place : place + 2], 16)) for place in (1, 3, 5)) + ",255"


def _rank(attribute: str) -> str:
    data = symbology()
    cases = " ".join(
        f"WHEN \"{attribute}\" = '{light.value}' THEN {data[light.value]['rank']}"
        for light in Light
    )
    return f"CASE {cases} ELSE 0 END"
