# SPDX-License-Identifier: MIT
"""Rule tables turned into lookup tables: the score and all that it might become.

The predicates of a zone cannot tell keys apart that stand in the same key
lists. Such keys form a *class*, and all that matters of a class is which known
answers occur in it and how many of its questions are unknown: its *symbol*.
A zone's score is therefore the end state of a small automaton that reads one
symbol a class. Each of its states also carries every state that the zone could
be in if the unknown answers were found out, whatever they turn out to be; so
the end state gives, exactly and not as an estimate,

* the scores that the rules give now, and
* the set of scores that completing the answers could still lead to.

Which classes can move a group's score at all is read off the same automaton.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import KnowledgeError
from accessible_core.scoring.rules import (
    ALL_SETS,
    AnswerSet,
    Atom,
    ZoneRules,
    form_rules,
)
from accessible_core.vocabulary import GROUPS, Answer, Score, ZoneKind

#: Unknown questions are counted up to here: four cells can hold all four answers.
MAX_UNKNOWN = 4
#: Symbols of a class: three bits of known answers, and the count of unknown ones.
SYMBOLS = 8 * (MAX_UNKNOWN + 1)
#: Keys of one class are counted in eight bits.
_MAX_CLASS = 255
_MAX_STATES = 2**16

_Scores = tuple[Score, ...]
_UNKNOWN_BIT = 1 << Answer.UNKNOWN


@dataclass(frozen=True)
class ZoneAutomaton:
    """The compiled rules of one zone in one form.

    Attributes
    ----------
    classes : tuple of tuple of int
        Keys of each class, in the order in which symbols are read. Keys that
        cannot move any score are in none.
    relevant : bool array (classes, 6)
        Which classes can move the score of which group.
    tables : tuple of int array
        For each class, where the next class's table goes on: the state that
        follows, times `SYMBOLS`, at ``state + symbol`` (after the last class,
        the end state itself).
    scores : uint8 array (end states, 8)
        `Score` codes by group (two columns of padding).
    possible : uint8 array (end states, 8)
        Bit ``1 << score`` for each score that the group could come to; one
        bit alone: nothing unknown matters.
    layers : Layers
        The rules alone, without what is unknown: a minimal automaton that reads
        one answer set a class.
    """

    classes: tuple[tuple[int, ...], ...]
    relevant: NDArray[np.bool_]
    tables: tuple[NDArray[np.intp], ...]
    scores: NDArray[np.uint8]
    possible: NDArray[np.uint8]
    layers: Layers


@lru_cache(maxsize=None)
def form_automata(scheme: str, form: str) -> Optional[dict[ZoneKind, ZoneAutomaton]]:
    """Return the compiled rules of a form by zone; None where the scheme has none."""
    rules = form_rules(scheme, form)
    if rules is None:
        return None
    return {kind: compile_rules(zone) for kind, zone in rules.zones.items()}


def compile_rules(rules: ZoneRules) -> ZoneAutomaton:
    """Compile the rules of one zone.

    Raises
    ------
    KnowledgeError
        The rules are too entangled, or a class has too many keys.
    """
    classes = _classes(rules)
    relevant = _relevant(_minimal(rules, classes))
    moving = relevant.any(axis=1)
    idle = [block for block, moves in zip(classes, moving) if not moves]
    classes = [block for block, moves in zip(classes, moving) if moves]
    layers = _minimal(rules, classes, idle)
    tables, ends = _determinise(layers, [len(block) for block in classes])
    scores, possible = _read_ends(layers.outcomes, ends)
    return ZoneAutomaton(
        classes=tuple(classes),
        relevant=relevant[moving],
        tables=tables,
        scores=scores,
        possible=possible,
        layers=layers,
    )


def symbol_completions(symbol: int, size: int) -> tuple[AnswerSet, ...]:
    """Return the answer sets that a class of `size` keys can come to from `symbol`."""
    known, unknown = (symbol & 7) << 1, symbol >> 3
    if unknown == 0:
        return (known,) if known and _count(known) <= size else ()
    if _count(known) + unknown > size:
        return ()
    return tuple(sorted({known | added for added in ALL_SETS if _count(added) <= unknown}))


def symbol_set(symbol: int) -> AnswerSet:
    """Return the set of answers that a symbol stands for, "unknown" being one."""
    return (symbol & 7) << 1 | (_UNKNOWN_BIT if symbol >> 3 else 0)


@dataclass(frozen=True)
class Layers:
    """A minimal automaton that reads one answer set a class.

    ``children[i][node]`` maps each answer set that class i can have to a node
    of the next layer; nodes after the last class index `outcomes`.
    """

    root: int
    children: list[list[dict[AnswerSet, int]]]
    outcomes: list[_Scores]


def _classes(rules: ZoneRules) -> list[tuple[int, ...]]:
    """Part the keys of a zone by the key lists that they stand in."""
    lists = list(dict.fromkeys(atom.keys for atom in rules.atoms()))
    found: dict[tuple[bool, ...], list[int]] = {}
    for key in rules.keys:
        found.setdefault(tuple(key in keys for keys in lists), []).append(key)
    for keys in found.values():
        if len(keys) > _MAX_CLASS:
            raise KnowledgeError(
                f"{rules.kind.value}: more than {_MAX_CLASS} questions that no rule tells apart."
            )
    return [tuple(keys) for keys in found.values()]


def _minimal(
    rules: ZoneRules,
    classes: Sequence[tuple[int, ...]],
    idle: Sequence[tuple[int, ...]] = (),
) -> Layers:
    """Build the minimal automaton of a zone's rules over `classes`.

    Classes that cannot move any score (`idle`) are taken to be "yes"
    throughout; any other answer would do as well.
    """
    lists = list(dict.fromkeys(atom.keys for atom in rules.atoms()))
    merge = [_merging([atom for atom in rules.atoms() if atom.keys == keys]) for keys in lists]
    touched = [
        [number for number, keys in enumerate(lists) if block[0] in keys] for block in classes
    ]
    sets = [[found for found in ALL_SETS if _count(found) <= len(block)] for block in classes]
    at_first = tuple(
        merge[number][1 << Answer.YES if any(block[0] in keys for block in idle) else 0]
        for number, keys in enumerate(lists)
    )
    layers = [[at_first]]
    moves: list[list[dict[AnswerSet, int]]] = []
    for index in range(len(classes)):
        following: dict[tuple[int, ...], int] = {}
        layer_moves = []
        for state in layers[-1]:
            edges = {}
            for found in sets[index]:
                reached = list(state)
                for number in touched[index]:
                    reached[number] = merge[number][state[number] | found]
                edges[found] = following.setdefault(tuple(reached), len(following))
            layer_moves.append(edges)
        layers.append(list(following))
        moves.append(layer_moves)

    def end(state: tuple[int, ...]) -> _Scores:
        return rules.scores(lambda atom: atom.fits(state[lists.index(atom.keys)]))

    outcomes: dict[_Scores, int] = {}
    names = [outcomes.setdefault(end(state), len(outcomes)) for state in layers[-1]]
    return _merge_backwards(moves, names, list(outcomes))


def _merging(atoms: Sequence[Atom]) -> list[AnswerSet]:
    """Map answer sets of a key list to one for all that its predicates cannot tell apart."""
    seen: dict[tuple[bool, ...], AnswerSet] = {}
    merged = []
    for found in range(16):
        future = tuple(atom.fits(found | more) for atom in atoms for more in range(16))
        merged.append(seen.setdefault(future, found))
    return merged


def _merge_backwards(
    moves: list[list[dict[AnswerSet, int]]], names: list[int], outcomes: list[_Scores]
) -> Layers:
    """Give states with the same future the same name, from the last layer to the first."""
    children: list[list[dict[AnswerSet, int]]] = []
    for layer in reversed(moves):
        known: dict[tuple[int, ...], int] = {}
        merged: list[dict[AnswerSet, int]] = []
        renamed = []
        for old_edges in layer:
            edges = {found: names[target] for found, target in old_edges.items()}
            future = tuple(edges.values())
            if future not in known:
                known[future] = len(merged)
                merged.append(edges)
            renamed.append(known[future])
        children.append(merged)
        names = renamed
    children.reverse()
    return Layers(names[0], children, outcomes)


def _relevant(layers: Layers) -> NDArray[np.bool_]:
    """Tell which classes can move the score of which group."""
    relevant = np.zeros((len(layers.children), len(GROUPS)), np.bool_)
    for group in range(len(GROUPS)):
        scores = [outcome[group] for outcome in layers.outcomes]
        codes = {score: code for code, score in enumerate(dict.fromkeys(scores))}
        names = [codes[score] for score in scores]
        alone = _merge_backwards(layers.children, names, [])
        for index, nodes in enumerate(alone.children):
            relevant[index, group] = any(len(set(edges.values())) > 1 for edges in nodes)
    return relevant


def _determinise(
    layers: Layers, sizes: Sequence[int]
) -> tuple[tuple[NDArray[np.intp], ...], list[tuple[int, frozenset[int]]]]:
    """Join what is and what could be into states of one automaton over symbols."""
    states: list[tuple[int, frozenset[int]]] = [(layers.root, frozenset([layers.root]))]
    tables = []
    for nodes, size in zip(layers.children, sizes):
        completions = [symbol_completions(symbol, size) for symbol in range(SYMBOLS)]
        table = np.zeros((len(states), SYMBOLS), np.intp)
        following: dict[tuple[int, frozenset[int]], int] = {}
        for number, (now, possible) in enumerate(states):
            for symbol, found in enumerate(completions):
                if not found:
                    continue  # cannot occur in a class of this size
                reached = frozenset(nodes[node][one] for node, one in product(possible, found))
                key = (nodes[now][symbol_set(symbol)], reached)
                table[number, symbol] = following.setdefault(key, len(following))
        if len(following) > _MAX_STATES:
            raise KnowledgeError("The rules of a zone are too entangled to be compiled.")
        states = list(following)
        tables.append(table.ravel() * SYMBOLS)
    if tables:
        tables[-1] //= SYMBOLS
    return tuple(tables), states


def _read_ends(
    outcomes: Sequence[_Scores], ends: Sequence[tuple[int, frozenset[int]]]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    scores = np.zeros((len(ends), 8), np.uint8)
    possible = np.zeros((len(ends), 8), np.uint8)
    for number, (now, reachable) in enumerate(ends):
        for group in range(len(GROUPS)):
            scores[number, group] = outcomes[now][group]
            for node in reachable:
                possible[number, group] |= 1 << outcomes[node][group]
    return scores, possible


def _count(found: AnswerSet) -> int:
    return bin(found).count("1")


@lru_cache(maxsize=None)
def movers(scheme: str, form: str, kind: ZoneKind) -> dict[int, NDArray[np.bool_]]:
    """Return the questions of a zone that can move a score at all, and whose (6,).

    Derived from the rule tables: a question is left out where no combination of
    answers to the others makes its answer matter.
    """
    automata = form_automata(scheme, form)
    if automata is None or kind not in automata:
        return {}
    automaton = automata[kind]
    return {
        key: automaton.relevant[index]
        for index, keys in enumerate(automaton.classes)
        for key in keys
    }
