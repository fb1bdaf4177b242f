# SPDX-License-Identifier: MIT
"""Editions of norms as data, and which of them a building's date chooses.

An edition is a file in ``editions/``: its window of building dates, its rules
with clause and confidence of the source, and the zones that it requires. A
rule of confidence ``K`` (general knowledge, not seen in a source) is kept so
that it can be checked, and never judged by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.checklists import checklist
from accessible_core.checklists.loader import OPERATORS, UNITS
from accessible_core.checklists.model import Checklist, Threshold, Words, in_language
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml, locating
from accessible_core.vocabulary import LANGUAGES, Group, ZoneKind

_FOLDER = Path(__file__).parent / "editions"
_QUESTION = re.compile(r"(?P<zone>[A-Za-z]+)_(?P<key>[1-9]\d*)")
_RATIO = re.compile(r"1:[1-9]\d*(\.\d+)?")
#: Read in its source; quoted by a secondary source; general knowledge, never judged by.
CONFIDENCES = ("V", "S", "K")
_UNVERIFIED = "K"
#: The longest of the registry's forms: a form of another source shares its limits only
#: where it asks the very same question.
LONGEST_FORM = "full"


@dataclass(frozen=True)
class Rule:
    """One clause: what some quantity must measure.

    Attributes
    ----------
    kind : ZoneKind
    keys : tuple of int
        Questions whose measured value tells the quantity; any of them will do.
    quantity : str
        Which of the values that the question measures.
    limits : tuple of Threshold
        Several limits hold in different cases (`Threshold.when`): the verdict
        is known where all of them agree.
    every_case : bool
        The limits cover all cases; if not, a value that misses them may be in
        a case of which the edition says nothing, and stays unknown.
    clause, confidence, note : str
    """

    kind: ZoneKind
    keys: tuple[int, ...]
    quantity: str
    limits: tuple[Threshold, ...]
    every_case: bool = True
    clause: str = ""
    confidence: str = "S"
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether the rule may be judged by."""
        return self.confidence != _UNVERIFIED

    def wording(self) -> str:
        """Return the limits in signs: ``>= 90 cm (door opens away)``."""
        return "; ".join(_limit_words(limit) for limit in self.limits)


@dataclass(frozen=True)
class Requirement:
    """A zone that must exist: "not provided" is a failure.

    Attributes
    ----------
    kind : ZoneKind
    groups : tuple of Group
    not_demanded : tuple of int
        Answered "no" to all of these: the building needs none.
    clause, confidence : str
        Of confidence K, "not provided" makes the verdict unknown instead.
    """

    kind: ZoneKind
    groups: tuple[Group, ...]
    not_demanded: tuple[int, ...] = ()
    clause: str = ""
    confidence: str = "S"

    @property
    def verified(self) -> bool:
        """Whether a source says that the zone is required."""
        return self.confidence != _UNVERIFIED


@dataclass(frozen=True)
class Edition:
    """One edition of a norm.

    Attributes
    ----------
    name : str
        Name of its file, as in ``--edition``.
    words : mapping of str to str
        Title by language.
    norm, edition : str
    valid_from, valid_until : date or None
        Buildings of which dates it is chosen for; until is exclusive.
    by_date : bool
        Whether a building's date may choose it at all.
    any_entrance : bool
        One entrance that conforms is enough; else all must.
    as_of : date or None
        Rules are the limits in the row's checklist, as they hold on this date.
    rules : tuple of Rule
    required : tuple of Requirement
    """

    name: str
    words: Words
    norm: str
    edition: str
    valid_from: Optional[date] = None
    valid_until: Optional[date] = None
    by_date: bool = True
    any_entrance: bool = False
    as_of: Optional[date] = None
    confidence: str = "S"
    rules: tuple[Rule, ...] = ()
    required: tuple[Requirement, ...] = ()
    order: int = field(default=1000, compare=False)

    def title(self, language: str = "en") -> str:
        """Return the title in `language`."""
        return in_language(self.words, language)

    def may_hold(self, earliest: date, latest: date) -> bool:
        """Whether a building of some day in this span can be under the edition."""
        if not self.by_date:
            return False
        late = self.valid_until is not None and earliest >= self.valid_until
        early = self.valid_from is not None and latest < self.valid_from
        return not (late or early)

    def rules_for(self, asked: Checklist) -> tuple[Rule, ...]:
        """Return the rules of the zones that a form asks, unverified ones too."""
        rules = checklist_rules(asked, self) if self.as_of is not None else ()
        return rules + tuple(rule for rule in self.rules if rule.kind in asked.zones)


