# ruff: noqa: RUF001, RUF002 - Cyrillic is meant
# SPDX-License-Identifier: MIT
"""Numbers of houses: 12, 12А, 12/3, 12 к2, 12 стр. 1, 14-18."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from accessible_core.addresses.wording import words
from accessible_core.survey.words import folded


@dataclass(frozen=True)
class House:
    """One number of a house, as it is compared.

    Attributes
    ----------
    number : int
        The first number: 12 of 12А/3.
    letter : str
        Cyrillic letter of the number; a Latin one where it cannot be told which
        Cyrillic letter is meant.
    rest : tuple of str
        What follows, in order: ``/3`` (also ``/3а``), ``-18``, ``к2`` (block),
        ``с1`` (building).
    """

    number: int
    letter: str = ""
    rest: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The whole number in one spelling."""
        return f"{self.number}{self.letter}{''.join(self.rest)}"

    @property
    def unsure_flat(self) -> bool:
        """Whether a hyphen stands for a flat or for a range: 12-45."""
        return len(self.rest) == 1 and self.rest[0].startswith("-")


_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTES = re.compile(r"[\"'«»“”„№#]")
_LETTER = r"[^\W\d_]"


@lru_cache(maxsize=None)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a whole number, and that of one part behind the first."""
    known = words()["block"]
    spellings = sorted(map(re.escape, map(folded, known["words"] + known["building"])), key=len)
    signs = "|".join(["/", r"-(?=\s?\d)", *(rf"(?:{word})\.?" for word in spellings[::-1])])
    part = rf",?\s?(?P<sign>{signs})\s?(?P<what>\d{{1,4}}\s?{_LETTER}?|{_LETTER})(?!{_LETTER})"
    nameless = part.replace("?P<sign>", "?:").replace("?P<what>", "?:")
    letter = rf"\s?-?(?P<letter>{_LETTER}(?!{_LETTER}|\.?\s?\d))?"
    whole = rf"0*(?P<number>\d{{1,4}}){letter}(?P<rest>(?:{nameless})*)"
    return re.compile(whole), re.compile(part)


@lru_cache(maxsize=None)
def _building_words() -> frozenset[str]:
    return frozenset(map(folded, words()["block"]["building"]))


def _cyrillic(letter: str) -> str:
    known: dict[str, str] = words()["house_letters"]["same"]
    return known.get(letter, letter)


@lru_cache(maxsize=1 << 17)
def read_house(text: str) -> House | None:
    """Return the house number that `text` is as a whole, None where it is none."""
    bare = _QUOTES.sub("", _BRACKETS.sub(" ", folded(text)))
    plain = _SPACE.sub(" ", bare.replace("\\", "/")).strip(" .,")
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    whole, one_part = _patterns()
    found = whole.fullmatch(plain)
    if found is None:
        return None
    rest: list[str] = []
    for part in one_part.finditer(found["rest"]):
        what = "".join(map(_cyrillic, part["what"].replace(" ", "").lstrip("0")))
        sign = part["sign"].strip(".")
        if sign not in "/-":
            sign = "с" if sign in _building_words() else "к"
        rest.append(sign + what)
    letter = _cyrillic(found["letter"]) if found["letter"] else ""
    return House(int(found["number"]), letter, tuple(rest))


def houses_of(text: str) -> list[House]:
    """Return the houses that one value of ``addr:housenumber`` stands for.

    Several are written with a semicolon or comma ("87, 89"); a range ("14-18") is one
    building and stays as it is.
    """
    found = (read_house(part) for part in re.split("[;,]", text))
    return [house for house in dict.fromkeys(found) if house is not None]


def last_number(house: House) -> int:
    """Return the last number of a range (14-18), else the number itself."""
    rest = house.rest[0][1:] if house.unsure_flat else ""
    return max(int(rest), house.number) if rest.isdigit() else house.number
