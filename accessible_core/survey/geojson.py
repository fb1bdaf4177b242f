# SPDX-License-Identifier: MIT
"""The features of a GeoJSON file one by one, with the standard library.

GDAL leaves out what it does not understand of such a file without a word, and gives up digits
of long numbers. Here nothing is left out: what is no feature comes out as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

from accessible_core.errors import InputError, one_line

_BLANK = re.compile(r"[ \t\n\r]*")
_EPSG = re.compile(r"EPSG:+(?:[0-9.]*:)?(\d+)$", re.IGNORECASE)
_GEOMETRIES = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon",
    "GeometryCollection",
)  # fmt: skip


class FeatureFile:
    """A GeoJSON file (RFC 7946, or GeoJSON of 2008 with a coordinate system).

    Iterating gives the members of ``features`` in their order, whatever they are. Where an
    object has a key twice, the second is kept as ``<key>_2``.

    Attributes
    ----------
    epsg : int or None
        Coordinate system that the file names; None for longitude and latitude on WGS 84.
        Known once all features have been taken.
    twice : set of str
        Keys that stood twice in one object so far.

    Raises
    ------
    InputError
        The file is no GeoJSON, is cut off or not UTF-8; perhaps only while iterating.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.epsg: int | None = None
        self.twice: set[str] = set()
        self._decoder = json.JSONDecoder(object_pairs_hook=self._object)
        try:
            self._text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(
                f"{path} is not UTF-8, as GeoJSON is ({one_line(error.reason)}, byte "
                f"{error.start}). Save or export it again."
            ) from error

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._features()
        except (json.JSONDecodeError, IndexError, StopIteration) as error:
            line = getattr(error, "lineno", self._text.count("\n") + 1)
            raise InputError(
                f"{self._path} cannot be read as GeoJSON: it is cut off, damaged or of another "
                f"kind (line {line}). Save or export it again."
            ) from error
        except (RecursionError, ValueError) as error:
            raise InputError(
                f"{self._path} is nested too deeply or holds numbers of thousands of digits: that "
                "is no GeoJSON of places. Save or export it again."
            ) from error

    def _features(self) -> Iterator[Any]:
        """Go through the one object that the file is; only its features are not kept."""
        found, members = False, {}
        place = self._expected("{", self._skip(0))
        while self._text[place] != "}":
            key, place = scanstring(self._text, self._expected('"', place), True)
            place = self._expected(":", self._skip(place))
            if key == "features" and self._text[place] == "[":
                found = True
                place = yield from self._items(place + 1)
            else:
                members[key], place = self._decoder.raw_decode(self._text, place)
            place = self._next(place, "}")
        if self._skip(place + 1) != len(self._text):
            raise json.JSONDecodeError("more behind the end", self._text, place + 1)
        self._read_crs(members.get("crs"))
        if members.get("type") == "Feature" and not found:
            yield members
        elif members.get("type") in _GEOMETRIES and not found:
            yield {"type": "Feature", "geometry": members, "properties": None}
        elif not found or members.get("type") != "FeatureCollection":
            raise json.JSONDecodeError("no FeatureCollection", self._text, 0)

    def _items(self, place: int) -> Generator[Any, None, int]:
        """Yield the items of an array; return where it has ended."""
        place = self._skip(place)
        while self._text[place] != "]":
            item, place = self._decoder.raw_decode(self._text, place)
            yield item
            place = self._next(place, "]")
        return place + 1

    def _next(self, place: int, end: str) -> int:
        """Return where the next item begins, or the end stands."""
        place = self._skip(place)
        if self._text[place] == end:
            return place
        following = self._expected(",", place)
        if self._text[following] == end:
            raise json.JSONDecodeError("a comma before the end", self._text, following)
        return following

    def _expected(self, sign: str, place: int) -> int:
        """Return where the text goes on behind a sign that must stand here."""
        if self._text[place] != sign:
            raise json.JSONDecodeError(f"{sign} expected", self._text, place)
        return place + 1 if sign == '"' else self._skip(place + 1)

    def _skip(self, place: int) -> int:
        blank = _BLANK.match(self._text, place)
        return place if blank is None else blank.end()

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        found = {}
        for key, value in pairs:
            name, number = key, 2
            while name in found:
                self.twice.add(key)
                name, number = f"{key}_{number}", number + 1
            found[name] = value
        return found

    def _read_crs(self, named: Any) -> None:
        found = named_epsg(named)
        if found is None and named is not None:
            written = one_line(json.dumps(named), 80)
            if "CRS84" not in written:
                raise InputError(
                    f"{self._path} names a coordinate system that is not known ({written}): "
                    "save it in EPSG:4326."
                )
        self.epsg = None if found == WGS84_CODE else found


#: EPSG code of longitude and latitude on WGS 84.
WGS84_CODE = 4326


def named_epsg(named: Any) -> int | None:
    """Return the code of the ``crs`` that GeoJSON of 2008 could name, None where it has none."""
    text = ""
    if isinstance(named, dict) and isinstance(named.get("properties"), dict):
        text = str(named["properties"].get("name", ""))
    match = _EPSG.search(text)
    return int(match[1]) if match and len(match[1]) < _LONGEST_CODE else None


_LONGEST_CODE = 8
