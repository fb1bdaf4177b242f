# SPDX-License-Identifier: GPL-3.0-or-later
"""The style of a layer of street pieces: classes told apart by line style."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsHashedLineSymbolLayer,
    QgsLabelLineSettings,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from accessible_core.errors import UsageError
from accessible_core.knowledge import load_toml
from accessible_core.messages import text
from accessible_kz_plugin.languages import joined
from accessible_kz_plugin.styles.labels import keep_off_overviews, label_text_format

#: Fields that the filters of ``streets.toml`` read.
_FIELDS = (
    "kind",
    "foot",
    "wheelchair",
    "ramp_wheelchair",
    "incline_up",
    "incline_down",
    "surface",
    "smoothness",
)
#: Lines keep their width down to this scale, then become thinner with the map.
_WIDTHS_FOR_SCALE, _THINNEST = 12_000.0, 0.25
#: Street names are written down to this scale.
_NAMES_TO_SCALE = 20_000.0
_NAME_COLOUR = "#4D4D4D"
#: Degrees by which a triangle is turned to point uphill along its line.
_UPHILL = 'CASE WHEN coalesce("incline_down", 0) > coalesce("incline_up", 0) THEN 270 ELSE 90 END'
#: The steepest stretch of a piece, in the words of all languages.
_PER_CENT = (
    'to_string(round(max(coalesce("incline_up", 0), coalesce("incline_down", 0)))) || \' %\''
)


@lru_cache(maxsize=None)
def street_classes() -> tuple[dict[str, Any], ...]:
    """Return the classes of ``streets.toml`` in order."""
    return tuple(load_toml(Path(__file__).parent / "streets.toml")["classes"])


def drawn_classes(denominator: float) -> tuple[dict[str, Any], ...]:
    """Return the classes that a map of scale 1 : `denominator` can show."""
    return tuple(
        one for one in street_classes() if denominator <= one.get("to_scale", float("inf"))
    )


def street_class_expression() -> str:
    """Return the expression that gives the class of a street piece."""
    cases = " ".join(f"WHEN {one['filter']} THEN '{one['id']}'" for one in street_classes())
    return f"CASE {cases} END"


def street_class_word(name: str, language: str) -> str:
    """Return what a class of street pieces is called in legends."""
    return joined(lambda one: text("print", f"street_{name}", one), language)


def style_network_layer(
    layer: QgsVectorLayer,
    language: str,
    *,
    names: bool = True,
    points: float = 9.0,
    scale: float = 1.0,
    denominator: float = 0.0,
) -> None:
    """Draw street pieces by class, in line styles that also work in grey.

    Triangles on steep pieces point uphill, with the per cent beside them.

    Parameters
    ----------
    layer : QgsVectorLayer
        Lines with the fields that `buildnetwork` writes.
    language : str
        ``kk``, ``ru`` or ``en``, for the legend.
    names : bool
        Whether to write street names along the lines.
    points : float
        Size of the names.
    scale : float
        Enlarges line widths and dashes.
    denominator : float
        Scale of a printed map; 0 for the screen, where nothing is left out.

    Raises
    ------
    UsageError
        The layer does not come from `buildnetwork`.
    """
    missing = missing_fields(layer)
    if missing:
        raise UsageError(
            f"The layer '{layer.name()}' lacks the fields {', '.join(missing)}: "
            "use the pieces of streets that 'Build a street network' writes."
        )
    if denominator > _WIDTHS_FOR_SCALE:
        scale *= max(_WIDTHS_FOR_SCALE / denominator, _THINNEST)
    renderer = QgsCategorizedSymbolRenderer(
        street_class_expression(),
        [
            QgsRendererCategory(
                one["id"],
                _symbol([_enlarged(look, scale) for look in one["layers"]]),
                street_class_word(one["id"], language),
            )
            for one in drawn_classes(denominator)
        ],
    )
    # Casings of all roads first, so that junctions stay open.
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)
    layer.setLabelsEnabled(False)
    if names and denominator <= _NAMES_TO_SCALE and "name" in layer.fields().names():
        _label_names(layer, points)


def missing_fields(layer: QgsVectorLayer) -> list[str]:
    """Return the fields that a layer lacks to be drawn as streets."""
    have = layer.fields().names()
    return [name for name in _FIELDS if name not in have]


def _symbol(layers: list[dict[str, Any]]) -> QgsLineSymbol:
    symbol = QgsLineSymbol()
    symbol.deleteSymbolLayer(0)
    for look in layers:
        part = _symbol_layer(look)
        part.setRenderingPass(look["pass"])
        symbol.appendSymbolLayer(part)
    return symbol


def _enlarged(look: dict[str, Any], scale: float) -> dict[str, Any]:
    lengths = ("width", "length", "interval", "offset")
    larger = {name: look[name] * scale for name in lengths if name in look}
    if "dash" in look:
        larger["dash"] = ";".join(f"{float(part) * scale:g}" for part in look["dash"].split(";"))
    return {**look, **larger}


def _symbol_layer(look: dict[str, Any]) -> QgsSymbolLayer:
    if look["kind"] == "line":
        return _line(look)
    interval = {"interval": str(look["interval"]), "interval_unit": "MM"}
    if look["kind"] == "hash":
        interval.update({"hash_length": str(look["length"]), "hash_length_unit": "MM"})
        hashes = QgsHashedLineSymbolLayer.create(interval)
        hashes.setSubSymbol(_line_symbol(_line({**look, "cap": "flat"})))
        return hashes
    if not look["interval"]:
        interval = {"placement": "centralpoint"}
    markers = QgsMarkerLineSymbolLayer.create(interval)
    markers.setSubSymbol(_marker(look))
    return markers


def _line(look: dict[str, Any]) -> QgsSymbolLayer:
    properties = {
        "line_color": look["colour"],
        "line_width": str(look["width"]),
        "line_width_unit": "MM",
        # Dashes with round ends would grow into each other.
        "capstyle": "flat" if "dash" in look else look.get("cap", "round"),
        "joinstyle": "round",
        "offset": str(look.get("offset", 0)),
        "offset_unit": "MM",
    }
    if "dash" in look:
        properties.update(
            {"use_custom_dash": "1", "customdash": look["dash"], "customdash_unit": "MM"}
        )
    return QgsSimpleLineSymbolLayer.create(properties)


def _line_symbol(part: QgsSymbolLayer) -> QgsLineSymbol:
    symbol = QgsLineSymbol()
    symbol.changeSymbolLayer(0, part)
    return symbol


def _marker(look: dict[str, Any]) -> QgsMarkerSymbol:
    symbol = QgsMarkerSymbol()
    part = QgsSimpleMarkerSymbolLayer.create(
        {
            "name": look["shape"],
            "color": look["colour"],
            "outline_color": "#1A1A1A",
            "outline_width": str(look["width"]),
            "size": str(look["length"]),
            "angle": "0",
        }
    )
    if look["shape"] == "triangle":
        # Markers along a line are turned with it; a triangle points uphill.
        part.setDataDefinedProperty(
            QgsSymbolLayer.Property.PropertyAngle, QgsProperty.fromExpression(_UPHILL)
        )
    symbol.changeSymbolLayer(0, part)
    return symbol


def _label_names(layer: QgsVectorLayer, points: float) -> None:
    settings = QgsPalLayerSettings()
    steep = next(one["filter"] for one in street_classes() if one["id"] == "steep")
    settings.fieldName = (
        f"CASE WHEN {steep} THEN {_PER_CENT} "
        "WHEN \"kind\" IN ('road', 'sidewalk', 'pedestrian') THEN \"name\" END"
    )
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.Curved
    settings.priority = 2
    settings.repeatDistance = 120
    line = QgsLabelLineSettings()
    line.setPlacementFlags(line.placementFlags() | _on_line())
    line.setMergeLines(True)
    settings.setLineSettings(line)
    settings.setFormat(label_text_format(points, colour=_NAME_COLOUR, halo=0.5))
    keep_off_overviews(settings)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _on_line() -> Any:
    from qgis.core import QgsLabeling

    return QgsLabeling.LinePlacementFlag.OnLine