@lru_cache(maxsize=None)
def editions() -> tuple[Edition, ...]:
    """Return all editions in their order.

    Raises
    ------
    KnowledgeError
        A file is broken; the message names file, rule and fault.
    """
    found = []
    for path in _FOLDER.glob("*.toml"):
        with locating(path):
            found.append(read_edition(load_toml(path), path))
    return tuple(sorted(found, key=lambda item: (item.order, item.name)))


def edition(name: str) -> Edition:
    """Return one edition by name.

    Raises
    ------
    UsageError
        There is none; the message lists the known ones.
    """
    for found in editions():
        if found.name == name:
            return found
    known = ", ".join(found.name for found in editions())
    raise UsageError(f"There is no edition '{name}': known are {known}.")


def editions_for(earliest: date, latest: date) -> tuple[Edition, ...]:
    """Return the editions that a building of some day in this span may be under."""
    return tuple(item for item in editions() if item.may_hold(earliest, latest))


def checklist_rules(asked: Checklist, by: Edition) -> tuple[Rule, ...]:
    """Return the limits of a form's questions as rules, as they hold on the edition's day.

    Of a dated pair the question of that day is taken; a value measured at its
    twin counts as well, being the same quantity.
    """
    found: list[Rule] = []
    registry = checklist(LONGEST_FORM)
    for question in asked:
        shared = registry.get(question.kind, question.key)
        if asked.source != registry.source and question != shared:
            continue  # a city's own question: no limit of the registry's
        limits = [
            limit
            for limit in question.thresholds
            if not limit.demands and (by.as_of is None or limit.holds_on(by.as_of))
        ]
        keys = (question.key,) if question.pair is None else (question.key, question.pair)
        found += [
            Rule(
                kind=question.kind,
                keys=keys,
                quantity=quantity,
                limits=tuple(limit for limit in limits if limit.quantity == quantity),
                clause=f"{question.kind.value} {question.key}",
                confidence=by.confidence,
            )
            for quantity in dict.fromkeys(limit.quantity for limit in limits)
        ]
    return tuple(found)


def read_edition(document: Mapping[str, Any], path: Path) -> Edition:
    """Check one edition's file and return it."""
    return _EditionFile(path, document).read()


