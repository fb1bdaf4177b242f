# SPDX-License-Identifier: MIT
"""What would make one facility better, over all groups of people at once.

Each group has its own shortest list of improvements (`scoring.explain`). Here
they are joined: an improvement comes the earlier, the more groups it brings
nearer to the best light that they can reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accessible_core.scoring.explain import Change, Explanation
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Group, Score

_BEST_FIRST = (Score.FULL_ACCESSIBLE, Score.PARTIAL_ACCESSIBLE)


@dataclass(frozen=True)
class Improvement:
    """One change, and for whom it counts.

    Attributes
    ----------
    number : int
        Its place in the order of effect, from 1.
    change : Change
    groups : tuple of Group
        Those on whose shortest way to the best reachable light it lies.
    """

    number: int
    change: Change
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Way:
    """The shortest way of one group to one light.

    Attributes
    ----------
    group : Group
    goal : Score
    numbers : tuple of int or None
        Numbers of the improvements that it takes, ascending; None where no real
        improvement reaches the light.
    """

    group: Group
    goal: Score
    numbers: tuple[int, ...] | None


@dataclass(frozen=True)
class Unknown:
    """One question to find out first, and for whom the answer matters.

    Attributes
    ----------
    question : Question
    groups : tuple of Group
    alone : tuple of Group
        Those whose light this answer alone can change.
    """

    question: Question
    groups: tuple[Group, ...]
    alone: tuple[Group, ...]


def improvements(
    explained: Mapping[Group, Explanation],
) -> tuple[tuple[Improvement, ...], tuple[Way, ...]]:
    """Join the improvements of all groups, the most effective first.

    Returns
    -------
    improvements : tuple of Improvement
        By the number of groups, then by cost where costs are known, then as first met.
    ways : tuple of Way
        For every group and every better light, in that order.
    """
    changes: dict[Question, Change] = {}
    helped: dict[Question, list[Group]] = {}
    for group, found in explained.items():
        best = _best(found)
        for goal in _BEST_FIRST:
            for change in found.to_reach.get(goal) or ():
                changes.setdefault(change.question, change)
                groups = helped.setdefault(change.question, [])
                if goal is best:
                    groups.append(group)
    order = sorted(changes.values(), key=lambda one: (-len(helped[one.question]), one.cost or 0))
    listed = tuple(
        Improvement(number, change, tuple(helped[change.question]))
        for number, change in enumerate(order, start=1)
    )
    number_of = {one.change.question: one.number for one in listed}
    ways = tuple(
        Way(group, goal, _numbers(found.to_reach[goal], number_of))
        for group, found in explained.items()
        for goal in sorted(found.to_reach)
    )
    return listed, ways


def find_out_first(explained: Mapping[Group, Explanation]) -> tuple[Unknown, ...]:
    """Join what is worth finding out for each group, the most telling first."""
    groups: dict[Question, list[Group]] = {}
    alone: dict[Question, list[Group]] = {}
    for group, found in explained.items():
        for one in found.find_out_first:
            question = Question(one.zone, one.key)
            groups.setdefault(question, []).append(group)
            if one.alone:
                alone.setdefault(question, []).append(group)
    joined = [
        Unknown(question, tuple(whose), tuple(alone.get(question, ())))
        for question, whose in groups.items()
    ]
    return tuple(sorted(joined, key=lambda one: (-len(one.alone), -len(one.groups))))


def _best(found: Explanation) -> Score | None:
    """Return the best light that real improvements reach."""
    return next((goal for goal in _BEST_FIRST if found.to_reach.get(goal)), None)


def _numbers(
    changes: Sequence[Change] | None, number_of: Mapping[Question, int]
) -> tuple[int, ...] | None:
    return None if changes is None else tuple(sorted(number_of[one.question] for one in changes))
