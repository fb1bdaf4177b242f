# SPDX-License-Identifier: GPL-3.0-or-later
"""The city map: a sheet with map, legend, numbers and notes, and its index.

The result is an ordinary QGIS layout: it is saved with the project, can be
edited, and opens without this plugin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qgis.core import (
    QgsFeature,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt

from accessible_core.reports.qr import LONGEST
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.layers.positions import wgs84
from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.details import add_detail, details_of
from accessible_kz_plugin.printing.doors import style_door_layer
from accessible_kz_plugin.printing.grid import Grid, add_grid, grid_of, squares_of
from accessible_kz_plugin.printing.index_table import add_index
from accessible_kz_plugin.printing.map_item import (
    add_map,
    add_north,
    add_scale_bar,
    bars_height,
    style_nodes,
    style_streets,
)
from accessible_kz_plugin.printing.numbers import place_numbers
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.panel import (
    Subject,
    add_rest,
    fill_body,
    fits_legend,
    notes_of,
)
from accessible_kz_plugin.printing.places import Places, read_places
from accessible_kz_plugin.printing.qr_code import add_qr_code
from accessible_kz_plugin.printing.sheet import MM, Box, add_label, fitting_points, place, text_size
from accessible_kz_plugin.printing.structure import set_alternative
from accessible_kz_plugin.printing.template import (
    TEMPLATE_PAGES,
    fill_label,
    fill_template,
    load_template,
)
from accessible_kz_plugin.printing.window import Window, map_window
from accessible_kz_plugin.styles.areas import style_area_layer
from accessible_kz_plugin.styles.lights import style_scored_layer
from accessible_kz_plugin.translation import tr

#: Margin of the sheet, which most printers cannot print on (mm).
_MARGIN = 10.0
_GAP = 4.0
#: Side of a QR code on A4 (mm): as high as the heading, 0.4 mm a module for most addresses.
_QR_MM = 15.0
_ELLIPSOID = "EPSG:7030"


def make_city_map(
    project: QgsProject, options: MapOptions, tell: Callable[[str], None] = lambda _: None
) -> QgsPrintLayout:
    """Make the layout of a city map and add it to `project`.

    The layers of `options` must belong to the project; they are styled. A
    layout of the same name is replaced.

    Parameters
    ----------
    project : QgsProject
    options : MapOptions
    tell : callable
        Told in words of the interface what had to be left out.

    Raises
    ------
    UsageError
        The layers are not scored, or not those of a street network.
    InputError
        Nothing has a position, or the template cannot be used.
    """
    options = _printable(options, tell)
    if options.base is not None and project.mapLayer(options.base.id()) is None:
        project.addMapLayer(options.base, False)
        project.layerTreeRoot().insertLayer(-1, options.base)
    places = read_places(options.places, options.group, options.language)
    window = map_window(options, places, project.transformContext())
    _style(options)
    style_streets(options, 0.0)
    style_nodes(options, 0.0)
    if not project.crs().isValid() or project.crs().isGeographic():
        # The scale bar measures in the project's CRS.
        project.setCrs(window.crs)
    if project.ellipsoid() in ("", "NONE"):
        project.setEllipsoid(_ELLIPSOID)
    layout = _new_layout(project, options)
    sheet = _from_template if options.template else _own_sheet
    city = sheet(layout, options, places, window, tell)
    set_alternative(city, texts.map_alternative(places, options))
    grid = grid_of(city, options)
    add_grid(layout, city, grid, options)
    _add_pages(layout, Subject(options, places, window, city), grid, tell)
    pages = _number_pages(layout, options)
    if not options.template:
        room = options.page_mm[0] - 2 * _MARGIN - _page_number_width(options, pages) - _GAP
        _add_credit(layout, options, _credit(options, places), room)
    place_numbers(project, options, places, _maps(layout))
    project.layoutManager().addLayout(layout)
    return layout


def _printable(options: MapOptions, tell: Callable[[str], None]) -> MapOptions:
    """Leave out what cannot be printed, with a word; give layers without a CRS degrees."""
    for layer in (options.places, options.areas):
        # Coordinates that are no degrees are refused when the map's window is chosen.
        if layer is not None and not layer.crs().isValid() and _in_degrees(layer):
            layer.setCrs(wgs84())
    if len(options.url) > LONGEST:
        words = tr(
            "The map has no QR code: the address has {count} letters, and a code that "
            "telephones can read holds {most}. Use a shorter one."
        )
        words = words.replace("{most}", str(LONGEST))
        tell(words.replace("{count}", str(len(options.url))))
        options = replace(options, url="")
    return options


def _in_degrees(layer: QgsVectorLayer) -> bool:
    extent = layer.extent()
    return bool(max(abs(extent.xMinimum()), abs(extent.xMaximum())) <= 360)  # noqa: PLR2004


def _own_sheet(
    layout: QgsPrintLayout,
    options: MapOptions,
    places: Places,
    window: Window,
    tell: Callable[[str], None],  # noqa: ARG001 - as for templates
) -> QgsLayoutItemMap:
    """Fill the first page, and another one where it is too small; return its map."""
    head = _add_heading(layout, options, invented=_invented(options, places))
    width, height = options.page_mm
    line, bars = line_mm(options), bars_height(options)
    foot = Box(_MARGIN, height - _MARGIN - 2.1 * line - bars, width - 2 * _MARGIN, bars)
    gap = _GAP * options.enlarged
    body = Box(_MARGIN, head + gap / 2, foot.width, foot.y - head - gap)
    city = add_map(layout, options, window)
    fill_body(layout, Subject(options, places, window, city), body, gap)
    at, size = city.pagePos(), city.rect()
    add_north(layout, options, Box(at.x(), at.y(), size.width(), size.height()))
    room = foot._replace(width=max(size.width(), 0.66 * foot.width))
    add_scale_bar(layout, options, city, room)
    return city


def _from_template(
    layout: QgsPrintLayout,
    options: MapOptions,
    places: Places,
    window: Window,
    tell: Callable[[str], None],
) -> QgsLayoutItemMap:
    """Fill the city's own sheet, and a page of ours with what it has no place for."""
    city, legend = fill_template(layout, options, window, tell, invented=_invented(options, places))
    subject = Subject(options, places, window, city)
    left = [] if legend is not None and fits_legend(layout, subject, legend) else ["legend"]
    for name, words in (("notes", notes_of(subject)), ("credit", _credit(options, places))):
        if not fill_label(layout, name, words, tell):
            left.append(name)
    if left:
        words = tr("Moved to a page of their own, because the template has no room: {ids}.")
        tell(words.replace("{ids}", ", ".join(left)))
        credit = _credit(options, places) if "credit" in left else ""
        add_rest(layout, subject, left, _MARGIN, _GAP * options.enlarged, credit=credit)
    return city


