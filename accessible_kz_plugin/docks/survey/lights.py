# SPDX-License-Identifier: GPL-3.0-or-later
"""Lights in lists and tables: glyph, words and symbol together, never a colour alone."""

from __future__ import annotations

from functools import lru_cache

from qgis.core import QgsSymbolLayerUtils
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QIcon

from accessible_core.lights import Light, symbology
from accessible_kz_plugin import settings
from accessible_kz_plugin.styles.lights import light_word
from accessible_kz_plugin.styles.markers import light_symbol
from accessible_kz_plugin.translation import interface_language

_SIDE = 18


def light_text(light: Light) -> str:
    """Return glyph and words of a light, as the palette calls it."""
    words = light_word(light, interface_language(), settings.PALETTE.get())
    return f"{symbology()[light.value]['glyph']} {words}"


def light_rank(light: Light) -> int:
    """Return where a light stands when places are sorted; what warns comes first."""
    return -int(symbology()[light.value]["rank"])


def light_icon(light: Light) -> QIcon:
    """Return the symbol that the map shows."""
    return _icon(light, settings.PALETTE.get(), _SIDE * settings.TEXT_SIZE.get() // 100)


@lru_cache(maxsize=64)
def _icon(light: Light, palette: str, side: int) -> QIcon:
    return QgsSymbolLayerUtils.symbolPreviewIcon(light_symbol(light, palette), QSize(side, side))
