# SPDX-License-Identifier: MIT
"""How a form asks for what is measured: one number, or the sides of a size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.checklists import ChecklistQuestion
from accessible_core.knowledge import load_toml
from accessible_core.messages import text

#: Codes of units in ``messages/fieldwork.toml`` where they are not the unit itself.
_UNIT_WORDS = {"%": "percent", "Nm": "nm"}
_SIDE = "[0-9]+([.,][0-9]+)?"
_SLOPE = f"^(1 ?: ?[1-9][0-9]*([.,][0-9]+)?|{_SIDE} ?%|[0-8]?[0-9]([.,][0-9]+)? ?°)$"
_EXAMPLE_SIDES = ("120", "150", "90", "60", "45")


@lru_cache(maxsize=None)
def knowledge() -> dict[str, Any]:
    """Return what forms ask beside the checklist (``fieldwork.toml``)."""
    return load_toml(Path(__file__).with_name("fieldwork.toml"))


@dataclass(frozen=True)
class Measuring:
    """What is measured for one question.

    Attributes
    ----------
    unit : str
        Of the limits: ``cm``, ``m``, ``%``, ``count``, ``s``, ``min`` or ``Nm``.
    sides : int
        How many values are written, with an x between them.
    slope : bool
        Whether it is a slope, which may be written as 1:12, 8 % or 4.8°.
    """

    unit: str
    sides: int
    slope: bool = False

    @property
    def written(self) -> str:
        """The unit as measured values hold it; empty for pieces."""
        return str(knowledge()["units"][self.unit]["written"])

    @property
    def low(self) -> int:
        """The least plausible value."""
        return int(knowledge()["units"][self.unit]["low"])

    @property
    def high(self) -> int:
        """The largest plausible value."""
        return int(knowledge()["units"][self.unit]["high"])

    @property
    def example(self) -> str:
        """A value as it is to be written, such as ``120 x 150 cm``."""
        if self.slope:
            return "1:12"
        sides = [_EXAMPLE_SIDES[number % len(_EXAMPLE_SIDES)] for number in range(self.sides)]
        return f"{' x '.join(sides)} {self.written}".strip()

    @property
    def pattern(self) -> str:
        """A regular expression for what is written as text: a size or a slope."""
        if self.slope:
            return _SLOPE
        return f"^{_SIDE}( ?[xX*] ?{_SIDE}){{{self.sides - 1}}} ?{self.written}$"

    def unit_word(self, language: str) -> str:
        """Return the unit as people of `language` write it, for slopes an example."""
        if self.slope:
            return text("survey_store", "unit_slope", language)
        code = _UNIT_WORDS.get(self.unit, self.unit)
        return text("fieldwork", f"unit_{code}", language)


def measuring_of(question: ChecklistQuestion) -> Optional[Measuring]:
    """Return what is measured, or None where no value answers the question.

    That is so where there is no limit, where a number only says when the item is
    demanded, and where sides of different units would stand in one size.
    """
    limits = question.thresholds
    units = {limit.unit for limit in limits}
    if len(units) != 1 or any(limit.demands for limit in limits):
        return None
    sides = len({limit.quantity for limit in limits})
    slope = any(limit.ratio or limit.quantity == "slope" for limit in limits)
    return Measuring(units.pop(), sides, slope and sides == 1)
