# SPDX-License-Identifier: MIT
"""Counting lights: what is counted, and places parted by what their records say.

Nothing is left out: what is not known, what was never surveyed, what has no category
and what has no review state each have a number of their own. Greens that are not confirmed are
counted apart (ARCHITECTURE, decision 13).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists.categories import categories, category
from accessible_core.lights import Light
from accessible_core.survey.categories import registry_category
from accessible_core.survey.words import as_text, folded, words
from accessible_core.vocabulary import GROUPS, ReviewState

Int = NDArray[np.int64]

LIGHTS: tuple[Light, ...] = tuple(Light)
#: Names of the counts in tables, by light.
COUNT_NAMES: dict[Light, str] = {
    Light.FULL: "full_confirmed",
    Light.FULL_UNCONFIRMED: "full_unconfirmed",
    Light.PARTIAL: "partial",
    Light.NOT: "not",
    Light.UNKNOWN: "unknown",
    Light.NOT_PROVIDED: "not_provided",
    Light.OSM_WORD: "not_surveyed",
}
#: Count of facilities that were surveyed and yet have no score (a form without rules,
#: a record of single zones): kept apart from places that were never surveyed.
NOT_SCORED = len(LIGHTS)
COUNTS: tuple[str, ...] = (*(COUNT_NAMES[light] for light in LIGHTS), "not_scored")
#: Lights that are a verdict: what shares are counted of.
_VERDICTS = (Light.FULL, Light.FULL_UNCONFIRMED, Light.PARTIAL, Light.NOT)
#: Key of what a record does not say, or says in words that are not understood.
NOT_GIVEN = ""


@dataclass(frozen=True)
class Parting:
    """Facilities parted by one thing, such as their category.

    Attributes
    ----------
    keys : tuple of str
        What each part is called by; its order is that of tables.
    part : int64 array (n,)
        Position in `keys` of each facility.
    """

    keys: tuple[str, ...]
    part: Int

    def counts(self, kinds: Int, chosen: NDArray[np.bool_] | None = None) -> Int:
        """Return the counts of the facilities, or of the chosen ones alone: see `tally`."""
        if chosen is None:
            return tally(self.part, len(self.keys), kinds)
        return tally(self.part[chosen], len(self.keys), kinds[chosen])


def tally(part: Int, parts: int, kinds: Int) -> Int:
    """Count facilities by part, group and light.

    Parameters
    ----------
    part : int64 array (n,)
        The part of each facility, from 0 on.
    parts : int
        How many parts there are.
    kinds : int64 array (n, 6)
        Position in `COUNTS` of each facility's light, by group.

    Returns
    -------
    int64 array (parts, 6, 8)
        By part, group (`vocabulary.GROUPS`) and count (`COUNTS`).
    """
    counts = np.zeros((parts, len(GROUPS), len(COUNTS)), np.int64)
    for column in range(len(GROUPS)):
        cell = part * len(COUNTS) + kinds[:, column]
        counts[:, column] = np.bincount(cell, minlength=parts * len(COUNTS)).reshape(
            parts, len(COUNTS)
        )
    return counts


def figures(counts: Sequence[int]) -> dict[str, Any]:
    """Return the columns of a table for one row of counts (8,): sums, counts and shares.

    ``share_surveyed`` is of all facilities; ``share_judged`` (with a verdict full, partial or
    not) and ``share_full_confirmed`` are of the surveyed ones. Shares are None where there is
    nothing to take them of.
    """
    cells = dict(zip(COUNTS, (int(count) for count in counts)))
    total = sum(cells.values())
    surveyed = total - cells["not_surveyed"]
    judged = sum(cells[COUNT_NAMES[light]] for light in _VERDICTS)
    return {
        "facilities": total,
        "surveyed": surveyed,
        **cells,
        "share_surveyed": _share(surveyed, total),
        "share_judged": _share(judged, surveyed),
        "share_full_confirmed": _share(cells["full_confirmed"], surveyed),
    }


def by_review(cells: Sequence[Any]) -> Parting:
    """Part facilities by the state of their review (`ReviewState`).

    All states are there, also those that nothing has; `NOT_GIVEN` comes last where there
    is any such.

    Parameters
    ----------
    cells : sequence (n,)
        As they stand in a table, in any of the words that surveys use.
    """
    known = {state.value: state.value for state in ReviewState} | words("review")
    return _parting(
        [known.get(folded(as_text(cell)), NOT_GIVEN) for cell in cells],
        [state.value for state in ReviewState],
        empty=True,
    )


def by_category(cells: Sequence[Any], *, main: bool = False) -> Parting:
    """Part facilities by their category in the registry's list, or by its main category.

    Keys are the registry's numbers in its order, then texts that are none of its
    categories, as they are written; `NOT_GIVEN` comes last. Only what there is has a key.

    Parameters
    ----------
    cells : sequence (n,)
        Numbers or titles, as they stand in a table.
    """
    order = [str(one.id) for one in categories()]
    key_of: dict[str, str] = {}
    keys = []
    for cell in cells:
        text = as_text(cell).strip()
        if text not in key_of:
            key_of[text] = _category_key(text, main)
        keys.append(key_of[text])
    return _parting(keys, order)


def _category_key(text: str, main: bool) -> str:
    found = registry_category(text) if text else None
    if found is None:
        return text
    return str(found.parent if main and found.parent is not None else found.id)


def category_title(key: str, language: str) -> str:
    """Return the title of a key of `by_category`; a text that is no category's is its own."""
    known = {str(one.id) for one in categories()}
    return category(int(key)).title(language) if key in known else key


def _parting(keys: Sequence[str], order: Iterable[str], *, empty: bool = False) -> Parting:
    """Part by keys: those of `order` first, others by name, nothing given last.

    With `empty`, keys of `order` stay that no facility has.
    """
    present = set(keys)
    known = [key for key in order if empty or key in present]
    others = sorted(present - set(known) - {NOT_GIVEN})
    last = [NOT_GIVEN] if NOT_GIVEN in present else []
    found = (*known, *others, *last)
    position = {key: place for place, key in enumerate(found)}
    return Parting(found, np.array([position[key] for key in keys], np.int64))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
