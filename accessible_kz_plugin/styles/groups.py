# SPDX-License-Identifier: GPL-3.0-or-later
"""Showing a scored layer to one of the twelve user groups: map, legend, table and name.

What is saved with the layer are QGIS's own symbols and expressions (``styles/lights.py``),
so that a colleague sees the same without this plugin.
"""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsConditionalStyle,
    QgsMapLayer,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from accessible_core.checklists.categories import user_group, user_groups
from accessible_core.errors import UsageError
from accessible_core.lights import Light
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin import settings
from accessible_kz_plugin.styles.lights import light_attribute, style_scored_layer
from accessible_kz_plugin.styles.markers import light_symbol
from accessible_kz_plugin.translation import interface_language, tr

#: The name that we gave a layer: as long as it is called so, we may call it otherwise.
_NAME = "accessible_kz/name"


def group_titles(language: str) -> dict[str, str]:
    """Return registry key -> title of the twelve user groups, in the registry's order."""
    return {group.name: group.title(language) for group in user_groups()}


def shown_group() -> str:
    """Return the registry key of the user group whose lights are shown now."""
    name = settings.USER_GROUP.get()
    return name if name in group_titles("en") else settings.USER_GROUP.default


def score_group(user: str) -> str:
    """Return the score group (``movement`` ... ``kids``) that serves a user group.

    Raises
    ------
    UsageError
        There is no such user group.
    """
    return user_group(user).group.value


def is_scored(layer: QgsMapLayer | None) -> bool:
    """Tell whether a layer holds points with the lights or scores of all groups."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return False
    if layer.geometryType() != QgsWkbTypes.GeometryType.PointGeometry:
        return False
    have = set(layer.fields().names())
    return all({f"light_{g.value}", f"score_{g.value}"} & have for g in GROUPS)


def is_shown_by_light(layer: QgsVectorLayer) -> bool:
    """Tell whether a scored layer is drawn by lights, or not styled by anybody yet."""
    renderer = layer.renderer()
    if isinstance(renderer, QgsSingleSymbolRenderer):
        return True
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return False
    return renderer.classAttribute() in {light_attribute(layer, g.value) for g in GROUPS}


def show_group(
    layer: QgsVectorLayer, user: str, language: str = "", palette: str = "", scale: float = 0.0
) -> None:
    """Draw a scored layer for a user group.

    Map, legend and attribute table show that group's lights; shapes differ beside colours,
    and "green, unconfirmed" has its own. The layer's name says whose lights they are, unless
    somebody gave it another name.

    Parameters
    ----------
    layer : QgsVectorLayer
        Scored places.
    user : str
        Registry key of the user group.
    language, palette, scale : optional
        Those of the settings by default.

    Raises
    ------
    UsageError
        There is no such group or palette, or the layer is not scored.
    """
    language = language or interface_language()
    palette = palette or settings.PALETTE.get()
    scale = scale or settings.TEXT_SIZE.get() / 100.0
    style_scored_layer(layer, score_group(user), language, palette, scale=scale)
    style_table(layer, palette)
    title = tr("Places: {group}").replace("{group}", group_titles(language)[user])
    if layer.name() == layer.customProperty(_NAME, None):
        name_layer(layer, title)
    layer.triggerRepaint()
    layer.legendChanged.emit()


def name_layer(layer: QgsVectorLayer, name: str) -> None:
    """Give a layer a name that may be changed with the group."""
    layer.setName(name)
    layer.setCustomProperty(_NAME, name)


def style_table(layer: QgsVectorLayer, palette: str) -> None:
    """Put each light's symbol beside its word in the attribute table."""
    styles = []
    for light in Light:
        style = QgsConditionalStyle(f"@value = '{light.value}'")
        style.setName(light.value)
        style.setSymbol(light_symbol(light, palette))
        styles.append(style)
    for group in GROUPS:
        field = f"light_{group.value}"
        if field in layer.fields().names():
            layer.conditionalStyles().setFieldStyles(field, styles)


def show_everywhere(project: QgsProject, user: str) -> int:
    """Keep the group, show it in all scored layers of a project, and tell who listens.

    Layers with a style of somebody's own are left as they are.

    Returns
    -------
    int
        How many layers show the group now.

    Raises
    ------
    UsageError
        There is no such user group.
    """
    user_group(user)
    settings.USER_GROUP.set(user)
    count = 0
    for layer in project.mapLayers().values():
        if is_scored(layer) and is_shown_by_light(layer):
            show_group(layer, user)
            count += 1
    settings.changes().group.emit(user)
    return count


def user_group_for(group: str) -> str:
    """Return the user group to show for a score group: the chosen one where it fits.

    Raises
    ------
    UsageError
        There is no such score group.
    """
    if score_group(shown_group()) == group:
        return shown_group()
    for one in user_groups():
        if one.group.value == group:
            return one.name
    raise UsageError(f"There is no group '{group}': {', '.join(g.value for g in GROUPS)}.")
