# SPDX-License-Identifier: MIT
"""Forms for the field, made of a checklist: for phones (XLSForm) and on paper."""

from __future__ import annotations

from accessible_core.fieldwork.known_places import KnownPlaces, known_places
from accessible_core.fieldwork.paper import paper_html, write_paper
from accessible_core.fieldwork.xlsforms import XLSForm, write_xlsform, xlsform

__all__ = [
    "KnownPlaces",
    "XLSForm",
    "known_places",
    "paper_html",
    "write_paper",
    "write_xlsform",
    "xlsform",
]
