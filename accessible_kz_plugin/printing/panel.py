# SPDX-License-Identifier: GPL-3.0-or-later
"""Legend and notes: beside the map, beneath it, or on a page of their own.

Large print on a small sheet leaves no room beside the map. Nothing is made
smaller then than the reader asked for: what does not fit moves to the next page.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsLayoutItem,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsPrintLayout,
    QgsRectangle,
    QgsVectorLayer,
)

from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.legend import (
    Drawn,
    LegendShape,
    add_legend,
    legend_size,
    node_classes_within,
    street_classes_within,
)
from accessible_kz_plugin.printing.map_item import show_window, style_nodes, style_streets
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Places
from accessible_kz_plugin.printing.sheet import Box, add_label, add_page, place, text_size
from accessible_kz_plugin.printing.window import Window
from accessible_kz_plugin.styles.nodes import drawn_node_classes, node_classes
from accessible_kz_plugin.styles.streets import drawn_classes, street_classes

#: The panel beside the map holds about 40 letters a line, whatever their size.
_MM_PER_POINT = 9.6
#: What is tried until all fits: how much wider the panel, columns of the legend, whether its
#: rows stand close together. A wider panel leaves the map at least this share of the width.
_PANELS = ((1.0, 1, False), (1.0, 1, True), (1.25, 1, True), (1.4, 1, True), (1.5, 2, True))
_MAP_SHARE_WIDE = 0.58
#: Beneath the map, the legend takes one of these shares of the width, in two columns;
#: the last one is kept where notes and legend never fit together.
_LEGEND_SHARES = (0.64, 0.56, 0.5, 0.64)
#: The map keeps at least this share of the sheet's body.
_MAP_SHARE = 0.45


class LegendPlace(NamedTuple):
    """Where a template has its legend, its page from 0, and its number of columns."""

    box: Box
    page: int
    columns: int


class Subject(NamedTuple):
    """What is to be explained."""

    options: MapOptions
    places: Places
    window: Window
    city: QgsLayoutItemMap


def fill_body(layout: QgsPrintLayout, subject: Subject, body: Box, gap: float) -> None:
    """Share the body of the first page out among map, legend and notes.

    What does not fit is put on a page of its own.
    """
    arrange = _beside if subject.options.landscape else _beneath
    left = arrange(layout, subject, body, gap)
    if left:
        add_rest(layout, subject, left, body.x, gap)


def add_rest(
    layout: QgsPrintLayout,
    subject: Subject,
    left: Collection[str],
    margin: float,
    gap: float,
    *,
    credit: str = "",
) -> None:
    """Add a page with what had no room: the ids ``legend``, ``notes``, ``credit``.

    Parameters
    ----------
    layout : QgsPrintLayout
    subject : Subject
    left : collection of str
    margin, gap : float
        In mm.
    credit : str
        Words of the credit line, where it is among `left`.
    """
    options = subject.options
    page = add_page(layout, options.page_mm)
    width, height = options.page_mm
    room = Box(margin, margin, width - 2 * margin, height - 2 * margin)
    half = (room.width - 2 * gap) / 2
    if "legend" in left:
        # Half the page if that is enough, else all of it.
        for shape in (LegendShape(half), LegendShape(half, 1, True), LegendShape(room.width, 2)):
            legend, size = _legend(layout, subject, shape)
            if size <= room.height or shape.columns > 1:
                break
            layout.removeLayoutItem(legend)
        place(legend, Box(room.x, room.y, shape.width, size), page)
        if shape.columns == 1:
            room = room._replace(x=room.x + half + 2 * gap, width=half)
        elif left != ["legend"]:
            page = add_page(layout, options.page_mm)
    for name, words in (("notes", notes_of(subject)), ("credit", credit)):
        if name in left:
            tall = text_size(words, options.points, room.width)[1] + gap
            box = room._replace(height=min(tall, room.height))
            add_label(layout, words, box, options.points, page=page, name=name)
            room = room._replace(y=box.bottom, height=room.height - box.height)


def fits_legend(layout: QgsPrintLayout, subject: Subject, where: LegendPlace) -> bool:
    """Put the legend where a template has it; tell whether there is room for it."""
    for compact in (False, True):
        shape = LegendShape(where.box.width, where.columns, compact)
        legend, height = _legend(layout, subject, shape)
        if height <= where.box.height + 1.0:
            place(legend, where.box._replace(height=height), where.page)
            return True
        layout.removeLayoutItem(legend)
    return False


def _beside(layout: QgsPrintLayout, subject: Subject, body: Box, gap: float) -> tuple[str, ...]:
    """Put legend and notes to the right of the map; return what has no room there.

    The panel becomes closer and wider where that makes room for all, as in two languages.
    """
    width = _MM_PER_POINT * subject.options.points
    shapes = [LegendShape(share * width, columns, compact) for share, columns, compact in _PANELS]
    kept: dict[LegendShape, tuple[str, ...]] = {}
    for shape in shapes:
        if not kept or shape.width < (1 - _MAP_SHARE_WIDE) * body.width:
            _remove(layout, ("legend", "notes"))
            kept[shape] = _in_panel(layout, subject, body, gap, shape)
            if not kept[shape]:
                return ()
    _remove(layout, ("legend", "notes"))
    best = min(kept, key=lambda shape: len(kept[shape]))
    return _in_panel(layout, subject, body, gap, best)


def _in_panel(
    layout: QgsPrintLayout, subject: Subject, body: Box, gap: float, shape: LegendShape
) -> tuple[str, ...]:
    options, width = subject.options, shape.width
    panel = Box(body.right - width, body.y, width, body.height)
    if width > (1 - _MAP_SHARE) * body.width:
        show_window(subject.city, subject.window, body)
        return ("legend", "notes")
    show_window(subject.city, subject.window, body._replace(width=body.width - width - gap))
    legend, height = _legend(layout, subject, shape)
    if height > panel.height:
        layout.removeLayoutItem(legend)
        show_window(subject.city, subject.window, body)
        return ("legend", "notes")
    place(legend, panel._replace(height=height))
    words = notes_of(subject)
    # The scale bars stand below the map only: the panel may reach down beside them.
    below = 2.0 * text_size("Ц", options.points, 100.0)[1]
    notes = Box(panel.x, panel.y + height + gap, width, panel.height - height - gap + below)
    if text_size(words, options.points, width)[1] > notes.height:
        return ("notes",)
    add_label(layout, words, notes, options.points, name="notes")
    return ()


def _beneath(layout: QgsPrintLayout, subject: Subject, body: Box, gap: float) -> tuple[str, ...]:
    """Put legend and notes side by side under the map; return what has no room there."""
    left: tuple[str, ...] = ("legend", "notes")
    for share in _LEGEND_SHARES:
        _remove(layout, ("legend", "notes"))
        left = _in_columns(layout, subject, body, gap, share * body.width)
        if not left:
            return ()
    return left


def _in_columns(
    layout: QgsPrintLayout, subject: Subject, body: Box, gap: float, width: float
) -> tuple[str, ...]:
    options = subject.options
    show_window(subject.city, subject.window, body)
    beside = Box(body.x + width + gap, 0, body.width - width - gap, 0)
    legend, height = _legend(layout, subject, LegendShape(width, 2))
    words = notes_of(subject)
    notes_height = text_size(words, options.points, beside.width)[1]
    most = (1 - _MAP_SHARE) * body.height
    if height > most:
        layout.removeLayoutItem(legend)
        return ("legend", "notes")
    fits = notes_height <= most
    used = max(height, notes_height) if fits else height
    above = body._replace(height=body.height - used - gap)
    show_window(subject.city, subject.window, above)
    # The smaller map shows another piece of the town: the legend is made for that one.
    layout.removeLayoutItem(legend)
    legend, height = _legend(layout, subject, LegendShape(width, 2))
    place(legend, Box(body.x, above.bottom + gap, width, height))
    if not fits:
        return ("notes",)
    box = beside._replace(y=above.bottom + gap, height=used)
    add_label(layout, words, box, options.points, name="notes")
    return ()


def _remove(layout: QgsPrintLayout, names: Collection[str]) -> None:
    for item in list(layout.items()):
        if isinstance(item, QgsLayoutItem) and item.id() in names:
            layout.removeLayoutItem(item)


def notes_of(subject: Subject) -> str:
    """Return the paragraphs beside the legend."""
    options = subject.options
    lines = texts.notes(subject.places, subject.window.off_map, options)
    if options.streets is not None and len(drawn_classes(subject.city.scale())) < len(
        street_classes()
    ):
        lines.append(texts.word("streets_left_out", options.language))
    elif options.nodes is not None and len(drawn_node_classes(subject.city.scale())) < len(
        node_classes()
    ):
        lines.append(texts.word("nodes_left_out", options.language))
    return "\n\n".join(lines)


def _legend(
    layout: QgsPrintLayout, subject: Subject, shape: LegendShape
) -> tuple[QgsLayoutItemLegend, float]:
    """Add the legend; return it and its height in mm."""
    options, city = subject.options, subject.city
    style_streets(options, city.scale())
    style_nodes(options, city.scale())
    city.storeCurrentLayerStyles()
    classes = Drawn()
    transforms = layout.project().transformContext()
    if options.streets is not None:
        shown = _shown(city, options.streets, transforms)
        found = street_classes_within(options.streets, shown, city.scale())
        classes = classes._replace(streets=found)
    if options.nodes is not None:
        shown = _shown(city, options.nodes, transforms)
        classes = classes._replace(nodes=node_classes_within(options.nodes, shown, city.scale()))
    legend = add_legend(layout, options, subject.places, classes, shape)
    return legend, legend_size(legend)[1]


def _shown(
    city: QgsLayoutItemMap, layer: QgsVectorLayer, transforms: QgsCoordinateTransformContext
) -> QgsRectangle:
    """Return what a map shows, in a layer's CRS."""
    change = QgsCoordinateTransform(city.crs(), layer.crs(), transforms)
    return change.transformBoundingBox(city.extent())
