# SPDX-License-Identifier: MIT
"""Places as A11yJSON: what we have written, and what others publish.

A file is one PlaceInfo, a list of them, one a line, or a GeoJSON
FeatureCollection as the Accessibility Cloud gives it. ``null`` means "does not
exist", missing means unknown, and a wheelchair grade is kept as a word
(``a11yjson_wheelchair``): it answers no question. What our own export has
written comes back from its tags; of other places only those facts are read that
say just what a question asks (``survey/a11yjson.toml``), the rest is counted.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

import numpy as np

from accessible_core.checklists.measure import read_quantities
from accessible_core.errors import InputError, one_line
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.a11yjson import OSM_TAG, SOURCE_TAG, is_kept, mapping
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.readers.a11yjson_facts import facts_of, leaves
from accessible_core.survey.table import Question, Survey
from accessible_core.untrusted.archives import check_packed
from accessible_core.vocabulary import ENTRANCES, LANGUAGES, Answer

#: As much of a file as tells its kind.
_HEAD = 65536
_PLACE = re.compile(rb'"properties"\s*:\s*\{')
_DETAILS = re.compile(rb'"accessibility"\s*:\s*(\{|null)|"wheelchairAccessibilityGrade"\s*:')
GRADE = "a11yjson_wheelchair"
_SHOWN = 80
#: No position is further away, whatever its unit.
_FAR = 1e9
_REPORT_EVERY = 500
#: Parts of an address in the order used in Kazakhstan, where there is no whole text.
_ADDRESS = ("city", "street", "house")


def is_a11yjson(path: Path) -> bool:
    """Tell from the beginning of a JSON file whether it holds A11yJSON places.

    Registry records have no ``properties``; a GeoJSON survey table has, but no
    object ``accessibility`` in them.
    """
    try:
        with open(path, "rb") as plain:
            zipped = plain.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if zipped else open(path, "rb") as handle:
            head = handle.read(_HEAD)
    except (OSError, EOFError, zlib.error):
        return False  # whoever reads it says what is wrong
    if not _PLACE.search(head):
        return False
    is_layer = ".geojson" in path.suffixes or b'"FeatureCollection"' in head
    return not is_layer or _DETAILS.search(head) is not None


def read(
    path: Path,
    mapping: Source | None,  # noqa: ARG001 - one signature for all readers
    findings: Findings,
    progress: Progress | None = None,
) -> Survey:
    """Read the places of an A11yJSON file; see `read_survey`.

    Raises
    ------
    InputError
        The file is damaged, no JSON, or holds no place.
    """
    rows: list[dict[str, str]] = []
    points: list[tuple[float, float]] = []
    left: Counter[str] = Counter()
    for number, document in enumerate(_documents(path), 1):
        if number % _REPORT_EVERY == 0:
            report(progress, 0.5)
        properties = document.get("properties") if isinstance(document, Mapping) else None
        if not isinstance(properties, Mapping):
            text = json.dumps(document, ensure_ascii=False)[:_SHOWN]
            findings.add("a11yjson_no_place", number, value=text)
            continue
        place = _Place(properties, findings, str(number))
        rows.append(place.columns())
        points.append(_point(document.get("geometry"), place.left))
        left.update(set(place.left))
    if not rows:
        raise InputError(
            f"{path} holds no place: A11yJSON PlaceInfos with properties are expected."
        )
    for field, count in left.most_common():
        findings.add("a11yjson_left_out", field=field, value=count)
    names = dict.fromkeys(name for row in rows for name in row)
    columns = {name: [row.get(name, "") for row in rows] for name in names}
    lon, lat = (np.array(axis, np.float64) for axis in zip(*points))
    return survey_from_columns(columns, lon=lon, lat=lat, source=path.name, findings=findings)


def _documents(path: Path) -> Iterator[Any]:
    try:
        with open(path, "rb") as plain:
            zipped = plain.read(2) == b"\x1f\x8b"
        if zipped:
            check_packed(path)
        with gzip.open(path, "rb") if zipped else open(path, "rb") as handle:
            text = handle.read().decode("utf-8-sig")
    except (EOFError, OSError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(f"{path} is damaged ({one_line(error)}): get the file anew.") from error
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield from _lines(path, text, error)
        return
    if isinstance(whole, Mapping) and isinstance(whole.get("features"), list):
        yield from whole["features"]
    elif isinstance(whole, list):
        yield from whole
    else:
        yield whole


def _lines(path: Path, text: str, fault: Exception) -> Iterator[Any]:
    """Yield one document a line; a file whose first line is none is broken."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            if number == 1:
                raise InputError(f"{path} is no JSON ({one_line(fault)}).") from fault
            yield line[:_SHOWN]


