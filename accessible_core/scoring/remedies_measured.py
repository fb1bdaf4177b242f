# SPDX-License-Identifier: MIT
"""What a measured value would have to be for the answer to become yes."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import product
from typing import Optional

from accessible_core.checklists import ChecklistQuestion, Threshold
from accessible_core.checklists.measure import (
    Quantity,
    answer_from,
    meets,
    read_quantities,
    read_quantity,
)
from accessible_core.vocabulary import Answer

#: Sides of a size are written with this between them.
_TIMES = " x "


def measured_goal(question: ChecklistQuestion, measured: str) -> Optional[str]:
    """Return the nearest measured value that means yes, for one that means no.

    Sides of a size that already meet their limit stay as they are.

    Returns
    -------
    str or None
        Such as ``90 cm`` or ``120 cm x 150 cm``; None where the value given
        does not mean no, or where no single value is known to mean yes.
    """
    if answer_from(question, measured) is not Answer.NO:
        return None
    values = read_quantities(measured) or ()
    limits: dict[str, list[Threshold]] = {}
    for threshold in question.thresholds:
        limits.setdefault(threshold.quantity, []).append(threshold)
    written = [part.strip() for part in _sides(measured, len(values))]
    sides = []
    for value, text, bounds in zip(values, written, limits.values()):
        met = all(meets(value, limit) for limit in bounds)
        nearest = sorted(
            (word for limit in bounds for word in _bounds(limit)),
            key=partial(_distance, value),
        )
        sides.append([text] if met else nearest)
    for chosen in product(*sides):
        wanted = _TIMES.join(chosen)
        if answer_from(question, wanted) is Answer.YES:
            return wanted
    return None


def _sides(measured: str, count: int) -> list[str]:
    """Return each side with its unit, as it was written."""
    if count == 1:
        return [measured]
    values = read_quantities(measured) or ()
    units = {"length": " cm", "count": "", "torque": " Nm", "time": " s", "angle": "°"}
    return [
        f"{float(value.value * 100):g} %"
        if value.dimension == "share"
        else f"{float(value.value):g}{units[value.dimension]}"
        for value in values
    ]


def _distance(value: Quantity, word: str) -> Fraction:
    """Return how far a bound lies from a value; 0 where the two cannot be compared."""
    bound = read_quantity(word)
    alike = bound is not None and bound.dimension == value.dimension
    return abs(bound.value - value.value) if bound is not None and alike else Fraction(0)


def _bounds(limit: Threshold) -> list[str]:
    """Return the values at a limit, or just within it, with their unit."""
    if limit.ratio:
        return [limit.ratio]
    bounds = limit.value if isinstance(limit.value, tuple) else (limit.value,)
    within = {"<": -1, ">": 1}.get(limit.op, 0)
    unit = "" if limit.unit == "count" else f" {limit.unit}"
    return [f"{bound + within:g}{unit}" for bound in bounds]
