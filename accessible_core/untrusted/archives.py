# SPDX-License-Identifier: MIT
"""Zip archives and packed files from strangers: looked at before they are unpacked.

Nothing is ever extracted to disk. What is refused here is a trap or damaged: names that lead
out of the archive, sizes that lie, and contents packed so much that they would fill the memory.
"""

from __future__ import annotations

import bz2
import gzip
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accessible_core.errors import InputError, one_line

#: More than this (bytes, unpacked) is no survey and no data set of a city but a trap.
MOST_BYTES = 2_000_000_000
#: Text packs to a tenth or a thirtieth; zeros to a thousandth (deflate's best is 1,032).
MOST_RATIO = 200
#: Small contents may be packed however much.
_RATIO_FROM_BYTES = 10_000_000
_MOST_MEMBERS = 10_000
_PIECE = 1 << 20
_LEADS_OUT = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
#: What zipfile and the decompressors behind it raise for damaged archives.
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # a password is needed
    NotImplementedError,  # a way of packing that is not known
    ValueError,
)


@contextmanager
def zip_opened(path: Path, what: str) -> Iterator[zipfile.ZipFile]:
    """Open a zip archive whose members can be read one by one.

    Parameters
    ----------
    path : Path
    what : str
        What the file should be, for messages ("Excel workbook").

    Raises
    ------
    InputError
        It is no whole zip archive, also if that is only noticed while reading, or a trap.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(path, archive)
            yield archive
    except PermissionError:
        raise
    except FAULTS as error:
        raise InputError(
            f"{path} cannot be read as {what}: it is not a whole zip, damaged or protected "
            f"({type(error).__name__}: {one_line(error)}). Get or save it anew."
        ) from error


def check_packed(path: Path) -> None:
    """Unpack a gzip or bzip2 file without keeping anything, and see whether it is a trap.

    Raises
    ------
    InputError
        It unpacks to far more than any file of its size should, or is damaged.
    """
    with path.open("rb") as handle:
        opener = bz2.open if handle.read(3) == b"BZh" else gzip.open
    size, unpacked = path.stat().st_size, 0
    try:
        with opener(path, "rb") as pieces:
            while piece := pieces.read(_PIECE):
                unpacked += len(piece)
                if unpacked > _RATIO_FROM_BYTES and unpacked > MOST_RATIO * size:
                    raise InputError(
                        f"{path} unpacks to over {unpacked // 1_000_000} MB, far more than a file "
                        "of its size can mean; it is not opened."
                    )
    except PermissionError:
        raise
    except FAULTS as error:
        raise InputError(
            f"{path} cannot be unpacked ({one_line(error)}): it is cut off or damaged; "
            "fetch it again."
        ) from error


def _check_members(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive by what it says of its members; `zipfile` reads no more than that."""
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise InputError(f"{path} holds {len(members)} files, which no data need; it is not read.")
    names: set[str] = set()
    for member in members:
        name = member.filename
        if _LEADS_OUT.search(name) or _LEADS_OUT.search(member.orig_filename):
            raise InputError(f"{path} holds a file whose name leads out of it: {one_line(name)}.")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise InputError(f"{path} holds a link to another file: {one_line(name)}.")
        if name in names:
            raise InputError(f"{path} holds {one_line(name)} twice: nobody can say which counts.")
        names.add(name)
    unpacked = sum(member.file_size for member in members)
    size = path.stat().st_size
    if unpacked > MOST_BYTES or (unpacked > _RATIO_FROM_BYTES and unpacked > MOST_RATIO * size):
        raise InputError(
            f"{path} unpacks to {unpacked // 1_000_000} MB, which no survey or data set needs; "
            "it is not opened."
        )
