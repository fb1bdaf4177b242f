# SPDX-License-Identifier: MIT
"""Registry score and norm verdicts of one facility side by side, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Optional

import numpy as np

from accessible_core.checklists import checklist
from accessible_core.errors import InputError
from accessible_core.messages import text
from accessible_core.scoring.engine import score
from accessible_core.scoring.norm.coverage import covered_quantities, decisive_quantities
from accessible_core.scoring.norm.dates import dates_of_buildings, editions_of
from accessible_core.scoring.norm.editions import Edition, editions
from accessible_core.scoring.norm.judge import judge
from accessible_core.scoring.norm.verdicts import Detail, NormVerdicts, Verdict
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.table import Question, Survey
from accessible_core.vocabulary import GROUPS, Answer, Group, Score

REGISTRY = "registry-2024"

#: Which verdicts say the same as a registry score.
_ALIKE: dict[Score, frozenset[Verdict]] = {
    Score.FULL_ACCESSIBLE: frozenset([Verdict.MEETS]),
    Score.PARTIAL_ACCESSIBLE: frozenset([Verdict.FAILS]),
    Score.NOT_ACCESSIBLE: frozenset([Verdict.FAILS]),
    Score.UNKNOWN: frozenset([Verdict.UNKNOWN]),
    Score.NOT_PROVIDED: frozenset([Verdict.NOT_COVERED]),
    Score.NOT_SCORED: frozenset([Verdict.NOT_JUDGED]),
}


@dataclass(frozen=True)
class Reason:
    """Why two verdicts differ: a code and its subjects; words in ``messages/compare.toml``."""

    code: str
    subjects: dict[str, str]

    def as_dict(self, language: str) -> dict[str, Any]:
        """Return the reason as a document, with its words in `language`."""
        return {
            "code": self.code,
            **self.subjects,
            "text": text("compare", self.code, language, **self.subjects),
        }


@dataclass(frozen=True)
class Difference:
    """Two verdicts for one group that do not say the same.

    Attributes
    ----------
    group : Group
    between : pair of str
        ``registry-2024`` or the name of an edition.
    verdicts : pair of str
    reasons : tuple of Reason
    """

    group: Group
    between: tuple[str, str]
    verdicts: tuple[str, str]
    reasons: tuple[Reason, ...]

    def as_dict(self, language: str) -> dict[str, Any]:
        """Return the difference as a document."""
        return {
            "group": self.group.value,
            "between": list(self.between),
            "verdicts": list(self.verdicts),
            "reasons": [reason.as_dict(language) for reason in self.reasons],
        }


@dataclass(frozen=True)
class Comparison:
    """All verdicts of one facility.

    Attributes
    ----------
    survey : Survey
    row : int
    overall : dict of Group to Score
    doubts : dict of Group to Doubt
    chosen : tuple of str
        Editions that the building's date chooses.
    norms : dict of str to NormVerdicts
        By edition, of the one row.
    differences : tuple of Difference
    """

    survey: Survey
    row: int
    overall: dict[Group, Score]
    doubts: dict[Group, Doubt]
    chosen: tuple[str, ...]
    norms: dict[str, NormVerdicts]
    differences: tuple[Difference, ...]

    def verdict(self, name: str, group: Group) -> Verdict:
        """Return what one edition says for one group."""
        return Verdict(int(self.norms[name].overall[self.row, GROUPS.index(group)]))

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the document that ``compare --json`` prints."""
        return {
            "id": str(self.survey.ids[self.row]),
            "name": self.survey.name(self.row, language),
            "form": str(self.survey.form[self.row]),
            "built": dates_of_buildings(self.survey)[self.row],
            "registry": {
                group.value: {
                    "score": self.overall[group].wire,
                    "confirmed": self.overall[group] is not Score.NOT_SCORED
                    and self.doubts[group] == Doubt.NONE,
                    "doubts": [
                        str(doubt.name).lower() for doubt in Doubt if doubt & self.doubts[group]
                    ],
                }
                for group in GROUPS
            },
            "norms": [self._norm(found, language) for found in editions()],
            "differences": [difference.as_dict(language) for difference in self.differences],
        }

    def _norm(self, found: Edition, language: str) -> dict[str, Any]:
        verdicts = self.norms[found.name]
        shares = verdicts.known[self.row]
        return {
            "edition": found.name,
            "title": found.title(language),
            "chosen_by_date": found.name in self.chosen,
            "verdicts": {group.value: self.verdict(found.name, group).wire for group in GROUPS},
            "known": {
                group.value: None if np.isnan(share) else float(share)
                for group, share in zip(GROUPS, shares)
            },
            "failing": [detail.as_dict() for detail in verdicts.failing(self.row)],
            "find_out": [detail.as_dict() for detail in verdicts.unknown(self.row)],
        }


def compare(
    survey: Survey,
    record: str,
    *,
    today: Optional[date] = None,
    max_age_years: Optional[int] = None,
) -> Comparison:
    """Put all verdicts of one facility side by side.

    Parameters
    ----------
    survey : Survey
    record : str
        Id of the facility.
    today : date, optional
        From which the age of the survey is counted.
    max_age_years : int, optional
        After how many years it is too old, as for `scoring.engine.score`.

    Raises
    ------
    InputError
        There is no such facility, or nobody surveyed it.
    """
    rows = np.flatnonzero(survey.ids == record)
    if not rows.size:
        raise InputError(f"There is no facility '{record}' in {survey.source or 'the survey'}.")
    row = int(rows[0])
    if not survey.form[row]:
        raise InputError(f"The facility '{record}' was never surveyed: it names no form.")
    scores = score(survey, REGISTRY, today=today, max_age_years=max_age_years)
    overall = {g: Score(int(scores.overall[row, n])) for n, g in enumerate(GROUPS)}
    norms = {
        found.name: judge(survey, found.name, rows=[row], with_unknown=True) for found in editions()
    }
    found = Comparison(
        survey=survey,
        row=row,
        overall=overall,
        doubts={g: Doubt(int(scores.doubts[row, n])) for n, g in enumerate(GROUPS)},
        chosen=editions_of(survey, row),
        norms=norms,
        differences=(),
    )
    return Comparison(**{**found.__dict__, "differences": tuple(_differences(found))})


