# SPDX-License-Identifier: MIT
"""Names of streets and towns as they are compared, across languages and letters.

A name has several *keys*: a Russian genitive does not tell its nominative for
certain. Two names are one where they share a key; what else may differ (a letter,
a given name, an initial) never makes them one, but lets a person look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product

from accessible_core.addresses.wording import limits, names, words
from accessible_core.survey.letters import plain
from accessible_core.survey.words import folded

_KAZAKH = re.compile("[әғқңөұүһі]")
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]")
_NUMBER = re.compile(r"\d+[^\W\d_]?")


@dataclass(frozen=True)
class StreetName:
    """The name of a street or microdistrict.

    Attributes
    ----------
    kind : str
        Its kind (``words.toml``, ``[streets]``), empty where none is written.
    keys : frozenset of str
        What it is compared by; see the module.
    parts : tuple of frozenset of str
        Spellings of each word in plain letters.
    numbers : tuple of str
        Numbers in the name, sorted: microdistrict 5, Samal 2.
    initials : frozenset of str
        Of given names, in plain letters.
    """

    kind: str = ""
    keys: frozenset[str] = frozenset()
    parts: tuple[frozenset[str], ...] = ()
    numbers: tuple[str, ...] = ()
    initials: frozenset[str] = field(default=frozenset())

    def __bool__(self) -> bool:
        return bool(self.keys)


@lru_cache(maxsize=1 << 16)
def level(word: str) -> str:
    """Return a word in plain Latin letters, spellings of one sound made one."""
    result = plain(folded(word))
    for found, put in names()["levelled"]:
        result = result.replace(found, put)
    # Есенберлин is written Yesenberlin.
    return result[1:] if result.startswith("ie") else result


@lru_cache(maxsize=1 << 16)
def nominatives(word: str, kazakh: bool) -> frozenset[str]:
    """Return the spellings in plain letters that a word of a name may stand for."""
    rules = names()["endings"]
    if kazakh or len(word) < rules["shortest"]:
        return frozenset((level(word),))
    latin = _LATIN.search(word)
    for ending, stands_for in rules["latin" if latin else "russian"]:
        if word.endswith(ending) and len(word) > len(ending):
            stem = word[: -len(ending)]
            return frozenset(level(word if put == "=" else stem + put) for put in stands_for)
    return frozenset((level(word),))


@lru_cache(maxsize=None)
def _persons() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Return key of a name -> key as compared, and the initials that fit it."""
    same: dict[str, str] = {}
    initials: dict[str, frozenset[str]] = {}
    for chosen, spellings in names()["persons"].items():
        key = _key(map(level, chosen.split()), ())
        every = (chosen, *spellings)
        same.update((_key(map(level, spelling.split()), ()), key) for spelling in every)
        first = {level(word)[:1] for spelling in every for word in spelling.split()}
        initials[key] = frozenset(first)
    return same, initials


def _key(parts: Iterable[str], numbers: Iterable[str]) -> str:
    return " ".join(sorted(part for part in parts if part)) + "|" + " ".join(sorted(numbers))


@lru_cache(maxsize=None)
def _silent() -> tuple[frozenset[str], frozenset[str]]:
    known = words()["silent"]
    return frozenset(map(folded, known["words"])), frozenset(map(folded, known["titles"]))


def street_name(kind: str, tokens: Iterable[str], language: str = "") -> StreetName:
    """Return the name made of `tokens`, folded words, numbers and initials ("к.").

    Parameters
    ----------
    kind : str
        Of the street; empty if not written.
    tokens : iterable of str
    language : str
        That of the kind's word. Names in Kazakh are not inflected; without a
        kind, Kazakh letters tell.
    """
    silent, titles = _silent()
    given = [
        token for token in tokens if (token.strip(".") or token) not in silent or _is_initial(token)
    ]
    initials = frozenset(
        plain(token[0]) for token in given if len(token.strip(".")) == 1 and token[0].isalpha()
    )
    given = [token for token in given if len(token.strip(".")) > 1 or token[0].isdigit()]
    numbers = tuple(sorted(_number(token) for token in given if token[0].isdigit()))
    plain_words = [token.strip(".") for token in given if not token[0].isdigit()]
    untitled = [word for word in plain_words if word.strip(".") not in titles]
    plain_words = untitled or plain_words
    kazakh = language == "kk" or (
        language != "ru" and any(_KAZAKH.search(word) for word in plain_words)
    )
    parts = tuple(nominatives(word, kazakh) for word in plain_words)
    return StreetName(kind, keys_of(parts, numbers), parts, numbers, initials)


def keys_of(parts: Iterable[Iterable[str]], numbers: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of a name from the spellings of each of its words and its numbers."""
    same, _ = _persons()
    found = islice(product(*map(sorted, parts)), limits()["readings"])
    keys = (_key(reading, numbers) for reading in found)
    return frozenset(same.get(key, key) for key in keys) - {"|"}


def _is_initial(token: str) -> bool:
    return len(token) == 2 and token[1] == "."  # noqa: PLR2004 - a letter and a dot


def _number(token: str) -> str:
    found = _NUMBER.match(token)
    number = found.group() if found else token
    return plain(number.lstrip("0") or "0")


def initials_fit(one: StreetName, other: StreetName) -> bool:
    """Tell whether the initials of two names with a common key leave no doubt."""
    if one.initials == other.initials:
        return True
    if one.initials and other.initials:
        return False
    shared = one.keys & other.keys
    _, known = _persons()
    written = one.initials | other.initials
    return any(written <= known.get(key, frozenset()) for key in shared)


def part_of(one: StreetName, other: StreetName) -> bool:
    """Tell whether one name is the other with more words or other initials."""
    if one.numbers != other.numbers or not one.parts or not other.parts:
        return False
    if one.initials and other.initials and not one.initials & other.initials:
        return False
    short, long = sorted((one.parts, other.parts), key=len)
    return all(any(part & more for more in long) for part in short)


@lru_cache(maxsize=None)
def _towns() -> dict[str, str]:
    return {
        town_level(spelling): town_level(chosen)
        for chosen, spellings in names()["towns"].items()
        for spelling in (chosen, *spellings)
    }


def town_level(name: str) -> str:
    """Return the name of a town or district in plain letters, without signs."""
    plain_name = re.sub(r"\([^()]*\)", " ", folded(name))
    return " ".join(level(part) for part in re.findall(r"[^\W_]+", plain_name))


@lru_cache(maxsize=1 << 14)
def town_key(name: str) -> str:
    """Return what a town is compared by: one key for its old, new, Kazakh and Russian name."""
    key = town_level(name)
    return _towns().get(key, key)


def is_known_town(name: str) -> bool:
    """Tell whether a name is that of one of the country's larger towns."""
    return town_level(name) in _towns()


@lru_cache(maxsize=1 << 12)
def _district_level(name: str) -> str:
    return re.sub(r"[aeiou]*(?:sk(?:i|ii|aia)?)?[aeiou]*$", "", town_level(name))


def same_district(one: str, other: str) -> bool:
    """Tell whether two names mean one district: "Алмалинский" is "Алмалы"."""
    short, long = sorted((_district_level(one), _district_level(other)), key=len)
    return long.startswith(short) if len(short) >= 4 else short == long  # noqa: PLR2004 - shorter ones begin alike by chance
