# SPDX-License-Identifier: GPL-3.0-or-later
"""What is what on the pages of a layout: headings, the map as a figure, the index as a table.

QGIS writes PDF without tags; they are added afterwards with pikepdf, where it is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Union

from qgis.core import (
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
)

from accessible_core.extras import available
from accessible_core.messages import text
from accessible_core.reports.pdf_tags import Part, Region, Table, tag_pdf
from accessible_kz_plugin.languages import first_of

_ALTERNATIVE = "accessible_kz/alternative"
#: Tags of labels by their ids; other labels are paragraphs, page numbers are left out.
_LABELS = {"title": "H1", "index title": "H2", "detail title": "H2"}
_LEFT_OUT = ("page number", "square", "overview")
#: Reading order on a page, by id; whatever is not named comes after these.
_ORDER = (
    "title",
    "detail title",
    "index title",
    "subtitle",
    "invented",
    "map",
    "legend",
    "notes",
    "scale bar",
    "minutes bar",
)


def can_tag() -> bool:
    """Tell whether printed PDF can be made readable for screen readers here."""
    return available("pikepdf")


def set_alternative(item: QgsLayoutItem, words: str) -> None:
    """Give an item its text twin; it is kept with the layout."""
    item.setCustomProperty(_ALTERNATIVE, words)


def with_tags(pdf: bytes, layout: QgsPrintLayout, language: str) -> bytes:
    """Return the PDF of a layout with tags; as it is where pikepdf is not installed."""
    if not can_tag():
        return pdf
    first = first_of(language)
    return tag_pdf(pdf, parts_of(layout, first), language=first, title=layout.name())


def parts_of(layout: QgsPrintLayout, language: str) -> list[Union[Part, Table]]:
    """Return the parts of a layout in reading order."""
    found = [part for item in _items(layout) for part in _parts(item, language)]
    return [part for _, part in sorted(found, key=lambda one: one[0])]


#: Page, place among the known ids, height on the page.
_Key = tuple[int, int, float]


def _items(layout: QgsPrintLayout) -> Iterator[QgsLayoutItem]:
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.isVisible() and item.page() >= 0:
            yield item


def _parts(item: QgsLayoutItem, language: str) -> Iterator[tuple[_Key, Union[Part, Table]]]:
    name = item.id()
    region = _region(item)
    rank = _ORDER.index(name) if name in _ORDER else len(_ORDER)
    key = (region.page, rank, region.y)
    if isinstance(item, QgsLayoutItemLabel):
        if name not in _LEFT_OUT:
            yield key, Part(_LABELS.get(name, "P"), region)
    elif isinstance(item, QgsLayoutItemMap) and name not in _LEFT_OUT:
        words = str(item.customProperty(_ALTERNATIVE, "") or "") or item.layout().name()
        yield key, Part("Figure", region, words)
    elif isinstance(item, QgsLayoutItemScaleBar):
        if item.linkedMap():
            scale = f"{round(item.linkedMap().scale()):,}".replace(",", "\u00a0")
            yield (
                key,
                Part("Figure", region, text("print", "scale", language, scale=scale)),
            )
    elif isinstance(item, QgsLayoutItemPicture):
        words = str(item.customProperty(_ALTERNATIVE, "") or "")
        if words:
            yield key, Part("Figure", region, words)
    elif isinstance(item, QgsLayoutItemLegend):
        yield key, Part("P", region)
    elif isinstance(item, QgsLayoutFrame):
        table = item.multiFrame()
        if isinstance(table, QgsLayoutItemManualTable):
            title = text("print", "index_title", language)
            yield key, Table(region, _columns(table), title, head=1)


def _region(item: QgsLayoutItem) -> Region:
    corner, size = item.pagePos(), item.rect()
    return Region(item.page(), corner.x(), corner.y(), size.width(), size.height())


def _columns(table: QgsLayoutItemManualTable) -> list[float]:
    """Return the left edges of a table's columns in mm."""
    edges = [0.0]
    for width in table.columnWidths()[:-1]:
        edges.append(edges[-1] + width + 2 * table.cellMargin())
    return edges