def _differences(found: Comparison) -> Iterator[Difference]:
    for group in GROUPS:
        mine = found.overall[group]
        for item in editions():
            verdict = found.verdict(item.name, group)
            if verdict not in _ALIKE[mine]:
                yield Difference(
                    group,
                    (REGISTRY, item.name),
                    (mine.wire or "", verdict.wire or ""),
                    tuple(_against_registry(found, item, group)),
                )
        for one, other in _pairs(found):
            verdicts = found.verdict(one.name, group), found.verdict(other.name, group)
            if verdicts[0] is not verdicts[1]:
                yield Difference(
                    group,
                    (one.name, other.name),
                    (verdicts[0].wire or "", verdicts[1].wire or ""),
                    tuple(_between(found, one, other, group)),
                )


def _pairs(found: Comparison) -> list[tuple[Edition, Edition]]:
    """Return each edition that the date chooses with each that follows or is not chosen."""
    chosen = [item for item in editions() if item.name in found.chosen]
    others = [item for item in editions() if item.name not in found.chosen]
    pairs = [(one, other) for n, one in enumerate(chosen) for other in chosen[n + 1 :]]
    return pairs + [(one, other) for one in chosen for other in others]


def _against_registry(found: Comparison, by: Edition, group: Group) -> Iterator[Reason]:
    """Say why an edition's verdict is not what the registry says."""
    verdicts = found.norms[by.name]
    failing = verdicts.failing(found.row, group)
    for detail in failing:
        answer = _answer(found, detail)
        code = "clause_failed_answer_yes" if answer is Answer.YES else "clause_failed"
        yield _reason("required_missing" if detail.key is None else code, detail)
    if found.verdict(by.name, group) is not Verdict.FAILS:
        yield from _unknown_reasons(verdicts.unknown(found.row, group), by)
        uncovered = _uncovered(found, by, group)
        if uncovered:
            yield Reason("not_covered", {"edition": by.name, "quantities": ", ".join(uncovered)})
        elif found.verdict(by.name, group) is Verdict.NOT_COVERED:
            yield Reason("group_not_covered", {"edition": by.name})
    if found.verdict(by.name, group) is Verdict.MEETS:
        yield Reason("registry_asks_more", {"edition": by.name})


def _between(found: Comparison, one: Edition, other: Edition, group: Group) -> Iterator[Reason]:
    """Say why two editions differ: by their limits, or by what one of them lacks."""
    asked = checklist(str(found.survey.form[found.row]))
    for first, second in ((one, other), (other, one)):
        theirs = {
            (rule.kind, rule.quantity): rule for rule in second.rules_for(asked) if rule.verified
        }
        failed = found.norms[second.name].failing(found.row, group)
        also = {(detail.zone, detail.quantity) for detail in failed}
        for detail in found.norms[first.name].failing(found.row, group):
            if (detail.zone, detail.quantity) in also:
                continue
            rule = theirs.get((detail.zone.kind, detail.quantity))
            code = "other_edition_silent" if rule is None else "limits_differ"
            if detail.key is None:
                code = "required_by_one"
            more = {"other": second.name, "other_limit": "" if rule is None else rule.wording()}
            yield _reason(code, detail, **more)
    if Verdict.FAILS not in (found.verdict(one.name, group), found.verdict(other.name, group)):
        for item in (one, other):
            yield from _unknown_reasons(found.norms[item.name].unknown(found.row, group), item)
            uncovered = _uncovered(found, item, group)
            if uncovered:
                subjects = {"edition": item.name, "quantities": ", ".join(uncovered)}
                yield Reason("not_covered", subjects)


def _unknown_reasons(details: list[Detail], by: Edition) -> Iterator[Reason]:
    waiting = [detail.question for detail in details if not detail.value and detail.key]
    if waiting:
        questions = ", ".join(dict.fromkeys(waiting))
        yield Reason("not_measured", {"edition": by.name, "questions": questions})
    for detail in details:
        if detail.value:
            yield _reason("case_unknown", detail)
        elif detail.key is None:
            yield _reason("requirement_unknown", detail)


def _uncovered(found: Comparison, by: Edition, group: Group) -> list[str]:
    """Return the decisive quantities of which an edition says nothing."""
    asked = checklist(str(found.survey.form[found.row]))
    missing = decisive_quantities(asked)[group] - covered_quantities(by, asked)
    return sorted(f"{kind.value}.{quantity}" for kind, quantity in missing)


def _answer(found: Comparison, detail: Detail) -> Answer:
    if detail.key is None:
        return Answer.UNKNOWN
    column = found.survey.column_of.get(Question(detail.zone, detail.key))
    return (
        Answer.UNKNOWN if column is None else Answer(int(found.survey.answers[found.row, column]))
    )


def _reason(code: str, detail: Detail, **more: str) -> Reason:
    subjects = {
        "edition": detail.edition,
        "question": detail.question,
        "quantity": detail.quantity,
        "measured": detail.value,
        "limit": detail.limit,
        "clause": detail.rule.clause,
    }
    return Reason(code, {**subjects, **more})
