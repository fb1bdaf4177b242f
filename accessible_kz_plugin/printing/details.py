# SPDX-License-Identifier: GPL-3.0-or-later
"""Further map pages: districts, pieces of the sheet, or where places stand too close together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import ceil, sqrt

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLayoutItemMapOverview,
    QgsPointXY,
    QgsPrintLayout,
    QgsRectangle,
    QgsVectorLayer,
)

from accessible_kz_plugin.layers.positions import point_of, wgs84
from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.grid import add_grid, grid_of, squares_of
from accessible_kz_plugin.printing.map_item import (
    add_map,
    add_north,
    add_scale_bar,
    bars_height,
    show_window,
)
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Evaluated, Places
from accessible_kz_plugin.printing.sheet import (
    Box,
    add_label,
    add_page,
    fitting_points,
    place,
    text_size,
)
from accessible_kz_plugin.printing.structure import set_alternative
from accessible_kz_plugin.printing.window import Window, padded
from accessible_kz_plugin.styles.lights import name_expression

#: Two places closer than this many widths of a number cover each other's.
_CLOSE = 2.0
#: An enlargement pays where this many places stand so.
_MANY_CLOSE = 6
#: It shows this share of the map's width and height.
_CENTRE_SHARE = 0.33
_OVERVIEW_SHARE = 0.2
#: Paper that a place takes with its number, to each side (mm on A4).
_SYMBOL_MM = 5.0
#: Points that are compared with all others at a time.
_CHUNK = 512


@dataclass(frozen=True)
class Detail:
    """One further page.

    Attributes
    ----------
    title : str
        What it shows, in the language of the map.
    extent : QgsRectangle
        In the map's CRS; empty for places that lie nowhere.
    numbers : frozenset of int
        Numbers of the places that it is made for; the page may show more.
    """

    title: str
    extent: QgsRectangle
    numbers: frozenset[int]


#: Positions of places in the map's CRS, by number.
Positions = dict[int, QgsPointXY]


def positions_of(
    places: Places, options: MapOptions, window: Window, transforms: QgsCoordinateTransformContext
) -> Positions:
    """Return where places are in the map's CRS; those without a usable position are left out."""
    source = options.places.crs()
    change = QgsCoordinateTransform(source if source.isValid() else wgs84(), window.crs, transforms)
    found: Positions = {}
    for one in places.items:
        if one.point is None:
            continue
        try:
            found[one.number] = change.transform(one.point)
        except QgsCsException:
            continue  # no place on earth
    return found


def details_of(
    places: Places,
    options: MapOptions,
    window: Window,
    city: QgsLayoutItemMap,
    transforms: QgsCoordinateTransformContext,
) -> list[Detail]:
    """Return the further pages that a map needs, in their order."""
    where = positions_of(places, options, window, transforms)
    if options.atlas == "areas" and options.areas is not None:
        return list(_districts(options, where, window, transforms))
    if options.atlas == "parts":
        return list(_parts(options, where, city.extent()))
    return list(_crowded(options, where, city))


def add_detail(
    layout: QgsPrintLayout,
    options: MapOptions,
    places: Places,
    detail: Detail,
    city: QgsLayoutItemMap,
    margin: float,
) -> dict[int, str]:
    """Add one page with a map; return the square of each place on it."""
    page = add_page(layout, options.page_mm)
    width, height = options.page_mm
    points = options.points
    words = texts.word(
        "detail_title", options.language, title=texts.sheet_title(options), part=detail.title
    )
    room = Box(margin, margin, width - 2 * margin, 2.2 * text_size("Ц", 1.6 * points, 1e4)[1])
    size = fitting_points(words, 1.6 * points, room, least=points, bold=True)
    room = room._replace(height=text_size(words, size, room.width, bold=True)[1])
    add_label(layout, words, room, size, page=page, name="detail title", bold=True)
    line = text_size("Ц", points, 100.0)[1]
    bars = bars_height(options)
    # Beside the page's number, or in two rows above it.
    low = 0.2 * line if bars < 3 * line else 1.2 * line
    share = 0.8 if bars < 3 * line else 1.0
    foot = Box(margin, height - margin - low - bars, share * room.width, bars)
    body = Box(margin, room.bottom + 2.0, room.width, foot.y - room.bottom - 4.0)
    window = Window(city.crs(), padded(detail.extent), 0)
    one = add_map(layout, options, window)
    one.setId(f"map {page + 1}")
    show_window(one, window, body, page=page)
    grid = grid_of(one, options)
    transforms = layout.project().transformContext()
    squares = squares_of(places, grid, options.places.crs(), transforms)
    shown = replace(places, items=tuple(p for p in places.items if p.number in squares))
    set_alternative(one, texts.map_alternative(shown, options, title=words))
    add_grid(layout, one, grid, options)
    add_north(layout, options, body, page=page)
    add_scale_bar(layout, options, one, foot, page=page)
    _add_overview(layout, options, one, city, _corner(places, options, one, body, transforms), page)
    return squares


