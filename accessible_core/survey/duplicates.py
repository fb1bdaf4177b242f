# SPDX-License-Identifier: MIT
"""Which facilities may be one place surveyed twice.

Three kinds of pairs are reported, none is changed: equal names at one place, names
that are equal or nearly so once their spelling is levelled (``letters.toml``) near
each other, and such or longer names at one address. A translated name is never taken for the
same one: the library of Abai in Kazakh and in Russian are two names.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Findings
from accessible_core.geo import distance
from accessible_core.knowledge import load_toml
from accessible_core.survey import words
from accessible_core.survey.letters import plain
from accessible_core.survey.nearby import crowded_cells, near_pairs
from accessible_core.survey.table import Survey

#: Two surveyed facilities of one name nearer than this (m) may be the same one.
SAME_PLACE_M = 50.0
#: No such pair is farther apart in latitude (a degree has 110,574 m at the least).
_SAME_PLACE_DEGREES = SAME_PLACE_M / 110_000.0
_NAMES = ("name", "name_kk", "name_ru", "name_en")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_Pairs = set[tuple[int, int]]


@dataclass(frozen=True)
class Spelling:
    """A name or address as it is compared.

    Attributes
    ----------
    words : tuple of str
        The words in plain Latin letters, sorted.
    numbers : tuple of str
        The numbers in their order; school 12 and school 21 are two places.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...]


_NOTHING = Spelling((), ())


@lru_cache(maxsize=None)
def _rules() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "duplicates.toml")


@lru_cache(maxsize=None)
def _left_out(kind: str) -> frozenset[str]:
    return frozenset(word for text in _rules()["left_out"][kind] for word in _parts(text))


def _parts(text: str) -> list[str]:
    return _PARTS.findall(words.folded(text))


def spelling(text: str, kind: str = "name") -> Spelling:
    """Return how a ``name`` or ``address`` is compared: levelled letters, and numbers apart.

    Quotes, signs such as № and the words that name no place (`left_out`) do not count.
    """
    parts = [part for part in _parts(text) if part not in _left_out(kind)]
    numbers = tuple(part.lstrip("0") or "0" for part in parts if part.isdigit())
    levelled = sorted(plain(part) for part in parts if not part.isdigit())
    return Spelling(tuple(word for word in levelled if word), numbers)


def same_name(one: Spelling, other: Spelling) -> bool:
    """Tell whether two names differ in spelling alone: word for word, numbers exactly."""
    if one.numbers != other.numbers or _NOTHING in (one, other):
        return False
    return len(one.words) == len(other.words) and _contained(one.words, other.words)


def extended_name(one: Spelling, other: Spelling) -> bool:
    """Tell whether one name is the other with more words: two at least are shared."""
    short, long = sorted((one.words, other.words), key=len)
    shared = _rules()["limits"]["words_at_address"]
    return one.numbers == other.numbers and len(short) >= shared and _contained(short, long)


