# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: E501, S608 - lists of values; kinds of changes are counted; SQL on a copy in memory
"""Changes of files: of raw bytes, and of what is inside zips, packed files, JSON and SQLite.

Behind a checksum raw changes are all refused alike; so packed files are unpacked, changed
and packed again, and network files get right checksums.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing, suppress
from random import Random
from typing import Any

#: Texts and numbers that have broken readers before.
TOKENS = [
    b"", b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"'", b'"', b'""', b",", b";", b"\t", b"\r",
    b"\n", b"\r\n", b"\\", b"=1+1", b"@x", b"-1", b"0", b"1e400", b"-1e400", b"NaN", b"Infinity", b"null",
    b"true", b"[]", b"{}", b"[[[[", b"99999999999999999999", b"4294967295", b"-2147483648", b"1e-400",
    b"&a;", b"<!DOCTYPE a>", b"<!--", b"]]>", b"%s", b"{0}", b"../../x", b"/vsicurl/http://[::1]/",
    "\u202e".encode(), "\U0001f600".encode(), b"\xed\xa0\x80", b"A" * 5000, b"id", b"form", b"lon", b"lat",
    "Қ".encode("utf-16"), b"180.0000001", b"91", b"\x1a", b"inf", b"0x10", "١٢".encode(), b"1_000",
    b"2026-13-45", b"9999-12-31", b"0000-00-00", b"\xc2\xa0", b"__proto__", b"sep=;\n", b"-0.0", b"1,5",
]  # fmt: skip
#: Values that may stand anywhere in a JSON document or an SQLite cell.
VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, 1e308, float("inf"), float("nan"), 2**31, 2**63, 10**40, "", " ", "\x00",
    "a" * 3000, "\ud800", [], {}, [[]], [None], [1, "a"], {"a": []}, "=1+1", "1e400", "NaN", "ә" * 50,
]  # fmt: skip
_SIZES = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def changed(data: bytes, kind: str, rng: Random) -> bytes:
    """Return a file of a kind (`csv`, `json`, `zip` ...) with one to four changes.

    Now and then it is the raw bytes that change, whatever the kind.
    """
    changer = _BY_KIND.get(kind, bytes_changed)
    if rng.random() < _RAW:
        changer = bytes_changed
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        with suppress(*_NOT_OF_ITS_KIND):  # an earlier change may have made it another kind
            data = changer(data, rng)
    return data


_RAW = 0.15
_NOT_OF_ITS_KIND = (
    ValueError, KeyError, IndexError, OSError, EOFError, RecursionError, struct.error, zlib.error,
    zipfile.BadZipFile, sqlite3.Error, NotImplementedError, OverflowError, RuntimeError,
)  # fmt: skip


def bytes_changed(data: bytes, rng: Random) -> bytes:
    """Change raw bytes: flip, insert, cut, repeat, swap, and lie about sizes."""
    if not data:
        return rng.choice(TOKENS)
    place = rng.randrange(len(data))
    other = min(len(data), place + 1 + int(rng.expovariate(1 / 12)))
    how = rng.randrange(9)
    if how == 0:
        return data[:place] + bytes([data[place] ^ 1 << rng.randrange(8)]) + data[place + 1 :]
    if how == 1:
        return data[:place] + rng.randbytes(1) + data[place + 1 :]
    if how == 2:
        return data[:place] + rng.choice(TOKENS) + data[place:]
    if how == 3:
        return data[:place] + rng.choice(TOKENS) + data[other:]
    if how == 4:
        return data[:place] + data[other:]
    if how == 5:
        return data[:place] + data[place:other] * rng.choice((2, 3, 50)) + data[other:]
    if how == 6:
        return data[:place]
    if how == 7:
        size = struct.pack(rng.choice(("<I", ">I", "<H", ">H", "B")), 0)
        number = (rng.choice(_SIZES) & (256 ** len(size) - 1)).to_bytes(
            len(size), rng.choice(("little", "big"))
        )
        return data[:place] + number + data[place + len(size) :]
    there = rng.randrange(len(data))
    return data[:place] + data[there : there + other - place] + data[other:]


def _csv(data: bytes, rng: Random) -> bytes:
    """Change one cell, or one line as a whole."""
    lines = data.split(b"\n")
    row = rng.randrange(len(lines))
    if rng.random() < _LINES:
        lines.insert(rng.randrange(len(lines) + 1), rng.choice((b"", lines[row])))
        return b"\n".join(lines)
    mark = max((b",", b";", b"\t"), key=lines[0].count)
    cells = lines[row].split(mark)
    cells[rng.randrange(len(cells))] = rng.choice(TOKENS)
    lines[row] = mark.join(cells)
    return b"\n".join(lines)


_LINES = 0.2


def _tree_changed(node: Any, rng: Random) -> Any:
    """Return a JSON tree with one value, key or branch changed."""
    here = not isinstance(node, (list, dict)) or not node or rng.random() < _HERE
    if here:
        return rng.choice((rng.choice(VALUES), [node], {"type": node}, node))
    if isinstance(node, list):
        place = rng.randrange(len(node))
        how = rng.random()
        if how < _DROP:
            return node[:place] + node[place + 1 :]
        if how < 2 * _DROP:
            return [*node, node[place]]
        return [*node[:place], _tree_changed(node[place], rng), *node[place + 1 :]]
    key = rng.choice(list(node))
    how = rng.random()
    if how < _DROP:
        return {name: value for name, value in node.items() if name != key}
    if how < 2 * _DROP:
        return {**node, str(rng.choice(VALUES)): node[key]}
    return {**node, key: _tree_changed(node[key], rng)}


_HERE, _DROP = 0.08, 0.08


def _json(data: bytes, rng: Random) -> bytes:
    return json.dumps(_tree_changed(json.loads(data), rng)).encode()


def _json_lines(data: bytes, rng: Random) -> bytes:
    lines = data.splitlines()
    place = rng.randrange(len(lines))
    lines[place] = _json(lines[place], rng)
    return b"\n".join(lines)


def _zip(data: bytes, rng: Random) -> bytes:
    """Change one member, or the names of members; sums and sizes are right afterwards."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {item.filename: archive.read(item) for item in archive.infolist()}
    name = rng.choice([n for n in members if "theme" not in n])
    if rng.random() < _LINES:
        old = members.pop(name)
        if rng.random() < _DROP_MEMBER:
            members[rng.choice(("../" + name, "/etc/x", name.upper(), name + "\x00"))] = old
    elif name.endswith((".json", ".geojson")) and rng.random() > _RAW:
        members[name] = _json(members[name], rng)
    else:
        members[name] = bytes_changed(members[name], rng)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return packed.getvalue()


