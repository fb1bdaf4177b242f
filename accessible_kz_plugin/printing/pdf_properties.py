# SPDX-License-Identifier: GPL-3.0-or-later
"""Title and language of a PDF, without anything about who made it where.

Qt writes neither a language nor, without QGIS's metadata, a title. Both are
added as an incremental update (ISO 32000-1, 7.5.6): new versions of two objects
and a new cross-reference section behind what Qt wrote.
"""

from __future__ import annotations

import re

from accessible_core.errors import OutputError

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref", re.DOTALL)


def with_properties(pdf: bytes, title: str, language: str) -> bytes:
    """Return `pdf` with its title and document language.

    Parameters
    ----------
    pdf : bytes
        As Qt's PDF writer makes it: one classic cross-reference table.
    title : str
        What readers show in the window's title.
    language : str
        ``kk``, ``ru`` or ``en``; empty for none.

    Raises
    ------
    OutputError
        The PDF is built in another way than Qt's.
    """
    start, trailers = _START.search(pdf), _TRAILER.findall(pdf)
    if start is None or not trailers:
        raise OutputError("The PDF that QGIS wrote has an unknown structure: no title was added.")
    trailer = trailers[-1]
    root, info = _reference(trailer, b"Root"), _reference(trailer, b"Info")
    size = int(_value(trailer, rb"/Size\s+(\d+)"))
    catalog = _dictionary(pdf, root)
    if language:
        catalog += b"\n/Lang (%s)" % language.encode("ascii")
    catalog += b"\n/ViewerPreferences << /DisplayDocTitle true >>"
    day = re.search(rb"/CreationDate\s*\([^)]*\)", _dictionary(pdf, info))
    properties = b"/Title %s\n/Creator (Accessible KZ, QGIS)" % _text(title)
    properties += b"\n" + day[0] if day else b""
    update = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    places = {}
    for number, body in sorted({root: catalog, info: properties}.items()):
        places[number] = len(update)
        update += b"%d 0 obj\n<<\n%s\n>>\nendobj\n" % (number, body)
    table = len(update)
    update += b"xref\n"
    for number, place in places.items():
        update += b"%d 1\n%010d 00000 n \n" % (number, place)
    update += b"trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/Prev %d\n>>\n" % (
        size,
        root,
        info,
        int(start[1]),
    )
    return bytes(update + b"startxref\n%d\n%%%%EOF\n" % table)


def _value(text: bytes, pattern: bytes) -> bytes:
    match = re.search(pattern, text)
    if match is None:
        raise OutputError("The PDF that QGIS wrote lacks an entry: no title was added.")
    return match[1]


def _reference(trailer: bytes, name: bytes) -> int:
    return int(_value(trailer, rb"/" + name + rb"\s+(\d+)\s+0\s+R"))


def _dictionary(pdf: bytes, number: int) -> bytes:
    """Return what stands between << and >> of an object; Qt nests none in these two."""
    return _value(pdf, rb"(?s)(?<!\d)%d 0 obj\s*<<(.*?)>>\s*endobj" % number).strip()


def _text(words: str) -> bytes:
    """Return a text string in UTF-16 with its byte order mark, as hexadecimal digits."""
    return b"<FEFF%s>" % words.encode("utf-16-be").hex().upper().encode("ascii")
