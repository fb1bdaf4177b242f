# SPDX-License-Identifier: MIT
"""What a page of a PDF draws, piece by piece, and marks around the pieces.

A *unit* is one text object, one path that is painted, or one picture: the least that a mark
can hold. Pages are read line by line, as Qt and WeasyPrint write them: a line holds whole
instructions, and texts are hexadecimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from accessible_core.errors import UsageError

_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]
_IDENTITY: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: Instructions that add points to a path, and how many numbers stand before each.
_PATH = {b"m": 2, b"l": 2, b"c": 6, b"v": 4, b"y": 4}
_PAINT = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"}
_SHOW = {b"Tj", b"TJ"}
_CORNERS = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
_Owner = TypeVar("_Owner")


@dataclass(frozen=True)
class Unit:
    """One piece of a drawing.

    Attributes
    ----------
    first, last : int
        Its lines in the page's content.
    text : bool
    box : tuple of float
        Left, low, right, high in points from the page's lower left corner; of text the
        base line's first point, twice.
    """

    first: int
    last: int
    text: bool
    box: tuple[float, float, float, float]


def lines_of(content: bytes) -> list[bytes]:
    """Return a page's content line by line.

    Raises
    ------
    UsageError
        It is written in another way than Qt and WeasyPrint do.
    """
    if b"(" in content or b"\nBI" in content:
        raise UsageError("The PDF is drawn in a way that cannot be tagged here: texts in letters.")
    return content.split(b"\n")


def units_of(lines: Sequence[bytes]) -> list[Unit]:
    """Return the pieces that a page's lines draw, in their order."""
    reader = _Reader()
    for place, line in enumerate(lines):
        words = line.split()
        # Most lines of a map are one step of a path.
        count = _PATH.get(words[-1]) if words else None
        if count is not None and len(words) == count + 1:
            reader.path(place, words[:count])
        else:
            reader.line(place, words)
    return reader.units


class _Reader:
    """Where a page's drawing stands while its lines are read."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._matrix, self._text = _IDENTITY, _IDENTITY
        self._saved: list[_Matrix] = []
        self._points: list[_Point] = []
        self._begin = 0
        self._in_text = False

    def path(self, place: int, numbers: Sequence[bytes]) -> None:
        """Take the points that one step of a path names."""
        self._step(place, [float(number) for number in numbers])

    def _step(self, place: int, values: Sequence[float]) -> None:
        if not self._points:
            self._begin = place
        a, b, c, d, e, f = self._matrix
        for x, y in zip(values[0::2], values[1::2]):
            self._points.append((x * a + y * c + e, x * b + y * d + f))

    def line(self, place: int, words: Sequence[bytes]) -> None:
        """Take a line of instructions of any kind."""
        for at, word in enumerate(words):
            if word == b"q":
                self._saved.append(self._matrix)
            elif word == b"Q":
                self._matrix = self._saved.pop() if self._saved else _IDENTITY
            elif word == b"cm":
                self._matrix = _times(_numbers(words, at), self._matrix)
            elif word == b"re":
                x, y, width, height = (float(one) for one in words[at - 4 : at])
                self._step(place, (x, y, x + width, y + height))
            elif word in _PATH:
                self.path(place, words[at - _PATH[word] : at])
            elif word in _PAINT:
                self._end(place, text=False)
            elif word == b"n":
                # A path that only cuts what follows (`W n`) draws nothing.
                self._points = []
            elif word in (b"Do", b"sh"):
                self._begin = place
                self._points = [_moved(one, self._matrix) for one in _CORNERS]
                self._end(place, text=False)
            else:
                self._letters(place, words, at)

    def _letters(self, place: int, words: Sequence[bytes], at: int) -> None:
        """Take what instructions about text say."""
        word = words[at]
        if word == b"BT":
            self._begin, self._text, self._points, self._in_text = place, _IDENTITY, [], True
        elif word == b"ET":
            self._end(place, text=True)
            self._in_text = False
        elif word == b"Tm":
            self._text = _numbers(words, at)
        elif word in (b"Td", b"TD"):
            x, y = float(words[at - 2]), float(words[at - 1])
            self._text = _times((1.0, 0.0, 0.0, 1.0, x, y), self._text)
        # A string may stand against its instruction: <0041>Tj
        elif self._in_text and not self._points and word[-2:] in _SHOW:
            self._points = [_moved((0.0, 0.0), _times(self._text, self._matrix))]

    def _end(self, place: int, *, text: bool) -> None:
        if self._points:
            self.units.append(Unit(self._begin, place, text, _around(self._points)))
        self._points = []


def marked(
    lines: Sequence[bytes],
    units: Sequence[Unit],
    owners: Sequence[_Owner],
    begin: Callable[[_Owner], bytes],
) -> Iterator[bytes]:
    """Yield lines with a mark around each run of units of one owner.

    Parameters
    ----------
    lines : sequence of bytes
    units : sequence of Unit
        As `units_of` found them.
    owners : sequence
        Of each unit.
    begin : callable
        Makes the line that opens a mark for an owner.
    """
    done = 0
    for place, (unit, owner) in enumerate(zip(units, owners)):
        if place and owners[place - 1] is owner:
            continue
        if place:
            yield from lines[done : units[place - 1].last + 1]
            yield b"EMC"
            done = units[place - 1].last + 1
        yield from lines[done : unit.first]
        yield begin(owner)
        done = unit.first
    if units:
        yield from lines[done : units[-1].last + 1]
        yield b"EMC"
        done = units[-1].last + 1
    yield from lines[done:]


def _numbers(words: Sequence[bytes], at: int) -> _Matrix:
    a, b, c, d, e, f = (float(word) for word in words[at - 6 : at])
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


def _moved(point: _Point, matrix: _Matrix) -> _Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return (x * a + y * c + e, x * b + y * d + f)


def _around(points: Sequence[_Point]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))