class _Place:
    """One place, while it becomes the cells of a row."""

    def __init__(self, properties: Mapping[str, Any], findings: Findings, number: str) -> None:
        self._properties = properties
        self._findings = findings
        self._number = number
        tags = properties.get("tags")
        self._tags = tags if isinstance(tags, Mapping) else {}
        self._own = self._own_columns()
        #: What was said and found no place, by path.
        self.left: Counter[str] = Counter()

    def columns(self) -> dict[str, str]:
        """Return the cells of the row by column."""
        cells = {"id": self._ident(), **self._names(), **self._address(), **self._category()}
        cells["source"] = self._source()
        cells.update({name: text for name, text in self._facts().items() if text})
        cells.update(self._own)
        # A place of our export that nobody surveyed has no form either.
        if not self._is_own() and any(_answers(name) for name in cells):
            cells["form"] = str(mapping()["reading"]["form"])
        if OSM_TAG in self._tags:
            cells["osm_wheelchair"] = str(self._tags[OSM_TAG])
        description = _texts(self._properties.get("description"))
        if description:
            cells["description"] = next(iter(description.values()))
            self.left.update(f"description.{one}" for one in list(description)[1:])
        self._rest()
        # JSON can hold halves of letters, which no file of ours can.
        return {
            name: text.encode("utf-8", "replace").decode() for name, text in cells.items() if text
        }

    def _is_own(self) -> bool:
        prefix = mapping()["kept"]["prefix"]
        return f"{prefix}form" in self._tags or SOURCE_TAG in self._tags

    def _own_columns(self) -> dict[str, str]:
        """Return the survey columns that our own export wrote into tags."""
        prefix = mapping()["kept"]["prefix"]
        return {
            name[len(prefix) :]: str(text)
            for name, text in self._tags.items()
            if name.startswith(prefix) and is_kept(name[len(prefix) :])
        }

    def _ident(self) -> str:
        ids = self._properties.get("ids")
        given = self._properties.get("originalId", self._properties.get("_id"))
        if given is None and isinstance(ids, Mapping):
            given = next((value for value in ids.values() if isinstance(value, str)), None)
        return str(given) if isinstance(given, (str, int)) else ""

    def _source(self) -> str:
        if SOURCE_TAG in self._tags:
            word = str(self._tags[SOURCE_TAG])
            return word if word == "osm" else ""
        return "" if self._is_own() else "a11yjson"

    def _names(self) -> dict[str, str]:
        texts = _texts(self._properties.get("name"))
        cells = {f"name_{one}": texts.pop(one) for one in LANGUAGES if one in texts}
        rest = list(texts)
        if rest:
            cells["name"] = texts[rest[0]]
            self.left.update(f"name.{one}" for one in rest[1:])
        return cells

    def _address(self) -> dict[str, str]:
        given = self._properties.get("address")
        if not isinstance(given, Mapping):
            return {"address": given} if isinstance(given, str) else {}
        texts = _texts(given.get("text"))
        used = {"text", "countryCode"}
        if not texts:
            used.update(_ADDRESS)
            parts = [next(iter(_texts(given.get(part)).values()), "") for part in _ADDRESS]
            texts = {"und": ", ".join(part for part in parts if part)}
        self.left.update(f"address.{name}" for name in given if name not in used)
        self.left.update(f"address.text.{one}" for one in list(texts)[1:])
        return {"address": next(iter(texts.values()))}

    def _category(self) -> dict[str, str]:
        word = self._properties.get("category")
        if not isinstance(word, str) or self._is_own():
            return {}
        return {"category": _number_of(word)}

    def _facts(self) -> dict[str, str]:
        """Return what the place's facts answer; of our own places, what no tag says already."""
        said = self._properties.get("accessibility")
        if not isinstance(said, Mapping):
            return {}
        prefix = mapping()["kept"]["prefix"]
        form = str(self._tags.get(f"{prefix}form", mapping()["reading"]["form"]))
        cells, left, grade = facts_of(said, form, self._findings, self._ident() or self._number)
        whole = any(_answers(name) for name in self._own) or SOURCE_TAG in self._tags
        if not whole:
            self.left.update(left)
            return {**cells, GRADE: "" if self._is_own() else grade}
        # Our facts were made of the answers: what they say beyond them somebody has added.
        for name, text in cells.items():
            if not _agree(name, self._own, text):
                kept = self._own.get(name, Answer.UNKNOWN.wire)
                self._findings.add("a11yjson_differs", self._ident(), name, text, kept=kept)
        return {}

    def _rest(self) -> None:
        """Count what else the place says."""
        known = mapping()["reading"]["known"]
        ours = self._is_own()
        for name, value in self._properties.items():
            if name in known or (ours and name in ("ids", "sameAs", "tags")):
                continue
            # What has given the id is said.
            if name == "_id" and "originalId" not in self._properties:
                continue
            if name == "ids" and not {"originalId", "_id"} & set(self._properties):
                continue
            self.left.update(path for path, _ in leaves(value, name))


