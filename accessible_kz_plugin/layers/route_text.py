# SPDX-License-Identifier: GPL-3.0-or-later
"""The text twin of a route on the map: a numbered list, as lines and as a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Union

from accessible_core.network.model import StreetNetwork
from accessible_core.routing.instructions import instructions
from accessible_core.routing.reasons import parted_reasons
from accessible_core.routing.results import NoRoute, Route
from accessible_kz_plugin.translation import tr


@dataclass(frozen=True)
class RouteText:
    """What is said about a route: first and last words, and the steps between them."""

    opening: str
    steps: list[str]
    closing: str

    def lines(self) -> list[str]:
        """Return everything a line each, the steps numbered."""
        numbered = [f"{number}. {step}" for number, step in enumerate(self.steps, 1)]
        return [line for line in (self.opening, *numbered, self.closing) if line]

    def page(self, language: str) -> str:
        """Return everything as a page that screen readers walk through as a list."""
        title = escape(tr("Route"))
        steps = "".join(f"<li>{escape(step)}</li>\n" for step in self.steps)
        parts = [
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">',
            f"<title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n",
            f"<p>{escape(self.opening)}</p>\n" if self.opening else "",
            f"<ol>\n{steps}</ol>\n" if steps else "",
            f"<p>{escape(self.closing)}</p>\n" if self.closing else "",
            "</body>\n</html>\n",
        ]
        return "".join(parts)


def route_text(
    result: Union[Route, NoRoute], network: StreetNetwork, language: str, snap_m: float
) -> RouteText:
    """Return the instructions of a route, or why there is none."""
    if isinstance(result, NoRoute):
        # The core names the option of its command line; here it is a field of the dialog.
        reason, causes, corrections = parted_reasons(result, language, snap_m)
        return RouteText(reason, causes, " ".join(corrections))
    *steps, closing = instructions(result, network, language)
    return RouteText("", steps, closing)