def _add_overview(
    layout: QgsPrintLayout,
    options: MapOptions,
    one: QgsLayoutItemMap,
    city: QgsLayoutItemMap,
    corner: Callable[[float, float], Box],
    page: int,
) -> None:
    """Add the whole map in small, with the piece that the page shows."""
    body = one.rect()
    share = _OVERVIEW_SHARE * min(body.width(), body.height())
    ratio = city.rect().height() / city.rect().width()
    width, height = (share / ratio, share) if ratio < 1 else (share, share * ratio)
    small = QgsLayoutItemMap(layout)
    small.setId("overview")
    small.setCrs(city.crs())
    # Streets alone: symbols and numbers would only fill the small map.
    beneath = (options.areas, options.streets, options.base)
    small.setLayers([layer for layer in beneath if layer is not None])
    small.setKeepLayerSet(True)
    small.setFrameEnabled(True)
    small.setBackgroundEnabled(True)
    layout.addLayoutItem(small)
    box = corner(width, height)
    place(small, box, page)
    # `setExtent` changes the item's shape, `zoomToExtent` needs an extent to start from.
    small.setExtent(city.extent())
    place(small, box, page)
    small.zoomToExtent(city.extent())
    frame = QgsLayoutItemMapOverview("shown", small)
    frame.setLinkedMap(one)
    # An outline alone: a tint would be lost in grey print.
    frame.setFrameSymbol(
        QgsFillSymbol.createSimple(
            {"style": "no", "outline_color": "#1A1A1A", "outline_width": "0.7"}
        )
    )
    small.overviews().addOverview(frame)


def _corner(
    places: Places,
    options: MapOptions,
    one: QgsLayoutItemMap,
    body: Box,
    transforms: QgsCoordinateTransformContext,
) -> Callable[[float, float], Box]:
    """Return what finds the corner of a map where a box hides the fewest places.

    The upper right one belongs to the north arrow, and grid letters stand above.
    """
    shown = Window(one.crs(), one.extent(), 0)
    points = positions_of(places, options, shown, transforms).values()
    extent = one.extent()

    def find(width: float, height: float) -> Box:
        def hidden(box: Box) -> int:
            left = extent.xMinimum() + (box.x - body.x) / body.width * extent.width()
            top = extent.yMaximum() - (box.y - body.y) / body.height * extent.height()
            area = QgsRectangle(
                left,
                top - height / body.height * extent.height(),
                left + width / body.width * extent.width(),
                top,
            )
            area.grow(_SYMBOL_MM * options.enlarged * one.scale() / 1000.0)
            return sum(area.contains(point) for point in points)

        low = body.bottom - height
        corners = [Box(body.right - width, low, width, height), Box(body.x, low, width, height)]
        return min(corners, key=hidden)

    return find


def places_by_area(
    places: QgsVectorLayer,
    areas: QgsVectorLayer,
    language: str,
    transforms: QgsCoordinateTransformContext,
) -> dict[str, tuple[int, ...]]:
    """Return the ids of the features in each district by its name, a feature once.

    Parameters
    ----------
    places : QgsVectorLayer
    areas : QgsVectorLayer
        Polygons; those of one name are one district.
    language : str
        Of the names.
    transforms : QgsCoordinateTransformContext
    """
    source = places.crs() if places.crs().isValid() else wgs84()
    change = QgsCoordinateTransform(source, wgs84(), transforms)
    where: dict[int, QgsPointXY] = {}
    for feature in places.getFeatures():
        if feature.hasGeometry():
            try:
                where[feature.id()] = change.transform(point_of(feature.geometry()))
            except QgsCsException:
                continue  # no place on earth
    return _inside(areas, where, language, wgs84(), transforms)


