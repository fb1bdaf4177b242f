# SPDX-License-Identifier: GPL-3.0-or-later
"""The style of kerbs, barriers and lifts on the nodes of a street network."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsVectorLayer,
)

from accessible_core.knowledge import load_toml
from accessible_core.messages import text
from accessible_kz_plugin.languages import joined

_INK = "#1A1A1A"


@lru_cache(maxsize=None)
def node_classes() -> tuple[dict[str, Any], ...]:
    """Return the classes of ``nodes.toml`` in order."""
    return tuple(load_toml(Path(__file__).parent / "nodes.toml")["classes"])


def drawn_node_classes(denominator: float) -> tuple[dict[str, Any], ...]:
    """Return the classes that a map of scale 1 : `denominator` can show."""
    return tuple(one for one in node_classes() if denominator <= one["to_scale"])


def node_class_expression() -> str:
    """Return the expression that gives the class of a node; NULL for a kerb that is none."""
    cases = " ".join(f"WHEN {one['filter']} THEN '{one['id']}'" for one in node_classes())
    return f"CASE {cases} END"


def node_class_word(name: str, language: str) -> str:
    """Return what a class of nodes is called in legends."""
    return joined(lambda one: text("print", f"node_{name}", one), language)


def style_node_layer(
    layer: QgsVectorLayer, language: str, *, scale: float = 1.0, denominator: float = 0.0
) -> None:
    """Draw kerbs, barriers and lifts as small dark symbols, told apart by their shapes.

    Parameters
    ----------
    layer : QgsVectorLayer
        As `layers.network_nodes` makes it.
    language : str
        Of the legend.
    scale : float
        Enlarges the symbols.
    denominator : float
        Scale of a printed map; 0 where nothing is left out.
    """
    renderer = QgsCategorizedSymbolRenderer(
        node_class_expression(),
        [
            QgsRendererCategory(
                one["id"], _symbol(one["look"], scale), node_class_word(one["id"], language)
            )
            for one in drawn_node_classes(denominator)
        ],
    )
    layer.setRenderer(renderer)
    layer.setLabelsEnabled(False)


def _symbol(look: dict[str, Any], scale: float) -> QgsMarkerSymbol:
    return QgsMarkerSymbol.createSimple(
        {
            "name": look["shape"],
            "color": look["fill"],
            "outline_color": _INK,
            "outline_width": str(look["width"] * scale),
            "size": str(look["size"] * scale),
        }
    )
