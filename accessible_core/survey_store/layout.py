# SPDX-License-Identifier: MIT
"""Which columns the layer of facilities has: those of the contract, for the forms asked."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import Checklist, checklist
from accessible_core.checklists.devices import Device, devices
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.table import FACILITY_FIELDS
from accessible_core.vocabulary import ENTRANCES, ZONES, Zone

LAYER = "facilities"
GEOMETRY = "geom"
#: Columns of the review; changing them changes nothing of what was surveyed.
REVIEW_FIELDS: tuple[str, ...] = ("review", "reviewed_by", "review_note")
#: Who edits, for the history; emptied as soon as it is noted there.
EDITED_BY = "edited_by"
#: Names that the layer uses itself, whatever a survey's columns are called.
_RESERVED = {"fid", GEOMETRY, EDITED_BY, "lon", "lat"}
_TYPES = {"b": "BOOLEAN", "i": "INTEGER", "u": "INTEGER", "f": "REAL"}


@dataclass(frozen=True)
class Column:
    """One column of the layer.

    Attributes
    ----------
    name : str
    type : str
        ``TEXT``, ``REAL``, ``INTEGER``, ``BOOLEAN`` or, for the geometry, ``POINT``.
    filled : bool
        Whether the file fills it in by itself in a new row that does not name it.
    """

    name: str
    type: str = "TEXT"
    filled: bool = field(default=False, compare=False)

    @property
    def quoted(self) -> str:
        """The name as SQL wants it."""
        return quoted(self.name)

    def text_of(self, row: str = "") -> str:
        """Return SQL for the value as the history keeps it: text, NULL where empty.

        Numbers have 15 significant digits, which every double gives back as written.
        """
        value = f"{row}.{self.quoted}" if row else self.quoted
        if self.type == "POINT":
            return f"nullif(hex({value}), '')"
        if self.type == "REAL":
            return f"CASE WHEN {value} IS NOT NULL THEN printf('%!.15g', {value}) END"
        if self.type == "TEXT":
            return f"nullif({value}, '')"
        return f"CAST({value} AS TEXT)"

    def value_of(self, text: Optional[str]) -> Any:
        """Return what stands in the layer for a text of the history."""
        if text is None or text == "":
            return None
        if self.type == "POINT":
            return bytes.fromhex(text)
        if self.type == "REAL":
            return float(text)
        return text if self.type == "TEXT" else int(float(text))


def quoted(name: str) -> str:
    """Return a name of any letters as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def columns_for(forms: Iterable[str], given: Mapping[str, NDArray[Any]]) -> tuple[Column, ...]:
    """Return the columns of a new layer.

    Parameters
    ----------
    forms : iterable of str
        Checklists that are going to be answered.
    given : mapping of str to array (n,)
        Columns of a survey that must find room (`survey_columns`).
    """
    names: dict[str, str] = dict.fromkeys((*FACILITY_FIELDS, "form"), "TEXT")
    names.update(dict.fromkeys((*REVIEW_FIELDS, EDITED_BY), "TEXT"))
    for zone in ENTRANCES:
        names.update({f"{zone.value}_lon": "REAL", f"{zone.value}_lat": "REAL"})
    lists = [checklist(form) for form in forms]
    for zone in ZONES:
        names.update(dict.fromkeys(_zone_columns(zone, lists), "TEXT"))
    columns = [Column(name, kind) for name, kind in names.items()]
    return (*columns, *further_columns(columns, given))


def further_columns(
    have: Iterable[Column], given: Mapping[str, NDArray[Any]]
) -> tuple[Column, ...]:
    """Return columns for those of `given` that have no room in `have` yet."""
    taken = {column.name.lower() for column in have} | _RESERVED
    further = []
    for name, cells in given.items():
        if name.lower() not in taken:
            taken.add(name.lower())
            known = meaning_of(name).kind not in ("unknown", "quiet", "door")
            further.append(Column(name, "TEXT" if known else _type(cells)))
    return tuple(further)


def asked_of(zone: Zone, form: Checklist) -> tuple[int, ...]:
    """Return the keys that a form asks of a zone (empty: not even of such an entrance)."""
    if zone in ENTRANCES and ENTRANCES.index(zone) >= form.entrances:
        return ()
    return form.keys(zone.kind)


def devices_of(zone: Zone, lists: Iterable[Checklist]) -> tuple[Device, ...]:
    """Return the devices that the forms name in a zone."""
    asked = {key for form in lists for key in asked_of(zone, form)}
    return tuple(
        device
        for device in devices()
        if device.kind is zone.kind and not asked.isdisjoint(device.keys)
    )


def is_measured(zone: Zone, key: int, lists: Iterable[Checklist]) -> bool:
    """Whether any form's question is answered by a measured value."""
    for form in lists:
        question = form.get(zone.kind, key)
        if question is not None and any(not limit.demands for limit in question.thresholds):
            return True
    return False


def _zone_columns(zone: Zone, lists: list[Checklist]) -> list[str]:
    keys = dict.fromkeys(key for form in lists for key in asked_of(zone, form))
    if not keys:
        return []
    names = []
    for key in keys:
        names.append(f"{zone.value}_{key}")
        if is_measured(zone, key, lists):
            names.append(f"{zone.value}_{key}_measured")
    for device in devices_of(zone, lists):
        names += device.columns(zone)
    return [*names, f"{zone.value}_comment", f"{zone.value}_photo"]


def _type(cells: NDArray[Any]) -> str:
    cells = np.asarray(cells)
    if cells.dtype.kind != "O":
        return _TYPES.get(cells.dtype.kind, "TEXT")
    kinds = {type(cell) for cell in cells.tolist() if cell is not None and cell != ""}
    if kinds == {bool}:
        return "BOOLEAN"
    if kinds == {int}:
        return "INTEGER"
    return "REAL" if kinds and kinds <= {int, float} else "TEXT"


def columns_in(db: sqlite3.Connection) -> tuple[Column, ...]:
    """Return the columns of the layer as it is in the file, without ``fid``."""
    rows = db.execute(f"PRAGMA table_info({LAYER})").fetchall()
    return tuple(
        Column(str(row[1]), _known_type(str(row[2])), filled=row[4] is not None)
        for row in rows
        if row[1] != "fid"
    )


def _known_type(declared: str) -> str:
    """Return the type as we name it; QGIS and GDAL declare more of them."""
    word = declared.upper().partition("(")[0]
    if word in ("POINT", "BOOLEAN"):
        return word
    if word in ("REAL", "DOUBLE", "FLOAT"):
        return "REAL"
    return "INTEGER" if "INT" in word else "TEXT"
