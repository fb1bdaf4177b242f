# SPDX-License-Identifier: MIT
"""One photo: read within bounds, turned upright, written anew without anything but pixels.

Nothing of the file is copied: the picture is decoded and encoded again, so that EXIF
(with its GPS position and small preview), XMP, IPTC, comments, colour profiles and
whatever follows the picture stay behind. The position is read first, and only told.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import stat
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Optional

from accessible_core.extras import require
from accessible_core.knowledge import load_toml

#: EXIF 2.32: the tag that leads to the GPS directory, and its entries (4.6.6).
_GPS = 0x8825
_LAT_REF, _LAT, _LON_REF, _LON = 1, 2, 3, 4
#: Kinds that are known and that Pillow does not read.
_HEIC = "HEIC"
_FIRST_BYTES = 32


class PhotoFault(Exception):
    """A photo that is not taken, and why: the code of a finding."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code, self.details = code, details


@dataclass(frozen=True)
class CleanPhoto:
    """A photo of which only the picture is left.

    Attributes
    ----------
    name : str
        The beginning of the content's SHA-256, and ``.jpg``.
    content : bytes
        A JPEG file.
    position : tuple of float or None
        Longitude and latitude (degrees) where it was taken, as the source said.
    ending_fits : bool
        Whether the source's name ends as its content is.
    """

    name: str
    content: bytes
    position: Optional[tuple[float, float]]
    ending_fits: bool


@lru_cache(maxsize=None)
def knowledge() -> dict[str, Any]:
    """Return ``photos.toml``."""
    return load_toml(Path(__file__).with_name("photos.toml"))


def clean_photo(path: Path) -> CleanPhoto:
    """Read one photo and return it without anything but its picture.

    Raises
    ------
    PhotoFault
        It is no photo that can be read, is damaged, or larger than any photo.
    MissingExtraError
        Pillow is not installed.
    """
    data = _read(path)
    kind = _kind(data)
    image = require("PIL.Image")
    with warnings.catch_warnings(), _whole_files():
        # Pillow warns of large pictures; ours is the limit.
        warnings.simplefilter("ignore")
        try:
            with image.open(BytesIO(data), formats=(kind,)) as photo:
                _check_size(photo)
                position = _position(photo)
                content = _encoded(photo)
        except PhotoFault:
            raise
        except image.DecompressionBombError as error:
            raise PhotoFault("photo_too_large") from error
        except Exception as error:
            # Pillow raises OSError, ValueError, SyntaxError, struct.error ... for damage.
            raise PhotoFault("photo_broken") from error
    digest = hashlib.sha256(content).hexdigest()[: knowledge()["written"]["name_letters"]]
    fits = path.suffix.lower() in knowledge()["endings"][kind]
    return CleanPhoto(f"{digest}.jpg", content, position, fits)


@contextmanager
def _whole_files() -> Iterator[None]:
    """Have Pillow refuse damaged files, whatever others told it: WeasyPrint has it read them."""
    files: Any = require("PIL.ImageFile")
    before, files.LOAD_TRUNCATED_IMAGES = files.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        files.LOAD_TRUNCATED_IMAGES = before


def _read(path: Path) -> bytes:
    """Return a regular file's bytes; links are not followed."""
    limit = knowledge()["limits"]["bytes"]
    try:
        # Windows needs to be told that it is no text.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags)
        with open(handle, "rb") as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise PhotoFault("photo_broken")
            if found.st_size > limit:
                raise PhotoFault("photo_too_large")
            return file.read(found.st_size)
    except OSError as error:
        raise PhotoFault("photo_broken") from error


def _kind(data: bytes) -> str:
    begin = data[:_FIRST_BYTES].hex()
    for kind, signs in knowledge()["kinds"].items():
        if any(re.match(sign, begin) for sign in signs):
            if kind == _HEIC:
                raise PhotoFault("photo_heic")
            return str(kind)
    raise PhotoFault("photo_no_picture")


def _check_size(photo: Any) -> None:
    """Refuse, before anything is decoded, what would take too much memory."""
    limits, longest = knowledge()["limits"], knowledge()["written"]["longest_side"]
    width, height = photo.size
    if max(width, height) > limits["side"] or width * height > limits["pixels"]:
        raise PhotoFault("photo_too_large")
    if not photo.info.get("progressive"):
        # A JPEG is decoded smaller at once; for other kinds this changes nothing.
        photo.draft("RGB", (longest, longest))
    width, height = photo.size
    if width * height > limits["decoded"]:
        raise PhotoFault("photo_too_large")


def _encoded(photo: Any) -> bytes:
    """Return the picture alone as JPEG: upright, on white, no larger than needed."""
    image, ops = require("PIL.Image"), require("PIL.ImageOps")
    written = knowledge()["written"]
    longest = written["longest_side"]
    photo.load()
    see_through = "A" in photo.getbands() or "transparency" in photo.info
    upright = ops.exif_transpose(photo).convert("RGBA" if see_through else "RGB")
    upright.thumbnail((longest, longest))
    plain = image.new("RGB", upright.size, "white")
    plain.paste(upright, mask=upright.getchannel("A") if see_through else None)
    memory = BytesIO()
    plain.save(memory, "JPEG", quality=written["quality"], optimize=True)
    return memory.getvalue()


def _position(photo: Any) -> Optional[tuple[float, float]]:
    """Return longitude and latitude, None where there are none that mean anything."""
    try:
        gps = photo.getexif().get_ifd(_GPS)
        lat = _degrees(gps, _LAT, _LAT_REF, "NS")
        lon = _degrees(gps, _LON, _LON_REF, "EW")
    except Exception:  # noqa: BLE001 - a broken directory raises whatever Pillow meets in it
        return None
    if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180 or lat == lon == 0:  # noqa: PLR2004 - degrees
        return None
    return lon, lat


def _degrees(gps: Mapping[int, Any], tag: int, ref: int, signs: str) -> Optional[float]:
    """Return degrees, minutes and seconds as one number; the sign must be said."""
    parts = [float(part) for part in gps[tag]]
    sign = str(gps[ref]).strip("\x00 ").upper()[:1]
    if not sign or sign not in signs or not parts or not all(map(math.isfinite, parts)):
        return None
    value = math.fsum(part / 60**power for power, part in enumerate(parts[:3]))
    return -value if sign == signs[1] else value
