# SPDX-License-Identifier: MIT
"""The wanted nodes and ways of an OSM file as lines of text, all in one pass of C++.

pyosmium makes an object of every tag and every node reference that Python looks at,
which takes longer than reading the file. Here libosmium filters the file, finds the
places of the nodes of ways, and writes what is wanted as OPL (https://osmcode.org/opl-file-format/)
to a temporary file; Python cuts lines, and numpy reads the numbers of all ways at once.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import OutputError

_ESCAPED = re.compile("%([0-9a-f]+)%")
#: ``n17x8.5y49.2,n18xy`` as numbers with spaces between; the second is of no known place.
_SPACES = bytes.maketrans(b"nxy,", b"    ")
_NOWHERE = (b"xy", b"x1e9y1e9")
_NO_DEGREES = 1e9
_NUMBERS = 3
_FILE = "wanted.opl"
_FORM = "opl,locations_on_ways=true,add_metadata=timestamp"


@dataclass(frozen=True)
class Item:
    """A node or way with its tags.

    Attributes
    ----------
    id : int
    tags : dict of str to str
    lon, lat : float
        Place of a node in degrees, NaN where it has none.
    nodes : str or None
        Of a way its nodes, as `nodes_of` reads them; None of a node.
    timestamp : str
        When it was edited last (UTC, ISO 8601), "" where the file does not say.
    """

    id: int
    tags: dict[str, str]
    lon: float
    lat: float
    nodes: str | None
    timestamp: str


@dataclass
class Lines:
    """Items of one file, read when they are asked for.

    Attributes
    ----------
    timestamp : str
        Of the whole file, "" where its header does not say.
    places : Any
        libosmium's table of the places of all nodes.
    """

    timestamp: str
    places: Any
    _folder: tempfile.TemporaryDirectory[str] = field(repr=False)

    def __iter__(self) -> Iterator[Item]:
        with (Path(self._folder.name) / _FILE).open(encoding="utf-8", newline="\n") as file:
            for line in file:
                yield _item(line.rstrip("\n"))

    def close(self) -> None:
        """Take the temporary file away."""
        self._folder.cleanup()


def lines(osmium: Any, file: Any, filters: list[Any]) -> Lines:
    """Write the nodes and ways of `file` that pass all `filters`.

    Parameters
    ----------
    osmium : module
    file : osmium.io.File
    filters : list of osmium.filter

    Raises
    ------
    RuntimeError
        Of libosmium: the file is cut off or damaged.
    OutputError
        There is no room for the temporary file.
    """
    folder = tempfile.TemporaryDirectory(prefix="accessible-kz-")
    try:
        places = osmium.index.create_map("flex_mem")
        target = osmium.io.File(str(Path(folder.name) / _FILE), _FORM)
        with contextlib.closing(osmium.io.Reader(file, osmium.osm.NODE | osmium.osm.WAY)) as reader:
            timestamp = reader.header().get("osmosis_replication_timestamp") or ""
            _write(osmium, reader, places, filters, target)
    except BaseException:
        folder.cleanup()
        raise
    return Lines(timestamp, places, folder)


def _write(osmium: Any, reader: Any, places: Any, filters: list[Any], target: Any) -> None:
    locating = osmium.NodeLocationsForWays(places)
    locating.ignore_errors()
    writer = osmium.SimpleWriter(target)
    try:
        try:
            osmium.apply(reader, locating, *filters, writer)
        finally:
            _close(writer)
    except RuntimeError as error:
        if str(error).startswith("Write failed"):
            raise OutputError(
                f"The temporary file for reading OSM data cannot be written ({error}): make room "
                f"in {tempfile.gettempdir()}, or name another folder in TMPDIR."
            ) from error
        raise


def _close(writer: Any) -> None:
    closed = False
    try:
        writer.close()
        closed = True
    finally:
        if not closed:
            # libosmium ends the whole program when a writer that has failed is thrown
            # away, so this one is kept until the program ends by itself.
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(writer))


def nodes_of(texts: list[str]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return ids (R,), and longitudes and latitudes (R, 2), NaN where not known, of ways.

    Raises
    ------
    ValueError
        A place lies off the Earth.
    """
    text = ",".join(texts).encode().replace(*_NOWHERE).translate(_SPACES)
    numbers = np.fromstring(text, np.float64, sep=" ").reshape(-1, _NUMBERS)
    places = numbers[:, 1:].copy()
    places[places == _NO_DEGREES] = np.nan
    with np.errstate(invalid="ignore"):
        if (np.abs(places) > (180.0, 90.0)).any():
            raise ValueError("invalid location")
    return numbers[:, 0].astype(np.int64), places


def _item(line: str) -> Item:
    kind, *parts = line.split(" ")
    fields = {part[0]: part[1:] for part in parts}
    lon, lat = fields.get("x"), fields.get("y")
    return Item(
        id=int(kind[1:]),
        tags=_tags(fields["T"]),
        lon=float(lon) if lon else np.nan,
        lat=float(lat) if lat else np.nan,
        nodes=fields["N"] if kind[0] == "w" else None,
        timestamp=fields.get("t", ""),
    )


def _tags(text: str) -> dict[str, str]:
    if "%" not in text:
        return dict([pair.split("=") for pair in text.split(",")]) if text else {}
    return {
        _plain(key): _plain(value) for key, value in (pair.split("=") for pair in text.split(","))
    }


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "%" in text else text
