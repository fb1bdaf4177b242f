# SPDX-License-Identifier: GPL-3.0-or-later
"""The city map: a sheet with map, legend, numbers and notes, and its index.

The result is an ordinary QGIS layout: it is saved with the project, can be
edited, and opens without this plugin.
"""

from __future__ import annotations

from dataclasses import replace

from qgis.core import (
    QgsFeature,
    QgsLayoutSize,
    QgsPalLayerSettings,
    QgsPrintLayout,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import Qt

from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.details import add_detail, details_of
from accessible_kz_plugin.printing.doors import style_door_layer
from accessible_kz_plugin.printing.grid import Grid, add_grid, grid_of, squares_of
from accessible_kz_plugin.printing.index_table import add_index
from accessible_kz_plugin.printing.map_item import add_map, add_north, add_scale_bar, style_streets
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.panel import Subject, fill_body
from accessible_kz_plugin.printing.places import Places, read_places
from accessible_kz_plugin.printing.qr_code import add_qr_code
from accessible_kz_plugin.printing.sheet import MM, Box, add_label, fitting_points, text_size
from accessible_kz_plugin.printing.structure import set_alternative
from accessible_kz_plugin.printing.window import map_window
from accessible_kz_plugin.styles.areas import style_area_layer
from accessible_kz_plugin.styles.labels import label_text_format
from accessible_kz_plugin.styles.lights import style_scored_layer

#: Margin of the sheet, which most printers cannot print on (mm).
_MARGIN = 10.0
_GAP = 4.0
#: Side of a QR code on A4 (mm): as high as the heading, 0.4 mm a module for most addresses.
_QR_MM = 15.0
_ELLIPSOID = "EPSG:7030"


def make_city_map(project: QgsProject, options: MapOptions) -> QgsPrintLayout:
    """Make the layout of a city map and add it to `project`.

    The layers of `options` must belong to the project; they are styled. A
    layout of the same name is replaced.

    Raises
    ------
    UsageError
        The layers are not scored, or not those of a street network.
    InputError
        Nothing has a position.
    """
    if options.base is not None and project.mapLayer(options.base.id()) is None:
        project.addMapLayer(options.base, False)
        project.layerTreeRoot().insertLayer(-1, options.base)
    places = read_places(options.places, options.group, options.language)
    window = map_window(options, places, project.transformContext())
    _style(options, places)
    style_streets(options, 0.0)
    if not project.crs().isValid() or project.crs().isGeographic():
        # The scale bar measures in the project's CRS.
        project.setCrs(window.crs)
    if project.ellipsoid() in ("", "NONE"):
        project.setEllipsoid(_ELLIPSOID)
    layout = _new_layout(project, options)
    head = _add_heading(layout, options, invented=_invented(options, places))
    width, height = options.page_mm
    line = line_mm(options)
    foot = Box(_MARGIN, height - _MARGIN - 4.5 * line, width - 2 * _MARGIN, 4.5 * line)
    gap = _GAP * options.enlarged
    body = Box(_MARGIN, head + gap / 2, foot.width, foot.y - head - gap)
    city = add_map(layout, options, window)
    set_alternative(city, texts.map_alternative(places, options))
    page = fill_body(layout, Subject(options, places, window, city), body, gap)
    shown = city.pagePos(), city.rect()
    add_north(layout, options, Box(shown[0].x(), shown[0].y(), shown[1].width(), shown[1].height()))
    bars = foot._replace(width=max(shown[1].width(), 0.66 * foot.width), height=2.4 * line)
    add_scale_bar(layout, options, city, bars)
    grid = grid_of(city, options)
    add_grid(layout, city, grid, options)
    pages = [] if page is None else [page]
    pages += _add_pages(layout, options, places, Subject(options, places, window, city), grid)
    _number_pages(layout, options, [0, *pages])
    _add_credit(layout, options, places, pages=1 + len(pages))
    project.layoutManager().addLayout(layout)
    return layout


def _add_pages(
    layout: QgsPrintLayout, options: MapOptions, places: Places, subject: Subject, grid: Grid
) -> list[int]:
    """Add the pages after the first: enlarged pieces, each with its index, or one index."""
    transforms = layout.project().transformContext()
    source, pages = options.places.crs(), []
    listed: set[int] = set()
    for detail in details_of(places, options, subject.window, subject.city, transforms):
        page, squares = add_detail(layout, options, places, detail, subject.city, _MARGIN)
        pages.append(page)
        if options.atlas != "none":
            listed |= set(squares)
            title = texts.word("index_part", options.language, part=detail.title)
            shown = replace(places, items=tuple(p for p in places.items if p.number in squares))
            pages += add_index(layout, options, shown, _MARGIN, squares, title=title)
    rest = replace(places, items=tuple(p for p in places.items if p.number not in listed))
    if options.atlas == "none" or rest.items:
        # Nothing is lost because it lies in no district, or has no position.
        title = "" if not listed else texts.word("index_rest", options.language)
        squares = squares_of(rest, grid, source, transforms)
        pages += add_index(layout, options, rest, _MARGIN, squares, title=title)
    return pages


def _style(options: MapOptions, places: Places) -> None:
    style_scored_layer(
        options.places,
        options.group,
        options.language,
        options.palette,
        scale=options.enlarged,
    )
    _label_numbers(options, places)
    if options.doors is not None:
        style_door_layer(options.doors, scale=options.enlarged)
    if options.areas is not None:
        style_area_layer(
            options.areas, options.language, points=1.1 * options.points, scale=options.enlarged
        )


def _label_numbers(options: MapOptions, places: Places) -> None:
    """Write each place's number beside its symbol: the map is read with the index."""
    settings = QgsPalLayerSettings()
    settings.fieldName = places.number_expression()
    settings.isExpression = True
    settings.placement = QgsPalLayerSettings.Placement.OrderedPositionsAroundPoint
    settings.offsetType = QgsPalLayerSettings.OffsetType.FromSymbolBounds
    settings.dist = 0.4
    settings.priority = 10
    # A number that is left out makes the index useless, but so do numbers on a heap.
    located = sum(place.point is not None for place in places.items)
    settings.displayAll = located <= options.readable_places
    settings.obstacleSettings().setIsObstacle(True)
    settings.setFormat(label_text_format(options.points, bold=True))
    options.places.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    options.places.setLabelsEnabled(True)


def _new_layout(project: QgsProject, options: MapOptions) -> QgsPrintLayout:
    manager = project.layoutManager()
    name = options.name or texts.sheet_title(options)
    former = manager.layoutByName(name)
    if former is not None:
        manager.removeLayout(former)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name)
    layout.setCustomProperty("accessible_kz/language", options.language)
    layout.setUnits(MM)
    width, height = options.page_mm
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height, MM))
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


def _add_credit(layout: QgsPrintLayout, options: MapOptions, places: Places, *, pages: int) -> None:
    """Add who made it from whose data, to the left of the page number."""
    invented = _invented(options, places)
    words = texts.credit_line(
        options,
        osm_streets=_from_osm(options) and not invented,
        osm_places=any(place.osm_word for place in places.items) and not invented,
    )
    width, height = options.page_mm
    room = width - 2 * _MARGIN - _page_number_width(options, pages) - _GAP
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


def _number_pages(layout: QgsPrintLayout, options: MapOptions, pages: list[int]) -> None:
    if len(pages) == 1:
        return
    width, height = options.page_mm
    line = line_mm(options)
    room = _page_number_width(options, len(pages))
    box = Box(width - _MARGIN - room, height - _MARGIN - line, room, line)
    for page in pages:
        words = texts.word("page_of", options.language, page=page + 1, pages=len(pages))
        right = Qt.AlignmentFlag.AlignRight
        add_label(layout, words, box, options.points, page=page, name="page number", align=right)
