# SPDX-License-Identifier: MIT
r"""Text cells of CSV files that no spreadsheet takes for a formula.

Excel, LibreOffice and Google Sheets run a cell of a CSV file that starts with
``=``, ``+``, ``-`` or ``@`` (or a tab or line break, which they skip) as a
formula; so a place's name could send data away (OWASP, "CSV Injection"). Such
texts get a leading apostrophe, which spreadsheets know as "this is text".
Taking it off again gives the very text: a text that itself looks like one with
an apostrophe gets a second one.
"""

from __future__ import annotations

import re

#: What could be run: a trigger after blanks of any kind, or a control character
#: at the start; full-width signs are triggers in East Asian settings.
_TRIGGER = r"(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])"
_DANGEROUS = re.compile("'*" + _TRIGGER)
_NEUTRALISED = re.compile("'+" + _TRIGGER)
#: A plain negative number is what it looks like and stays a number.
_NUMBER = re.compile(r"-\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def neutralised(text: str) -> str:
    """Return `text` so that a spreadsheet shows it and does not run it."""
    if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def as_written(text: str) -> str:
    """Return the text that :func:`neutralised` was given."""
    return text[1:] if _NEUTRALISED.match(text) else text
