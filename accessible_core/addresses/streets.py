# ruff: noqa: RUF003 - Cyrillic is meant
# SPDX-License-Identifier: MIT
"""Which streets of a book a name may mean, and how surely."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.names import StreetName, initials_fit, keys_of, part_of
from accessible_core.addresses.wording import limits


@dataclass(frozen=True)
class Streets:
    """Forms of a book (`AddressBook.forms`) by how a name fits them.

    Attributes
    ----------
    exact : frozenset of int
        The same name in any language of today, of the same kind or with no kind written.
    renamed : frozenset of int
        Names of today of a street that was called so before.
    kind : frozenset of int
        The same name, but another kind: an avenue for a street.
    part : frozenset of int
        A given name or initial more, less or other.
    typo : frozenset of int
        Within a few letters.
    kind_open : frozenset of int
        Those of `exact` whose kind is not that of the name, where streets of several
        kinds are called so.
    doubts : frozenset of str
        Why even `exact` may mean several streets: ``renamed_too``, ``name_open``.
    """

    exact: frozenset[int] = frozenset()
    renamed: frozenset[int] = frozenset()
    kind: frozenset[int] = frozenset()
    part: frozenset[int] = frozenset()
    typo: frozenset[int] = frozenset()
    kind_open: frozenset[int] = frozenset()
    doubts: frozenset[str] = frozenset()

    def by_grade(self) -> Iterable[tuple[str, frozenset[int]]]:
        """Return grade and forms, the surest first."""
        return (
            ("exact", self.exact),
            ("renamed", self.renamed),
            ("kind", self.kind),
            ("part", self.part),
            ("typo", self.typo),
        )


class StreetFinder:
    """Finds names among the streets of a book; each different name once."""

    def __init__(self, book: AddressBook) -> None:
        self._book = book
        self._known: dict[StreetName, Streets] = {}
        self._guessed: dict[StreetName, Streets] = {}
        self._by_word: dict[str, set[int]] = {}
        for form, name in enumerate(book.forms):
            for word in {word for part in name.parts for word in part}:
                self._by_word.setdefault(word, set()).add(form)
        self._near_words: dict[str, frozenset[str]] = {}
        self._misspelt: dict[str, set[str]] = {}
        for word in self._by_word:
            for shorter in _shortened(word, _letters_off(word)):
                self._misspelt.setdefault(shorter, set()).add(word)

    def find(self, name: StreetName) -> Streets:
        """Return the streets that are called so, today or before."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._find(name)
        return known

    def guess(self, name: StreetName) -> Streets:
        """Return the streets that are called so, and those whose names come near it."""
        known = self._guessed.get(name)
        if known is None:
            known = self._guessed[name] = self._guess(name, self.find(name))
        return known

    def _guess(self, name: StreetName, found: Streets) -> Streets:
        if found.exact:
            return found
        part = (found.part | self._parts(name)) - found.renamed - found.kind
        near = frozenset() if found.renamed else self._typos(name) - part - found.kind
        return replace(found, part=part, typo=near)

    def _find(self, name: StreetName) -> Streets:
        book = self._book
        direct = set().union(*(book.by_key.get(key, set()) for key in name.keys))
        same: set[int] = set()
        kind: set[int] = set()
        part: set[int] = set()
        for form in direct:
            other = book.forms[form]
            if not initials_fit(name, other):
                part.add(form)
            elif other.kind and name.kind and other.kind != name.kind:
                kind.add(form)
            else:
                same.add(form)
        named = same | _together(book.current, same)
        renamed = frozenset(_together(book.old, same | kind) - named)
        kind = (kind | _together(book.current, kind)) - named
        # Only forms with houses or a way count; an old name's form has neither.
        exact = frozenset(form for form in named if not self._is_old_only(form))
        part -= exact | renamed | kind
        return Streets(
            exact,
            renamed,
            frozenset(kind),
            frozenset(part),
            frozenset(),
            self._kind_open(name, exact, direct),
            self._doubts(exact & same, exact, renamed, part),
        )

    def _is_old_only(self, form: int) -> bool:
        return form in self._book.old and form not in self._book.in_use

    def _kind_open(
        self, name: StreetName, exact: frozenset[int], direct: set[int]
    ) -> frozenset[int]:
        """Return forms of `exact` that may be of another kind than what is meant."""
        forms = self._book.forms
        kinds = {forms[form].kind for form in direct if not self._is_old_only(form)}
        if len((kinds | {name.kind}) - {""}) <= 1:
            return frozenset()
        sure = {form for form in exact & direct if name.kind and forms[form].kind == name.kind}
        return exact - sure - _together(self._book.current, sure)

    def _doubts(
        self,
        same: frozenset[int],
        exact: frozenset[int],
        renamed: frozenset[int],
        part: set[int],
    ) -> frozenset[str]:
        doubts = set()
        if exact and part:
            doubts.add("name_open")  # Жубанова, where there is an А. Жубанова too
        if exact and renamed:
            doubts.add("renamed_too")
        if same and not reduce(frozenset.__and__, (self._book.forms[form].keys for form in same)):
            doubts.add("name_open")
        return frozenset(doubts)

    def _parts(self, name: StreetName) -> frozenset[int]:
        """Return forms that have all words of the name, or whose words the name has."""
        words = {word for part in name.parts for word in part}
        near = set().union(*(self._by_word.get(word, set()) for word in words))
        return frozenset(form for form in near if part_of(name, self._book.forms[form]))

    def _typos(self, name: StreetName) -> frozenset[int]:
        """Return forms whose every word is within a few letters of the name's."""
        spellings = [sorted(set().union(*map(self._near, part)) | part) for part in name.parts]
        keys = keys_of(spellings, name.numbers)
        found: set[int] = set().union(*(self._book.by_key.get(key, set()) for key in keys))
        return frozenset(found | _together(self._book.current, found))

    def _near(self, word: str) -> frozenset[str]:
        """Return words of the book's streets within the letters that may differ."""
        known = self._near_words.get(word)
        if known is None:
            limit = _letters_off(word)
            sharing = (self._misspelt.get(shorter, ()) for shorter in _shortened(word, limit))
            known = self._near_words[word] = frozenset(
                other
                for other in set().union(*sharing)
                if is_within(word, other, min(limit, _letters_off(other)))
            )
        return known


def _together(groups: dict[int, list[frozenset[int]]], forms: Iterable[int]) -> set[int]:
    return {other for form in forms for group in groups.get(form, ()) for other in group}


def _letters_off(word: str) -> int:
    """Return how many letters of a word may differ."""
    fitting = [off for least, off in limits()["typo"] if len(word) >= least]
    return max(fitting, default=0)


def _shortened(word: str, letters: int) -> set[str]:
    """Return a word and what is left of it without up to so many letters.

    Two words at most d edits apart have such a rest in common, so that it is enough to
    compare words that share one.
    """
    if not letters:
        return set()
    return {
        "".join(letter for place, letter in enumerate(word) if place not in left_out)
        for count in range(letters + 1)
        for left_out in combinations(range(len(word)), count)
    }


def is_within(one: str, other: str, limit: int) -> bool:
    """Tell whether two words differ by at most so many letters: more, less, other or swapped.

    Optimal string alignment (a pair once swapped is not edited again).
    """
    if abs(len(one) - len(other)) > limit:
        return False
    # What both begin and end with needs no edit.
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    above: list[int] = []
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, above[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return False
        above, before = before, row
    return before[-1] <= limit
