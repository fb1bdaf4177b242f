# SPDX-License-Identifier: MIT
"""Results as HTML tables for notebooks: the text twin, headed by the names of the data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

#: Rows of a table that a notebook shows; how many more there are is said.
_MOST = 50
_DIGITS = 3


def html_figures(caption: str, figures: Mapping[str, Any]) -> str:
    """Return figures as a table, a row each, headed by their names."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(str(name))}</th><td>{_cell(value)}</td></tr>"
        for name, value in figures.items()
    )
    return f"<table><caption>{escape(caption)}</caption>{rows}</table>"


def html_table(caption: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as a table under headings; of many rows the first ones."""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in names)
    every = list(rows)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row) + "</tr>"
        for row in every[:_MOST]
    )
    if len(every) > _MOST:
        body += f"<tr><td colspan='{len(names)}'>... {len(every) - _MOST}</td></tr>"
    return f"<table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{_DIGITS}f}".rstrip("0").rstrip(".") if value == value else ""  # noqa: PLR0124 - NaN
    return escape(str(value))
