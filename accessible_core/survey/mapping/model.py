# SPDX-License-Identifier: MIT
"""What a mapping says about the columns of a foreign table."""

from __future__ import annotations

import types
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import Any, Optional

#: Kinds of columns under which nothing may stand that was shifted from elsewhere.
DOUBTFUL = ("answer", "measured", "override", "lon", "lat", "door")

#: Between the cells of a slot of several columns.
BETWEEN = " / "

_NOTHING: MappingOf[str, Any] = types.MappingProxyType({})


@dataclass(frozen=True)
class ColumnRule:
    """What one column of the file holds.

    Attributes
    ----------
    to : str
        Column known by name (``columns.toml``).
    values : mapping of str to str
        Word as compared (`words.folded`) -> ``yes``, ``no``, ``unknown``,
        ``not_provided`` or ``partly``, before the words of every mapping.
    unit : str
        Written behind measured values that have none.
    """

    to: str
    values: MappingOf[str, str] = field(default_factory=lambda: _NOTHING)
    unit: str = ""


@dataclass(frozen=True)
class GroupItem:
    """What one code of a repeated group tells.

    Attributes
    ----------
    code : str
        As it stands in the slot ``code``.
    to : tuple of str
        Columns known by name that it fills.
    slots : tuple of str
        Where the value stands; several are the sides of a size, in this order.
    described : mapping of str to str
        Slot -> text that must stand in it; else the value is not taken.
    values : mapping of str to str
        As in `ColumnRule`, for answers.
    unit : str
        Unit of measured values.
    zero : bool
        Whether 0 is a measurement; if not, it says that nothing was measured.
    settles : str
        ``no`` where the value only bounds what is asked, so that it can refute
        but not confirm; empty where it is what is asked.
    above : tuple of (str, float) or None
        Slot that must hold a number greater than this.
    """

    code: str
    to: tuple[str, ...]
    slots: tuple[str, ...]
    described: MappingOf[str, str] = field(default_factory=lambda: _NOTHING)
    values: MappingOf[str, str] = field(default_factory=lambda: _NOTHING)
    unit: str = ""
    zero: bool = True
    settles: str = ""
    above: Optional[tuple[str, float]] = None


@dataclass(frozen=True)
class Group:
    """Columns that come again and again: a code, descriptions and values.

    Attributes
    ----------
    slots : mapping of str to tuple of str
        Slot -> column names with ``{n}`` for the number of the repetition; of several
        columns the cells are joined by `BETWEEN`.
    count : int
        How many repetitions there are, numbered from 1.
    items : tuple of GroupItem
    """

    slots: MappingOf[str, tuple[str, ...]]
    count: int
    items: tuple[GroupItem, ...]

    def slot_columns(self, slot: str, number: int) -> list[str]:
        """Return the columns in which a slot of a repetition stands."""
        return [name.replace("{n}", str(number)) for name in self.slots[slot]]

    def columns(self) -> list[str]:
        """Return all columns of all repetitions."""
        return [
            column
            for number in range(1, self.count + 1)
            for slot in self.slots
            for column in self.slot_columns(slot, number)
        ]

    def lists(self) -> set[str]:
        """Return what stands before the number: the path of a list of JSON records."""
        return {
            name.partition("{n}")[0].rstrip(".") for names in self.slots.values() for name in names
        }


@dataclass(frozen=True)
class Mapping:
    """How a foreign table is read.

    Attributes
    ----------
    name : str
        Of the file, or empty.
    match : tuple of str
        Columns by which a table is recognised: all must be there.
    columns : mapping of str to ColumnRule
    values : mapping of str to str
        Words for all answers of this table.
    constants : mapping of str to str
        Known column -> value of every row, where the table has no such column.
    needs : tuple of str
        Columns of the file of which a row must fill at least one to be a record.
    each : tuple of str
        Lists within the records of a JSON file of which every item is a row.
    groups : tuple of Group
    plain_headers : bool
        Whether Kazakh and Russian headers of facts ("Адрес") are known without a rule.
    """

    name: str = ""
    match: tuple[str, ...] = ()
    columns: MappingOf[str, ColumnRule] = field(default_factory=lambda: _NOTHING)
    values: MappingOf[str, str] = field(default_factory=lambda: _NOTHING)
    constants: MappingOf[str, str] = field(default_factory=lambda: _NOTHING)
    needs: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    plain_headers: bool = field(default=True, compare=False)

    def fits(self, header: list[str]) -> bool:
        """Tell whether a table with this header is one that the mapping was made for."""
        return bool(self.match) and set(self.match) <= set(header)

    def target(self, column: str) -> str:
        """Return the name by which a column is known; its own where nothing is said."""
        rule = self.columns.get(column)
        return column if rule is None else rule.to
