# SPDX-License-Identifier: MIT
"""Codes that stand for people: the store never learns a name."""

from __future__ import annotations

import re

from accessible_core.errors import UsageError

#: Letters, digits and a few signs; no blanks and no @, so that no name and no e-mail
#: address gets in by mistake.
_CODE = re.compile(r"[\w.\-]{1,40}")


def checked_code(code: str, what: str = "author") -> str:
    """Return a pseudonymous code.

    Raises
    ------
    UsageError
        It is empty or looks like a name or an address.
    """
    if not _CODE.fullmatch(code):
        raise UsageError(
            f"{what} must be a short code without blanks such as 'V07', not {code!r}: names of "
            "people are kept in a file of their own."
        )
    return code
