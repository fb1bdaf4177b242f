# SPDX-License-Identifier: MIT
"""What an edition covers of a form, and without what there is no "meets"."""

from __future__ import annotations

from functools import lru_cache

from accessible_core.checklists import Checklist, checklist
from accessible_core.scoring.norm.concerns import concerns, whole_building_forms
from accessible_core.scoring.norm.editions import LONGEST_FORM, Edition, Rule
from accessible_core.vocabulary import GROUPS, Group, ZoneKind


def covered_quantities(by: Edition, asked: Checklist) -> frozenset[tuple[ZoneKind, str]]:
    """Return the quantities that an edition judges in a form."""
    return frozenset((rule.kind, rule.quantity) for rule in judged_rules(by, asked))


def judged_rules(by: Edition, asked: Checklist) -> list[Rule]:
    """Return the rules of an edition that a form is judged by."""
    return [rule for rule in by.rules_for(asked) if rule.verified and _is_about(rule, asked)]


def quantities_of(asked: Checklist, kind: ZoneKind, key: int) -> tuple[str, ...]:
    """Return what a question of a form measures, in the order of its values."""
    question = asked.get(kind, key)
    if question is None or any(limit.demands for limit in question.thresholds):
        return ()
    return tuple(dict.fromkeys(limit.quantity for limit in question.thresholds))


def _is_about(rule: Rule, asked: Checklist) -> bool:
    """Whether a rule is about what a form describes, be it asked or not.

    A short form of buildings leaves out much that norms demand of buildings,
    and that is unknown then; benches at a stop are no matter of buildings.
    """
    form = checklist(LONGEST_FORM) if asked.form in whole_building_forms() else asked
    return any(rule.quantity in quantities_of(form, rule.kind, key) for key in rule.keys)


@lru_cache(maxsize=None)
def _decisive(form: str) -> tuple[frozenset[tuple[ZoneKind, str]], ...]:
    asked = checklist(form)
    measured = {
        (question.kind, quantity)
        for question in asked
        for quantity in quantities_of(asked, question.kind, question.key)
    }
    found = []
    for group in GROUPS:
        every = {
            (kind, quantity)
            for kind, about in concerns().items()
            for quantity, groups in about.groups.items()
            if group in groups and kind in asked.zones
        }
        named = {
            (kind, quantity)
            for kind, quantity in every
            if group in concerns()[kind].decisive.get(quantity, frozenset())
        }
        if form not in whole_building_forms():
            found.append(frozenset(every & measured))
        else:
            found.append(frozenset(named or every & measured))
    return tuple(found)


def decisive_quantities(asked: Checklist) -> dict[Group, frozenset[tuple[ZoneKind, str]]]:
    """Return, by group, the quantities without which there is no "meets".

    Of a building those that ``concerns.toml`` names; in a form of a city's own
    all that it measures for the group.
    """
    return dict(zip(GROUPS, _decisive(asked.form)))
