# SPDX-License-Identifier: MIT
"""What stands where in a form for the field, on the phone as on paper."""

from __future__ import annotations

from collections.abc import Iterator

from accessible_core.checklists import Checklist, ChecklistQuestion
from accessible_core.vocabulary import ENTRANCES, LANGUAGES, ZONES, Answer, Zone, ZoneKind

#: Answers in the order in which they are offered, and those about a device.
OFFERED = (Answer.YES, Answer.NO, Answer.NOT_PROVIDED, Answer.UNKNOWN)
STATES = (Answer.YES, Answer.NO, Answer.UNKNOWN)


def zones_of(form: Checklist) -> list[Zone]:
    """Return the zones that a form asks for, as many entrances as it counts."""
    entrances = ENTRANCES[: form.entrances]
    kinds = list(form.zones)
    asked = [zone for zone in ZONES if zone.kind in form.zones]
    return sorted(
        (zone for zone in asked if zone.kind is not ZoneKind.ENTRANCE or zone in entrances),
        key=lambda zone: kinds.index(zone.kind),
    )


def title_code(form: Checklist, zone: Zone) -> str:
    """Return the label of a zone; the only entrance of a form has no number."""
    alone = zone in ENTRANCES and form.entrances == 1
    return f"zone_{zone.kind.value if alone else zone.value}"


def headed_questions(
    form: Checklist, kind: ZoneKind
) -> Iterator[tuple[dict[str, str], tuple[ChecklistQuestion, ...]]]:
    """Yield the headings of one kind of zone by language, with their questions.

    Headings of two levels are joined; the heading is empty where there is none.
    Headings without questions of their own are left out.
    """
    for group in form.zones[kind]:
        for subgroup in group.subgroups:
            if not subgroup.questions:
                continue
            both = {
                language: ": ".join(
                    words[language] for words in (group.words, subgroup.words) if words[language]
                )
                for language in LANGUAGES
            }
            yield both if all(both.values()) else {}, subgroup.questions
