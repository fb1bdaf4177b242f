# SPDX-License-Identifier: GPL-3.0-or-later
"""What a city map shows and how, checked once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Optional

from qgis.core import QgsMapLayer, QgsVectorLayer

from accessible_core.errors import UsageError
from accessible_core.vocabulary import GROUPS, LANGUAGES
from accessible_kz_plugin.languages import are_known
from accessible_kz_plugin.styles.markers import PALETTES

#: ISO 216: short and long side in millimetres, and how much larger text and
#: symbols are than on A4, because larger sheets are read from further away.
PAGES: dict[str, tuple[float, float, float]] = {
    "A4": (210.0, 297.0, 1.0),
    "A3": (297.0, 420.0, 1.1),
    "A2": (420.0, 594.0, 1.4),
    "A1": (594.0, 841.0, 1.9),
    "A0": (841.0, 1189.0, 2.6),
}

#: Smallest text in points on A4: clear print from 12 pt, large print from 16 pt
#: (UKAAF G003).
TEXT_POINTS: dict[str, float] = {"normal": 9.0, "clear": 12.0, "large": 16.0}

#: How further pages enlarge the map.
ATLASES: tuple[str, ...] = ("none", "areas", "parts")

#: Paper that a symbol and its number need with some air, per squared point of text.
_MM2_PER_PLACE = 5.0


@dataclass(frozen=True)
class MapOptions:
    """What a city map shows and how.

    Attributes
    ----------
    places : QgsVectorLayer
        Scored places, a layer of the project.
    streets : QgsVectorLayer or None
        Street pieces as `buildnetwork` writes them, a layer of the project.
    areas : QgsVectorLayer or None
        Districts, a layer of the project.
    group, language, palette : str
        Whose lights, in which words and colours; ``kk+ru`` puts two languages
        side by side.
    page : str
        ``A4`` ... ``A0``.
    landscape : bool
        Lying or standing sheet.
    text : str
        ``normal``, ``clear`` or ``large`` print.
    title, place : str
        The title; by default made from the name of the place, if given.
    publisher, hotline : str
        Lines in the margin: who answers for the map, licence; whom to call.
    day : date
        The date that the map bears and ages are counted to.
    invented : bool or None
        Whether the data are an invented sample; None asks the data.
    osm : bool or None
        Whether streets come from OpenStreetMap; None asks the data.
    doors : QgsVectorLayer or None
        Doors of the places, a layer of the project.
    base : QgsMapLayer or None
        What lies beneath everything else: any layer of the project.
    url : str
        Where to read more: printed as a QR code and in letters.
    atlas : str
        ``none``, ``areas`` (a page for each district) or ``parts`` (pages that
        enlarge the sheet piece by piece).
    name : str
        What the layout is called in the project; the title by default.
    template : str
        A city's own sheet (.qpt) that is filled in; ours by default.
    nodes : QgsVectorLayer or None
        Kerbs, barriers and lifts as `layers.network_nodes` makes them, a layer of the project.
    """

    places: QgsVectorLayer
    streets: Optional[QgsVectorLayer] = None
    areas: Optional[QgsVectorLayer] = None
    group: str = "movement"
    language: str = "en"
    palette: str = "registry"
    page: str = "A3"
    landscape: bool = True
    text: str = "normal"
    title: str = ""
    place: str = ""
    publisher: str = ""
    hotline: str = ""
    day: date = field(default_factory=date.today)
    invented: Optional[bool] = None
    osm: Optional[bool] = None
    doors: Optional[QgsVectorLayer] = None
    base: Optional[QgsMapLayer] = None
    url: str = ""
    atlas: str = "none"
    name: str = ""
    template: str = ""
    nodes: Optional[QgsVectorLayer] = None

    def __post_init__(self) -> None:
        known = {
            "group": tuple(group.value for group in GROUPS),
            "palette": PALETTES,
            "page": tuple(PAGES),
            "text": tuple(TEXT_POINTS),
            "atlas": ATLASES,
        }
        wrong = [
            f"{name} '{getattr(self, name)}' (known: {', '.join(values)})"
            for name, values in known.items()
            if getattr(self, name) not in values
        ]
        if not are_known(self.language):
            known_ones = ", ".join(LANGUAGES)
            wrong.append(f"language '{self.language}' (known: {known_ones}; two as kk+ru)")
        if wrong:
            raise UsageError(f"A city map cannot be made with {'; '.join(wrong)}.")

    @property
    def page_mm(self) -> tuple[float, float]:
        """Width and height of the sheet in millimetres."""
        short, long, _ = PAGES[self.page]
        return (long, short) if self.landscape else (short, long)

    @property
    def readable_places(self) -> int:
        """How many places this sheet can show without numbers covering each other."""
        width, height = self.page_mm
        return int(width * height / (_MM2_PER_PLACE * self.points**2))

    @property
    def enlarged(self) -> float:
        """How much larger symbols are than on A4."""
        return PAGES[self.page][2]

    @property
    def points(self) -> float:
        """Size of the smallest text on the sheet, in points."""
        return TEXT_POINTS[self.text] * self.enlarged
