# SPDX-License-Identifier: MIT
"""Cost tables: what it costs to put each question right."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Union

from accessible_core.checklists import checklist, forms
from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.knowledge import load_toml
from accessible_core.vocabulary import ENTRANCES, Zone, ZoneKind

#: Cost by zone and key.
Costs = Mapping[tuple[Zone, int], Fraction]
_COLUMNS = ["question", "cost"]
_ENTRANCE = ZoneKind.ENTRANCE.value


def read_costs(path: Union[str, Path]) -> Costs:
    """Read a cost table.

    A TOML file of ``movement_32 = 250000``, or a CSV file with the columns
    ``question,cost``. Questions are named as the columns of survey tables;
    ``entrance_30`` holds for all entrances, ``entrance2_30`` for that one.
    Costs are plain numbers in any one currency, not below zero.

    Raises
    ------
    InputError
        The file cannot be read, names a question that no form asks, or gives
        something else than a cost; the message names file and place.
    """
    file = existing_file(path, "cost table")
    if file.suffix.lower() == ".toml":
        return costs_from(load_toml_input(file).items(), str(file))
    if file.suffix.lower() != ".csv":
        raise InputError(f"{file}: a cost table is a .toml or .csv file.")
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({error}).") from error
    table = csv.DictReader(io.StringIO(text, newline=""), restval="")
    if table.fieldnames is None or [name.strip() for name in table.fieldnames] != _COLUMNS:
        raise InputError(f"{file}: the first line of a cost table must be question,cost.")
    return costs_from(((row["question"].strip(), row["cost"]) for row in table), str(file))


def load_toml_input(file: Path) -> dict[str, object]:
    """Read a TOML file that the user gave, not one of the project's own."""
    from accessible_core.errors import KnowledgeError

    try:
        return load_toml(file)
    except KnowledgeError as error:
        raise InputError(str(error)) from error


def costs_from(named: Iterable[tuple[str, object]], where: str) -> Costs:
    """Check costs by the names of questions.

    Raises
    ------
    InputError
        A name or cost makes no sense, or a name stands twice.
    """
    general: dict[tuple[Zone, int], Fraction] = {}
    special: dict[tuple[Zone, int], Fraction] = {}
    seen = set()
    for name, cost in named:
        if name in seen:
            raise InputError(f"{where}: {name} stands twice.")
        seen.add(name)
        amount = _amount(name, cost, where)
        zone, _, key = name.rpartition("_")
        number = int(key) if key.isdecimal() else -1
        zones = ENTRANCES if zone == _ENTRANCE else tuple(one for one in Zone if one.value == zone)
        if not any(checklist(form).asks(one, number) for form in forms() for one in zones):
            raise InputError(f"{where}: no form asks '{name}' (write it as movement_32).")
        target = general if len(zones) > 1 else special
        target.update(dict.fromkeys(((one, number) for one in zones), amount))
    return {**general, **special}


def _amount(name: str, cost: object, where: str) -> Fraction:
    number = str(cost).strip().replace(",", ".")
    try:
        amount = Fraction(number)
    except (ValueError, ZeroDivisionError):
        amount = Fraction(-1)
    if amount < 0 or isinstance(cost, bool):
        raise InputError(f"{where}: the cost of {name} is '{cost}', not a number from 0 up.")
    return amount
