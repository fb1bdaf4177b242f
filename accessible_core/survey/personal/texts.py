# SPDX-License-Identifier: MIT
"""Personal data in free text: what patterns can find, and texts without it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from accessible_core.survey.personal.columns import knowledge
from accessible_core.survey.words import folded, words

#: What stands where something was taken out and nobody keeps it.
REMOVED = "[…]"
_NAME = r"[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][а-яёәғқңөұүһіa-z]+(?:-[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][а-яёәғқңөұүһіa-z]+)?"  # noqa: RUF001 - Cyrillic is meant
_INITIALS = r"[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.(?:\s?[А-ЯЁӘҒҚҢӨҰҮҺІA-Z]\.)?"  # noqa: RUF001 - Cyrillic is meant
#: Seventh digit of an IIN: century and sex; 0 for foreigners (adilet.zan.kz, V1300008480).
_CENTURY = {0: 1900, 1: 1800, 2: 1800, 3: 1900, 4: 1900, 5: 2000, 6: 2000}
_CODE = re.compile(r"[\w.\-]{1,40}")
_ONE_NAME = re.compile(r"[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][а-яёәғқңөұүһіa-z]{2,}")  # noqa: RUF001 - Cyrillic is meant
#: A code in brackets, and codes that this program draws (`people_file`, `survey_store.erasing`).
_MARK = re.compile(r"\[([\w.\-]{1,40})\]")
_MADE_CODE = re.compile(r"P-[A-Z2-9]{6}|erased-[0-9a-f]{8}")
#: The kind of what no text of a place holds: a person's document.
_NUMBER = "number"
#: In a joined text no pattern reaches from one text into the next.
_BETWEEN = "\n\x1e\n"


@dataclass(frozen=True)
class Found:
    """Something personal in a text: what kind, the words, and where they stand."""

    kind: str
    text: str
    begin: int
    end: int


def found_in(text: str, *, public: bool = False) -> list[Found]:
    """Return what tells of people in a text, in order, without overlaps.

    Parameters
    ----------
    text : str
    public : bool
        The text is a place's own name or address: names and phones in it are
        public, and only the number of somebody's document is looked for.
    """
    found: list[Found] = []
    begins: list[int] = []
    for kind, pattern in _patterns():
        if public and kind != _NUMBER:
            continue
        for match in pattern.finditer(text):
            begin, end = match.span("only" if match.groupdict().get("only") else 0)
            if kind == _NUMBER and not is_iin(match[0]):
                continue
            if kind == "name" and folded(text[begin:end]) in words("answer"):
                continue  # "Responsible: Yes"
            place = bisect(begins, begin)
            if (place == 0 or found[place - 1].end <= begin) and (
                place == len(found) or end <= found[place].begin
            ):
                begins.insert(place, begin)
                found.insert(place, Found(kind, text[begin:end], begin, end))
    return found


def any_in(texts: Iterable[str], *, public: bool = False) -> bool:
    """Tell whether there may be anything in any of the texts; quick for many."""
    joined = _BETWEEN.join(texts)
    return any(
        pattern.search(joined) is not None
        for kind, pattern in _patterns()
        if not public or kind == _NUMBER
    )


def replaced(text: str, found: Iterable[Found], mark: Callable[[Found], str]) -> str:
    """Return a text with marks in the places of what was found."""
    parts, last = [], 0
    for one in found:
        parts += [text[last : one.begin], mark(one)]
        last = one.end
    return "".join([*parts, text[last:]])


@lru_cache(maxsize=65536)
def without_people(text: str) -> str:
    """Return a text with everything personal that patterns find taken out."""
    return replaced(text, found_in(text), lambda _: REMOVED)


def without_codes(text: str, codes: Collection[str]) -> str:
    """Return a text in which no code of a person stands in the place of what was found."""

    def mark(match: re.Match[str]) -> str:
        return REMOVED if _MADE_CODE.fullmatch(match[1]) or match[1] in codes else match[0]

    return _MARK.sub(mark, text)


def is_code(text: str) -> bool:
    """Tell whether a text can be a pseudonymous code, and is no name, phone or address.

    Letters, digits, point and hyphen, no blanks; a single word with a capital
    letter and small ones after it is a name (``Aigul``), a word with digits or in
    small letters only is not taken for one.
    """
    if _CODE.fullmatch(text) is None or _ONE_NAME.fullmatch(text) is not None:
        return False
    return not found_in(text)


def is_iin(digits: str) -> bool:
    """Tell whether twelve digits begin with a date of birth, as a person's number does."""
    if not re.fullmatch(r"\d{12}", digits) or int(digits[6]) not in _CENTURY:
        return False
    year = _CENTURY[int(digits[6])] + int(digits[:2])
    try:
        date(year, int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=None)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for kind, written in knowledge()["patterns"].items():
        for pattern in [written] if isinstance(written, str) else written:
            whole = pattern.replace("{Name}", _NAME).replace("{Initials}", _INITIALS)
            found.append((kind, re.compile(whole)))
    return tuple(found)
