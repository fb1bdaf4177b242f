# SPDX-License-Identifier: MIT
"""What a checklist is made of: zones, groups, subgroups, questions, thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Optional, Union

from accessible_core.errors import UsageError
from accessible_core.messages import text
from accessible_core.vocabulary import LANGUAGES, Zone, ZoneKind

#: Words in the three languages of `vocabulary.LANGUAGES`.
Words = Mapping[str, str]


def in_language(words: Words, language: str) -> str:
    """Return `words` in `language`; region suffixes are ignored, others get English."""
    short = language.replace("-", "_").partition("_")[0]
    return words[short if short in LANGUAGES else "en"]


@dataclass(frozen=True)
class Threshold:
    """One number that a question's answer depends on.

    Attributes
    ----------
    quantity : str
        What is measured, such as ``door_clear_width``.
    op : str
        ``>=``, ``>``, ``<=``, ``<``, ``==`` or ``between`` (both bounds inclusive).
    value : number or pair of numbers
        The limit in `unit`; a pair for ``between``.
    unit : str
        ``cm``, ``m``, ``%``, ``count``, ``s``, ``min`` or ``Nm``.
    ratio : str
        The limit of a slope as the norm writes it (``1:12``): exact where the
        percentage is a rounded one. Empty for anything but slopes.
    when : str
        In which case the limit holds (``rise > 20 cm``); empty: in every case.
    demands : bool
        The number says when the item is demanded at all (a divider on flights
        wider than 250 cm), not what the item must measure: no measured value
        answers the question.
    valid_from, valid_until : date or None
        Buildings of which dates the limit holds for; until is exclusive.
    note : str
        What the source says beside it.
    """

    quantity: str
    op: str
    value: Union[float, tuple[float, float]]
    unit: str
    ratio: str = ""
    when: str = ""
    demands: bool = False
    valid_from: Optional[date] = None
    valid_until: Optional[date] = None
    note: str = ""

    def holds_on(self, built: date) -> bool:
        """Whether the limit is the one for a building of the date `built`."""
        early = self.valid_from is not None and built < self.valid_from
        late = self.valid_until is not None and built >= self.valid_until
        return not (early or late)

    def as_dict(self) -> dict[str, Any]:
        """Return the form in which ``checklist show --json`` prints a threshold."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        document: dict[str, Any] = {
            "quantity": self.quantity,
            "op": self.op,
            "value": value,
            "unit": self.unit,
        }
        for name in ("ratio", "when", "demands", "note"):
            if getattr(self, name):
                document[name] = getattr(self, name)
        for name in ("valid_from", "valid_until"):
            if getattr(self, name) is not None:
                document[name] = getattr(self, name).isoformat()
        return document


@dataclass(frozen=True)
class ChecklistQuestion:
    """One question of a form, as worded there.

    Attributes
    ----------
    kind : ZoneKind
        The zone that it is asked of.
    key : int
        The registry's integer, ``attribute<key>`` on the wire.
    words : mapping of str to str
        The text by language.
    thresholds : tuple of Threshold
        Empty where nothing is measured.
    pair : int or None
        Key of the question that asks the same of buildings of other dates.
    hint : mapping of str to str
        How to measure or decide, where a surveyor would wonder; empty: none.
    """

    kind: ZoneKind
    key: int
    words: Words
    thresholds: tuple[Threshold, ...] = ()
    pair: Optional[int] = None
    hint: Words = field(default_factory=dict)

    @property
    def wire(self) -> str:
        """Name of the answer in registry records, such as ``attribute30``."""
        return f"attribute{self.key}"

    def text(self, language: str = "en") -> str:
        """Return the question in `language`."""
        return in_language(self.words, language)

    def help(self, language: str = "en") -> str:
        """Say how to measure or decide, in `language`; empty where it is plain."""
        return in_language(self.hint, language) if self.hint else ""

    def as_dict(self, language: str) -> dict[str, Any]:
        """Return the question as a document, in one language."""
        document: dict[str, Any] = {
            "key": self.key,
            "attribute": self.wire,
            "text": self.text(language),
            "thresholds": [threshold.as_dict() for threshold in self.thresholds],
        }
        if self.pair is not None:
            document["pair"] = self.pair
        if self.help(language):
            document["help"] = self.help(language)
        return document


