# SPDX-License-Identifier: MIT
"""Filled-in forms as KoboToolbox and ODK Central export them, without a mapping.

The platform is recognised by its own columns; groups before names are taken
off, positions become ``lon`` and ``lat``, and the submission's identifier is
kept. What tells who filled the form in, or on which phone, is for
`survey.personal` to take out. The platforms' layouts are data
(``field_exports.toml``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.findings import Findings
from accessible_core.knowledge import load_toml
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.words import as_text, folded, mapped, text_column, words
from accessible_core.vocabulary import ENTRANCES, ReviewState

#: Name of a position in our forms -> its columns in survey tables.
_POINTS = {
    "location": ("lon", "lat"),
    **{f"{door.value}_door": (f"{door.value}_lon", f"{door.value}_lat") for door in ENTRANCES},
}
#: What a position's text holds at least: latitude and longitude.
_LEAST_PARTS = 2

Cells = Sequence[Any]


def plain_columns(columns: dict[str, Cells], findings: Findings) -> dict[str, Cells]:
    """Return the columns of a field platform's export as those of a survey table.

    Parameters
    ----------
    columns : mapping of str to sequence (n,)
        As read from a table; those of any other table are returned as they are.
    findings : Findings
        Told which platform it was and which columns were left out.
    """
    platform = _platform(columns)
    if platform is None:
        return columns
    export = _Export(platform, findings)
    for name, cells in columns.items():
        export.take(name, cells)
    return export.survey()


def plain_header(header: list[str]) -> list[str]:
    """Return the names of columns without groups, where a field platform wrote them."""
    platform = _platform(header)
    if platform is None:
        return header
    return [_without_groups(name, platform) for name in header]


@lru_cache(maxsize=None)
def _layouts() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("field_exports.toml"))


def _platform(columns: Iterable[str]) -> Optional[dict[str, Any]]:
    there = {name.strip().casefold() for name in columns}
    for platform in _layouts()["platforms"]:
        if there.issuperset(platform["signs"]):
            found: dict[str, Any] = platform
            return found
    return None


def _without_groups(name: str, platform: Mapping[str, Any]) -> str:
    return name.strip().rpartition(platform["separator"])[2]


class _Export:
    """The columns of one export, sorted by what becomes of them."""

    def __init__(self, platform: Mapping[str, Any], findings: Findings) -> None:
        self._platform = platform
        self._findings = findings
        self._kept: dict[str, Cells] = {}
        self._points: dict[str, dict[str, Cells]] = {}
        self._review: Optional[Cells] = None
        self._dropped = 0

    def take(self, name: str, cells: Cells) -> None:
        """Put one column where it belongs."""
        plain = _without_groups(name, self._platform)
        low = plain.casefold()
        columns = _layouts()["columns"]
        if self._is_point(name, plain, cells):
            pass
        elif low in self._platform["review"]:
            self._review = cells
        elif low in (*columns["platform"], *columns["leading"]) or low.endswith(
            tuple(columns["platform_endings"])
        ):
            self._dropped += 1
        else:
            for kind in ("submission", "time", "version"):
                if low == self._platform[kind]:
                    plain = {"time": "submission_time", "version": "form_version"}.get(
                        kind, "submission_id"
                    )
            self._kept[name if plain in self._kept else plain] = cells

    def survey(self) -> dict[str, Cells]:
        """Return the columns of the survey table, and report what was left out."""
        kept = self._kept
        kept["submission_id"] = mapped(kept["submission_id"], _identifier)
        for name in [name for name in kept if name.endswith("_number")]:
            # The form has written it with its unit into the measured value; one that was
            # typed in later, on the platform, stays to be seen.
            measured = name[: -len("_number")] + "_measured"
            if meaning_of(measured).kind == "measured" and measured in kept:
                pairs = zip(kept[name], kept[measured])
                if all(as_text(one).strip() in as_text(whole) for one, whole in pairs):
                    del kept[name]
        for point, (lon, lat) in _POINTS.items():
            if point in self._points:
                kept[lon], kept[lat] = _position(self._points[point], len(kept["submission_id"]))
        own = [as_text(cell).strip() for cell in kept.get("id", ())]
        ids = own or [""] * len(kept["submission_id"])
        # The same submission has the same id in every later export.
        kept["id"] = [mine or other for mine, other in zip(ids, kept["submission_id"])]
        if self._review is not None or "review" in kept:
            kept["review"] = self._reviewed(kept.get("review"))
        self._report()
        return kept

    def _is_point(self, name: str, plain: str, cells: Cells) -> bool:
        """Take a position or a part of one; False for any other column."""
        if plain.casefold() in _POINTS:
            self._points.setdefault(plain.casefold(), {})["text"] = cells
            return True
        points = _layouts()["points"]
        whole = name.strip().casefold().replace("/", "-").replace("_latitude", "-latitude")
        for ending in ("longitude", "altitude", "precision"):
            whole = whole.replace(f"_{ending}", f"-{ending}")
        before, _, part = whole.rpartition("-")
        point = before.rpartition("-")[2].lstrip("_")
        if point not in _POINTS:
            return False
        if part in points["dropped"]:
            self._dropped += 1
            return True
        for axis in ("lat", "lon"):
            if part == points[axis]:
                self._points.setdefault(point, {})[axis] = cells
                return True
        return False

    def _reviewed(self, given: Optional[Cells]) -> list[str]:
        """Return the states of review: the platform's word, else the form's own.

        "Approved" holds only where the table says who did it and who surveyed, and the
        two differ: on the platforms whoever filled a form in may approve it as well.
        """
        meant = {
            word: state for state, spellings in _layouts()["review"].items() for word in spellings
        }
        count = len(self._kept["submission_id"])
        cells = [""] * count if self._review is None else self._review
        said = mapped(cells, lambda cell: meant.get(folded(as_text(cell)), ""))
        before = [as_text(cell) for cell in given] if given is not None else [""] * count
        states = [new or old for new, old in zip(said, before)]
        reviewers = self._people("reviewed_by", count)
        surveyors = self._people("surveyor_code", count)
        known = words("review")
        alone = [
            row
            for row, state in enumerate(states)
            if known.get(folded(state), folded(state)) == ReviewState.APPROVED.value
            and (not surveyors[row] or reviewers[row] in ("", surveyors[row]))
        ]
        for row in alone:
            states[row] = ReviewState.SUBMITTED.value
        cell_findings(
            self._findings, "field_export_not_reviewed", alone,
            text_column(self._kept["id"]), "review", None, platform=self._platform["name"],
        )  # fmt: skip
        return states

    def _people(self, name: str, count: int) -> list[str]:
        return [folded(as_text(cell)) for cell in self._kept.get(name, [""] * count)]

    def _report(self) -> None:
        add, platform = self._findings.add, self._platform["name"]
        add("field_export_read", value=platform, count=self._dropped)
        if not any(meaning_of(name).kind == "answer" for name in self._kept):
            add("field_export_labels", value=platform)


def _identifier(cell: Any) -> str:
    """Return a submission's identifier without what ODK writes before it."""
    return as_text(cell).strip().removeprefix("uuid:")


def _position(parts: Mapping[str, Cells], n: int) -> tuple[list[Any], list[Any]]:
    """Return longitudes and latitudes; from the position's text where parts are missing."""
    empty: Cells = [""] * n
    pairs = zip(parts.get("lon", empty), parts.get("lat", empty), parts.get("text", empty))
    lons, lats = [], []
    for lon, lat, text in pairs:
        said = as_text(text).split()
        if not (_says(lon) and _says(lat)) and len(said) >= _LEAST_PARTS:
            lat, lon = said[0], said[1]  # noqa: PLW2901 - the pair as it is written
        lons.append(lon)
        lats.append(lat)
    return lons, lats


def _says(cell: Any) -> bool:
    if isinstance(cell, float) and math.isnan(cell):
        return False
    return as_text(cell).strip() != ""