def _maps(layout: QgsPrintLayout) -> list[QgsLayoutItemMap]:
    """Return the maps that show places."""
    maps = (item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
    return [one for one in maps if one.keepLayerStyles()]


def _add_pages(
    layout: QgsPrintLayout, subject: Subject, grid: Grid, tell: Callable[[str], None]
) -> None:
    """Add the pages after the sheet: enlarged pieces, each with its index, or one index."""
    options, places = subject.options, subject.places
    transforms = layout.project().transformContext()
    source = options.places.crs()
    listed: set[int] = set()
    details = details_of(places, options, subject.window, subject.city, transforms)
    if options.atlas == "areas" and not details:
        tell(tr("The atlas has no pages for districts: none was given that holds a place."))
    for detail in details:
        squares = add_detail(layout, options, places, detail, subject.city, _MARGIN)
        if options.atlas != "none":
            listed |= set(squares)
            title = texts.word("index_part", options.language, part=detail.title)
            shown = replace(places, items=tuple(p for p in places.items if p.number in squares))
            add_index(layout, options, shown, _MARGIN, squares, title=title)
    rest = replace(places, items=tuple(p for p in places.items if p.number not in listed))
    if options.atlas == "none" or rest.items:
        # Nothing is lost because it lies in no district, or has no position.
        title = "" if not listed else texts.word("index_rest", options.language)
        squares = squares_of(rest, grid, source, transforms)
        add_index(layout, options, rest, _MARGIN, squares, title=title)


def _style(options: MapOptions) -> None:
    style_scored_layer(
        options.places,
        options.group,
        options.language,
        options.palette,
        scale=options.enlarged,
    )
    if options.doors is not None:
        style_door_layer(options.doors, scale=options.enlarged)
    if options.areas is not None:
        style_area_layer(
            options.areas, options.language, points=1.1 * options.points, scale=options.enlarged
        )


def _new_layout(project: QgsProject, options: MapOptions) -> QgsPrintLayout:
    manager = project.layoutManager()
    name = options.name or texts.sheet_title(options)
    former = manager.layoutByName(name)
    if former is not None:
        manager.removeLayout(former)
    layout = QgsPrintLayout(project)
    if options.template:
        load_template(layout, options.template)
    else:
        layout.initializeDefaults()
        width, height = options.page_mm
        layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height, MM))
    layout.setName(name)
    layout.setCustomProperty("accessible_kz/language", options.language)
    layout.setUnits(MM)
    return layout


def line_mm(options: MapOptions) -> float:
    """Return the height of a line of body text."""
    return text_size("Ц", options.points, 100.0)[1]


