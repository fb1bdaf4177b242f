# SPDX-License-Identifier: MIT
"""The limits that a profile can set: their names, kinds, units and how they are read.

A limit belongs to one *attribute* of the network. The attributes have one bit
each in the reason and known columns of ``routing/costs.py``; the words for them
stand in ``messages/reasons.toml``. Which limits a profile sets, and to what, is
data (``data/profiles/``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Union

from accessible_core.errors import UsageError
from accessible_core.network.model import (
    EDGE_KINDS,
    FOOT_ACCESS,
    SMOOTHNESS,
    WHEELCHAIR,
)

#: What a limit may be set to; None lifts it.
LimitValue = Union[float, str, frozenset[str], None]

#: Causes for which a piece or node can be barred, in bit order.
ATTRIBUTES: tuple[str, ...] = (
    "access",
    "kind",
    "oneway",
    "steps",
    "wheelchair",
    "surface",
    "smoothness",
    "width",
    "incline",
    "decline",
    "kerb",
    "barrier",
)

#: Attributes whose value may be missing on a piece, so that a route along it is
#: unverified. The others are statements: no tag means that nothing is said against
#: passing. ``decline`` is known where ``incline`` is.
GRADED: tuple[str, ...] = ("access", "steps", "surface", "smoothness", "width", "incline", "kerb")

#: A slope over the limit that a coarse elevation model only estimates: a policy of its own.
ESTIMATED = "estimated_incline"

#: What to do where a limited attribute is not known.
POLICIES: tuple[str, ...] = ("accept", "penalise", "bar")

#: Causes that lie in the street itself; the others say who may use it, and which way.
PHYSICAL: tuple[str, ...] = ATTRIBUTES[ATTRIBUTES.index("steps") :]

NUMBER, ORDERED, YES_NO, VALUES = "number", "smoothness", "yes|no", "values"


_BITS = {attribute: 1 << position for position, attribute in enumerate(ATTRIBUTES)}


def bit(attribute: str) -> int:
    """Return the bit of one attribute in reason and known columns."""
    return _BITS[attribute]


@dataclass(frozen=True)
class Limit:
    """One limit by name.

    Attributes
    ----------
    name : str
        As given to ``--set`` and :meth:`Profile.with_limits`.
    attribute : str
        What it limits, one of `ATTRIBUTES`.
    kind : str
        How its value is read: a number, an OSM smoothness, yes|no, or a list.
    unit : str
        ``%`` or ``cm`` for numbers.
    allowed : tuple of str
        The values that a list may hold; empty where OSM's values are open.
    """

    name: str
    attribute: str
    kind: str
    unit: str = ""
    allowed: tuple[str, ...] = ()


LIMITS: dict[str, Limit] = {
    limit.name: limit
    for limit in (
        Limit("max_incline", "incline", NUMBER, "%"),
        Limit("max_decline", "decline", NUMBER, "%"),
        Limit("max_kerb", "kerb", NUMBER, "cm"),
        Limit("min_width", "width", NUMBER, "cm"),
        Limit("max_smoothness", "smoothness", ORDERED, allowed=SMOOTHNESS[1:]),
        Limit("allow_steps", "steps", YES_NO),
        Limit("allow_step_ramps", "steps", YES_NO),
        Limit("barred_surfaces", "surface", VALUES),
        Limit("barred_barriers", "barrier", VALUES),
        Limit("barred_wheelchair", "wheelchair", VALUES, allowed=WHEELCHAIR[1:]),
        Limit("barred_access", "access", VALUES, allowed=FOOT_ACCESS[1:]),
        Limit("barred_kinds", "kind", VALUES, allowed=EDGE_KINDS[1:]),
    )
}


def known_limits() -> str:
    """List the limits and what each takes, for messages."""
    return ", ".join(f"{limit.name} ({limit.unit or limit.kind})" for limit in LIMITS.values())


def limit_value(name: str, given: Any) -> LimitValue:
    """Check one limit's value as given in Python, on the command line or in TOML.

    Raises
    ------
    UsageError
        There is no such limit, or the value is of the wrong kind.
    """
    limit = LIMITS.get(name)
    if limit is None:
        raise UsageError(f"There is no limit named {name!r}. Known limits: {known_limits()}.")
    if given is None or (isinstance(given, str) and given.strip().lower() == "none"):
        return None
    if limit.kind == NUMBER:
        return _number(limit, given)
    if limit.kind == YES_NO:
        return _yes_no(limit, given)
    if limit.kind == ORDERED:
        return _ordered(limit, given)
    return _values(limit, given)


def _number(limit: Limit, given: Any) -> float:
    text = str(given).strip()
    if text.endswith(limit.unit):
        text = text[: -len(limit.unit)].strip()
    try:
        value = math.nan if isinstance(given, bool) else float(text.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        unit = {"%": "per cent", "cm": "centimetres"}[limit.unit]
        raise UsageError(
            f"{limit.name} takes a number of {unit}, zero or more (or none), not {given!r}."
        )
    return value


def _yes_no(limit: Limit, given: Any) -> str:
    if isinstance(given, bool):
        return "yes" if given else "no"
    text = str(given).strip().lower()
    if text not in ("yes", "no"):
        raise UsageError(f"{limit.name} takes yes or no, not {given!r}.")
    return text


def _ordered(limit: Limit, given: Any) -> str:
    text = str(given).strip().lower()
    if text not in limit.allowed:
        raise UsageError(
            f"{limit.name} takes one of {', '.join(limit.allowed)} (or none), not {given!r}."
        )
    return text


def _values(limit: Limit, given: Any) -> frozenset[str]:
    if isinstance(given, str):
        given = given.split(",")
    if not isinstance(given, Iterable):
        raise UsageError(f"{limit.name} takes a list of values (or none), not {given!r}.")
    values = frozenset(str(value).strip().lower() for value in given) - {""}
    wrong = sorted(values - set(limit.allowed)) if limit.allowed else []
    if wrong:
        raise UsageError(
            f"{limit.name} does not know {', '.join(wrong)}: it takes {', '.join(limit.allowed)}."
        )
    return values
