# SPDX-License-Identifier: MIT
"""Pictures that stand in a document, each with its text twin."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from accessible_core.vocabulary import Zone


@dataclass(frozen=True)
class Picture:
    """One picture.

    Attributes
    ----------
    content : bytes
        Of an SVG drawing, or a JPEG or PNG photo without personal data.
    media_type : str
        ``image/svg+xml``, ``image/jpeg`` or ``image/png``.
    zone : Zone or None
        What it shows; None: the whole facility.
    is_map : bool
    attributed : bool
        The map is made of OpenStreetMap's data and has to say so.
    alternative : mapping of str to str
        The text twin by language; empty: the title of the zone says it all.
    """

    content: bytes
    media_type: str
    zone: Zone | None = None
    is_map: bool = False
    attributed: bool = False
    alternative: dict[str, str] | None = None

    @property
    def address(self) -> str:
        """The picture as an address that a page can hold (RFC 2397)."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.content).decode('ascii')}"