def _add_heading(layout: QgsPrintLayout, options: MapOptions, *, invented: bool) -> float:
    """Add title, subtitle and, for invented data, the warning; return where they end (mm)."""
    width = options.page_mm[0] - 2 * _MARGIN
    code = 0.0
    if options.url:
        code = _QR_MM * options.enlarged
        corner = Box(_MARGIN + width - code, _MARGIN, code, code)
        add_qr_code(layout, options.url, corner)
        width -= code + _GAP
    room = Box(_MARGIN, _MARGIN, width, 5 * line_mm(options))
    bottom = 0.0
    if invented:
        words = texts.word("invented", options.language)
        room = room._replace(width=0.52 * width)
        side = Box(room.right + _GAP, _MARGIN, width - room.width - _GAP, room.height)
        size = fitting_points(words, 1.2 * options.points, side, least=options.points, bold=True)
        side = side._replace(height=text_size(words, size, side.width, bold=True)[1])
        right = Qt.AlignmentFlag.AlignRight
        add_label(layout, words, side, size, name="invented", bold=True, align=right)
        bottom = side.bottom
    title, size = texts.sheet_title(options), 2.2 * options.points
    two_lines = room._replace(height=2.2 * text_size("Ц", size, width, bold=True)[1])
    size = fitting_points(title, size, two_lines, least=1.3 * options.points, bold=True)
    room = room._replace(height=text_size(title, size, room.width, bold=True)[1])
    add_label(layout, title, room, size, name="title", bold=True)
    words, size = texts.subtitle(options), 1.2 * options.points
    height = text_size(words, size, room.width)[1]
    below = Box(room.x, room.bottom + 0.5, room.width, height)
    add_label(layout, words, below, size, name="subtitle")
    return max(bottom, below.bottom, _MARGIN + code)


def _credit(options: MapOptions, places: Places) -> str:
    """Return who made the map from whose data."""
    invented = _invented(options, places)
    return texts.credit_line(
        options,
        osm_streets=_from_osm(options) and not invented,
        osm_places=any(place.osm_word for place in places.items) and not invented,
    )


def _add_credit(layout: QgsPrintLayout, options: MapOptions, words: str, room: float) -> None:
    """Add the credit line to the left of the page number, `room` mm wide."""
    height = options.page_mm[1]
    line = line_mm(options)
    tall = max(text_size(words, options.points, room)[1], line)
    box = Box(_MARGIN, height - _MARGIN - min(tall, 2 * line), room, tall)
    add_label(layout, words, box, options.points, name="credit")


def _invented(options: MapOptions, places: Places) -> bool:
    return places.invented if options.invented is None else options.invented


def _from_osm(options: MapOptions) -> bool:
    """Tell whether the streets come from OpenStreetMap: a first piece has a way's id."""
    if options.osm is not None or options.streets is None:
        return bool(options.osm)
    return _any_osm_way(options.streets)


def _any_osm_way(layer: QgsVectorLayer) -> bool:
    position = layer.fields().lookupField("osm_way")
    feature = QgsFeature()
    rows = layer.getFeatures()
    while position >= 0 and rows.nextFeature(feature):
        if not is_null(feature.attribute(position)):
            return True
    return False


def _page_number_width(options: MapOptions, pages: int) -> float:
    words = texts.word("page_of", options.language, page=pages, pages=pages)
    return 1.1 * text_size(words, options.points, 1e4)[0] + 1.0


def _number_pages(layout: QgsPrintLayout, options: MapOptions) -> int:
    """Write page numbers, on a template's own ones where it says; return how many there are."""
    count = layout.pageCollection().pageCount()
    marks = [
        item
        for item in layout.items()
        if isinstance(item, QgsLayoutItemLabel) and item.id() == "page number"
    ]
    for mark in marks:
        page = mark.page() + 1
        words = texts.word("page_of", options.language, page=page, pages=count)
        mark.setText(words)
        _widen(mark, words)
    if count == 1:
        return count
    width, height = options.page_mm
    line = line_mm(options)
    room = _page_number_width(options, count)
    box = Box(width - _MARGIN - room, height - _MARGIN - line, room, line)
    kept = layout.customProperty(TEMPLATE_PAGES, 0)
    for page in range(int(kept), count):
        words = texts.word("page_of", options.language, page=page + 1, pages=count)
        right = Qt.AlignmentFlag.AlignRight
        add_label(layout, words, box, options.points, page=page, name="page number", align=right)
    return count


def _widen(mark: QgsLayoutItemLabel, words: str) -> None:
    """Make a template's label wide enough for one line, away from the side that it is set to."""
    face = mark.font()
    needed = 1.1 * text_size(words, face.pointSizeF(), 1e4, bold=face.bold())[0] + 1.0
    at, size = mark.pagePos(), mark.rect()
    more = needed - size.width()
    if more > 0:
        left = at.x() - (more if mark.hAlign() == Qt.AlignmentFlag.AlignRight else 0.0)
        place(mark, Box(left, at.y(), needed, size.height()), mark.page())
