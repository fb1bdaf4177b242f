# SPDX-License-Identifier: MIT
"""Which kind of OSM file lies there, told by its content and not by its name."""

from __future__ import annotations

import bz2
import gzip
import re
from pathlib import Path

from accessible_core.errors import InputError
from accessible_core.untrusted.archives import check_packed
from accessible_core.untrusted.osm_pbf import check_texts

_HEAD = 4096
#: The root element of OSM XML, after a prolog and comments.
_OSM_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*\?>\s*|<!--(?:(?!-->).)*-->\s*)*<osm[\s>]", re.DOTALL
)
_KINDS = ".osm.pbf, .osm, .osm.gz or .osm.bz2"


def osm_format(path: Path) -> str:
    """Return libosmium's name for the format of `path`.

    Returns
    -------
    str
        ``pbf``, ``osm``, ``osm.gz`` or ``osm.bz2``.

    Raises
    ------
    InputError
        The file is empty, cannot be opened or is no OSM file.
    """
    try:
        with path.open("rb") as handle:
            head = handle.read(_HEAD)
    except OSError as error:
        raise InputError(f"{path} cannot be opened ({error.strerror}).") from error
    if not head:
        raise InputError(f"{path} is empty (0 bytes): fetch or export it again.")
    # A PBF begins with the length of a header block whose type field says OSMHeader.
    if head[4:].startswith(b"\x0a\x09OSMHeader"):
        check_texts(path)
        return "pbf"
    if head.startswith(b"\x1f\x8b"):
        return _packed(path, "osm.gz")
    if head.startswith(b"BZh"):
        return _packed(path, "osm.bz2")
    if _OSM_ROOT.match(head):
        return "osm"
    raise InputError(f"{path} is not an OSM file: expected the content of {_KINDS}.")


def _packed(path: Path, name: str) -> str:
    check_packed(path)
    opener = gzip.open if name == "osm.gz" else bz2.open
    with opener(path, "rb") as handle:
        head = handle.read(_HEAD)
    if not _OSM_ROOT.match(head):
        raise InputError(f"{path} is packed, but what is inside is not OSM: expected {_KINDS}.")
    return name
