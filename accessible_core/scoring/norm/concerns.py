# SPDX-License-Identifier: MIT
"""Which measured quantity concerns which group (``concerns.toml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.errors import KnowledgeError
from accessible_core.knowledge import load_toml, locating
from accessible_core.vocabulary import GROUPS, Group, ZoneKind

_PATH = Path(__file__).parent / "concerns.toml"


@dataclass(frozen=True)
class Concerns:
    """Whom the quantities of one kind of zone concern.

    Attributes
    ----------
    groups : dict of str to set of Group
        By quantity.
    decisive : dict of str to set of Group
        For whom the quantity must be known before the verdict can be "meets".
    spared_by : int or None
        Key of the question whose "yes" makes `spared` needless.
    spared : frozenset of str
    """

    groups: dict[str, frozenset[Group]]
    decisive: dict[str, frozenset[Group]]
    spared_by: Optional[int]
    spared: frozenset[str]


@lru_cache(maxsize=None)
def concerns() -> dict[ZoneKind, Concerns]:
    """Return whom what concerns, by kind of zone.

    Raises
    ------
    KnowledgeError
        The file is broken; the message names file, zone and fault.
    """
    tables = dict(load_toml(_PATH))
    tables.pop("whole_building_forms", None)
    with locating(_PATH):
        return read_concerns(tables, str(_PATH))


@lru_cache(maxsize=None)
def whole_building_forms() -> frozenset[str]:
    """Return the forms that describe buildings, for which "decisive" is meant."""
    names = load_toml(_PATH).get("whole_building_forms", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise KnowledgeError(f"{_PATH}: whole_building_forms must be a list of forms.")
    return frozenset(names)


def read_concerns(document: dict[str, Any], where: str) -> dict[ZoneKind, Concerns]:
    """Check the tables of ``concerns.toml`` and return them."""
    found = {}
    for name, table in document.items():
        place = f"{where}: [{name}]"
        if name not in {kind.value for kind in ZoneKind}:
            raise KnowledgeError(f"{place} is no zone.")
        if not isinstance(table, dict):
            raise KnowledgeError(f"{place} must be a table.")
        surplus = set(table) - {group.value for group in GROUPS} - {"decisive", "spared"}
        if surplus:
            raise KnowledgeError(f"{place} '{min(surplus)}' means nothing here.")
        decisive = table.get("decisive", {})
        if not isinstance(decisive, dict):
            raise KnowledgeError(f"{place} decisive must be a table by group.")
        groups = _by_quantity(table, place)
        needed = _by_quantity(decisive, f"{place} decisive")
        stray = [q for q, whose in needed.items() if not whose <= groups.get(q, frozenset())]
        if stray:
            raise KnowledgeError(f"{place} decisive '{stray[0]}' does not concern the group.")
        by, spared = _spared(table.get("spared", {}), place)
        found[ZoneKind(name)] = Concerns(groups, needed, by, spared)
    return found


def _by_quantity(table: dict[str, Any], place: str) -> dict[str, frozenset[Group]]:
    found: dict[str, set[Group]] = {}
    for group in GROUPS:
        quantities = table.get(group.value, [])
        if not isinstance(quantities, list) or not all(isinstance(q, str) for q in quantities):
            raise KnowledgeError(f"{place} {group.value} must be a list of quantities.")
        for quantity in quantities:
            found.setdefault(quantity, set()).add(group)
    return {quantity: frozenset(groups) for quantity, groups in found.items()}


def _spared(table: Any, place: str) -> tuple[Optional[int], frozenset[str]]:
    if not table:
        return None, frozenset()
    try:
        by, quantities = table["by"], frozenset(table["quantities"])
    except (KeyError, TypeError):
        raise KnowledgeError(f"{place} spared needs 'by' and 'quantities'.") from None
    if type(by) is not int:
        raise KnowledgeError(f"{place} spared: by = {by!r} must be the key of a question.")
    return by, quantities
