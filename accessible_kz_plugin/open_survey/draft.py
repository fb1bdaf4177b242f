# SPDX-License-Identifier: GPL-3.0-or-later
"""The mapping that a person is making: what each column holds, as proposed and corrected."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from accessible_core.checklists import checklist
from accessible_core.errors import UsageError
from accessible_core.messages import text
from accessible_core.survey.mapping import Mapping, as_mapping
from accessible_core.survey.mapping.saving import save_suggestions
from accessible_core.survey.mapping.suggesting import Suggestion, Suggestions, suggest_mapping
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.personal.texts import without_people
from accessible_core.survey.words import as_text, folded, words
from accessible_core.survey_store.layout import asked_of, is_measured
from accessible_core.vocabulary import ZONES
from accessible_kz_plugin.translation import tr

#: Facts of places that a column may be said to hold.
FACTS = (
    "id", "name", "name_kk", "name_ru", "name_en", "category", "address", "kato", "built", "form",
    "surveyed", "method", "lon", "lat",
)  # fmt: skip
#: A column with more different words is not asked about word by word.
_MOST_WORDS = 40
_SAMPLES = 5


class State(Enum):
    """Why a column holds what it holds."""

    BY_NAME = "by_name"
    IN_MAPPING = "in_mapping"
    PROPOSED = "proposed"
    CHOSEN = "chosen"
    NOTHING = "nothing"
    PERSONAL = "personal"


@dataclass
class ColumnChoice:
    """One column of the table.

    Attributes
    ----------
    column : str
    samples : tuple of str
        Its most frequent values, without personal data.
    to : str
        Column known by name that it stands for; empty: it stays what it is called.
    unit : str
        Of measured values that have none.
    values : dict of str to str
        Word as written -> ``yes``, ``no``, ``unknown``, ``not_provided``, ``partly``; a word
        with an empty meaning is left to the findings and stays unknown.
    state : State
    confidence : float
        Of the proposal, 0 to 1.
    alternatives : tuple of (str, float)
        What else it may be with its confidence, the likeliest first.
    """

    column: str
    samples: tuple[str, ...]
    to: str = ""
    unit: str = ""
    values: dict[str, str] = field(default_factory=dict)
    state: State = State.NOTHING
    confidence: float = 0.0
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def locked(self) -> bool:
        """Whether nobody is asked: personal data, or a group of columns of the mapping."""
        return self.state is State.PERSONAL or (self.state is State.IN_MAPPING and not self.to)

    @property
    def kind(self) -> str:
        """Return what kind of column it is read as."""
        return meaning_of(self.to or self.column).kind

    def rule(self) -> dict[str, Any]:
        """Return its line of the mapping."""
        found: dict[str, Any] = {"to": self.to}
        if self.kind == "measured" and self.unit:
            found["unit"] = self.unit
        if self.kind == "answer":
            by_meaning: dict[str, list[str]] = {}
            for word, said in self.values.items():
                if said:
                    by_meaning.setdefault(said, []).append(word)
            if by_meaning:
                found["values"] = by_meaning
        return found


class Draft:
    """A mapping in the making.

    Parameters
    ----------
    columns : mapping of str to sequence (n,)
        As they stand in the table.
    base : Mapping
        The one found by the header or loaded from a file; one that says nothing where
        there is none.
    form : str
        The checklist that was filled in; empty: a column of the table says it.
    """

    def __init__(self, columns: MappingOf[str, Any], base: Mapping, form: str = "") -> None:
        self.base = base
        self.form = form
        self._counts = {
            name: Counter(t for t in (as_text(cell).strip() for cell in cells) if t)
            for name, cells in columns.items()
        }
        self.says_form = "form" in base.constants or any(
            meaning_of(base.target(name)).kind == "form" for name in columns
        )
        proposed = suggest_mapping(columns, form=form or "full")
        taken = {item.column for item in proposed.taken()}
        suggestions = {item.column: item for item in proposed.items}
        groups = {name for group in base.groups for name in group.columns()}
        self.columns = [
            self._choice(name, suggestions.get(name), name in taken, name in groups)
            for name in columns
        ]

    def _choice(
        self, name: str, proposal: Suggestion | None, taken: bool, grouped: bool
    ) -> ColumnChoice:
        kind = meaning_of(name).kind
        if kind == "personal" and name not in self.base.columns:
            return ColumnChoice(name, (), state=State.PERSONAL)
        samples = tuple(
            without_people(text) for text, _ in self._counts[name].most_common(_SAMPLES)
        )
        choice = ColumnChoice(name, samples)
        rule = self.base.columns.get(name)
        if rule is not None:
            choice.to, choice.unit, choice.state = rule.to, rule.unit, State.IN_MAPPING
            choice.values = self.words_of(choice, rule.values)
        elif grouped:
            choice.state = State.IN_MAPPING
        elif kind != "unknown":
            choice.state = State.BY_NAME
        elif proposal is not None and not self.base.columns and not self.base.groups:
            own = ((proposal.to, proposal.confidence),) if proposal.to else ()
            choice.alternatives = (*own, *proposal.alternatives)
            if taken:
                choice.to, choice.unit, choice.state = proposal.to, proposal.unit, State.PROPOSED
                choice.confidence = proposal.confidence
                choice.values = self.words_of(choice, proposal.values)
        return choice

    @property
    def needs_a_person(self) -> bool:
        """Whether only a person can say what the table holds.

        Where a mapping fits, or its answers are known by name and nothing else is like one,
        nobody need be asked.
        """
        proposed = any(one.state is State.PROPOSED for one in self.columns)
        answered = any(one.kind in ("answer", "measured") for one in self.columns)
        return self.base == Mapping() and (proposed or not answered)

    def choose(self, choice: ColumnChoice, to: str) -> None:
        """Say what a column holds; empty: nothing that is known here.

        Raises
        ------
        UsageError
            It is personal data, or read by a group of the mapping.
        """
        if choice.locked:
            raise UsageError(f"The column '{choice.column}' cannot be chosen for anything.")
        same = to and meaning_of(to) == meaning_of(choice.column)
        choice.to = "" if same else to
        choice.state = State.CHOSEN if to and not same else State.NOTHING
        if meaning_of(choice.column).kind != "unknown" and not choice.to:
            choice.state = State.BY_NAME
        choice.confidence = 1.0 if choice.state is State.CHOSEN else 0.0
        choice.values = self.words_of(choice, {})

    def words_of(self, choice: ColumnChoice, given: MappingOf[str, str]) -> dict[str, str]:
        """Return the words of a column of answers with what they mean, as far as that is plain."""
        counts = self._counts[choice.column]
        if choice.kind != "answer" or len(counts) > _MOST_WORDS:
            return {}
        by_word = {folded(word): said for word, said in given.items()}
        known = {word: said for word, said in words("answer").items() if said != "empty"}
        return {
            word: by_word.get(folded(word), known.get(folded(word), ""))
            for word, _ in counts.most_common()
            # What tells of people is no answer, and is shown to nobody.
            if without_people(word) == word and words("answer").get(folded(word)) != "empty"
        }

    def mapping(self) -> Mapping:
        """Return the mapping as it stands, checked as one from a file is.

        Raises
        ------
        KnowledgeError
            It says something that may not be, such as "no" meaning yes.
        """
        own = as_mapping(self._document())
        if own is None or (not own.columns and not own.constants):
            return replace(self.base, columns=self._kept())
        constants = {**self.base.constants, **own.constants}
        return replace(self.base, columns={**self._kept(), **own.columns}, constants=constants)

    def _kept(self) -> dict[str, Any]:
        """Return the rules of the base for columns that the table does not have."""
        have = {one.column for one in self.columns}
        return {name: rule for name, rule in self.base.columns.items() if name not in have}

    def _document(self) -> dict[str, Any]:
        rules = {one.column: one.rule() for one in self.columns if one.to}
        document: dict[str, Any] = {"columns": rules}
        constants = self._constants(bool(rules))
        if constants:
            document["constants"] = constants
        return document

    def _constants(self, mapped: bool) -> dict[str, str]:
        if self.form:
            return {} if self.says_form else {"form": self.form}
        said = self.says_form or any(one.kind == "form" for one in self.columns)
        return {} if said or not mapped else {"form": "full"}

    @property
    def can_be_saved(self) -> bool:
        """Whether a file can hold all of it: groups and words of a whole mapping stay in theirs."""
        return not (self.base.groups or self.base.values or self.base.needs or self.base.each)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the mapping as a TOML file that a person can read and correct.

        Raises
        ------
        UsageError
            Nothing is mapped, or the mapping has parts that only its own file holds.
        KnowledgeError
            It says something that may not be.
        OutputError
            The file cannot be written.
        """
        if not self.can_be_saved:
            raise UsageError(
                f"The mapping '{self.base.name}' has parts that are only in its own file: copy "
                "that file instead."
            )
        mapping = self.mapping()
        if not mapping.columns:
            raise UsageError("No column was given a meaning: there is nothing to save.")
        items = tuple(
            Suggestion(
                one.column,
                one.samples,
                one.to,
                1.0,
                {word: said for word, said in one.values.items() if said},
                tuple(word for word, said in one.values.items() if not said),
                one.unit if one.kind == "measured" else "",
            )
            for one in self.columns
            if one.to or one.state is State.NOTHING
        )
        form = mapping.constants.get("form", "")
        save_suggestions(Suggestions(form or "full", items, header_form=not form), path)


