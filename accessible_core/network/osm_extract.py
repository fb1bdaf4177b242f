# SPDX-License-Identifier: MIT
"""What a network needs of an OSM file, taken out in one pass of C++.

pyosmium makes an object of every tag and every node reference that Python looks at,
which takes longer than reading the file. Here libosmium filters the file, finds the
places of the nodes of ways, and writes what is wanted as OPL (https://osmcode.org/opl-file-format/)
to a temporary file; numpy reads the numbers of all ways at once (`osm_lines`). All of it
ends in files, so that another process can do it as well (`read_ahead`).
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accessible_core.errors import InputError, OutputError, one_line
from accessible_core.extras import require
from accessible_core.network.osm_format import osm_format
from accessible_core.network.rules import rules

if TYPE_CHECKING:  # numpy comes after the pass: loading it takes half as long
    from accessible_core.network.osm_lines import WayNodes

_DATE = "date.txt"
_LINES = "wanted.opl"
_NODES = "nodes.npy"
_FORM = "opl,locations_on_ways=true,add_metadata=timestamp"
#: Stages of an extract, in the order in which they are done.
LINES, NODES = 1, 2


class ReadingFailed(Exception):
    """Whoever was to take something out of the file could not do it."""


def _nothing(_: int) -> None:
    """Wait for nothing, tell nobody."""


@dataclass
class Extract:
    """What is taken out of one file: all ways, and tagged nodes and relations of interest.

    Attributes
    ----------
    folder : TemporaryDirectory
        Where it lies until this is left as a context.
    wait : callable
        Called with a stage before what it makes is looked at; raises `ReadingFailed`.
    """

    folder: tempfile.TemporaryDirectory[str] = field(
        default_factory=lambda: tempfile.TemporaryDirectory(prefix="accessible-kz-")
    )
    wait: Callable[[int], None] = _nothing

    def __enter__(self) -> Extract:  # noqa: PYI034 - Self needs Python 3.11
        return self

    def __exit__(self, *_: object) -> None:
        self.folder.cleanup()

    @property
    def is_made_elsewhere(self) -> bool:
        """Whether there is time to do something else in between."""
        return self.wait is not _nothing

    def timestamp(self) -> str:
        """Return the date of the whole file, "" where its header does not say."""
        self.wait(LINES)
        return self._path(_DATE).read_text("utf-8")

    def lines(self) -> Iterator[str]:
        """Return the lines of OPL in the order of the file, each with its line end."""
        self.wait(LINES)
        with self._path(_LINES).open(encoding="utf-8", newline="\n") as file:
            yield from file

    def nodes(self) -> WayNodes:
        """Return the nodes of all ways, in the order of the lines."""
        from accessible_core.network.osm_lines import WayNodes

        self.wait(NODES)
        return WayNodes.load(self._path(_NODES))

    def _path(self, name: str) -> Path:
        return Path(self.folder.name) / name


def extracted(source: Path) -> Extract:
    """Take out of `source` what a network needs; to be used as a context.

    Raises
    ------
    InputError
        The file is empty, no OSM file, cut off or damaged.
    MissingExtraError
        pyosmium is not installed.
    OutputError
        There is no room for the temporary files.
    """
    found = Extract()
    try:
        take_out(source, Path(found.folder.name))
    except BaseException:
        found.folder.cleanup()
        raise
    return found


def take_out(source: Path, folder: Path, done: Callable[[int], None] = _nothing) -> None:
    """Write into `folder` what an `Extract` consists of; errors as of `extracted`.

    Parameters
    ----------
    source, folder : Path
    done : callable
        Called with each stage when it is done.
    """
    file_format = osm_format(source)
    osmium = require("osmium")
    file = osmium.io.File(str(source), file_format)
    try:
        places = osmium.index.create_map("flex_mem")
        entities = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION
        with contextlib.closing(osmium.io.Reader(file, entities)) as reader:
            date = reader.header().get("osmosis_replication_timestamp") or ""
            (folder / _DATE).write_text(date, "utf-8")
            _write(osmium, reader, places, str(folder / _LINES))
        done(LINES)
        _write_nodes(osmium, file, places, folder)
        done(NODES)
    # What libosmium raises for broken files: half letters are an IndexError, the last is for
    # coordinates off the Earth.
    except (RuntimeError, ValueError, IndexError, osmium.InvalidLocationError) as error:
        raise InputError(
            f"{source} cannot be read to its end ({one_line(error)}): it is cut off or damaged; "
            "fetch or export it again."
        ) from error
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise _no_room(error) from error


def _write(osmium: Any, reader: Any, places: Any, target: str) -> None:
    """Write all ways with the places of their nodes, and nodes and relations of interest."""
    read = rules()["read"]
    nodes = osmium.filter.KeyFilter(*read["node_keys"])
    nodes.enable_for(osmium.osm.NODE)
    # Ways that bound areas carry no tags themselves, so that no filter knows them.
    relations = osmium.filter.KeyFilter(*read["way_keys"], *read["obstacle_keys"])
    relations.enable_for(osmium.osm.RELATION)
    locating = osmium.NodeLocationsForWays(places)
    locating.ignore_errors()
    writer = osmium.SimpleWriter(osmium.io.File(target, _FORM))
    try:
        try:
            osmium.apply(reader, locating, nodes, relations, writer)
        finally:
            _close(writer)
    except RuntimeError as error:
        if str(error).startswith("Write failed"):
            raise _no_room(error) from error
        raise


def _no_room(error: Exception) -> OutputError:
    return OutputError(
        f"The temporary file for reading OSM data cannot be written ({error}): make room "
        f"in {tempfile.gettempdir()}, or name another folder in TMPDIR."
    )


def _close(writer: Any) -> None:
    closed = False
    try:
        writer.close()
        closed = True
    finally:
        if not closed:
            import ctypes

            # libosmium ends the whole program when a writer that has failed is thrown
            # away, so this one is kept until the program ends by itself.
            ctypes.pythonapi.Py_IncRef(ctypes.py_object(writer))


def _write_nodes(osmium: Any, file: Any, table: Any, folder: Path) -> None:
    """Read the nodes of all ways, and locate those that came after a way that uses them."""
    from accessible_core.network.osm_lines import WayNodes

    with (folder / _LINES).open("rb") as lines:
        found = WayNodes.read(lines)
    late = set(found.unplaced().tolist())
    places = {}
    if min(late, default=0) < 0:
        # Nodes drawn but never uploaded (JOSM); libosmium's tables know no negative ids.
        for node in osmium.FileProcessor(file, osmium.osm.NODE):
            if node.id < 0 and node.location.valid():
                places[node.id] = (node.location.lon, node.location.lat)
    for node in late:
        if node > 0:
            with contextlib.suppress(KeyError):
                place = table.get(node)
                places[node] = (place.lon, place.lat)
    found.put(places)
    found.save(folder / _NODES)
