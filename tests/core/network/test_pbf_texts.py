# SPDX-License-Identifier: GPL-3.0-or-later
"""Zero bytes in the texts of a PBF file are found wherever its tables of texts stand."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from accessible_core.errors import InputError
from accessible_core.untrusted.osm_pbf import check_texts


def number(value: int) -> bytes:
    """Return a varint."""
    found = b""
    while value > 127:
        found, value = found + bytes([value & 127 | 128]), value >> 7
    return found + bytes([value])


def field(place: int, content: bytes) -> bytes:
    return bytes([place << 3 | 2]) + number(len(content)) + content


def table(*texts: bytes) -> bytes:
    return field(1, b"".join(field(1, text) for text in texts))


def pbf(block: bytes, *, packed: bool) -> bytes:
    """Return a file of one block of data; a header block says nothing of texts."""
    size = bytes([2 << 3]) + number(len(block))
    blob = size + field(3, zlib.compress(block)) if packed else field(1, block)
    head = field(1, b"OSMData") + bytes([3 << 3]) + number(len(blob))
    return struct.pack(">I", len(head)) + head + blob


GOOD, BAD = table(b"", *[b"highway"] * 40), table(b"", *[b"high\0way"] * 40)
#: Some data behind or before the texts.
DATA = field(2, b"\0\1" * 3000)
NONE = field(1, b"")


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("block", "sound"),
    [
        (GOOD + DATA, True),
        (DATA + GOOD, True),
        (DATA, True),
        (b"", True),
        (NONE, True),
        (BAD + DATA, False),
        (DATA + BAD, False),
        (NONE + DATA + BAD, False),  # libosmium takes the first table that holds something
    ],
)
def test_zero_bytes_in_texts(tmp_path: Path, block: bytes, packed: bool, sound: bool) -> None:
    path = tmp_path / "some.osm.pbf"
    path.write_bytes(pbf(block, packed=packed))
    if sound:
        check_texts(path)
    else:
        with pytest.raises(InputError, match="zero bytes"):
            check_texts(path)
