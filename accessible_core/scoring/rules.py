# SPDX-License-Identifier: MIT
"""Rule tables of a scheme: kinds of predicate and step in code, keys in data.

A zone's rules are steps, read from top to bottom: where the condition holds,
the step sets the score of some groups, and later steps overwrite earlier ones
unless one says ``stop``. Conditions look at answers only through the *set of
answers* that occurs among some keys (all of them "yes"; some "no", but not
all): ``scoring.automaton`` builds on that.

The words of the files are explained in ``schemes/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Optional, TypeVar, Union

from accessible_core.checklists import Checklist, checklist
from accessible_core.checklists.loader import form_path
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml, locating
from accessible_core.vocabulary import (
    ANSWER_BY_WIRE,
    GROUPS,
    SCORE_BY_WIRE,
    Answer,
    Group,
    Score,
    ZoneKind,
)

_SCHEMES = Path(__file__).parent / "schemes"

_Kind = TypeVar("_Kind", dict[str, Any], list[Any])

#: A set of answers as bits: ``1 << answer`` for each that occurs.
AnswerSet = int
ALL_SETS = range(1, 16)

#: What a zone gets whose answers are all alike, unless its steps say otherwise.
_UNIFORM: dict[Answer, Score] = {
    Answer.YES: Score.FULL_ACCESSIBLE,
    Answer.NO: Score.NOT_ACCESSIBLE,
    Answer.UNKNOWN: Score.UNKNOWN,
    Answer.NOT_PROVIDED: Score.NOT_PROVIDED,
}
#: Groups that a zone scores unless it names others: the registry added kids later.
_USUAL_GROUPS = tuple(group for group in GROUPS if group is not Group.KIDS)

#: Kinds of predicate over keys: does the set of their answers fit the value's bit?
_FITS: dict[str, Callable[[AnswerSet, AnswerSet], bool]] = {
    "match": lambda found, bit: found == bit,
    "partial": lambda found, bit: bool(found & bit) and found != bit,
    "some": lambda found, bit: bool(found & bit),
}


@dataclass(frozen=True)
class Atom:
    """One predicate: a kind, the keys that it looks at, and an answer.

    Attributes
    ----------
    kind : str
        ``match`` (all keys have the answer), ``partial`` (some, not all) or
        ``some`` (at least one). ``all`` and ``rest`` of the files are ``match``
        over the keys that they leave.
    keys : frozenset of int
    answer : Answer
    """

    kind: str
    keys: frozenset[int]
    answer: Answer

    def fits(self, found: AnswerSet) -> bool:
        """Whether the predicate holds where `found` are the answers of its keys."""
        return _FITS[self.kind](found, 1 << self.answer)


@dataclass(frozen=True)
class Junction:
    """Conditions joined: ``any_of``, ``all_of``, ``none_of`` (empty all_of: always)."""

    kind: str
    parts: tuple[Condition, ...]


Condition = Union[Atom, Junction]


def holds(condition: Condition, truth: Callable[[Atom], bool]) -> bool:
    """Whether `condition` holds where `truth` tells it of each predicate."""
    if isinstance(condition, Atom):
        return truth(condition)
    found = (holds(part, truth) for part in condition.parts)
    if condition.kind == "all_of":
        return all(found)
    return any(found) == (condition.kind == "any_of")


def atoms(condition: Condition) -> Iterator[Atom]:
    """Yield all predicates of a condition."""
    if isinstance(condition, Atom):
        yield condition
    else:
        for part in condition.parts:
            yield from atoms(part)


@dataclass(frozen=True)
class Step:
    """Where `condition` holds, `groups` get `score`; `stop` ends the zone's rules."""

    condition: Condition
    groups: tuple[Group, ...]
    score: Score
    stop: bool = False


@dataclass(frozen=True)
class ZoneRules:
    """The rules of one zone in one form.

    Attributes
    ----------
    kind : ZoneKind
    keys : tuple of int
        All questions of the zone, in form order.
    groups : tuple of Group
        Whom the zone is scored for; the others get NOT_PROVIDED.
    start : Score
        What the groups have before the first step.
    steps : tuple of Step
    """

    kind: ZoneKind
    keys: tuple[int, ...]
    groups: tuple[Group, ...]
    start: Score
    steps: tuple[Step, ...]

    def atoms(self) -> tuple[Atom, ...]:
        """Return the distinct predicates of all steps."""
        found = (atom for step in self.steps for atom in atoms(step.condition))
        return tuple(dict.fromkeys(found))

    def scores(self, truth: Callable[[Atom], bool]) -> tuple[Score, ...]:
        """Return the scores by group where `truth` tells which predicates hold."""
        found = dict.fromkeys(self.groups, self.start)
        for step in self.steps:
            if holds(step.condition, truth):
                found.update(dict.fromkeys(step.groups, step.score))
                if step.stop:
                    break
        return tuple(found.get(group, Score.NOT_PROVIDED) for group in GROUPS)


