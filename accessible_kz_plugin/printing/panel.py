# SPDX-License-Identifier: GPL-3.0-or-later
"""Legend and notes: beside the map, beneath it, or on a page of their own.

Large print on a small sheet leaves no room beside the map. Nothing is made
smaller then than the reader asked for: what does not fit moves to the next page.
"""

from __future__ import annotations

from typing import NamedTuple, Optional

from qgis.core import QgsCoordinateTransform, QgsLayoutItemLegend, QgsLayoutItemMap, QgsPrintLayout

from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.legend import add_legend, legend_size, street_classes_within
from accessible_kz_plugin.printing.map_item import show_window, style_streets
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Places
from accessible_kz_plugin.printing.sheet import Box, add_label, add_page, place, text_size
from accessible_kz_plugin.printing.window import Window
from accessible_kz_plugin.styles.streets import drawn_classes, street_classes

#: The panel beside the map holds about 40 letters a line, whatever their size.
_MM_PER_POINT = 9.6
#: Beneath the map, the legend takes this share of the width, in two columns.
_LEGEND_SHARE = 0.64
#: The map keeps at least this share of the sheet's body.
_MAP_SHARE = 0.45


class Subject(NamedTuple):
    """What is to be explained."""

    options: MapOptions
    places: Places
    window: Window
    city: QgsLayoutItemMap


def fill_body(layout: QgsPrintLayout, subject: Subject, body: Box, gap: float) -> Optional[int]:
    """Share the body of the first page out among map, legend and notes.

    Returns
    -------
    int or None
        Number of the page that took what did not fit.
    """
    options = subject.options
    arrange = _beside if options.landscape else _beneath
    left = arrange(layout, subject, body, gap)
    if not left:
        return None
    page = add_page(layout, options.page_mm)
    width, height = options.page_mm
    room = Box(body.x, body.x, width - 2 * body.x, height - 2 * body.x)
    half = (room.width - 2 * gap) / 2
    if "legend" in left:
        legend, size = _legend(layout, subject, half, 1)
        place(legend, Box(room.x, room.y, half, size), page)
        room = room._replace(x=room.x + half + 2 * gap, width=half)
    add_label(layout, _notes(subject), room, options.points, page=page, name="notes")
    return page


def _beside(layout: QgsPrintLayout, subject: Subject, body: Box, gap: float) -> tuple[str, ...]:
    """Put legend and notes to the right of the map; return what has no room there."""
    options = subject.options
    width = _MM_PER_POINT * options.points
    panel = Box(body.right - width, body.y, width, body.height)
    if width > (1 - _MAP_SHARE) * body.width:
        show_window(subject.city, subject.window, body)
        return ("legend", "notes")
    show_window(subject.city, subject.window, body._replace(width=body.width - width - gap))
    legend, height = _legend(layout, subject, width, 1)
    if height > panel.height:
        layout.removeLayoutItem(legend)
        show_window(subject.city, subject.window, body)
        return ("legend", "notes")
    place(legend, panel._replace(height=height))
    words = _notes(subject)
    # The scale bars stand below the map only: the panel may reach down beside them.
    below = 2.0 * text_size("Ц", options.points, 100.0)[1]
    notes = Box(panel.x, panel.y + height + gap, width, panel.height - height - gap + below)
    if text_size(words, options.points, width)[1] > notes.height:
        return ("notes",)
    add_label(layout, words, notes, options.points, name="notes")
    return ()


def _beneath(layout: QgsPrintLayout, subject: Subject, body: Box, gap: float) -> tuple[str, ...]:
    """Put legend and notes side by side under the map; return what has no room there."""
    options = subject.options
    show_window(subject.city, subject.window, body)
    width = _LEGEND_SHARE * body.width
    beside = Box(body.x + width + gap, 0, body.width - width - gap, 0)
    legend, height = _legend(layout, subject, width, 2)
    words = _notes(subject)
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
    legend, height = _legend(layout, subject, width, 2)
    place(legend, Box(body.x, above.bottom + gap, width, height))
    if not fits:
        return ("notes",)
    box = beside._replace(y=above.bottom + gap, height=used)
    add_label(layout, words, box, options.points, name="notes")
    return ()


def _notes(subject: Subject) -> str:
    """Return the paragraphs beside the legend."""
    options = subject.options
    lines = texts.notes(subject.places, subject.window.off_map, options)
    if options.streets is not None and len(drawn_classes(subject.city.scale())) < len(
        street_classes()
    ):
        lines.append(texts.word("streets_left_out", options.language))
    return "\n\n".join(lines)


def _legend(
    layout: QgsPrintLayout, subject: Subject, width: float, columns: int
) -> tuple[QgsLayoutItemLegend, float]:
    """Add the legend; return it and its height in mm."""
    options, city = subject.options, subject.city
    style_streets(options, city.scale())
    city.storeCurrentLayerStyles()
    classes: tuple[str, ...] = ()
    if options.streets is not None:
        transforms = layout.project().transformContext()
        change = QgsCoordinateTransform(city.crs(), options.streets.crs(), transforms)
        shown = change.transformBoundingBox(city.extent())
        classes = street_classes_within(options.streets, shown, city.scale())
    legend = add_legend(layout, options, subject.places, classes, (width, columns))
    return legend, legend_size(legend)[1]
