# SPDX-License-Identifier: MIT
"""One file for one network: opened in milliseconds, refused when it is not whole.

Layout (all numbers little-endian)::

    0   8 bytes   magic: 89 'A' 'K' 'Z' 'N' 0D 0A 1A
    8   u32       format version
    12  u32       length of the header
    16  u64       length of the whole file
    24  u32       CRC-32 of the header
    28  u32       CRC-32 of everything after the header's padding
    32  header    JSON, UTF-8: arrays (name, type, shape, offset), words, meta
    ..  arrays    raw, each at a multiple of 64 bytes

The file is read into memory as a whole: nothing keeps it open, so that it can be
replaced on Windows, too. The magic's first and last bytes show a transfer in
text mode, as in PNG.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import InputError, one_line
from accessible_core.files import existing_file, replacing
from accessible_core.network.model import StreetNetwork
from accessible_core.network.soundness import check_sound

_MAGIC = b"\x89AKZN\r\n\x1a"
#: Raised whenever an older program could misunderstand the file.
VERSION = 1
_FIXED = struct.Struct("<8sIIQII")
_ALIGN = 64
#: Kinds of numpy types that may stand in a file (no objects, no strings).
_KINDS = "biuf"
_WORDS = ("surfaces", "barriers", "names", "conditions", "levels")
#: Words that files of earlier versions lack.
_LATER = {"conditions": [""], "levels": ["unknown"]}
_GROUPS = ("nodes", "edges", "entrances", "buildings")


def write_network(network: StreetNetwork, path: str | os.PathLike[str]) -> None:
    """Write `network` to `path`, under exactly that name.

    Raises
    ------
    OutputError
        The folder is missing or cannot be written to.
    """
    arrays = _arrays(network)
    entries: list[dict[str, Any]] = []
    blocks: list[memoryview | bytes] = []
    offset = body_sum = 0
    for name, array in arrays.items():
        little = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        padding = -little.nbytes % _ALIGN
        entries.append(
            {"name": name, "type": little.dtype.str, "shape": little.shape, "offset": offset}
        )
        # The arrays are written as they lie in memory: copies of a country are large.
        for block in (little.reshape(-1).view(np.uint8).data, b"\0" * padding):
            blocks.append(block)
            body_sum = zlib.crc32(block, body_sum)
        offset += little.nbytes + padding
    document = {
        "arrays": entries,
        "words": {name: getattr(network, name) for name in _WORDS},
        "meta": dict(network.meta),
    }
    header = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    # Spaces after the JSON let the arrays begin at a multiple of 64.
    header += b" " * (-(_FIXED.size + len(header)) % _ALIGN)
    fixed = _FIXED.pack(
        _MAGIC,
        VERSION,
        len(header),
        _FIXED.size + len(header) + offset,
        zlib.crc32(header),
        body_sum,
    )
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.writelines([fixed, header, *blocks])


def read_network(path: str | os.PathLike[str]) -> StreetNetwork:
    """Open a network file.

    Raises
    ------
    InputError
        The file is missing, no network, cut off, damaged or from a newer version.
    """
    source = existing_file(path, "network file")
    try:
        content = source.read_bytes()
    except OSError as error:
        raise InputError(f"{source} cannot be opened ({error.strerror}).") from error
    document, begin = _header(source, content)
    body = memoryview(content)[begin:]
    try:
        network = _network(document, body)
        check_sound(network)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _damaged(source, f"its table of contents is wrong: {one_line(error)}") from error
    return network


def is_network(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file begins as a network file does."""
    try:
        with Path(path).open("rb") as handle:
            return handle.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _header(source: Path, content: bytes) -> tuple[dict[str, Any], int]:
    """Check the whole file and return its header and where the arrays begin."""
    if content[: len(_MAGIC)] != _MAGIC:
        if content and _MAGIC.startswith(content):
            raise _damaged(source, "it is cut off")
        raise InputError(
            f"{source} is not a network file: make one with `accessible-kz network build`, "
            "in QGIS with 'Build a street network'."
        )
    if len(content) < _FIXED.size:
        raise _damaged(source, "it is cut off")
    _, version, header_length, length, header_sum, body_sum = _FIXED.unpack_from(content)
    if version != VERSION:
        age = "a newer" if version > VERSION else "an older"
        raise InputError(
            f"{source} has network format {version}, this program reads {VERSION}: it was made by "
            f"{age} version; build it again here or update."
        )
    if len(content) != length:
        raise _damaged(source, f"it has {len(content)} of {length} bytes")
    begin = _FIXED.size + header_length
    header = content[_FIXED.size : begin]
    if zlib.crc32(header) != header_sum or zlib.crc32(memoryview(content)[begin:]) != body_sum:
        raise _damaged(source, "its checksum does not match")
    try:
        document: dict[str, Any] = json.loads(header)
    except (ValueError, RecursionError) as error:
        raise _damaged(source, "its table of contents is no JSON") from error
    return document, begin


def _network(document: dict[str, Any], body: memoryview) -> StreetNetwork:
    parts: dict[str, Any] = {group: {} for group in _GROUPS}
    for entry in document["arrays"]:
        kind = np.dtype(entry["type"])
        shape = tuple(entry["shape"])
        if kind.kind not in _KINDS or min(shape, default=0) < 0:
            raise ValueError(f"{entry['name']} {entry['type']} {shape}")
        count = int(np.prod(shape))
        # A view of the bytes read, which are immutable; native order costs nothing here.
        array = np.frombuffer(body, kind, count, entry["offset"]).reshape(shape)
        group, _, name = entry["name"].rpartition(".")
        if group:
            parts[group][name] = array
        else:
            parts[name] = array
    for name in _WORDS:
        found = document["words"]
        parts[name] = tuple(found[name] if name in found else _LATER[name])
    return StreetNetwork(**parts, meta=document["meta"])


def _arrays(network: StreetNetwork) -> dict[str, NDArray[Any]]:
    """Return all arrays by name, those of a group as ``group.name``."""
    found: dict[str, NDArray[Any]] = {}
    for part in fields(network):
        value = getattr(network, part.name)
        if isinstance(value, np.ndarray):
            found[part.name] = value
        elif part.name in _GROUPS:
            found.update({f"{part.name}.{name}": array for name, array in value.items()})
    return found


def _damaged(source: Path, reason: str) -> InputError:
    return InputError(f"{source} is a damaged network file ({reason}): build it again.")
