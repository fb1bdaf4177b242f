# ruff: noqa: RUF001, RUF003 - Cyrillic is meant
# SPDX-License-Identifier: MIT
"""The words and numbers of an address, each with what it says about those beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Optional

from accessible_core.addresses.wording import Marker, markers, words
from accessible_core.survey.words import folded

BRACKETS = re.compile(r"\([^()]*\)")
_SIGNS = re.compile(r"[\"«»“”„`]")
_APOSTROPHES = re.compile(r"(?<=\w)['’‘ʼ](?=\w)")
_TOKEN = re.compile(
    r"(?P<break>[,;\n|])|(?P<number>№?\s?\d+[^\s,;]*)"
    r"|(?P<word>[^\W\d_]+(?:[-/.][^\W\d_]+)*\.?)"
)
_PART = re.compile(r"[^\W\d_]+\.?")
#: Postcodes: six digits, or a letter of Kazakhstan's newer ones between digits (A15G7M6).
_POSTCODE = re.compile(r"\d{6}|[a-zа-я]\d{2}[a-zа-я]\d[a-zа-я]\d")
_LATIN_POSTCODE = re.compile(r"(?<!\w)[a-z]\d{2}[a-z]\d[a-z]\d(?!\w)")
#: A house's letter behind a comma: "12, А".
_LETTER_APART = re.compile(r"(\d)\s*,\s*([^\W\d_])(?=\s*(?:,|$))")


@dataclass
class Token:
    """One word or number; `mark` says what it tells about those beside it."""

    text: str
    start: int
    end: int
    number: bool = False
    #: Whether a hyphen joins it to the word before.
    glued: bool = False
    mark: Optional[Marker] = None

    @property
    def short(self) -> bool:
        """Whether it is one letter, as initials and houses' letters are."""
        return not self.number and len(self.text.strip(".")) == 1


def cleaned(text: str) -> str:
    """Return an address in lower case without brackets, quotes and what parts one number."""
    plain = folded(text.replace("\n", ",").replace("\r", ","))
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain)
    plain = _LATIN_POSTCODE.sub(",", BRACKETS.sub(" ", plain))
    plain = _LETTER_APART.sub(r"\1\2", _before_block().sub(" ", plain))
    return _APOSTROPHES.sub("", _SIGNS.sub(" ", plain))


@lru_cache(maxsize=None)
def _before_block() -> re.Pattern[str]:
    """Return the pattern of a comma within one house number: "12, корпус 3"."""
    known = words()["block"]
    spellings = "|".join(map(re.escape, map(folded, known["words"] + known["building"])))
    return re.compile(rf"(?<=\w),\s*(?=(?:{spellings})\.?\s?(?:\d|[^\W\d_]\b))")


def tokens_of(plain: str) -> list[Token]:
    """Return words, numbers and commas; words that are markers are marked."""
    known = markers()
    tokens: list[Token] = []
    for found in _TOKEN.finditer(plain):
        text, start = found.group(), found.start()
        if found["break"]:
            tokens.append(Token(",", start, found.end()))
        elif found["number"]:
            if not _POSTCODE.fullmatch(text.strip(".")):
                tokens.extend(_number_tokens(text, start))
        elif text in known or text.rstrip(".") in known:
            mark = known.get(text) or known[text.rstrip(".")]
            tokens.append(Token(text, start, found.end(), mark=mark))
        else:
            for part in _PART.finditer(text):
                word = part.group()
                token = Token(word, start + part.start(), start + part.end())
                token.glued = text[part.start() - 1 : part.start()] == "-"
                token.mark = known.get(word) or known.get(word.rstrip("."))
                # Parts of аль-фараби and of ул.абая: a hyphen makes no abbreviation.
                if token.mark and "-" in text and "." not in word:
                    token.mark = None
                tokens.append(token)
    return _of_two_words(tokens)


def _number_tokens(text: str, start: int) -> list[Token]:
    """Split what begins with a digit: ordinals, and words behind a hyphen (12-үй)."""
    endings = "|".join(sorted(words()["ordinal"]["endings"], key=len, reverse=True))
    text_start = len(text) - len(text.lstrip("№ "))
    ordinal = re.fullmatch(rf"№?\s?(\d+)-?(?:{endings})\.?", text)
    # A single letter without a hyphen is a house's: 5я is rare, 5е is not.
    if ordinal and ("-" in text or len(text) - text_start > len(ordinal[1]) + 1):
        return [Token(ordinal[1], start, start + len(text), number=True)]
    spoken = re.fullmatch(r"№?\s?(\d[^\s]*?)-?([^\W\d_]{2,}\.?)", text)
    if spoken and spoken[2].rstrip(".") in markers():
        cut = start + spoken.start(2)
        mark = markers()[spoken[2].rstrip(".")]
        return [
            Token(spoken[1].rstrip("-"), start + text_start, cut, number=True),
            Token(spoken[2], cut, start + len(text), mark=mark),
        ]
    return [
        Token(text.lstrip("№ ").rstrip("."), start + text_start, start + len(text), number=True)
    ]


def _of_two_words(tokens: list[Token]) -> list[Token]:
    """Join pairs of words that make one marker: "тас жолы"."""
    known = markers()
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if before is not None and not before.number and not token.number:
            mark = known.get(f"{before.text} {token.text}".rstrip("."))
            if mark is not None:
                joined[-1] = Token(
                    f"{before.text} {token.text}", before.start, token.end, mark=mark
                )
                continue
        joined.append(token)
    return joined