def _answers(column: str) -> bool:
    return meaning_of(column).kind in ("answer", "measured")


def _agree(name: str, own: Mapping[str, str], text: str) -> bool:
    """Tell whether a fact is what the survey's own columns say.

    Of an entrance any will do: those of which nothing is known are left out of the
    list, so that its order does not tell which one it was.
    """
    meaning = meaning_of(name)
    question = meaning.question
    if question is None:
        return True  # a door: which one it was stands in the tags alone
    zones = ENTRANCES if question.zone in ENTRANCES else (question.zone,)
    ending = name[len(question.column) :]
    have = [own.get(Question(zone, question.key).column + ending, "") for zone in zones]
    if meaning.kind == "measured":
        return read_quantities(text) in [read_quantities(one) for one in have]
    return text in have


def _texts(value: Any) -> dict[str, str]:
    """Return a text by language (``und``: of none), whether or not it has several."""
    if isinstance(value, str):
        return {"und": value.strip()} if value.strip() else {}
    if not isinstance(value, Mapping):
        return {}
    texts: dict[str, str] = {}
    for tag, text in value.items():
        if isinstance(text, str) and text.strip():
            short = str(tag).replace("_", "-").partition("-")[0].lower()
            texts[short if short not in texts else str(tag)] = text.strip()
    # What is marked as of no language comes first: it is the plain name.
    return {one: texts[one] for one in sorted(texts, key=lambda one: one != "und")}


def _point(geometry: Any, left: Counter[str]) -> tuple[float, float]:
    nowhere = (np.nan, np.nan)
    if not isinstance(geometry, Mapping):
        return nowhere
    place = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(place, list) and len(place) > 1:
        # Numbers of JSON may have any number of digits.
        if all(type(axis) in (int, float) and abs(axis) < _FAR for axis in place[:2]):
            return float(place[0]), float(place[1])
        return nowhere
    left[f"geometry ({geometry.get('type')})"] += 1
    return nowhere


def _number_of(word: str) -> str:
    """Return the registry's number of a category, the word where several or none have it."""
    return _numbers().get(word, word)


@lru_cache(maxsize=None)
def _numbers() -> dict[str, str]:
    words: dict[str, Optional[str]] = {}
    for number, word in mapping()["categories"].items():
        words[str(word)] = None if word in words else str(number)
    return {word: number for word, number in words.items() if number is not None}
