# SPDX-License-Identifier: GPL-3.0-or-later
"""A minimal GeoTIFF writer: one float32 band in WGS 84, uncompressed, one strip.

Written by hand so that the bytes depend on nothing but the values: GDAL's
output changes with its version and with zlib's.
"""

from __future__ import annotations

import struct

#: TIFF 6.0 field types.
_ASCII, _SHORT, _LONG, _DOUBLE = 2, 3, 4, 12
_SIZE = {_ASCII: 1, _SHORT: 2, _LONG: 4, _DOUBLE: 8}
_FORMAT = {_SHORT: "H", _LONG: "I", _DOUBLE: "d"}


def geotiff(
    rows: list[list[float]],
    west: float,
    north: float,
    step_lon: float,
    step_lat: float,
    void: float,
    description: str,
) -> bytes:
    """Return the file for rows of heights in metres, north first.

    Tags are those of TIFF 6.0, of OGC GeoTIFF 1.1 (33550 pixel scale, 33922
    tie point, 34735 keys: geographic, pixel is area, EPSG 4326) and GDAL's
    42113 for the void value.
    """
    height, width = len(rows), len(rows[0])
    band = b"".join(struct.pack(f"<{width}f", *row) for row in rows)
    keys = (1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326)
    entries: list[tuple[int, int, tuple[float, ...] | bytes]] = [
        (256, _LONG, (width,)),
        (257, _LONG, (height,)),
        (258, _SHORT, (32,)),
        (259, _SHORT, (1,)),
        (262, _SHORT, (1,)),
        (270, _ASCII, description.encode("ascii") + b"\0"),
        (273, _LONG, (8,)),
        (277, _SHORT, (1,)),
        (278, _LONG, (height,)),
        (279, _LONG, (len(band),)),
        (339, _SHORT, (3,)),
        (33550, _DOUBLE, (step_lon, step_lat, 0.0)),
        (33922, _DOUBLE, (0.0, 0.0, 0.0, west, north, 0.0)),
        (34735, _SHORT, keys),
        (42113, _ASCII, f"{void:g}".encode("ascii") + b"\0"),
    ]
    directory_at = 8 + len(band)
    extra_at = directory_at + 2 + 12 * len(entries) + 4
    directory, extra = struct.pack("<H", len(entries)), b""
    for tag, kind, values in entries:
        data = (
            values
            if isinstance(values, bytes)
            else struct.pack(f"<{len(values)}{_FORMAT[kind]}", *values)
        )
        head = struct.pack("<HHI", tag, kind, len(data) // _SIZE[kind])
        if len(data) <= 4:
            directory += head + data.ljust(4, b"\0")
        else:
            directory += head + struct.pack("<I", extra_at + len(extra))
            extra += data + b"\0" * (len(data) % 2)
    return (
        struct.pack("<2sHI", b"II", 42, directory_at)
        + band
        + directory
        + struct.pack("<I", 0)
        + extra
    )
