# SPDX-License-Identifier: MIT
"""Chains of barriers from the main part outward, as a guide to which sets to count.

Directions are left aside here: what a chain promises is counted exactly in `sets.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accessible_core.routing.barriers.connection import Connection, Guide
from accessible_core.routing.barriers.parts import Joint

Float = NDArray[np.float64]

#: A joint by its barrier and its number within it.
_Key = tuple[int, int]


@dataclass(frozen=True)
class _Chain:
    """Barriers one after the other.

    `worth` is what they promise, `fresh` the parts that the last of them adds to `parts`,
    and `joints` those of their joints that hang together with the main part.
    """

    worth: float
    cost: float
    barriers: tuple[int, ...]
    parts: frozenset[int]
    fresh: frozenset[int]
    joints: frozenset[_Key]


_NOTHING = _Chain(0.0, 0.0, (), frozenset(), frozenset(), frozenset())


class Chains:
    """Lays barriers out in layers by how many lie between them and the main part.

    Parameters
    ----------
    connection : Connection
    guide : Guide
        What parts and barriers hold of the measure that counts.
    cost : float64 (K,)
        By barrier, over zero.
    """

    def __init__(self, connection: Connection, guide: Guide, cost: Float) -> None:
        self._joints: list[tuple[Joint, ...]] = connection.links.joints
        self._one_ways = connection.one_ways
        self._guide = guide
        self._cost: list[float] = cost.tolist()
        self._at: dict[int, list[int]] = {}
        for barrier, joints in enumerate(self._joints):
            for part in sorted({part for joint in joints for part in joint.parts}):
                self._at.setdefault(part, []).append(barrier)

    def outward(
        self, main: int, taken: Sequence[int], longest: int, budget: float
    ) -> list[tuple[int, ...]]:
        """Return chains of up to `longest` barriers, the most promising for their cost first.

        Parameters
        ----------
        main : int
            The main part.
        taken : sequence of int
            Barriers that are gone already.
        longest : int
        budget : float
            The most that a chain may cost.
        """
        step = _Step(self, main, taken)
        chains: list[_Chain] = []
        seen = set(taken)
        layer = list(step.first(budget))
        for number in range(longest):
            best: dict[int, _Chain] = {}
            for chain in layer:
                last = chain.barriers[-1]
                if last not in seen and (last not in best or chain.worth > best[last].worth):
                    best[last] = chain
            chains.extend(best.values())
            # A run in several pieces may be joined by one, and later by another.
            seen.update(last for last in best if len(self._joints[last]) == 1)
            if number + 1 == longest or not best:
                break
            layer = [longer for chain in best.values() for longer in step.longer(chain, budget)]
        order = sorted(chains, key=lambda chain: (-chain.worth / chain.cost, chain.barriers))
        return [chain.barriers for chain in order if chain.worth > 0.0]

    def at(self, parts: Iterable[int]) -> Iterator[int]:
        """Yield the barriers that touch any of these parts, each once."""
        yield from dict.fromkeys(barrier for part in parts for barrier in self._at.get(part, ()))

    def nearby(self, parts: Iterable[int]) -> frozenset[int]:
        """Return these parts and those that one-way pieces lead to or from.

        A barrier may close the circle with a street that is open one way.
        """
        seen = set(parts)
        todo = list(seen) if self._one_ways else []
        while todo:
            for other in self._one_ways.get(todo.pop(), ()):
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return frozenset(seen)

    def joints_of(self, barriers: Iterable[int]) -> list[tuple[_Key, Joint, float]]:
        """Return the joints of some barriers, with what each holds itself."""
        return [
            ((barrier, number), joint, held)
            for barrier in barriers
            for number, (joint, held) in enumerate(
                zip(self._joints[barrier], self._guide.joints[barrier])
            )
        ]

    def cost_of(self, barrier: int) -> float:
        """Return what a barrier costs."""
        return self._cost[barrier]

    def mass(self, parts: Iterable[int]) -> float:
        """Return what some parts hold of the measure that counts."""
        return sum(self._guide.parts[part] for part in parts)


class _Step:
    """Chains that start where the barriers already taken end."""

    def __init__(self, chains: Chains, main: int, taken: Sequence[int]) -> None:
        self._chains = chains
        self._taken = frozenset(taken)
        self._inside: frozenset[int] = frozenset()
        self._near: frozenset[int] = frozenset((main,))
        waiting = chains.joints_of(taken)
        done = self._grown(_NOTHING, waiting)
        self._inside = frozenset((main, *done.parts))
        self._near = chains.nearby(self._inside)
        # Pieces of what is taken that nothing leads to yet.
        self._waiting = [each for each in waiting if each[0] not in done.joints]

    def first(self, budget: float) -> Iterator[_Chain]:
        """Yield the chains of one barrier."""
        yield from self._with_one_more(_NOTHING, self._near, budget)

    def longer(self, chain: _Chain, budget: float) -> Iterator[_Chain]:
        """Yield the chains that go on from the parts that the last barrier added."""
        yield from self._with_one_more(chain, chain.fresh, budget)

    def _with_one_more(
        self, chain: _Chain, parts: Iterable[int], budget: float
    ) -> Iterator[_Chain]:
        for barrier in self._chains.at(parts):
            cost = chain.cost + self._chains.cost_of(barrier)
            if cost > budget or barrier in self._taken or barrier in chain.barriers:
                continue
            if self._idle(barrier, chain.parts):
                continue
            barriers = (*chain.barriers, barrier)
            start = _Chain(chain.worth, cost, barriers, chain.parts, frozenset(), chain.joints)
            longer = self._grown(start, self._chains.joints_of(barriers) + self._waiting)
            if longer.fresh or longer.worth > chain.worth:
                yield longer

    def _idle(self, barrier: int, parts: frozenset[int]) -> bool:
        """Tell whether a barrier only joins what is joined: most lie within the main part."""
        return not any(
            held or any(part not in self._inside and part not in parts for part in joint.parts)
            for _, joint, held in self._chains.joints_of((barrier,))
        )

    def _grown(self, chain: _Chain, joints: Sequence[tuple[_Key, Joint, float]]) -> _Chain:
        """Return a chain with all of `joints` that hang together with what it has."""
        worth, parts, active = chain.worth, set(chain.parts), set(chain.joints)
        left = [each for each in joints if each[0] not in active]
        while True:
            rest = []
            for each in left:
                key, joint, held = each
                if not any(part in self._near or part in parts for part in joint.parts):
                    rest.append(each)
                    continue
                fresh = self._chains.nearby(joint.parts) - self._inside - parts
                worth += held + self._chains.mass(fresh)
                parts |= fresh
                active.add(key)
            if len(rest) == len(left):
                break
            left = rest
        return _Chain(
            worth, chain.cost, chain.barriers, frozenset(parts),
            frozenset(parts - chain.parts), frozenset(active),
        )  # fmt: skip
