# SPDX-License-Identifier: MIT
"""Whether a Shapefile is whole: GDAL reads what is left of one that is not."""

from __future__ import annotations

import struct
from pathlib import Path

from accessible_core.errors import InputError

#: Sizes of the headers (ESRI Shapefile Technical Description, 1998; dBASE III).
_SHP_HEADER, _DBF_HEADER = 100, 32
_SHP_CODE = 9994


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
