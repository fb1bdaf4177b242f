# SPDX-License-Identifier: MIT
"""Text of others as HTML that shows it and does nothing else."""

from __future__ import annotations

import re
from html import escape

#: Characters that no HTML page may hold, and halves of surrogate pairs.
_NOT_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def html_text(words: str, longest: int = 0) -> str:
    """Return `words` escaped, with a mark for what no page may hold.

    Parameters
    ----------
    words : str
    longest : int
        Cut what is longer, with an ellipsis; 0 cuts nothing.
    """
    if 0 < longest < len(words):
        words = words[:longest] + "…"
    return escape(_NOT_HTML.sub("\ufffd", words))
