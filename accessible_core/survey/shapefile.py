# SPDX-License-Identifier: MIT
"""Whether a Shapefile is whole, and the encoding of its texts.

GDAL reads what is left of a Shapefile that is not whole, and takes texts of which
nobody says the encoding for Western European.
"""

from __future__ import annotations

import struct
from pathlib import Path

from accessible_core.errors import InputError

#: Sizes of the headers (ESRI Shapefile Technical Description, 1998; dBASE III).
_SHP_HEADER, _DBF_HEADER = 100, 32
_SHP_CODE = 9994
#: Where the table tells its code page, and what says nothing: none, or "Windows ANSI",
#: which programs write whatever Windows it is.
_LANGUAGE, _UNSAID = 29, (0x00, 0x57)
_PIECE = 1_000_000


def check_shapefile(path: Path) -> None:
    """Compare the lengths that the files of a Shapefile state with those they have.

    Raises
    ------
    InputError
        A part is missing, cut off or of another kind.
    """
    parts = {ending: _part(path, ending) for ending in (".dbf", ".shx")}
    for file in (path, parts[".shx"]):
        with open(file, "rb") as handle:
            header = handle.read(_SHP_HEADER)
        if len(header) < _SHP_HEADER or struct.unpack(">i", header[:4])[0] != _SHP_CODE:
            raise InputError(f"{file} is no part of a Shapefile: it is damaged or of another kind.")
        stated = 2 * struct.unpack(">i", header[24:28])[0]
        if stated > file.stat().st_size:
            raise InputError(f"{file} is cut off: it should have {stated} bytes. Copy it again.")
    with open(parts[".dbf"], "rb") as handle:
        header = handle.read(_DBF_HEADER)
    if len(header) < _DBF_HEADER:
        raise InputError(f"{parts['.dbf']} is cut off or empty. Copy it again.")
    records, head, length = struct.unpack("<IHH", header[4:12])
    if head + records * length > parts[".dbf"].stat().st_size:
        raise InputError(
            f"{parts['.dbf']} is cut off: it should hold {records} rows. Copy it again."
        )


def encoding_of(path: Path) -> str | None:
    """Return the encoding of a Shapefile's texts where the file does not say it.

    Returns
    -------
    str or None
        ``utf-8``, or ``cp1251`` (Windows, Cyrillic); None where the file says it, in a
        ``.cpg`` beside it or in the table, or where there are only plain Latin letters.
    """
    if any(path.with_suffix(ending).is_file() for ending in (".cpg", ".CPG")):
        return None
    good = broken = 0
    with open(_part(path, ".dbf"), "rb") as handle:
        header = handle.read(_DBF_HEADER)
        if header[_LANGUAGE] not in _UNSAID:
            return None
        while piece := handle.read(_PIECE):
            lost = piece.decode("utf-8", "replace").count("\ufffd")
            broken += lost
            good += sum(byte >= 0xC2 for byte in piece) - lost  # noqa: PLR2004 - lead bytes of UTF-8
    if not good and not broken:
        return None
    # Fields are cut in the middle of letters.
    return "utf-8" if broken * 20 < good else "cp1251"


def _part(path: Path, ending: str) -> Path:
    """Return a companion file, whatever the case of its ending."""
    for name in (ending, ending.upper()):
        part = path.with_suffix(name)
        if part.is_file():
            return part
    raise InputError(
        f"{path} has no {path.stem}{ending} beside it: a Shapefile is several files "
        "(.shp .shx .dbf .prj), copy them together."
    )
