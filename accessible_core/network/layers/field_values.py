# SPDX-License-Identifier: MIT
"""Values of a layer's columns as OSM tags, with a field mapping."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accessible_core.network.layers.field_mapping import Column, LayerMapping, fields
from accessible_core.network.tag_reading import is_relevant

_PAIR = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")
#: A number without a unit, which the mapping then adds.
_BARE = re.compile(r"\s*([+-]?)\s*([0-9]*[.,]?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*")
_SPAN = re.compile(r"[0-9.,]+\s*[-–]\s*[0-9.,]+")  # noqa: RUF001 - dashes of mappers
#: osmnx writes several values as a Python list.
_LIST = re.compile(r"\s*\[.*\]\s*", re.DOTALL)


def tags_of_features(
    columns: Mapping[str, Sequence[Any]], mapping: LayerMapping
) -> list[dict[str, str]]:
    """Return the tags of each feature.

    Parameters
    ----------
    columns : mapping of str to sequence (F)
    mapping : LayerMapping
    """
    count = max((len(values) for values in columns.values()), default=0)
    tags: list[dict[str, str]] = [{} for _ in range(count)]
    for key, choice in mapping.columns.items():
        for column in choice:
            if column.name in columns:
                _add(tags, key, texts(columns[column.name], key, column))
    if mapping.hstore:
        for found, text in zip(tags, columns.get(mapping.hstore, ())):
            for key, value in hstore(text).items():
                found.setdefault(key, value)
    if mapping.keys_as_columns:
        used = {*mapping.named(), *mapping.way_id, mapping.reversed, mapping.node_osm_id}
        for name, values in columns.items():
            if name not in used:
                key = osm_key(name)
                _add(tags, key, texts(values, key, Column(name)))
    for found in tags:
        for key, value in mapping.constant.items():
            found.setdefault(key, value)
    return tags


def _add(tags: list[dict[str, str]], key: str, values: Sequence[str]) -> None:
    for found, text in zip(tags, values):
        if text:
            found.setdefault(key, text)


def osm_key(column: str) -> str:
    """Return the OSM key that a column name stands for (``kerb_height`` for ``kerb:height``)."""
    short = fields()["names"].get(column.lower())
    if short is not None:
        return str(short)
    spaced = column.replace("_", ":")
    return spaced if not is_relevant(column) and is_relevant(spaced) else column


def texts(values: Sequence[Any], key: str, column: Column) -> list[str]:
    """Return the values of one column as tag values, ``""`` where there is none."""
    cache: dict[Any, str] = {}
    found = []
    for value in values:
        try:
            known = cache.get((type(value), value))
        except TypeError:  # a list
            found.append(_tag_value(value, key, column))
            continue
        if known is None:
            known = cache[type(value), value] = _tag_value(value, key, column)
        found.append(known)
    return found


def _tag_value(value: Any, key: str, column: Column) -> str:
    words = []
    for part in _parts(value):
        word = _translated(part, column.values)
        if column.unit:
            words += [_with_unit(one.strip(), key, column.unit) for one in word.split(";")]
        else:
            words.append(word)
    return worst(key, [word for word in words if word])


def worst(key: str, words: Sequence[str]) -> str:
    """Return the one of several values that could stop somebody; a list where that is not known."""
    distinct = list(dict.fromkeys(words))
    ranks = fields()["worst_first"].get(key, ())
    if len(distinct) > 1 and all(word in ranks for word in distinct):
        return str(min(distinct, key=ranks.index))
    return ";".join(distinct)


def _parts(value: Any) -> list[str]:
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, str) and _LIST.fullmatch(value):
        try:
            value = ast.literal_eval(value.strip())
        except (ValueError, SyntaxError):
            return [value.strip()]
    if isinstance(value, (list, tuple, set)):
        return [text for part in value for text in _parts(part)]
    text = plain_text(value)
    return [text] if text else []


def plain_text(value: Any) -> str:
    """Return one cell as text: None and NaN as ``""``, true and false as ``yes`` and ``no``."""
    if isinstance(value, np.generic):
        value = value.item()
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(fields()["booleans"]["true" if value else "false"])
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def _translated(text: str, words: Mapping[str, str]) -> str:
    if text in words:
        return words[text]
    folded = text.casefold()
    return next((word for found, word in words.items() if found.casefold() == folded), text)


def _with_unit(text: str, key: str, unit: str) -> str:
    """Add the unit to a bare number; a value with a unit of its own is left alone."""
    match = _BARE.fullmatch(text)
    if match is None:
        # Of a range of lengths ("80-90") the unit behind it holds for both ends.
        return f"{text} {unit}" if key != "incline" and _SPAN.fullmatch(text) else text
    number = float(match[2].replace(",", "."))
    written = unit
    if key == "incline":
        rule = fields()["incline_units"][unit]
        number, written = number * rule["factor"], rule["written"]
    # Ten digits: a ratio of 0.07 is 7 %, not 7.000000000000001 %.
    figure = f"{number:.10f}".rstrip("0").rstrip(".")
    sign = "-" if match[1] == "-" and number else ""
    return f"{sign}{figure} {written}"


def hstore(text: Any) -> dict[str, str]:
    """Return the tags in ``"key"=>"value"`` notation (ogr2ogr's ``other_tags``)."""
    if not isinstance(text, str):
        return {}
    return {
        _ESCAPED.sub(r"\1", key): _ESCAPED.sub(r"\1", value) for key, value in _PAIR.findall(text)
    }


def osm_ids(
    columns: Mapping[str, Sequence[Any]], names: Sequence[str], kind: str, count: int
) -> NDArray[np.int64]:
    """Return OSM ids (count,) from the first column that is there, 0 where there is none.

    Parameters
    ----------
    kind : str
        ``way`` or ``node``: which prefixes may stand before the number.
    """
    found = np.zeros(count, np.int64)
    name = next((name for name in names if name in columns), None)
    if name is None:
        return found
    for row, value in enumerate(columns[name][:count]):
        found[row] = osm_id(value, kind)
    return found


def osm_id(value: Any, kind: str) -> int:
    """Return one OSM id, 0 for what is none (several ids are none, either)."""
    text = plain_text(value) if not isinstance(value, (list, tuple)) else ""
    for prefix in fields()["ids"][kind]:
        if text.startswith(prefix):
            text = text[len(prefix) :]
            break
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0  # noqa: PLR2004 - int64
