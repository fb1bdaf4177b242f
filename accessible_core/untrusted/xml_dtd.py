# SPDX-License-Identifier: MIT
"""XML from strangers: a document with a DTD is refused before it is parsed.

Entities live in DTDs: those that grow without end ("billion laughs") and those that fetch
other files. No format that is read here needs one.
"""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

_PIECE = 1 << 16


class _Known(Exception):
    """The document's first element or its DTD has been reached."""


def has_dtd(document: IO[bytes]) -> bool:
    """Tell whether an XML document, in whatever encoding, has a DTD.

    It is read to its first element only. What is no XML at all has none.
    """
    found: list[bool] = []
    parser = expat.ParserCreate()

    def met(*, dtd: bool) -> None:
        found.append(dtd)
        raise _Known

    parser.StartDoctypeDeclHandler = lambda *_: met(dtd=True)
    parser.StartElementHandler = lambda *_: met(dtd=False)
    try:
        while piece := document.read(_PIECE):
            parser.Parse(piece, False)
    except (_Known, expat.ExpatError, ValueError, LookupError):
        pass
    return found == [True]
