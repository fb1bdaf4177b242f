# SPDX-License-Identifier: MIT
"""How the scores of zones become the score of a facility, as bits and tables.

The registry's ``average`` leaves out "not provided"; scores that are all alike
give that score, and anything else is partly accessible. With one bit each for
unknown, not accessible and fully accessible, none for not provided and all
three for partly accessible, the average is the bitwise OR, where two bits mean
the same as three.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

import numpy as np
from numpy.typing import NDArray

from accessible_core.vocabulary import Score

_SCORED = tuple(score for score in Score if score is not Score.NOT_SCORED)
_PARTIAL = 0b111
_BITS = {
    Score.UNKNOWN: 0b001,
    Score.NOT_ACCESSIBLE: 0b010,
    Score.FULL_ACCESSIBLE: 0b100,
    Score.NOT_PROVIDED: 0b000,
    Score.PARTIAL_ACCESSIBLE: _PARTIAL,
}
#: Number of sets of the five scores.
SETS = 1 << len(_SCORED)

#: Bits of each score, by its code.
BITS_OF_SCORE: NDArray[np.uint8] = np.array([_BITS[Score(c)] for c in range(5)], np.uint8)
#: Score of each combination of bits.
SCORE_OF_BITS: NDArray[np.int8] = np.array(
    [
        {bits: score for score, bits in _BITS.items()}.get(bits, Score.PARTIAL_ACCESSIBLE)
        for bits in range(8)
    ],
    np.int8,
)


@lru_cache(maxsize=None)
def joined_sets() -> NDArray[np.uint8]:
    """Return, at ``a * SETS + b``, which averages two sets of scores can give."""
    table = np.zeros(SETS * SETS, np.uint8)
    for a, b in product(range(SETS), repeat=2):
        for one, other in product(_members(a), _members(b)):
            table[a * SETS + b] |= 1 << average(one, other)
    return table


@lru_cache(maxsize=None)
def undecided() -> NDArray[np.bool_]:
    """Tell whether the facility's score is open, for sets of zone scores.

    At ``(decisive * SETS + other) * 2 + barred``: `decisive` are the averages
    that the decisive zones can give without any of them being not accessible
    (0: they cannot), `other` the averages of the other zones, and `barred`
    whether a decisive zone may be not accessible.
    """
    table = np.zeros(SETS * SETS * 2, np.bool_)
    for decisive, other in product(range(SETS), repeat=2):
        found = {average(a, b) for a, b in product(_members(decisive), _members(other))}
        table[(decisive * SETS + other) * 2] = len(found) > 1
        table[(decisive * SETS + other) * 2 + 1] = len(found | {Score.NOT_ACCESSIBLE}) > 1
    return table


def average(*scores: Score) -> Score:
    """Return the registry's average of some scores."""
    bits = 0
    for score in scores:
        bits |= _BITS[score]
    return Score(int(SCORE_OF_BITS[bits]))


def _members(scores: int) -> list[Score]:
    return [score for score in _SCORED if scores >> score & 1]
