# SPDX-License-Identifier: MIT
"""OSM PBF files from strangers: the one thing in them that libosmium does not survive.

libosmium keeps the tags of an object as texts that end with a zero byte. A text with a zero
byte inside, which no OSM data have, makes it read beyond the object, and the process ends
without a word. So the table of texts of each block is looked at first (the format:
wiki.openstreetmap.org/wiki/PBF_Format); whatever else is wrong libosmium says itself.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from accessible_core.errors import InputError

#: Largest header of a block and largest block, packed or not, that the format allows.
_MOST_HEADER, _MOST_BLOB = 1 << 16, 1 << 25
#: A block holds some thousand objects; no table of their texts has more entries.
_MOST_FIELDS = 1_000_000
#: Kinds of fields of protocol buffers: a number, eight bytes, a length and bytes, four bytes.
_NUMBER, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
#: Fields of a blob (fileformat.proto).
_RAW, _ZLIB = 1, 3
_DATA_SIZE = 3
#: How a block begins whose first field is the table of texts; its length needs ten bytes at most.
_TABLE_KEY = b"\x0a"
_LONGEST_KEY = 11
#: The first text of a table is empty, so that 0 can stand for "no text".
_EMPTY = b"\x0a\x00"


def check_texts(path: Path) -> None:
    """Refuse a PBF file in whose texts there are zero bytes.

    Raises
    ------
    InputError
        There are, or the file is cut off or damaged, or packed in a way that cannot be
        looked into (lz4, zstd).
    """
    try:
        with path.open("rb") as file:
            for table in _tables(file):
                # As many zero bytes as empty texts: no other can be there.
                if table.count(0) > table.startswith(_EMPTY) and _has_zero(table):
                    raise InputError(
                        f"{path} holds texts with zero bytes, which no OpenStreetMap data have; "
                        "it is not opened. Fetch it again."
                    )
    except (IndexError, ValueError, struct.error, zlib.error) as error:
        raise InputError(
            f"{path} cannot be read to its end as OSM PBF: it is cut off or damaged, or packed "
            "otherwise than with zlib. Fetch it again or convert it (osmium cat -o)."
        ) from error


def _tables(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the tables of texts of a file's blocks; of its header there is nothing to know."""
    while size := file.read(4):
        (length,) = struct.unpack(">I", size)
        header = _exactly(file, length, _MOST_HEADER)
        kind, size_of_blob = b"", -1
        for field, found in _fields(header):
            kind = bytes(found) if field == 1 else kind
            size_of_blob = _number(found) if field == _DATA_SIZE else size_of_blob
        blob = _exactly(file, size_of_blob, _MOST_BLOB)
        if kind == b"OSMData":
            yield _table(blob)


def _table(blob: bytes) -> bytes:
    """Return the texts of one block; where they stand first, nothing else is unpacked."""
    for field, found in _fields(blob):
        if field == _RAW:
            return _texts(found)
        if field == _ZLIB:
            unpacking = zlib.decompressobj()
            block = unpacking.decompress(found, _LONGEST_KEY)
            most = _MOST_BLOB
            if block[:1] == _TABLE_KEY:
                length, begin = _varint(block, 1)
                # Behind an empty table libosmium takes another one.
                most = min(begin + length, most) if length else most
            if most > len(block):
                block += unpacking.decompress(unpacking.unconsumed_tail, most - len(block))
            return _texts(block[:most])
    raise ValueError("a way of packing that is not known")


def _texts(block: bytes) -> bytes:
    return b"".join(found for field, found in _fields(block) if field == 1)


def _exactly(file: IO[bytes], length: int, most: int) -> bytes:
    if not 0 <= length <= most:
        raise ValueError("a length that cannot be")
    found = file.read(length)
    if len(found) < length:
        raise ValueError("cut off")
    return found


def _has_zero(table: bytes) -> bool:
    return any(0 in text for field, text in _fields(table) if field == 1)


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of the fields of a message; a number is its varint."""
    place, end = 0, len(message)
    for _ in range(_MOST_FIELDS):
        if place >= end:
            return
        key, place = _varint(message, place)
        kind = key & 7 if key > 7 else -1  # noqa: PLR2004 - fields are numbered from 1
        if kind == _NUMBER:
            begin = place
            _, place = _varint(message, place)
        elif kind == _BYTES:
            length, begin = _varint(message, place)
            place = begin + length
        elif kind in (_EIGHT, _FOUR):
            begin, place = place, place + (8 if kind == _EIGHT else 4)
        else:
            raise ValueError("a kind of field that is not known")
        if place > end:
            raise ValueError("cut off")
        yield key >> 3, message[begin:place]
    raise ValueError("more fields than any block has")


def _number(varint: bytes) -> int:
    return _varint(varint, 0)[0]


def _varint(message: bytes, place: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = message[place]
        number |= (byte & 0x7F) << shift
        place += 1
        if byte < 0x80:  # noqa: PLR2004 - the last byte of a number
            return number, place
        shift += 7
        if shift > 63:  # noqa: PLR2004 - no number has more bits
            raise ValueError("a number without end")
