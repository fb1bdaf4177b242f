# SPDX-License-Identifier: MIT
"""Codes that stand for people: the store never learns a name."""

from __future__ import annotations

from accessible_core.errors import UsageError
from accessible_core.survey.personal.texts import is_code


def checked_code(code: str, what: str = "author") -> str:
    """Return a pseudonymous code.

    Raises
    ------
    UsageError
        It is empty or looks like a name, a phone or an address.
    """
    if not is_code(code):
        raise UsageError(
            f"{what} must be a short code without blanks such as 'V07', which {code!r} is not: "
            "names of people are kept in a file of their own."
        )
    return code