def _contained(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether each word of `short` has one of its own in `long` that is like it."""
    free = list(long)
    rest = []
    for word in short:
        if word in free:
            free.remove(word)
        else:
            rest.append(word)
    for word in rest:
        like = next((other for other in free if _like(word, other)), None)
        if like is None:
            return False
        free.remove(like)
    return True


@lru_cache(maxsize=1 << 16)
def _like(word: str, other: str) -> bool:
    """Tell whether two words are like but for a letter or so."""
    limit: float = _rules()["limits"]["similar_words"]
    # The ratio may depend on the order, and the answer must not.
    matcher = SequenceMatcher(None, min(word, other), max(word, other), autojunk=False)
    return bool(matcher.real_quick_ratio() >= limit and matcher.ratio() >= limit)


def find_duplicates(survey: Survey, findings: Findings) -> None:
    """Report pairs of surveyed facilities that may be one place, each pair once."""
    met: _Pairs = set()
    _find_twins(survey, met, findings)
    names = _spellings(survey)
    _find_alike(survey, names, met, findings)
    _find_same_address(survey, names, met, findings)


def _spellings(survey: Survey) -> list[tuple[Spelling, ...]]:
    """Return the different names of each row, as they are compared."""
    columns = [words.mapped(survey.text(name), spelling) for name in _NAMES]
    return [tuple(dict.fromkeys(n for n in row if n != _NOTHING)) for row in zip(*columns)]


def _any(
    test: Callable[[Spelling, Spelling], bool],
    one: tuple[Spelling, ...],
    other: tuple[Spelling, ...],
) -> bool:
    return any(test(a, b) for a in one for b in other)


def _find_alike(
    survey: Survey, names: list[tuple[Spelling, ...]], met: _Pairs, findings: Findings
) -> None:
    """Report names that differ in spelling alone, near each other."""
    limits = _rules()["limits"]
    named = np.array([bool(name) for name in names], np.bool_)
    usable = survey.surveyed & named & ~np.isnan(survey.lat) & ~np.isnan(survey.lon)
    rows = np.flatnonzero(usable)
    lon, lat = survey.lon[rows], survey.lat[rows]
    for place, count in crowded_cells(lon, lat, limits["near_m"], limits["crowd"]):
        findings.add(
            "alike_not_compared",
            survey.ids[rows[place]],
            "lon, lat",
            count,
            near=round(limits["near_m"]),
        )
    for a, b, away in near_pairs(lon, lat, limits["near_m"], limits["crowd"]):
        first, second = int(rows[a]), int(rows[b])
        if (first, second) not in met and _any(same_name, names[first], names[second]):
            met.add((first, second))
            findings.add(
                "facility_alike",
                survey.ids[second],
                "name",
                survey.name(second),
                other=survey.ids[first],
                other_name=survey.name(first),
                distance=round(away),
            )


def _find_same_address(
    survey: Survey, names: list[tuple[Spelling, ...]], met: _Pairs, findings: Findings
) -> None:
    """Report similar names at one address; without positions, in one KATO unit alone."""
    limits = _rules()["limits"]
    addresses = words.mapped(survey.text("address"), lambda text: spelling(text, "address"))
    by_address: dict[Spelling, list[int]] = {}
    for row in np.flatnonzero(survey.surveyed).tolist():
        address = addresses[row]
        if address.words and address.numbers and names[row]:
            by_address.setdefault(address, []).append(row)
    for rows in by_address.values():
        for place, second in enumerate(rows):
            # In a house of very many firms, as far as a crowd goes.
            for first in rows[max(0, place - limits["crowd"]) : place]:
                if (
                    _alike_at_address(names[first], names[second])
                    and (first, second) not in met
                    and _in_one_town(survey, first, second, limits["address_m"])
                ):
                    met.add((first, second))
                    findings.add(
                        "facility_same_address",
                        survey.ids[second],
                        "address",
                        survey.text("address")[second],
                        other=survey.ids[first],
                        own=survey.name(second),
                        other_name=survey.name(first),
                    )


def _alike_at_address(one: tuple[Spelling, ...], other: tuple[Spelling, ...]) -> bool:
    """Tell whether two places of one address may be one by their names."""
    for a in one:
        for b in other:
            # Either way of being alike asks for the same numbers, and most pairs differ there.
            if a.numbers == b.numbers and (same_name(a, b) or extended_name(a, b)):
                return True
    return False


def _in_one_town(survey: Survey, first: int, second: int, metres: float) -> bool:
    """Tell whether one address means one place: every town has a street of Abai."""
    lon, lat = survey.lon, survey.lat
    away = float(distance(lon[first], lat[first], lon[second], lat[second]))
    if not np.isnan(away):
        return away <= metres
    kato = survey.text("kato")
    return bool(kato[first].strip() == kato[second].strip() != "")


def _find_twins(survey: Survey, met: _Pairs, findings: Findings) -> None:
    """Report surveyed facilities of the same name at the same place."""
    by_name: dict[str, list[int]] = {}
    columns = [words.mapped(survey.text(name), words.folded) for name in _NAMES]
    for row in np.flatnonzero(survey.surveyed & ~np.isnan(survey.lat)).tolist():
        for name in {column[row] for column in columns} - {""}:
            by_name.setdefault(name, []).append(row)
    for rows in by_name.values():
        if len(rows) > 1:
            _compare_neighbours(survey, np.array(rows), met, findings)


def _compare_neighbours(
    survey: Survey,
    rows: NDArray[np.int64],
    met: set[tuple[int, int]],
    findings: Findings,
) -> None:
    """Report near pairs among facilities of one name, each facility once."""
    rows = rows[np.argsort(survey.lat[rows], kind="stable")]
    lon, lat = survey.lon[rows], survey.lat[rows]
    # Sorted by latitude, a near twin is a near neighbour in the list as well.
    for step in range(1, min(len(rows), 5)):
        close = np.flatnonzero(lat[step:] - lat[:-step] < _SAME_PLACE_DEGREES)
        if not len(close):
            return  # neighbours further on in the list are farther away
        away = distance(lon[close], lat[close], lon[close + step], lat[close + step])
        for at in np.flatnonzero(away < SAME_PLACE_M):
            place = close[at]
            one, other = int(rows[place]), int(rows[place + step])
            first, second = min(one, other), max(one, other)
            if (first, second) not in met:
                met.add((first, second))
                findings.add(
                    "facility_twice",
                    survey.ids[second],
                    "name",
                    survey.name(second),
                    other=survey.ids[first],
                    distance=round(float(away[at])),
                )
