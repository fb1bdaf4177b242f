# SPDX-License-Identifier: MIT
"""Proposals for the columns of a foreign table: a person looks at them and corrects.

A proposal is cautious where it could make a barrier vanish: a column that only
says that there is a ramp is not proposed for a question about its width, a
statement is not proposed for its opposite, and no word means yes but those
that say so.
"""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Union

from accessible_core.checklists import ChecklistQuestion, checklist
from accessible_core.checklists.measure import meets, read_quantity
from accessible_core.findings import Findings
from accessible_core.knowledge import load_toml
from accessible_core.survey.columns import Column
from accessible_core.survey.mapping.model import ColumnRule, Mapping
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.personal.texts import without_people
from accessible_core.survey.readers import read_survey
from accessible_core.survey.readers.sheets import BETWEEN
from accessible_core.survey.words import as_text, folded, read_number, words
from accessible_core.vocabulary import LANGUAGES, Zone, ZoneKind

_WORD = re.compile(r"[^\W_]+|№")
_SHOWN_ALTERNATIVES = 3


@dataclass(frozen=True)
class Suggestion:
    """What one column may hold.

    Attributes
    ----------
    column : str
        Its name in the file.
    samples : tuple of str
        Its most frequent values.
    to : str
        Column known by name; empty where nothing is like it.
    confidence : float
        0 to 1; a measure of likeness, no probability.
    values : mapping of str to str
        Word -> what it means, for answers.
    open_words : tuple of str
        Words of an answer column that a person must decide; they stay unknown.
    unit : str
        Unit of a measured column, as its name tells it.
    alternatives : tuple of (str, float)
        Further columns known by name, with their confidence.
    """

    column: str
    samples: tuple[str, ...]
    to: str = ""
    confidence: float = 0.0
    values: MappingOf[str, str] = field(default_factory=dict)
    open_words: tuple[str, ...] = ()
    unit: str = ""
    alternatives: tuple[tuple[str, float], ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the suggestion as a document."""
        return {
            "column": self.column,
            "samples": list(self.samples),
            "to": self.to or None,
            "confidence": round(self.confidence, 2),
            "values": dict(self.values),
            "open_words": list(self.open_words),
            "unit": self.unit or None,
            "alternatives": [[to, round(sure, 2)] for to, sure in self.alternatives],
        }


@dataclass(frozen=True)
class Suggestions:
    """Proposals for all columns that are not known by name.

    Attributes
    ----------
    form : str
        Whose questions were compared.
    items : tuple of Suggestion
        In the table's order.
    header_form : bool
        Whether the table has a column that names the form.
    """

    form: str
    items: tuple[Suggestion, ...]
    header_form: bool = False

    def taken(self) -> tuple[Suggestion, ...]:
        """Return the proposals that are sure enough; the surest one for each target."""
        best: dict[str, Suggestion] = {}
        for item in self.items:
            if item.to and item.confidence >= _limit("proposed"):
                other = best.get(item.to)
                if other is None or item.confidence > other.confidence:
                    best[item.to] = item
        return tuple(item for item in self.items if best.get(item.to) is item)

    def to_mapping(self) -> Mapping:
        """Return the mapping that the proposals make as they are."""
        taken = self.taken()
        form = self.header_form or any(item.to == "form" for item in taken)
        return Mapping(
            match=tuple(item.column for item in taken),
            columns={
                item.column: ColumnRule(
                    item.to, {folded(word): said for word, said in item.values.items()}, item.unit
                )
                for item in taken
            },
            constants={} if form or not taken else {"form": self.form},
        )


def suggest_mapping(
    table: Union[str, os.PathLike[str], MappingOf[str, Column]], *, form: str = "full"
) -> Suggestions:
    """Propose what the columns of a table hold.

    Parameters
    ----------
    table : path or mapping of str to sequence
        A survey table, or its columns. Columns known by name are left alone.
    form : str
        The form whose questions are compared, in all three languages.

    Raises
    ------
    InputError
        The file cannot be read.
    UsageError
        There is no such form.
    """
    asked = _asked(form)
    if isinstance(table, MappingOf):
        columns = {name: c for name, c in table.items() if meaning_of(name).kind == "unknown"}
        header_form = any(meaning_of(name).kind == "form" for name in table)
    else:
        survey = read_survey(table, mapping=Mapping(plain_headers=False), findings=Findings())
        columns = {n: c for n, c in survey.extra.items() if meaning_of(n).kind == "unknown"}
        header_form = bool((survey.form != "").any())
    items = tuple(_suggested(name, column, asked) for name, column in columns.items())
    return Suggestions(form, items, header_form)


@dataclass(frozen=True)
class _Asked:
    """A form's questions by the stems of their words, with the weight of each stem."""

    questions: tuple[tuple[str, ChecklistQuestion, tuple[frozenset[str], ...]], ...]
    weights: MappingOf[str, float]

    def weight(self, stems: Iterable[str]) -> float:
        return sum(self.weights.get(stem, self.weights[""]) for stem in stems)


@lru_cache(maxsize=None)
def _asked(form: str) -> _Asked:
    found = []
    counts: Counter[str] = Counter()
    for question in checklist(form):
        texts = tuple(frozenset(_stems(question.text(language))) for language in LANGUAGES)
        entrance = question.kind is ZoneKind.ENTRANCE
        zone = Zone.ENTRANCE1 if entrance else Zone(question.kind.value)
        found.append((f"{zone.value}_{question.key}", question, texts))
        counts.update(set().union(*texts))
    weights = {stem: math.log(1 + len(found) / count) for stem, count in counts.items()}
    weights[""] = math.log(1 + len(found))
    return _Asked(tuple(found), weights)


def _suggested(name: str, column: Column, asked: _Asked) -> Suggestion:
    counts = Counter(text for text in (as_text(cell).strip() for cell in column) if text)
    samples = tuple(without_people(text) for text, _ in counts.most_common(_limit("samples")))
    ranked = _facts(name)
    values, open_words = _value_words(counts)
    numbers = sum(count for text, count in counts.items() if _is_measure(text))
    units: dict[str, str] = {}
    measured = bool(counts) and numbers >= _limit("shared") * counts.total()
    if measured or values:
        for target, question, texts in asked.questions:
            sure = _likeness(name, texts, asked) * _zone_factor(name, question.kind)
            if measured:
                unit = _unit(name, question)
                if unit is not None:
                    units[f"{target}_measured"] = unit
                    ranked.append((f"{target}_measured", sure))
            elif _same_sense(name, question):
                ranked.append((target, sure))
    ranked = sorted((pair for pair in ranked if pair[1] > 0), key=lambda pair: -pair[1])
    if not ranked:
        return Suggestion(name, samples, values=values, open_words=open_words)
    to, sure = ranked[0]
    if len(ranked) > 1 and sure - ranked[1][1] < _limit("apart"):
        sure /= 2  # inside or outside, before or after: a person knows, the name does not tell
    answers = meaning_of(to).kind == "answer"
    return Suggestion(
        name,
        samples,
        to,
        sure,
        values if answers else {},
        open_words if answers else (),
        units.get(to, ""),
        tuple(ranked[1 : 1 + _SHOWN_ALTERNATIVES]),
    )


def _is_measure(text: str) -> bool:
    return read_number(text) is not None or read_quantity(text) is not None


def _facts(name: str) -> list[tuple[str, float]]:
    """Return the facts of places whose words are the name, or stand in it.

    Where a header has two rows, the lower one names the fact nearly as well.
    """
    low = folded(name)
    _, below, own = low.rpartition(BETWEEN)
    parts = set(_WORD.findall(low))
    found = []
    for fact, spellings in _knowledge()["facts"].items():
        if low in map(folded, spellings):
            found.append((fact, 1.0))
        elif below and own in map(folded, spellings):
            found.append((fact, float(_limit("below"))))
        elif fact != "id" and any(folded(word) in parts and len(word) > 1 for word in spellings):
            found.append((fact, 1 / len(parts)))
    return found


def _value_words(counts: Counter[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the words whose meaning is plain, and the others; nothing for no answers."""
    if len(counts) > _limit("distinct"):
        return {}, ()
    known = {**_answer_words(), **words("answer")}
    values = {text: known[folded(text)] for text in counts if folded(text) in known}
    values = {text: said for text, said in values.items() if said != "empty"}
    plain = sum(counts[text] for text in values)
    if plain * 2 < counts.total():
        return {}, ()
    return values, tuple(text for text in counts if text not in values)


def _likeness(name: str, texts: tuple[frozenset[str], ...], asked: _Asked) -> float:
    """Return how much of the question the name says, and how little else (0 to 1)."""
    said = _stems(name)
    starts = tuple(start for group in _knowledge()["zones"].values() for start in group)
    zones = {
        stem
        for word in _WORD.findall(folded(name))
        if word.startswith(starts)
        for stem in _stems(word)
    }
    best = 0.0
    for wanted in texts:
        common = asked.weight(said & wanted)
        if common:
            # Words that only tell the zone are no words too many.
            counted = (said - zones) | (said & wanted)
            best = max(best, 2 * common / (asked.weight(counted) + asked.weight(wanted)))
    return best


def _zone_factor(name: str, kind: ZoneKind) -> float:
    """Return the factor for a question of this zone: less where the name tells another."""
    low = folded(name)
    told = {
        zone
        for zone, starts in _knowledge()["zones"].items()
        if any(word.startswith(tuple(starts)) for word in _WORD.findall(low))
    }
    return 1.0 if not told or kind.value in told else float(_limit("other_zone"))


def _same_sense(name: str, question: ChecklistQuestion) -> bool:
    """Tell whether a yes in the column can be a yes to the question.

    Where the question has limits their numbers must stand in the name, and both
    or neither must be negated.
    """
    numbers = set(re.findall(r"\d+(?:[.,]\d+)?", name.replace(",", ".")))
    for limit in question.thresholds:
        bounds = limit.value if isinstance(limit.value, tuple) else (limit.value,)
        if not {f"{bound:g}" for bound in bounds} <= numbers:
            return False
    # A form's wording has the same sense in all languages: Russian is compared.
    return _negated(name) == _negated(question.text("ru"))


def _negated(text: str) -> bool:
    rules = _knowledge()["negations"]
    low = folded(text)
    for phrase in rules["except"]:
        low = low.replace(phrase, " ")
    return any(
        word in rules["words"] or word.endswith(tuple(rules["endings"]))
        for word in _WORD.findall(low)
    )


def _unit(name: str, question: ChecklistQuestion) -> str | None:
    """Return the unit in a name, if it can measure the question's one quantity."""
    if len({limit.quantity for limit in question.thresholds}) != 1:
        return None
    limit = question.thresholds[0]
    for word in reversed(re.findall(r"[^\s,.;:()\[\]/]+", name)):
        quantity = read_quantity(f"1 {word}")
        if quantity is not None and meets(quantity, limit) is not None:
            return str(word)
    return None


def _stems(text: str) -> set[str]:
    common = _knowledge()["common"]["words"]
    length = int(_limit("stem"))
    return {word[:length] for word in _WORD.findall(folded(text)) if word not in common}


@lru_cache(maxsize=None)
def _answer_words() -> dict[str, str]:
    return {
        folded(word): said
        for said, spellings in _knowledge()["answers"].items()
        for word in spellings
    }


@lru_cache(maxsize=None)
def _knowledge() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "suggest.toml")


def _limit(name: str) -> Any:
    return _knowledge()["limits"][name]
