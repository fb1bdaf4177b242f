# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the numbers of the places stand: beside their symbols, or led there by a line.

QGIS puts a label at the best of a few spots right beside its symbol, and covers other symbols
where all of them are taken. Here a number moves away step by step until it is free.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayoutItemMap,
    QgsLineSymbol,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsProject,
    QgsProperty,
    QgsPropertyCollection,
    QgsSimpleLineCallout,
    QgsUnitTypes,
    QgsVectorLayerSimpleLabeling,
)

from accessible_core.lights import symbology
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.places import Places
from accessible_kz_plugin.printing.sheet import text_size
from accessible_kz_plugin.styles.labels import INK, label_text_format

#: Free space between a symbol and its number (mm on A4).
_GAP = 0.5
#: A number that finds no free spot beside its symbol moves away in so many steps, each of
#: this share of its height.
_STEPS, _STEP = 5, 0.9
#: Spots around a symbol, best first: right of it and above, as maps are read.
_SPOTS = ((1, 1), (1, 0), (-1, 1), (1, -1), (-1, 0), (-1, -1), (0, 1), (0, -1))
#: Side of the squares by which neighbours are found (mm).
_CELL = 10.0
#: Side of the squares through which streets run (mm), and how many pieces are looked at.
LINE_CELL, _MOST_PIECES = 1.2, 20_000
#: Digits fill this share of a line's height.
_DIGITS = 0.72
#: Decimals of positions in the label's expression, in degrees or metres.
_DECIMALS = 7


class _Rectangle(NamedTuple):
    """On paper, in mm from the map's lower left corner."""

    left: float
    low: float
    right: float
    high: float

    def meets(self, other: _Rectangle) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.low < other.high
            and other.low < self.high
        )


class _Taken:
    """The rectangles that are taken, found by where they are."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, _Rectangle]]] = defaultdict(list)

    def add(self, owner: int, area: _Rectangle) -> None:
        for cell in _cells(area):
            self._cells[cell].append((owner, area))

    def is_free(self, owner: int, area: _Rectangle) -> bool:
        """Tell whether an area covers nothing of others than its owner's."""
        return not any(
            whose != owner and area.meets(other)
            for cell in _cells(area)
            for whose, other in self._cells.get(cell, ())
        )

    def neighbours(self, area: _Rectangle) -> int:
        return sum(len(self._cells.get(cell, ())) for cell in _cells(area))


def number_spots(
    points: Mapping[int, tuple[float, float]],
    halves: Mapping[int, float],
    sizes: Mapping[int, tuple[float, float]],
    room: tuple[float, float, float],
    gap: float,
    lines: Collection[tuple[int, int]] = (),
) -> dict[int, tuple[float, float]]:
    """Return the middles of the numbers; one that finds no free spot is left out.

    Parameters
    ----------
    points : mapping of int to (x, y)
        Places on paper by their numbers, in mm from the map's lower left corner.
    halves : mapping of int to float
        Half the side of each symbol in mm.
    sizes : mapping of int to (width, height)
        Of the numbers in mm.
    room : (width, height, margin)
        Of the map; numbers keep off its margin.
    gap : float
        Between a symbol and its number.
    lines : collection of (column, row)
        Squares of `LINE_CELL` mm through which streets run: numbers cover as few as they can.
    """
    taken = _Taken()
    for number, (x, y) in points.items():
        half = halves[number]
        taken.add(number, _Rectangle(x - half, y - half, x + half, y + half))
    width, height, margin = room
    # Those in a crowd choose first: they have the fewest spots.
    order = sorted(points, key=lambda one: (-taken.neighbours(_around(points[one])), one))
    found: dict[int, tuple[float, float]] = {}
    for number in order:
        wide, tall = sizes[number]
        for ring in _candidates(points[number], halves[number], (wide, tall), gap):
            areas = [
                _Rectangle(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2) for x, y in ring
            ]
            free = [
                area
                for area in areas
                if area.left >= margin
                and area.low >= 0
                and area.right <= width
                and area.high <= height - margin
                # Its own symbol is kept free by the candidates themselves.
                and taken.is_free(number, area)
            ]
            if free:
                best = min(free, key=lambda area: sum(c in lines for c in _cells(area, LINE_CELL)))
                found[number] = (best.left + wide / 2, best.low + tall / 2)
                taken.add(-number, best)
                break
    return found


def place_numbers(
    project: QgsProject, options: MapOptions, places: Places, maps: list[QgsLayoutItemMap]
) -> None:
    """Write the numbers on all maps of a sheet; those that had to move get a line.

    Parameters
    ----------
    project : QgsProject
    options : MapOptions
    places : Places
    maps : list of QgsLayoutItemMap
        With ids of their own, at their final places and scales.
    """
    settings = _settings(options, places)
    spots = {one.id(): _spots_on(one, project, options, places) for one in maps}
    if any(spots.values()):
        properties = QgsPropertyCollection()
        names = QgsPalLayerSettings.Property
        for axis, name in enumerate((names.PositionX, names.PositionY)):
            properties.setProperty(
                name, QgsProperty.fromExpression(_coordinate(spots, places, axis))
            )
        properties.setProperty(names.Hali, QgsProperty.fromExpression("'Center'"))
        properties.setProperty(names.Vali, QgsProperty.fromExpression("'Half'"))
        settings.setDataDefinedProperties(properties)
        settings.setCallout(_leader(options))
    options.places.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    options.places.setLabelsEnabled(True)
    for one in maps:
        one.storeCurrentLayerStyles()