def targets(form: str, language: str) -> list[tuple[str, str]]:
    """Return what a column can hold: its known name, and words for people.

    Parameters
    ----------
    form : str
        The checklist whose questions are listed.
    language : str
        ``kk``, ``ru`` or ``en``.
    """
    found = [(name, fact_words(name, language)) for name in FACTS]
    asked = checklist(form)
    measured = tr("Measured value")
    for zone in ZONES:
        place = text("labels", f"zone_{zone.value}", language)
        for key in asked_of(zone, asked):
            question = asked.get(zone.kind, key)
            if question is None:
                continue
            name = f"{zone.value}_{key}"
            asks = f"{place}: {question.text(language)}"
            found.append((name, f"{asks} ({name})"))
            if is_measured(zone, key, (asked,)):
                found.append((f"{name}_measured", f"{measured}: {asks} ({name}_measured)"))
        if asked_of(zone, asked):
            comment = text("survey_store", "zone_comment", language)
            found.append((f"{zone.value}_comment", f"{place}: {comment}"))
    return found


def fact_words(name: str, language: str) -> str:
    """Return what a fact of a place is called."""
    if name in ("lon", "lat"):
        return f"{tr('Longitude') if name == 'lon' else tr('Latitude')} ({name})"
    return f"{text('survey_store', f'field_{name}', language)} ({name})"