@dataclass(frozen=True)
class Subgroup:
    """Questions under one heading of the second level (empty words: none)."""

    words: Words
    questions: tuple[ChecklistQuestion, ...]

    def as_dict(self, language: str) -> dict[str, Any]:
        """Return the subgroup as a document, in one language."""
        return {
            "title": in_language(self.words, language),
            "questions": [question.as_dict(language) for question in self.questions],
        }


@dataclass(frozen=True)
class QuestionGroup:
    """Subgroups under one heading of the first level (empty words: none)."""

    words: Words
    subgroups: tuple[Subgroup, ...]

    def as_dict(self, language: str) -> dict[str, Any]:
        """Return the group as a document, in one language."""
        return {
            "title": in_language(self.words, language),
            "subgroups": [subgroup.as_dict(language) for subgroup in self.subgroups],
        }


@dataclass(frozen=True)
class Checklist:
    """One form: what is asked of each zone, in the order of the paper.

    Attributes
    ----------
    form : str
        The name that records carry (``small``).
    words : mapping of str to str
        The form's title by language.
    entrances : int
        How many entrances count; further ones are kept but not combined.
    zones : mapping of ZoneKind to tuple of QuestionGroup
        In form order; a form of a city's own may leave zones out.
    rules : mapping
        Rule tables by scheme and zone for forms that no scheme knows, as
        written in the form's file; read by ``scoring.rules``.
    source : str
        Where keys, order and thresholds come from.
    """

    form: str
    words: Words
    entrances: int
    zones: Mapping[ZoneKind, tuple[QuestionGroup, ...]]
    rules: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""

    @cached_property
    def _by_zone(self) -> dict[ZoneKind, dict[int, ChecklistQuestion]]:
        return {
            kind: {
                question.key: question
                for group in groups
                for subgroup in group.subgroups
                for question in subgroup.questions
            }
            for kind, groups in self.zones.items()
        }

    def title(self, language: str = "en") -> str:
        """Return the form's title in `language`."""
        return in_language(self.words, language)

    def keys(self, kind: ZoneKind) -> tuple[int, ...]:
        """Return the keys asked of one kind of zone, in form order (empty: none)."""
        return tuple(self._by_zone.get(kind, ()))

    def question(self, kind: ZoneKind, key: int) -> ChecklistQuestion:
        """Return one question.

        Raises
        ------
        UsageError
            The form does not ask it.
        """
        found = self.get(kind, key)
        if found is None:
            raise UsageError(f"The form '{self.form}' asks no {kind.value}_{key}.")
        return found

    def get(self, kind: ZoneKind, key: int) -> Optional[ChecklistQuestion]:
        """Return one question, or None where the form does not ask it."""
        return self._by_zone.get(kind, {}).get(key)

    def asks(self, zone: Zone, key: int) -> bool:
        """Whether the form asks question `key` of `zone`."""
        return key in self._by_zone.get(zone.kind, ())

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the whole form as a document, in one language and in form order."""
        return {
            "form": self.form,
            "title": self.title(language),
            "language": language,
            "entrances": self.entrances,
            "source": self.source,
            "questions": len(self),
            "zones": [
                {
                    "zone": kind.value,
                    "title": text("labels", f"zone_{kind.value}", language),
                    "questions": len(self.keys(kind)),
                    "groups": [group.as_dict(language) for group in groups],
                }
                for kind, groups in self.zones.items()
            ],
        }

    def __iter__(self) -> Iterator[ChecklistQuestion]:
        for questions in self._by_zone.values():
            yield from questions.values()

    def __len__(self) -> int:
        return sum(len(questions) for questions in self._by_zone.values())
