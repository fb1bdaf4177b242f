# SPDX-License-Identifier: MIT
"""Measured values as people write them, and the answers that follow from them.

Values are read exactly (as fractions, never as floats) and compared as follows:

* Lengths, times, counts, shares: exactly as written, bounds inclusive where the
  operator says so. 89.9 cm does not meet "at least 90 cm".
* "Exactly x" (``==``): the measured value is first rounded to the last written
  digit of the limit, half up (89.6 cm is 90 cm, 4.6 % is 5 %).
* Slopes: the limit is the norm's ratio (1:12), not the rounded percentage that
  is printed beside it (8 %). Ratios and percentages are compared exactly with
  it: 1:12 and 8.3 % meet 1:12, 8.4 % does not. Degrees are compared with the
  limit in degrees rounded half up to 0.1, as norms print it (1:12 is 4.8
  degrees) and as protractors show it.

A number without a unit is a count and nothing else: whether "90" means
centimetres is not guessed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Optional

from accessible_core.checklists.model import ChecklistQuestion, Threshold
from accessible_core.vocabulary import Answer

#: Unit as written (lower case) -> (dimension, factor to the dimension's base unit).
#: Base units: cm, fraction, s, Nm, 1.
_UNITS: dict[str, tuple[str, Fraction]] = {
    "mm": ("length", Fraction(1, 10)),
    "мм": ("length", Fraction(1, 10)),
    "cm": ("length", Fraction(1)),
    "см": ("length", Fraction(1)),
    "dm": ("length", Fraction(10)),
    "дм": ("length", Fraction(10)),
    "m": ("length", Fraction(100)),
    "м": ("length", Fraction(100)),
    "%": ("share", Fraction(1, 100)),
    "‰": ("share", Fraction(1, 1000)),
    "°": ("angle", Fraction(1)),
    "deg": ("angle", Fraction(1)),
    "град": ("angle", Fraction(1)),
    "s": ("time", Fraction(1)),
    "sec": ("time", Fraction(1)),
    "с": ("time", Fraction(1)),  # noqa: RUF001 - Cyrillic, the Russian second
    "сек": ("time", Fraction(1)),
    "min": ("time", Fraction(60)),
    "мин": ("time", Fraction(60)),
    "h": ("time", Fraction(3600)),
    "ч": ("time", Fraction(3600)),
    "сағ": ("time", Fraction(3600)),
    "nm": ("torque", Fraction(1)),
    "нм": ("torque", Fraction(1)),
    "n·m": ("torque", Fraction(1)),
    "н·м": ("torque", Fraction(1)),
    "": ("count", Fraction(1)),
    "pcs": ("count", Fraction(1)),
    "шт": ("count", Fraction(1)),
    "дана": ("count", Fraction(1)),
}
#: Unit of a threshold -> (dimension, factor).
_LIMIT_UNITS = {
    **{unit: _UNITS[unit] for unit in ("cm", "m", "%", "s", "min")},
    "count": _UNITS[""],
    "Nm": _UNITS["nm"],
}

_NUMBER = r"\d+(?:[.,]\d+)?"
_VALUE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<unit>[^\d\s.,:;/]*)\.?")
_RATIO = re.compile(rf"1\s*:\s*(?P<run>{_NUMBER})")
#: Between the sides of a size: Latin and Cyrillic x, multiplication signs, semicolon.
_BETWEEN_SIDES = re.compile(r"\s*[xхX×Х*;]\s*")  # noqa: RUF001 - meant to be alike
_RIGHT_ANGLE = 90


@dataclass(frozen=True)
class Quantity:
    """A measured value.

    Attributes
    ----------
    dimension : str
        ``length``, ``share`` (slopes and shares), ``angle``, ``time``,
        ``torque`` or ``count``.
    value : Fraction
        In cm, parts of one, degrees, seconds, newton metres or pieces.
    """

    dimension: str
    value: Fraction


def read_quantity(text: str) -> Optional[Quantity]:
    """Read one measured value such as ``85 cm``, ``0,9 m``, ``1:12`` or ``4,8°``.

    Returns None for whatever is not one plain number of a known unit: ranges,
    estimates ("about 80 cm") and negative values are not read.
    """
    plain = text.replace("\u00a0", " ").strip()
    ratio = _RATIO.fullmatch(plain)
    if ratio:
        run = _fraction(ratio["run"])
        return Quantity("share", 1 / run) if run > 0 else None
    match = _VALUE.fullmatch(plain)
    if match is None or match["unit"].lower() not in _UNITS:
        return None
    dimension, factor = _UNITS[match["unit"].lower()]
    value = _fraction(match["number"]) * factor
    if dimension == "angle" and value >= _RIGHT_ANGLE:
        return None
    return Quantity(dimension, value)


def read_quantities(text: str) -> Optional[tuple[Quantity, ...]]:
    """Read one value, or the sides of a size: ``120 x 150 cm``, ``1,2 m x 1,5 m``.

    The x may be Latin or Cyrillic, a multiplication sign, an asterisk or a semicolon.
    A unit at the end holds for the sides before it that have none. Returns None
    where any part cannot be read.
    """
    parts = _BETWEEN_SIDES.split(text.replace("\u00a0", " ").strip())
    if len(parts) > 1:
        last = _VALUE.fullmatch(parts[-1])
        unit = last["unit"] if last else ""
        parts = [
            f"{part} {unit}" if re.fullmatch(_NUMBER, part) else part for part in parts[:-1]
        ] + parts[-1:]
    found = [read_quantity(part) for part in parts]
    if any(quantity is None for quantity in found):
        return None
    return tuple(quantity for quantity in found if quantity is not None)


@lru_cache(maxsize=65536)
def _answer(thresholds: tuple[Threshold, ...], measured: str) -> Optional[Answer]:
    names = list(dict.fromkeys(threshold.quantity for threshold in thresholds))
    if not names or any(threshold.demands for threshold in thresholds):
        return None
    values = read_quantities(measured)
    if values is None or len(values) != len(names):
        return None
    verdicts = []
    for name, value in zip(names, values):
        limits = [threshold for threshold in thresholds if threshold.quantity == name]
        met = [meets(value, limit) for limit in limits]
        # Several limits for one quantity hold in different cases ("rise > 20 cm"):
        # only what is true in all of them is known.
        if None in met or len(set(met)) > 1:
            return None
        verdicts.append(met[0])
    return Answer.YES if all(verdicts) else Answer.NO


def answer_from(question: ChecklistQuestion, measured: str) -> Optional[Answer]:
    """Return the answer that a measured value gives to `question`.

    Parameters
    ----------
    question : ChecklistQuestion
    measured : str
        As written by the surveyor. Where a question has several quantities
        (width and length) their values stand in the question's order, with an
        x between them.

    Returns
    -------
    Answer or None
        YES or NO, never UNKNOWN. None where the text cannot be read, its unit
        does not fit, the question measures nothing, or the answer depends on a
        case (the rise of a ramp) that the value does not tell.
    """
    return _answer(question.thresholds, measured)


def meets(value: Quantity, limit: Threshold) -> Optional[bool]:
    """Whether a measured value meets one limit; None where its unit does not fit."""
    dimension, factor = _LIMIT_UNITS[limit.unit]
    if value.dimension == "angle" and limit.ratio:
        bound = _degrees(_run_of(limit.ratio))
        return _compare(limit.op, value.value, (bound,), Fraction(1, 10))
    if value.dimension != dimension:
        return None
    if limit.ratio and limit.op != "==":
        return _compare(limit.op, value.value, (_run_of(limit.ratio),), Fraction(1))
    written = limit.value if isinstance(limit.value, tuple) else (limit.value,)
    bounds = tuple(Fraction(str(bound)) * factor for bound in written)
    return _compare(limit.op, value.value, bounds, _last_digit(limit) * factor)


def _compare(op: str, value: Fraction, bounds: tuple[Fraction, ...], digit: Fraction) -> bool:
    """Compare as the operator says; `digit` is what "exactly" is rounded to."""
    if op == "between":
        return bounds[0] <= value <= bounds[1]
    if op == "==":
        return math.floor(value / digit + Fraction(1, 2)) * digit == bounds[0]
    bound = bounds[0]
    return {
        ">=": value >= bound,
        ">": value > bound,
        "<=": value <= bound,
        "<": value < bound,
    }[op]


def _fraction(number: str) -> Fraction:
    return Fraction(number.replace(",", "."))


def _run_of(ratio: str) -> Fraction:
    rise, run = ratio.split(":")
    return Fraction(rise) / Fraction(run)


def _degrees(ratio: Fraction) -> Fraction:
    """Return the angle of a slope, rounded half up to a tenth of a degree."""
    tenths = math.degrees(math.atan(ratio)) * 10
    return Fraction(math.floor(tenths + 0.5), 10)


def _last_digit(limit: Threshold) -> Fraction:
    """Return the place of the last digit that the limit is written with."""
    text = str(limit.value)
    decimals = len(text.partition(".")[2]) if isinstance(limit.value, float) else 0
    return Fraction(1, 10**decimals)