@dataclass(frozen=True)
class FormRules:
    """A scheme's rules for one form.

    Attributes
    ----------
    form : str
    zones : mapping of ZoneKind to ZoneRules
        For the zones that the form asks.
    entrances : int
        How many entrances are combined.
    decisive : frozenset of ZoneKind
        Where one of these is not accessible, the facility is not.
    """

    form: str
    zones: Mapping[ZoneKind, ZoneRules]
    entrances: int
    decisive: frozenset[ZoneKind]


@lru_cache(maxsize=None)
def schemes() -> tuple[str, ...]:
    """Return the names of the schemes that have rule tables."""
    return tuple(sorted(path.parent.name for path in _SCHEMES.glob("*/scheme.toml")))


def require_scheme(name: str) -> None:
    """Check that there is a scheme of this name.

    Raises
    ------
    UsageError
        There is none; the message lists the known ones.
    """
    if name not in schemes():
        raise UsageError(
            f"There is no scheme '{name}': known are {', '.join(schemes())}; "
            "norm verdicts come from accessible_core.scoring.norm.judge."
        )


@lru_cache(maxsize=None)
def form_rules(scheme: str, form: str) -> Optional[FormRules]:
    """Return a scheme's rules for a form; None where it has none.

    The rules lie in the scheme's folder, or, for a form of a city's own, in
    the form's file under ``[rules.<scheme>.<zone>]``.

    Raises
    ------
    UsageError
        There is no such scheme or form.
    KnowledgeError
        A rule table is broken; the message names file, zone and fault.
    """
    require_scheme(scheme)
    asked = checklist(form)
    path = _SCHEMES / scheme / f"{form}.toml"
    if path.exists():
        with locating(path):
            return read_rules(load_toml(path), asked, scheme, str(path))
    if scheme in asked.rules:
        path = form_path(form)
        with locating(path):
            return read_rules(asked.rules[scheme], asked, scheme, f"{path}: rules.{scheme}")
    return None


def read_rules(document: Mapping[str, Any], asked: Checklist, scheme: str, where: str) -> FormRules:
    """Check rule tables against the form whose keys they name, and return them."""
    if not isinstance(document, dict):
        raise KnowledgeError(f"{where}: must hold a table for each zone.")
    surplus = set(document) - {kind.value for kind in asked.zones}
    if surplus:
        raise KnowledgeError(f"{where}: [{min(surplus)}] is no zone of the form '{asked.form}'.")
    zones = {}
    for kind in asked.zones:
        if kind.value not in document:
            raise KnowledgeError(f"{where}: no rules for the zone '{kind.value}'.")
        table = _ZoneTable(f"{where}: [{kind.value}]", kind, asked.keys(kind))
        zones[kind] = table.read(document[kind.value])
    path = _SCHEMES / scheme / "scheme.toml"
    decisive = load_toml(path).get("decisive_zones", [])
    stray = set(decisive) - {kind.value for kind in ZoneKind}
    if stray:
        raise KnowledgeError(f"{path}: decisive_zones: '{min(stray)}' is no zone.")
    return FormRules(
        form=asked.form,
        zones=zones,
        entrances=asked.entrances,
        decisive=frozenset(ZoneKind(name) for name in decisive),
    )


def read_condition(scheme: str, form: str, kind: ZoneKind, written: object) -> Condition:
    """Read a condition over one zone, written as in the rule tables.

    It may name the key lists of the zone's own table.

    Raises
    ------
    KnowledgeError
        The condition is broken.
    """
    path = _SCHEMES / scheme / f"{form}.toml"
    asked = checklist(form)
    rules = load_toml(path) if path.exists() else asked.rules.get(scheme, {})
    table = _ZoneTable(f"condition {written!r} for {form}.{kind.value}:", kind, asked.keys(kind))
    table.take_lists(rules.get(kind.value, {}))
    return table.condition(written)