class _EditionFile:
    """One edition's file while it is read; keeps what messages must name."""

    _KNOWN = (
        "order", "norm", "edition", "valid_from", "valid_until", "by_date", "entrances",
        "from_checklist_as_of", "confidence", "title", "rules", "required",
    )  # fmt: skip

    def __init__(self, path: Path, document: Mapping[str, Any]) -> None:
        self._path = path
        self._document = document
        self._where = ""

    def read(self) -> Edition:
        document = self._document
        self._only(document, self._KNOWN)
        title = document.get("title")
        if not isinstance(title, dict) or not all(
            isinstance(title.get(language), str) and title[language] for language in LANGUAGES
        ):
            raise self._fault("title needs kk, ru and en")
        if document.get("entrances", "all") not in ("all", "any"):
            raise self._fault('entrances must be "all" or "any"')
        order = document.get("order", 1000)
        if type(order) is not int:
            raise self._fault("order must be a whole number")
        if not isinstance(document.get("by_date", True), bool):
            raise self._fault("by_date must be true or false")
        return Edition(
            name=self._path.stem,
            words={language: title[language] for language in LANGUAGES},
            norm=self._text(document, "norm"),
            edition=self._text(document, "edition"),
            valid_from=self._date("valid_from"),
            valid_until=self._date("valid_until"),
            by_date=document.get("by_date", True),
            any_entrance=document.get("entrances", "all") == "any",
            as_of=self._date("from_checklist_as_of"),
            confidence=self._confidence(document, "S"),
            rules=tuple(self._rule(item, n) for n, item in enumerate(self._list("rules"), 1)),
            required=tuple(self._required(item) for item in self._list("required")),
            order=order,
        )

    def _rule(self, item: Mapping[str, Any], number: int) -> Rule:
        self._where = f"rule {number}: "
        self._only(
            item,
            ["questions", "quantity", "clause", "confidence", "limits", "every_case", "note"],
        )
        kinds, keys = set(), []
        questions = item.get("questions")
        if not isinstance(questions, list) or not questions:
            raise self._fault('questions must be a list such as ["entrance_30"]')
        for written in questions:
            match = _QUESTION.fullmatch(written) if isinstance(written, str) else None
            if match is None or match["zone"] not in {kind.value for kind in ZoneKind}:
                raise self._fault(f"{written!r} is no question such as 'entrance_30'")
            kinds.add(ZoneKind(match["zone"]))
            keys.append(int(match["key"]))
        if len(kinds) > 1:
            raise self._fault("questions must be of one zone")
        if not isinstance(item.get("every_case", True), bool):
            raise self._fault("every_case must be true or false")
        quantity = self._text(item, "quantity")
        limits = item.get("limits")
        if not isinstance(limits, list) or not limits:
            raise self._fault("limits must be a list of tables")
        rule = Rule(
            kind=kinds.pop(),
            keys=tuple(keys),
            quantity=quantity,
            limits=tuple(self._limit(limit, quantity) for limit in limits),
            every_case=item.get("every_case", True),
            clause=str(item.get("clause", "")),
            confidence=self._confidence(item, self._confidence(self._document, "S")),
            note=str(item.get("note", "")),
        )
        self._where = ""
        return rule

    def _limit(self, limit: object, quantity: str) -> Threshold:
        if not isinstance(limit, dict):
            raise self._fault("a limit must be a table")
        self._only(limit, ["op", "value", "unit", "ratio", "when"])
        op, unit, value = limit.get("op"), limit.get("unit"), limit.get("value")
        if op not in OPERATORS or unit not in UNITS:
            raise self._fault(f"op {op!r}, unit {unit!r}: one of them is not known")
        bounds = value if op == "between" and isinstance(value, list) else [value]
        wanted = 2 if op == "between" else 1
        if len(bounds) != wanted or not all(type(bound) in (int, float) for bound in bounds):
            raise self._fault(f"the value {value!r} does not fit {op!r}")
        if bounds != sorted(bounds):
            raise self._fault(f"'between' {value}: the first bound must be the lower one")
        ratio, when = limit.get("ratio", ""), limit.get("when", "")
        if not isinstance(ratio, str) or (ratio and not _RATIO.fullmatch(ratio)):
            raise self._fault(f"ratio {ratio!r} must be written as 1:12")
        return Threshold(
            quantity=quantity,
            op=op,
            value=(bounds[0], bounds[1]) if op == "between" else bounds[0],
            unit=unit,
            ratio=ratio,
            when=str(when),
        )

    def _required(self, item: Mapping[str, Any]) -> Requirement:
        self._where = "required: "
        self._only(item, ["zone", "groups", "not_demanded", "clause", "confidence"])
        try:
            kind = ZoneKind(item.get("zone"))
            groups = tuple(Group(name) for name in item.get("groups", ()))
            keys = tuple(int(key) for key in item.get("not_demanded", ()))
        except (TypeError, ValueError) as error:
            raise self._fault(str(error)) from None
        if not groups:
            raise self._fault(f"{kind.value} needs groups")
        confidence = self._confidence(item, self._confidence(self._document, "S"))
        self._where = ""
        return Requirement(kind, groups, keys, str(item.get("clause", "")), confidence)

    def _confidence(self, item: Mapping[str, Any], usual: str) -> str:
        found = item.get("confidence", usual)
        if found not in CONFIDENCES:
            raise self._fault(f"confidence {found!r}: known are {' '.join(CONFIDENCES)}")
        return str(found)

    def _date(self, name: str) -> Optional[date]:
        found = self._document.get(name)
        if found is not None and type(found) is not date:
            raise self._fault(f"{name} must be a date such as 2019-02-18")
        return found

    def _text(self, item: Mapping[str, Any], name: str) -> str:
        found = item.get(name)
        if not isinstance(found, str) or not found:
            raise self._fault(f"{name} must be a text")
        return found

    def _list(self, name: str) -> list[Any]:
        items = self._document.get(name, [])
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise self._fault(f"{name} must be a list of tables")
        return items

    def _only(self, table: Mapping[str, Any], known: Iterable[str]) -> None:
        surplus = set(table) - set(known)
        if surplus:
            raise self._fault(f"'{min(surplus)}' means nothing here")

    def _fault(self, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self._path}: {self._where}{what}.")


def _limit_words(limit: Threshold) -> str:
    if isinstance(limit.value, tuple):
        size = f"{limit.value[0]:g}-{limit.value[1]:g} {limit.unit}"
    elif limit.ratio:
        size = f"{limit.op} {limit.ratio}"
    else:
        size = f"{limit.op} {limit.value:g} {limit.unit}"
    return f"{size} ({limit.when})" if limit.when else size