def _settings(options: MapOptions, places: Places) -> QgsPalLayerSettings:
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
    return settings


def _spots_on(
    one: QgsLayoutItemMap, project: QgsProject, options: MapOptions, places: Places
) -> dict[int, QgsPointXY]:
    """Return where the numbers stand on one map, in the CRS of the places."""
    change = QgsCoordinateTransform(options.places.crs(), one.crs(), project.transformContext())
    extent, mm = one.extent(), 1000.0 / one.scale()
    points: dict[int, tuple[float, float]] = {}
    for place in places.items:
        if place.point is None:
            continue
        try:
            there = change.transform(place.point)
        except QgsCsException:
            continue  # no place on earth
        if extent.contains(there):
            points[place.number] = (
                (there.x() - extent.xMinimum()) * mm,
                (there.y() - extent.yMinimum()) * mm,
            )
    if not points or len(points) > options.readable_places:
        return {}
    look = symbology()
    halves = {
        place.number: look[place.light.value]["size"] * options.enlarged / 2 + 0.2
        for place in places.items
    }
    sizes = {number: _size(number, options) for number in points}
    room = (extent.width() * mm, extent.height() * mm, 0.6 * options.points)
    lines = _lines_on(one, options, project.transformContext())
    spots = number_spots(points, halves, sizes, room, _GAP * options.enlarged, lines)
    back = QgsCoordinateTransform(one.crs(), options.places.crs(), project.transformContext())
    return {
        number: back.transform(QgsPointXY(extent.xMinimum() + x / mm, extent.yMinimum() + y / mm))
        for number, (x, y) in spots.items()
    }


def _lines_on(
    one: QgsLayoutItemMap, options: MapOptions, transforms: QgsCoordinateTransformContext
) -> set[tuple[int, int]]:
    """Return the squares of a map through which streets run, or where a kerb or gate stands."""
    extent, mm = one.extent(), 1000.0 / one.scale()
    found: set[tuple[int, int]] = set()
    for layer in (options.streets, options.nodes):
        if layer is None:
            continue
        change = QgsCoordinateTransform(layer.crs(), one.crs(), transforms)
        back = QgsCoordinateTransform(one.crs(), layer.crs(), transforms)
        request = QgsFeatureRequest(back.transformBoundingBox(extent)).setLimit(_MOST_PIECES)
        request.setSubsetOfAttributes([])
        for feature in layer.getFeatures(request):
            shape = QgsGeometry(feature.geometry())
            shape.transform(change)
            # Kept by name: its vertices are read while it lives.
            dense = shape.densifyByDistance(LINE_CELL / mm)
            for vertex in dense.vertices():
                x = (vertex.x() - extent.xMinimum()) * mm
                y = (vertex.y() - extent.yMinimum()) * mm
                found.add((int(x // LINE_CELL), int(y // LINE_CELL)))
    return found


def _size(number: int, options: MapOptions) -> tuple[float, float]:
    width, height = text_size(str(number), options.points, 1e4, bold=True)
    return width + 0.6, _DIGITS * height + 0.3


def _coordinate(spots: Mapping[str, Mapping[int, QgsPointXY]], places: Places, axis: int) -> str:
    """Return the expression for one coordinate: which map is drawn, then which place."""
    cases = []
    for name, found in spots.items():
        values = ",".join(
            f"{found[one.number][axis]:.{_DECIMALS}f}" if one.number in found else "NULL"
            for one in places.items
        )
        cases.append(
            f"WHEN @map_id = '{name}' THEN "
            f"array_get(array({values}), {places.number_expression()} - 1)"
        )
    return f"CASE {' '.join(cases)} END"


def _leader(options: MapOptions) -> QgsSimpleLineCallout:
    half = max(
        look["size"] for look in symbology().values() if isinstance(look, dict) and "size" in look
    )
    half *= options.enlarged / 2
    callout = QgsSimpleLineCallout()
    callout.setEnabled(True)
    callout.setLineSymbol(
        QgsLineSymbol.createSimple(
            {"line_color": INK, "line_width": f"{0.2 * options.enlarged:.2f}"}
        )
    )
    # Only for numbers that do not stand beside their symbols.
    callout.setMinimumLength(half + 2.5 * _GAP * options.enlarged)
    callout.setMinimumLengthUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
    callout.setOffsetFromAnchor(half)
    callout.setOffsetFromAnchorUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
    return callout


def _candidates(
    point: tuple[float, float], half: float, size: tuple[float, float], gap: float
) -> Iterator[list[tuple[float, float]]]:
    """Yield the middles of a number's possible spots, the nearest ring and the best first."""
    for step in range(_STEPS):
        away = gap + step * _STEP * size[1]
        ring = []
        for right, up in _SPOTS:
            # At a corner of the symbol the number may come nearer: most are round.
            near = 0.7 * half if right and up else half
            x = point[0] + right * (near + away + size[0] / 2)
            y = point[1] + up * (near + away + size[1] / 2)
            ring.append((x, y))
        yield ring


def _around(point: tuple[float, float]) -> _Rectangle:
    x, y = point
    return _Rectangle(x - _CELL / 2, y - _CELL / 2, x + _CELL / 2, y + _CELL / 2)


def _cells(area: _Rectangle, side: float = _CELL) -> Iterator[tuple[int, int]]:
    for column in range(int(area.left // side), int(area.right // side) + 1):
        for row in range(int(area.low // side), int(area.high // side) + 1):
            yield column, row