_DROP_MEMBER = 0.7


def _gzip(data: bytes, rng: Random) -> bytes:
    return gzip.compress(bytes_changed(gzip.decompress(data), rng), 1)


def _bzip2(data: bytes, rng: Random) -> bytes:
    return bz2.compress(bytes_changed(bz2.decompress(data), rng), 1)


def _sqlite(data: bytes, rng: Random) -> bytes:
    """Change a cell, a name or a table by SQL, or bytes of the file."""
    if rng.random() < _RAW_SQLITE:
        return bytes_changed(data, rng)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.deserialize(data)
        db.execute("PRAGMA writable_schema = ON")
        tables = [
            name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        table = rng.choice([t for t in tables if not t.startswith(("sqlite_", "rtree"))])
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        column = rng.choice(columns)
        value = rng.choice([v for v in VALUES if not isinstance(v, (list, dict))])
        if (isinstance(value, int) and abs(value) >= 2**63) or value == "\ud800":
            value = rng.randbytes(rng.choice((1, 8, 61)))
        statement = rng.choice(
            (
                f'UPDATE "{table}" SET "{column}" = ?1',
                f'UPDATE "{table}" SET "{column}" = ?1 WHERE rowid = {rng.randrange(1, 9)}',
                f'UPDATE "{table}" SET "{column}" = ?1 WHERE rowid = {rng.randrange(1, 9)}',
                f'DELETE FROM "{table}"',
                f'DROP TABLE "{table}"',
                f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "x y"',
                f'INSERT INTO "{table}" SELECT * FROM "{table}"',
                "UPDATE sqlite_master SET sql = CAST(?1 AS TEXT) WHERE rowid = 3",
            )
        )
        db.execute(statement, (value,) if "?1" in statement else ())
        return bytes(db.serialize())


_RAW_SQLITE = 0.4


def _network(data: bytes, rng: Random) -> bytes:
    """Change header or arrays of a network file and give it right lengths and sums."""
    fixed = struct.Struct("<8sIIQII")
    magic, version, size, _, _, _ = fixed.unpack_from(data)
    header, body = data[fixed.size : fixed.size + size], data[fixed.size + size :]
    if rng.random() < _HEADER:
        header = _json(header, rng)
    else:
        body = bytes_changed(body, rng)
    header = header.rstrip() + b" " * (-(fixed.size + len(header.rstrip())) % 64)
    whole = fixed.size + len(header) + len(body)
    return (
        fixed.pack(magic, version, len(header), whole, zlib.crc32(header), zlib.crc32(body))
        + header
        + body
    )


_HEADER = 0.5

_BY_KIND = {
    "csv": _csv,
    "json": _json,
    "jsonl": _json_lines,
    "zip": _zip,
    "gz": _gzip,
    "bz2": _bzip2,
    "sqlite": _sqlite,
    "net": _network,
}
