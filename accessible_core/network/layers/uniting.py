# SPDX-License-Identifier: MIT
"""Which places become one node, given the pairs that should, and what must stay apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.summary import joined_labels

Int = NDArray[np.int64]
Float = NDArray[np.float64]


@dataclass(frozen=True)
class Constraints:
    """What must not become one node, over P places.

    Attributes
    ----------
    apart_one, apart_other : int64 (A,)
        Pairs of places, mostly the two ends of a line.
    floor : int64 (P,)
        Row in `floors`; two sets that both name floors must have one in common.
    floors : tuple of frozenset of str
    owner : int64 (P,)
        Places of one owner (>= 0) are different nodes.
    """

    apart_one: Int
    apart_other: Int
    floor: Int
    floors: tuple[frozenset[str], ...]
    owner: Int


def united(one: Int, other: Int, metres: Float, constraints: Constraints) -> tuple[Int, int]:
    """Unite places by pairs, the nearest first where not all pairs may be.

    Parameters
    ----------
    one, other, metres : arrays (H,)
        Pairs of places and how far they lie apart.
    constraints : Constraints

    Returns
    -------
    label : int64 (P,)
        The lowest place that each place has become one with.
    refused : int
        Pairs that the constraints kept apart.
    """
    label = joined_labels(len(constraints.floor), one, other)
    broken = _broken(label, constraints)
    if not len(broken):
        return label, 0
    rows = np.flatnonzero(np.isin(label[one], broken))
    rows = rows[np.lexsort((other[rows], one[rows], metres[rows]))]
    members = np.flatnonzero(np.isin(label, broken))
    label[members] = members
    groups = _Groups(constraints, members)
    refused = sum(not groups.unite(a, b) for a, b in zip(one[rows].tolist(), other[rows].tolist()))
    for place in members.tolist():
        label[place] = groups.lowest(place)
    return label, refused


def _broken(label: Int, constraints: Constraints) -> Int:
    """Return the labels of groups in which something is one that must not be."""
    one, other = label[constraints.apart_one], label[constraints.apart_other]
    found = [one[one == other]]
    owned = np.flatnonzero(constraints.owner >= 0)
    found.append(_repeated(label[owned], constraints.owner[owned]))
    storeys = np.flatnonzero(constraints.floor != _unnamed(constraints))
    # More than one set of floors in a group: looked at one by one.
    found.append(_several(label[storeys], constraints.floor[storeys]))
    broken: Int = np.unique(np.concatenate(found))
    return broken


def _unnamed(constraints: Constraints) -> int:
    empty: frozenset[str] = frozenset()
    return constraints.floors.index(empty) if empty in constraints.floors else -1


def _repeated(label: Int, what: Int) -> Int:
    """Return labels that have the same of something twice."""
    pairs, times = np.unique(np.column_stack((label, what)), axis=0, return_counts=True)
    found: Int = pairs[times > 1, 0]
    return found


def _several(label: Int, what: Int) -> Int:
    """Return labels that have several of something."""
    pairs = np.unique(np.column_stack((label, what)), axis=0)
    return _repeated(pairs[:, 0], np.zeros(len(pairs), np.int64))


class _Groups:
    """Disjoint sets of the places that need a closer look, with what they may not meet."""

    def __init__(self, constraints: Constraints, members: Int) -> None:
        self.parent = {place: place for place in members.tolist()}
        self.floors: dict[int, set[frozenset[str]]] = {}
        self.owners: dict[int, set[int]] = {}
        for place in self.parent:
            named = constraints.floors[constraints.floor[place]]
            self.floors[place] = {named} if named else set()
            owner = int(constraints.owner[place])
            self.owners[place] = {owner} if owner >= 0 else set()
        self.foes: dict[int, set[int]] = {}
        apart = zip(constraints.apart_one.tolist(), constraints.apart_other.tolist())
        for a, b in apart:
            if a in self.parent and b in self.parent:
                self.foes.setdefault(a, set()).add(b)
                self.foes.setdefault(b, set()).add(a)

    def lowest(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def unite(self, one: int, other: int) -> bool:
        """Make two groups one; False if they must stay apart."""
        a, b = sorted((self.lowest(one), self.lowest(other)))
        if a == b:
            return True
        if self.owners[a] & self.owners[b]:
            return False
        if any(not (x & y) for x in self.floors[a] for y in self.floors[b]):
            return False
        if any(self.lowest(foe) == b for foe in self.foes.get(a, ())):
            return False
        self.parent[b] = a
        self.owners[a] |= self.owners.pop(b)
        self.floors[a] |= self.floors.pop(b)
        # Foes are kept both ways, under the lowest of their group.
        if b in self.foes:
            self.foes.setdefault(a, set()).update(self.foes.pop(b))
        return True
