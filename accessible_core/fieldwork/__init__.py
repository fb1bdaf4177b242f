# SPDX-License-Identifier: MIT
"""Forms for the field, made of a checklist: for phones (XLSForm) and on paper."""

from __future__ import annotations

from accessible_core.fieldwork.xlsforms import XLSForm, write_xlsform, xlsform

__all__ = ["XLSForm", "write_xlsform", "xlsform"]
