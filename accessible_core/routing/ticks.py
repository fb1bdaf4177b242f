# SPDX-License-Identifier: MIT
"""Seconds in whole ticks, so that sums are exact.

A tick is a power of two of a second: binary numbers hold its multiples without
rounding, and adding them up gives the same sum in any order. A search from the start,
one from the end and one in another engine then agree to the last bit about what ways
cost, and ways that are equally dear are found equal.
"""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float64]

#: Ticks a second: a tick is 4 nanoseconds, and 53 bits of them are a year.
A_SECOND = 2.0**28

#: The part of what makes a way dearer that does not count, so that of ways equally dear
#: the fastest is cheapest, in whichever direction it is looked for: a tenth of a millionth.
TIE = 2.0**-23


def in_ticks(seconds: Float) -> Float:
    """Return durations or costs rounded to the nearest tick, inf as it is."""
    return to_ticks(seconds.copy())


def to_ticks(seconds: Float) -> Float:
    """Round an array to the nearest tick in place, and return it."""
    seconds *= A_SECOND
    np.rint(seconds, out=seconds)
    seconds /= A_SECOND
    return seconds


def up_to_tick(seconds: float) -> float:
    """Return a finite number of seconds rounded up to a tick."""
    return ceil(seconds * A_SECOND) / A_SECOND


def up_to_ticks(seconds: Float) -> Float:
    """Return finite numbers of seconds rounded up to a tick, as `up_to_tick` does."""
    ticks: Float = np.ceil(seconds * A_SECOND)
    ticks /= A_SECOND
    return ticks