def _districts(
    options: MapOptions,
    where: Positions,
    window: Window,
    transforms: QgsCoordinateTransformContext,
) -> Iterator[Detail]:
    """Yield the districts that hold places, by their names."""
    if options.areas is None:
        return
    found = _inside(options.areas, where, options.language, window.crs, transforms)
    for words, numbers in found.items():
        # The box of its places: a district may be far larger than its town.
        extent = QgsRectangle()
        extent.setMinimal()
        for number in numbers:
            extent.include(where[number])
        yield Detail(words, extent, frozenset(numbers))


def _inside(
    areas: QgsVectorLayer,
    where: Positions,
    language: str,
    crs: QgsCoordinateReferenceSystem,
    transforms: QgsCoordinateTransformContext,
) -> dict[str, tuple[int, ...]]:
    """Return which points, in `crs`, each district holds; the first one takes a point."""
    name = Evaluated(areas, name_expression(areas, language))
    source = areas.crs() if areas.crs().isValid() else wgs84()
    change = QgsCoordinateTransform(source, crs, transforms)
    shapes: dict[str, list[QgsGeometry]] = {}
    for number, feature in enumerate(areas.getFeatures(), 1):
        geometry = QgsGeometry(feature.geometry())
        if geometry.isNull():
            continue
        geometry.transform(change)
        words = name.of(feature) or texts.word("detail_square", language, number=number)
        shapes.setdefault(words, []).append(geometry)
    taken: set[int] = set()
    found: dict[str, tuple[int, ...]] = {}
    for words, geometries in sorted(shapes.items()):
        inside = tuple(
            key
            for key, point in where.items()
            if key not in taken and any(one.contains(point) for one in geometries)
        )
        taken.update(inside)
        if inside:
            found[words] = inside
    return found


def _parts(options: MapOptions, where: Positions, extent: QgsRectangle) -> Iterator[Detail]:
    """Yield the pieces of the sheet that hold places, row by row."""
    wanted = len(where) / max(options.readable_places, 1)
    side = max(2, ceil(sqrt(wanted)))
    width, height = extent.width() / side, extent.height() / side
    number = 0
    for row in range(side):
        for column in range(side):
            left = extent.xMinimum() + column * width
            top = extent.yMaximum() - row * height
            piece = QgsRectangle(left, top - height, left + width, top)
            inside = frozenset(
                key
                for key, point in where.items()
                # Half-open, so that no place is listed twice.
                if left <= point.x() < left + width and top - height < point.y() <= top
            )
            if inside:
                number += 1
                words = texts.word("detail_square", options.language, number=number)
                yield Detail(words, piece, inside)


def _crowded(options: MapOptions, where: Positions, city: QgsLayoutItemMap) -> Iterator[Detail]:
    """Yield the piece of the map where numbers would cover each other, if there is one."""
    extent = city.extent()
    numbers = [number for number, point in where.items() if extent.contains(point)]
    x = np.array([where[number].x() for number in numbers])
    y = np.array([where[number].y() for number in numbers])
    wide = text_size("00", options.points, 1e4, bold=True)[0] * city.scale() / 1000.0
    close = _neighbours(x, y, x, y, _CLOSE * wide, _CLOSE * wide) > 1
    if np.count_nonzero(close) < _MANY_CLOSE:
        return
    width, height = _CENTRE_SHARE * extent.width(), _CENTRE_SHARE * extent.height()
    around = _neighbours(x, y, x[close], y[close], width / 2, height / 2)
    middle = int(np.argmax(np.where(close, around, -1)))
    left, low = x[middle] - width / 2, y[middle] - height / 2
    piece = QgsRectangle(left, low, left + width, low + height)
    inside = frozenset(number for number in numbers if piece.contains(where[number]))
    yield Detail(texts.word("detail_centre", options.language), piece, inside)


def _neighbours(
    x: np.ndarray, y: np.ndarray, to_x: np.ndarray, to_y: np.ndarray, wide: float, tall: float
) -> np.ndarray:
    """Count, for each point, those of the others that lie within a box around it."""
    found = np.zeros(len(x), np.int64)
    for start in range(0, len(x), _CHUNK):
        part = slice(start, start + _CHUNK)
        across = np.abs(x[part, None] - to_x[None, :]) <= wide
        along = np.abs(y[part, None] - to_y[None, :]) <= tall
        found[part] = np.count_nonzero(across & along, axis=1)
    return found
