# SPDX-License-Identifier: GPL-3.0-or-later
"""The style of a scored layer: one group's lights, by shape and colour.

What is saved uses QGIS's own expressions only, so that a styled layer looks the
same for a colleague who does not have this plugin.
"""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsExpression,
    QgsFeatureRequest,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from accessible_core.errors import UsageError
from accessible_core.lights import Light, light_of, symbology
from accessible_core.messages import text
from accessible_core.vocabulary import GROUPS, Score
from accessible_kz_plugin.languages import joined, languages_of
from accessible_kz_plugin.styles.labels import label_text_format
from accessible_kz_plugin.styles.markers import light_symbol

#: Labels appear from here on when zooming in.
_LABELS_FROM_SCALE = 10_000


def style_scored_layer(
    layer: QgsVectorLayer,
    group: str,
    language: str,
    palette: str,
    *,
    names: bool = False,
    scale: float = 1.0,
) -> None:
    """Draw a scored layer by the lights of one group.

    Parameters
    ----------
    layer : QgsVectorLayer
        Points with ``light_<group>``, or with ``score_<group>`` and
        ``confirmed_<group>`` as the command line writes them.
    group : str
        ``movement`` ... ``kids``.
    language : str
        ``kk``, ``ru`` or ``en``, for the legend.
    palette : str
        ``registry``, ``safe`` or ``mono``.
    names : bool
        Whether to write the facilities' names from 1:10,000 on.
    scale : float
        Enlarges the symbols.

    Raises
    ------
    UsageError
        The group or palette is not known, or the layer is not scored for it.
    """
    attribute = light_attribute(layer, group)
    renderer = QgsCategorizedSymbolRenderer(
        attribute,
        [
            QgsRendererCategory(
                light.value,
                light_symbol(light, palette, scale),
                light_word(light, language, palette),
            )
            for light in Light
        ],
    )
    # Later ones cover earlier ones: a red is never hidden beneath a green.
    renderer.setOrderBy(
        QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(_rank(attribute), True)])
    )
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)
    if names:
        _label_names(layer, language)


def light_word(light: Light, language: str, palette: str) -> str:
    """Return what a light is called in legends and tables; a blue is not called green."""
    subject = "labels" if palette == "registry" else "print"
    return joined(lambda one: text(subject, f"light_{light.value}", one), language)


def light_attribute(layer: QgsVectorLayer, group: str) -> str:
    """Return the field, or else the expression, that gives the light of `group`.

    Raises
    ------
    UsageError
        The group is not known, or the layer is not scored for it.
    """
    known = [one.value for one in GROUPS]
    if group not in known:
        raise UsageError(f"There is no group '{group}': use one of {', '.join(known)}.")
    fields = layer.fields().names()
    if f"light_{group}" in fields:
        return f"light_{group}"
    score, confirmed = f"score_{group}", f"confirmed_{group}"
    if score not in fields:
        raise UsageError(
            f"The layer '{layer.name()}' has neither light_{group} nor {score}: score it first."
        )
    return _expression(score, confirmed if confirmed in fields else "")


def _expression(score: str, confirmed: str) -> str:
    """Say `light_of` in QGIS's words, for a layer that holds scores only."""
    sure = "false"
    if confirmed:
        # A file may hold true, 1, "true" or "True" here.
        sure = f"lower(to_string({QgsExpression.quotedColumnRef(confirmed)})) IN ('true', '1')"
    column = QgsExpression.quotedColumnRef(score)
    cases = [f"WHEN {column} = 'full_accessible' AND {sure} THEN '{Light.FULL.value}'"]
    cases += [
        f"WHEN {column} = '{one.wire}' THEN '{light_of(one, confirmed=False).value}'"
        for one in Score
        if one.wire is not None
    ]
    return f"CASE {' '.join(cases)} ELSE '{Light.OSM_WORD.value}' END"


def _rank(attribute: str) -> str:
    """Return the drawing order as an expression; what warns comes last, on top."""
    data = symbology()
    # A field may be called anything, an expression is one already.
    value = attribute if attribute.startswith("CASE ") else QgsExpression.quotedColumnRef(attribute)
    cases = " ".join(f"WHEN '{light.value}' THEN {data[light.value]['rank']}" for light in Light)
    words = cases.replace("WHEN '", f"WHEN ({value}) = '")
    return f"CASE {words} ELSE 0 END"


def _label_names(layer: QgsVectorLayer, language: str) -> None:
    settings = QgsPalLayerSettings()
    settings.fieldName = name_expression(layer, language)
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    settings.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
    settings.dist = 1.0
    settings.scaleVisibility = True
    settings.minimumScale = _LABELS_FROM_SCALE
    settings.setFormat(label_text_format(9.0))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def name_expression(layer: QgsVectorLayer, language: str) -> str:
    """Return an expression for a facility's name, the chosen language first.

    Of two languages (``kk+ru``) both names, where they differ.
    """
    names = [_name_in(layer, one) for one in languages_of(language)]
    if len(names) == 1:
        return names[0]
    return f"array_to_string(array_distinct(array({', '.join(names)})), ' / ')"


def _name_in(layer: QgsVectorLayer, language: str) -> str:
    have = layer.fields().names()
    wanted = [f"name_{language}", "name", "name_ru", "name_kk", "name_en", "id"]
    columns = [f"nullif(to_string(\"{name}\"), '')" for name in wanted if name in have]
    return f"coalesce({', '.join(columns)}, '')" if columns else "''"
