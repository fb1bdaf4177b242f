# SPDX-License-Identifier: MIT
"""What a page of a PDF draws, piece by piece, and marks around the pieces.

A *unit* is one text object, one path that is painted, or one picture: the least that a mark
can hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_PATH = {"m", "l", "c", "v", "y", "h", "re"}
_PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
_OBJECTS = {"Do", "sh"}
_Owner = TypeVar("_Owner")


@dataclass(frozen=True)
class Unit:
    """One piece of a drawing.

    Attributes
    ----------
    first, last : int
        Positions of its instructions in the page's content.
    text : bool
    box : tuple of float
        Left, low, right, high in points from the page's lower left corner; of text the
        base line's first point, twice.
    """

    first: int
    last: int
    text: bool
    box: tuple[float, float, float, float]


def units_of(instructions: Sequence[Any]) -> list[Unit]:
    """Return the pieces that a page's instructions draw, in their order."""
    return list(_units(instructions))


def _units(instructions: Sequence[Any]) -> Iterator[Unit]:
    matrix, line = _IDENTITY, _IDENTITY
    saved: list[_Matrix] = []
    points: list[tuple[float, float]] = []
    begin = 0
    for place, instruction in enumerate(instructions):
        name, values = str(instruction.operator), instruction.operands
        if name == "q":
            saved.append(matrix)
        elif name == "Q":
            matrix = saved.pop() if saved else _IDENTITY
        elif name == "cm":
            matrix = _times(_numbers(values), matrix)
        elif name in _PATH:
            begin = begin if points else place
            points += [_moved(point, matrix) for point in _points(name, values)]
        elif name in _PAINT:
            # A path that only cuts what follows (`W n`) draws nothing.
            if points and name != "n":
                yield Unit(begin, place, False, _around(points))
            points = []
        elif name in _OBJECTS:
            corners = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
            yield Unit(place, place, False, _around([_moved(one, matrix) for one in corners]))
        elif name == "BT":
            begin, line, points = place, _IDENTITY, []
        elif name == "Tm":
            line = _numbers(values)
        elif name in ("Td", "TD"):
            line = _times((1.0, 0.0, 0.0, 1.0, float(values[0]), float(values[1])), line)
        elif name in ("Tj", "TJ", "'", '"'):
            points = points or [_moved((0.0, 0.0), _times(line, matrix))]
        elif name == "ET":
            if points:
                yield Unit(begin, place, True, _around(points))
            points = []


def marked(
    instructions: Sequence[Any],
    units: Sequence[Unit],
    owners: Sequence[_Owner],
    begin: Callable[[_Owner], Any],
    end: Any,
) -> Iterator[Any]:
    """Yield instructions with a mark around each run of units of one owner.

    Parameters
    ----------
    instructions : sequence
    units : sequence of Unit
        As `units_of` found them.
    owners : sequence
        Of each unit.
    begin : callable
        Makes the instruction that opens a mark for an owner.
    end : instruction
        Closes it.
    """
    done = 0
    for place, (unit, owner) in enumerate(zip(units, owners)):
        first = not place or owners[place - 1] is not owner
        if first:
            if place:
                yield from instructions[done : units[place - 1].last + 1]
                yield end
                done = units[place - 1].last + 1
            yield from instructions[done : unit.first]
            yield begin(owner)
            done = unit.first
    if units:
        yield from instructions[done : units[-1].last + 1]
        yield end
        done = units[-1].last + 1
    yield from instructions[done:]


def _points(name: str, values: Any) -> list[tuple[float, float]]:
    numbers = [float(value) for value in values]
    if name == "re":
        x, y, width, height = numbers
        return [(x, y), (x + width, y + height)]
    return list(zip(numbers[0::2], numbers[1::2]))


def _numbers(values: Any) -> _Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return (a, b, c, d, e, f)


def _times(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _moved(point: tuple[float, float], matrix: _Matrix) -> tuple[float, float]:
    x, y = point
    a, b, c, d, e, f = matrix
    return (x * a + y * c + e, x * b + y * d + f)


def _around(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))
