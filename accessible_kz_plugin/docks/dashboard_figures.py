# SPDX-License-Identifier: GPL-3.0-or-later
"""What the dashboard shows: rows of counts, their words, and the table that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from accessible_core.lights import symbology
from accessible_core.messages import text
from accessible_core.statistics.areas import Areas
from accessible_core.statistics.by_area import NO_POSITION, OUTSIDE, places_of
from accessible_core.statistics.counting import (
    COUNTS,
    LIGHTS,
    NOT_GIVEN,
    Parting,
    by_category,
    by_review,
    category_title,
    figures,
    tally,
)
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin.layers.counted_places import CountedPlaces
from accessible_kz_plugin.styles.lights import light_word
from accessible_kz_plugin.translation import tr

#: What places can be counted by, in the order of the list.
WAYS: tuple[str, ...] = ("area", "group", "main_category", "category", "review")
#: Columns after the counts: keys of `counting.figures`.
SHARES: tuple[str, ...] = ("share_surveyed", "share_judged", "share_full_confirmed")

Places = NDArray[np.bool_]


@dataclass(frozen=True)
class Row:
    """One bar and one line of the table.

    Attributes
    ----------
    name : str
    part : int or None
        Which part of the parting it counts; None for all places.
    group : int
        Position in `GROUPS` of the group whose lights are counted.
    counts : tuple of int (8,)
        By `counting.COUNTS`.
    total : bool
        Whether it is the sum of the rows above it.
    """

    name: str
    part: Optional[int]
    group: int
    counts: tuple[int, ...]
    total: bool = False

    def cells(self) -> list[Any]:
        """Return the line of the table: name, number of places, counts, shares."""
        all_of_it = figures(self.counts)
        names = ("facilities", *COUNTS, *SHARES)
        return [self.name, *(all_of_it[name] for name in names)]


def way_words() -> dict[str, str]:
    """Return what each way of counting is called."""
    return {
        "area": tr("District"),
        "group": tr("Group of people"),
        "main_category": tr("Kind of place"),
        "category": tr("Kind of place, in detail"),
        "review": tr("State of review"),
    }


def parting_of(places: CountedPlaces, areas: Areas | None, way: str) -> Parting | None:
    """Part places; None where the layer does not hold what they are parted by.

    Places that are counted by group are not parted at all: they have one part.
    """
    if way == "area":
        areas = areas or Areas.whole(places.lon, places.lat)
        keys = (*areas.ids, OUTSIDE, NO_POSITION)
        return Parting(keys, places_of(areas, places.lon, places.lat))
    if way == "group":
        return Parting(("all",), np.zeros(len(places), np.int64))
    if way == "review":
        return None if places.review is None else by_review(places.review)
    if places.category is None:
        return None
    return by_category(places.category, main=way == "main_category")


def part_names(parting: Parting, areas: Areas | None, way: str, language: str) -> list[str]:
    """Return what the parts of a parting are called."""
    if way == "area":
        named = [tr("All places with a position")] if areas is None else list(areas.names)
        return [*named, tr("Outside all districts"), tr("Without a position")]
    if way == "review":
        return [text("labels", f"review_{k}", language) if k else tr("Not given, or not understood")
                for k in parting.keys]  # fmt: skip
    return [tr("Not given") if key == NOT_GIVEN else category_title(key, language)
            for key in parting.keys]  # fmt: skip


def rows_of(
    places: CountedPlaces,
    parting: Parting,
    names: list[str],
    group: int,
    chosen: Places | None,
    *,
    groups: bool,
    language: str,
) -> list[Row]:
    """Return the rows to show, and their sum as the last one.

    Parameters
    ----------
    group : int
        Position in `GROUPS`.
    chosen : bool array (n,), optional
        The places to count; all by default.
    groups : bool
        Whether each row is a group of people instead of a part.
    """
    if groups:
        kinds = places.kinds if chosen is None else places.kinds[chosen]
        counts = tally(np.zeros(len(kinds), np.int64), 1, kinds)[0]
        return [
            Row(text("labels", f"group_{one.value}", language), None, place, _whole(counts[place]))
            for place, one in enumerate(GROUPS)
        ]
    counts = parting.counts(places.kinds, chosen)[:, group]
    shown = [
        Row(name, part, group, _whole(counts[part]))
        for part, name in enumerate(names)
        # What lies elsewhere, and what is not given, is a row only where there is any.
        if counts[part].any() or parting.keys[part] not in (OUTSIDE, NO_POSITION, NOT_GIVEN)
    ]
    return [*shown, Row(tr("All"), None, group, _whole(counts.sum(axis=0)), total=True)]


def _whole(counts: NDArray[np.int64]) -> tuple[int, ...]:
    return tuple(int(count) for count in counts)


def features_of(
    places: CountedPlaces, parting: Parting, row: Row, chosen: Places | None, count: int | None
) -> list[int]:
    """Return the ids of the features that a row, or one count of it, is made of."""
    mask = np.ones(len(places), np.bool_) if chosen is None else chosen.copy()
    if row.part is not None:
        mask &= parting.part == row.part
    if count is not None:
        mask &= places.kinds[:, row.group] == count
    found: list[int] = places.ids[mask].tolist()
    return found


def glyphs() -> list[str]:
    """Return the sign of each count, as in all tables."""
    return [*(symbology()[light.value]["glyph"] for light in LIGHTS), "?"]


def count_words(language: str, palette: str) -> list[str]:
    """Return what each count is called in legends."""
    return [
        *(light_word(light, language, palette) for light in LIGHTS),
        tr("Surveyed, but without a score"),
    ]


def column_words() -> list[str]:
    """Return the heads of the table's columns."""
    short = [
        tr("Accessible"),
        tr("Unconfirmed"),
        tr("Partly"),
        tr("Not accessible"),
        tr("Unknown"),
        tr("Not foreseen"),
        tr("Not surveyed"),
        tr("Without a score"),
    ]
    shares = [tr("Surveyed, %"), tr("Judged, %"), tr("Accessible, confirmed, %")]
    return [tr("Places"), *(f"{g} {word}" for g, word in zip(glyphs(), short)), *shares]


def cell_text(value: Any) -> str:
    """Return a cell as it is shown: shares in per cent, a dash where there is none."""
    if value is None:
        return "-"
    return f"{100.0 * value:.1f}" if isinstance(value, float) else str(value)


def plain_table(rows: list[Row], title: str) -> list[list[str]]:
    """Return the table as text, its heads first, for clipboard and files."""
    return [[title, *column_words()], *([cell_text(c) for c in row.cells()] for row in rows)]


class FigureTable(QAbstractTableModel):
    """The rows as a model: one a line, the name first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._cells: list[list[Any]] = []
        self._heads: list[str] = []
        self._tips: list[str] = []

    def show(self, rows: list[Row], title: str, tips: list[str]) -> None:
        """Show other rows; `tips` are the long words of the counts."""
        self.beginResetModel()
        self.rows = rows
        self._cells = [row.cells() for row in rows]
        self._heads = [title, *column_words()]
        self._tips = ["", "", *tips]
        self.endResetModel()

    def count_at(self, column: int) -> int | None:
        """Return which count a column holds; None for names, sums and shares."""
        place = column - 2
        return place if 0 <= place < len(COUNTS) else None

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell; a screen reader hears its row and column with it."""
        if not index.isValid():
            return None
        value = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(value)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() > 0:
            row, head = self.rows[index.row()].name, self._heads[index.column()]
            return f"{row}, {head}: {cell_text(value)}"
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return the head of a column."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.ToolTipRole and section < len(self._tips):
            return self._tips[section]
        return None
