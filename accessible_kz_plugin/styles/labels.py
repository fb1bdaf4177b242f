# SPDX-License-Identifier: GPL-3.0-or-later
"""Typefaces and text formats, in styles and layouts alike."""

from __future__ import annotations

from functools import lru_cache

from qgis.core import (
    QgsPalLayerSettings,
    QgsProperty,
    QgsPropertyCollection,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase, QRawFont

#: Sans serif faces with all Kazakh letters, in order of preference; Debian's
#: Liberation lacks some. One of them comes with every system.
FAMILIES: tuple[str, ...] = (
    "DejaVu Sans",
    "Noto Sans",
    "PT Sans",
    "Segoe UI",
    "Helvetica Neue",
    "Arial",
)
#: The letters of Kazakh that Russian lacks, and two that every face has.
_KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІіАя"

INK = "#1A1A1A"


@lru_cache(maxsize=None)
def family() -> str:
    """Return the first typeface installed here that covers Kazakh."""
    installed = set(QFontDatabase().families())
    for name in FAMILIES:
        if name in installed and covers_kazakh(name):
            return name
    return FAMILIES[0]


def covers_kazakh(name: str) -> bool:
    """Tell whether a typeface has every letter of Kazakh."""
    face = QRawFont.fromFont(QFont(name))
    return all(face.supportsCharacter(letter) for letter in _KAZAKH)


def font(points: float, *, bold: bool = False) -> QFont:
    """Return the typeface in a size."""
    face = QFont(family())
    face.setPointSizeF(points)
    face.setBold(bold)
    return face


def keep_off_overviews(settings: QgsPalLayerSettings) -> None:
    """Leave labels out where a map is shown in small: the map item's id is ``overview``."""
    properties = QgsPropertyCollection()
    properties.setProperty(
        QgsPalLayerSettings.Property.Show,
        QgsProperty.fromExpression("coalesce(@map_id, '') <> 'overview'"),
    )
    settings.setDataDefinedProperties(properties)


def text_format(points: float, *, bold: bool = False, colour: str = INK) -> QgsTextFormat:
    """Return a text format without a halo."""
    look = QgsTextFormat()
    look.setFont(font(points, bold=bold))
    look.setSize(points)
    look.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    look.setColor(QColor(colour))
    return look


def label_text_format(
    points: float, *, bold: bool = False, colour: str = INK, halo: float = 0.7
) -> QgsTextFormat:
    """Return a text format with a white halo (mm), readable on top of lines."""
    look = text_format(points, bold=bold, colour=colour)
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(halo)
    buffer.setSizeUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
    buffer.setColor(QColor("#FFFFFF"))
    look.setBuffer(buffer)
    return look