class _ZoneTable:
    """One zone's rule table while it is read."""

    def __init__(self, where: str, kind: ZoneKind, keys: tuple[int, ...]) -> None:
        self._where = where
        self._kind = kind
        self._keys = keys
        self._lists: dict[str, list[int]] = {}

    def read(self, table: Mapping[str, Any]) -> ZoneRules:
        self._only(table, ["groups", "uniform", "start", "keys", "steps"])
        self.take_lists(table)
        groups = self._groups(table["groups"]) if "groups" in table else _USUAL_GROUPS
        steps = [
            Step(
                Atom("match", frozenset(self._keys), self._answer(word)),
                groups,
                _UNIFORM[self._answer(word)],
                stop=True,
            )
            for word in self._of_type(table, "uniform", list)
        ]
        steps += [self._step(step, groups) for step in self._of_type(table, "steps", list)]
        start = self._score(table.get("start", "partial_accessible"))
        return ZoneRules(self._kind, self._keys, groups, start, tuple(steps))

    def take_lists(self, table: Mapping[str, Any]) -> None:
        for name, keys in self._of_type(table, "keys", dict).items():
            self._lists[name] = self._key_list(keys)  # may name the lists before it

    def _step(self, step: Mapping[str, Any], usual: tuple[Group, ...]) -> Step:
        self._only(step, ["if", "groups", "score", "stop"])
        if "if" not in step or "score" not in step:
            raise self._fault("a step needs 'if' and 'score'")
        groups = self._groups(step["groups"]) if "groups" in step else usual
        stray = [group.value for group in groups if group not in usual]
        if stray:
            raise self._fault(f"a step sets '{stray[0]}', which the zone is not scored for")
        score = self._score(step["score"])
        return Step(self.condition(step["if"]), groups, score, bool(step.get("stop", False)))

    def condition(self, written: object) -> Condition:
        if written == "always":
            return Junction("all_of", ())
        if not isinstance(written, dict):
            raise self._fault(f'the condition {written!r} must be a table or "always"')
        for kind in ("any_of", "all_of", "none_of"):
            if kind in written:
                self._only(written, [kind])
                parts = self._of_type(written, kind, list)
                return Junction(kind, tuple(self.condition(part) for part in parts))
        if "all" in written:
            self._only(written, ["all"])
            return Atom("match", frozenset(self._keys), self._answer(written["all"]))
        for kind in ("match", "partial", "some", "rest"):
            if kind in written:
                self._only(written, [kind, "is"])
                return self._atom(kind, written[kind], self._answer(written.get("is")))
        raise self._fault(f"no kind of condition in {dict(written)}")

    def _atom(self, kind: str, written: object, answer: Answer) -> Atom:
        keys = frozenset(self._keys if written == "*" else self._key_list(written))
        if kind == "rest":
            kind, keys = "match", frozenset(self._keys) - keys
        if not keys:
            raise self._fault("a condition over no key at all")
        return Atom(kind, keys, answer)

    def _key_list(self, written: object) -> list[int]:
        if not isinstance(written, list):
            raise self._fault(f"{written!r} must be a list of keys and names of lists")
        found: list[int] = []
        for item in written:
            if isinstance(item, str):
                if item not in self._lists:
                    raise self._fault(f"there is no list of keys '{item}'")
                found += self._lists[item]
            elif type(item) is int and item in self._keys:
                found.append(item)
            else:
                raise self._fault(f"the form has no key {item!r} in this zone")
        return found

    def _groups(self, names: object) -> tuple[Group, ...]:
        known = [group.value for group in Group]
        if not isinstance(names, list) or not all(name in known for name in names):
            raise self._fault(f"groups {names!r} must be a list of {', '.join(known)}")
        return tuple(Group(name) for name in names)

    def _answer(self, word: object) -> Answer:
        if not isinstance(word, str) or word not in ANSWER_BY_WIRE:
            raise self._fault(f"{word!r} is no answer: known are {', '.join(ANSWER_BY_WIRE)}")
        return ANSWER_BY_WIRE[word]

    def _score(self, word: object) -> Score:
        if not isinstance(word, str) or word not in SCORE_BY_WIRE:
            raise self._fault(f"{word!r} is no score: known are {', '.join(SCORE_BY_WIRE)}")
        return SCORE_BY_WIRE[word]

    def _of_type(self, table: Mapping[str, Any], name: str, kind: type[_Kind]) -> _Kind:
        value = table.get(name, kind())
        if not isinstance(value, kind):
            raise self._fault(f"{name} must be a {'table' if kind is dict else 'list'}")
        return value

    def _only(self, table: object, known: Iterable[str]) -> None:
        if not isinstance(table, dict):
            raise self._fault(f"{table!r} must be a table")
        surplus = set(table) - set(known)
        if surplus:
            raise self._fault(f"'{min(surplus)}' means nothing here")

    def _fault(self, what: str) -> KnowledgeError:
        return KnowledgeError(f"{self._where} {what}.")
