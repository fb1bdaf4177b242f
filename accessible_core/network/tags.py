# SPDX-License-Identifier: MIT
"""Reading values of OSM tags: units, words, lists and mess.

Every reader takes the text of one value and returns ``None`` where it cannot be
read; the caller counts it and the attribute stays unknown. Nothing is guessed.
Units, words and limits of plausibility are data (``tags.toml``).
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from accessible_core.errors import KnowledgeError
from accessible_core.network import model
from accessible_core.network.rules import tag_words

_NUMBER = r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+"
_QUANTITY = re.compile(rf"([+-]?)\s*({_NUMBER})\s*(.*)")
_FEET_INCHES = re.compile(
    r"([0-9]+)\s*(?:'|\u2032|ft|feet|foot)\s*([0-9]+(?:[.,][0-9]+)?)\s*(?:\"|''|\u2033|in|inch|inches)?"
)
_RATIO = re.compile(rf"([+-]?)\s*({_NUMBER})\s*[:/]\s*({_NUMBER})")
#: A dash between two values, not the sign before one.
_RANGE = re.compile(r"(?<=[^\s;-])\s*(?:-|–|—|\.\.)\s*(?=[+-]?[0-9.,])")  # noqa: RUF001 - dashes of mappers

_LEVELS = re.compile(rf"([+-]?(?:{_NUMBER}))(?:\s*-\s*([+-]?(?:{_NUMBER})))?")

#: Word columns: section of ``tags.toml`` -> the values of the column in model.py.
WORDS: dict[str, tuple[str, ...]] = {
    "smoothness": model.SMOOTHNESS,
    "wheelchair": model.WHEELCHAIR,
    "yes_no": model.YES_NO,
    "ramp_wheelchair": model.YES_NO,
    "lit": model.YES_NO,
    "tactile_paving": model.YES_NO,
    "kerb": model.KERBS,
}


@lru_cache(maxsize=None)
def read_length(text: str, use: str, *, plausible: bool = True) -> float | None:
    """Return a length in centimetres.

    Parameters
    ----------
    text : str
        Such as ``1,5``, ``ca. 2``, ``90 cm``, ``1'6"``, ``0.8-1.2 m``; a bare
        number is metres.
    use : str
        Section of ``tags.toml`` ([length.<use>]): what is plausible, and which
        end of a range counts (the one that could stop somebody).
    plausible : bool
        Read nothing that lies outside what is plausible. False: what could stop
        somebody counts all the same (a width of 0, a kerb of 3 m), so that a slip
        of the mapper opens no way.
    """
    rule = tag_words()["length"][use]
    bound = {"min": ">", "max": "<"}[rule["list"]]
    text = _plain(text)
    if text.startswith(bound):  # "wider than 2": at least 2; "wider than" says nothing of a kerb
        text = text[1:].lstrip("= ")
    values = []
    unit = ""
    # From the end, because "80-90 cm" gives its unit once.
    for part in reversed(re.split(r"\s*;\s*", text)):
        for piece in reversed(_RANGE.split(part)):
            found = _centimetres(piece, unit)
            if found is None:
                return None
            value, unit = found
            if plausible and not rule["min"] <= value <= rule["max"]:
                return None
            values.append(value)
        unit = ""
    if rule["list"] == "max":
        return max(values)
    return min(values) if min(values) <= rule["max"] else None


def _centimetres(text: str, default_unit: str) -> tuple[float, str] | None:
    """Return one length and its unit; `default_unit` stands where none is written."""
    pair = _FEET_INCHES.fullmatch(text)
    if pair:
        return int(pair[1]) * 30.48 + _number(pair[2]) * 2.54, ""
    match = _QUANTITY.fullmatch(text)
    if not match or match[1] == "-":
        return None
    unit = match[3] or default_unit
    per = tag_words()["length"]["centimetres_per"].get(unit or "m")
    return None if per is None else (_number(match[2]) * per, unit)


@lru_cache(maxsize=None)
def read_incline(text: str, *, plausible: bool = True) -> tuple[float, float] | None:
    """Return how steep a way climbs and descends in its own direction, per cent.

    Parameters
    ----------
    text : str
        The value.
    plausible : bool
        Read nothing steeper than what is plausible. False: it counts all the same,
        so that a slip of the mapper opens no way.

    Returns
    -------
    tuple of float
        (up, down), both >= 0. ``up`` alone gives (NaN, 0): that it climbs is
        known, how steeply is not. None if the value cannot be read.

    Notes
    -----
    ``10%``, ``10 %`` and ``10`` are per cent, ``5°`` degrees, ``1:12`` and ``1/12``
    ratios. A bare ``0.08`` could be either a ratio or per cent: not read.
    """
    rule = tag_words()["incline"]
    text = _plain(text)
    if text in rule["up"]:
        return math.nan, 0.0
    if text in rule["down"]:
        return 0.0, math.nan
    both_ways = text.startswith(("±", "+/-", "+-"))
    text = re.sub(r"^(?:±|\+/-|\+-)\s*", "", text)
    if text.startswith("<"):  # at most so steep: the worst of it counts
        text = text[1:].lstrip("= ")
    values = []
    unit = ""
    for part in reversed(re.split(r"\s*;\s*", text)):
        for piece in reversed(_RANGE.split(part)):
            found = _per_cent(piece, unit)
            if found is None or not math.isfinite(found[0]):
                return None
            if plausible and abs(found[0]) > rule["max"]:
                return None
            values.append(found[0])
            unit = found[1]
        unit = ""
    if both_ways:
        values += [-value for value in values]
    # A range between two signs ("-5-5%") climbs and descends; "0" is level.
    return max(0.0, *values, 0.0), max(0.0, *(-value for value in values), 0.0)


def _per_cent(text: str, default_unit: str) -> tuple[float, str] | None:
    rule = tag_words()["incline"]
    ratio = _RATIO.fullmatch(text)
    if ratio:
        base = _number(ratio[3])
        value = 100.0 * _number(ratio[2]) / base if base else math.inf
        return (-value if ratio[1] == "-" else value), ""
    match = _QUANTITY.fullmatch(text)
    if not match:
        return None
    value, unit = _number(match[2]), match[3] or default_unit
    if unit == "" and 0.0 < value < rule["ambiguous_below"]:
        return None
    if unit in rule["degree_units"]:
        value = 100.0 * math.tan(math.radians(value)) if value < 90.0 else math.inf  # noqa: PLR2004 - upright
    elif unit in rule["per_mille_units"]:
        value /= 10.0
    elif unit not in rule["per_cent_units"]:
        return None
    return (-value if match[1] == "-" else value), unit


@lru_cache(maxsize=None)
def read_step_count(text: str) -> int | None:
    """Return a number of steps; of a range (``3-5``) the larger."""
    parts = re.split(r"\s*[-–]\s*", _plain(text))  # noqa: RUF001 - dashes of mappers
    if not all(part.isdecimal() and part.isascii() for part in parts):
        return None
    count = max(int(part) for part in parts)
    return count if count <= tag_words()["step_count"]["max"] else None


@lru_cache(maxsize=None)
def read_level(text: str) -> tuple[float, ...] | None:
    """Return the storeys of a level=* or repeat_on=*, ascending: ``0;1``, ``-1-3``, ``-0,5``."""
    rule = tag_words()["level"]
    found: set[float] = set()
    for part in text.replace("\u2212", "-").split(";"):
        match = _LEVELS.fullmatch(part.strip())
        if not match:
            return None
        first, last = _number(match[1]), _number(match[2] or match[1])
        if first > last or max(-first, last) > rule["max"]:
            return None
        # A range names every storey between its ends, "-0.5" a half one by itself.
        found.update(
            (first, last, *(float(n) for n in range(math.ceil(first), math.floor(last) + 1)))
        )
    return tuple(sorted(found))


def level_word(levels: tuple[float, ...]) -> str:
    """Return storeys as one text, such as ``-1;0``."""
    return ";".join(f"{level + 0.0:g}" for level in levels)


@lru_cache(maxsize=None)
def read_word(text: str, section: str) -> int | None:
    """Return the position of a word among the values of a column.

    Parameters
    ----------
    text : str
        The value; several (``;``) count as the rule of the section says.
    section : str
        A key of `WORDS` and section [words.<section>] of ``tags.toml``.

    Returns
    -------
    int or None
        0 for words that say nothing ("unknown"), None for what cannot be read.
    """
    rule, values = tag_words()["words"][section], WORDS[section]
    found = []
    for part in text.strip().lower().split(";"):
        word = rule["aliases"].get(part.strip(), part.strip())
        if word in rule["nothing"]:
            found.append(0)
        elif word in values:
            found.append(values.index(word))
        else:
            return None
    if len(set(found)) == 1:
        return found[0]
    if rule["list"] == "none":
        return None
    # "good;unknown": the part that is not known may be the worse one.
    if 0 in found:
        return 0
    return min(found) if rule["list"] == "first" else max(found)


@lru_cache(maxsize=None)
def read_surface(text: str) -> str | None:
    """Return an OSM surface; of several (``;``) the worst to roll on.

    Returns
    -------
    str or None
        ``"unknown"`` for words that say nothing, None for what is no surface
        that the wiki knows (a misspelling must not pass for a known surface).
    """
    rule = tag_words()["surface"]
    ranks = _surface_ranks()
    worst = "unknown"
    for part in re.split(r"[;,/]", text.strip().lower()):
        word = part.strip()
        word = rule["aliases"].get(word, word)
        if word not in ranks and word.partition(":")[0] in rule["cut_suffix_of"]:
            word = word.partition(":")[0]
        if word in rule["nothing"]:
            return "unknown"
        if word not in ranks:
            return None
        if worst == "unknown" or ranks[word] > ranks[worst]:
            worst = word
    return worst


@lru_cache(maxsize=None)
def _surface_ranks() -> dict[str, int]:
    rule: dict[str, Any] = tag_words()["surface"]
    ranks = {word: rank for rank, word in enumerate(rule["ranked"])}
    strange = [word for word in rule["aliases"].values() if word not in ranks]
    if strange or len(ranks) != len(rule["ranked"]):
        raise KnowledgeError(f"network/tags.toml: [surface] is not consistent: {strange}.")
    return ranks


def _plain(text: str) -> str:
    """Lower case, single spaces, without a leading "about"."""
    text = " ".join(text.lower().replace("\u00a0", " ").replace("\u2212", "-").split())
    for prefix in tag_words()["approximate"]["prefixes"]:
        if text.startswith(prefix):
            return text[len(prefix) :].lstrip()
    return text


def _number(text: str) -> float:
    return float(text.replace(",", "."))
