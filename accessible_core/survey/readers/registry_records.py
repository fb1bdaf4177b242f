# SPDX-License-Identifier: MIT
"""Records of the national registry, one JSON object a line, in their three shapes.

* the scored case: ``{"id"?, "form", "zones": {zone: {"attribute<key>": answer}}, "overridden"?}``
* the object card: ``{"title", ..., "coordinates", "attributes": {"form", "zones"}}``
* the adding request: ``{"form", "first": {...}, zone: {"attributes", "comment", ...}}``

All become rows of one survey, whatever their form. Coordinates are
``[latitude, longitude]`` in the registry.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Union

import numpy as np

from accessible_core.checklists import checklist, forms
from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.survey.identifiers import unique_ids
from accessible_core.survey.readers.registry_shapes import (
    ZONE_NAMES,
    RegistryRecord,
    as_record,
    plain_text,
)
from accessible_core.survey.remarks import LISTED
from accessible_core.survey.table import ZONE_INDEX, ObjectArray, Overrides, Question, Survey
from accessible_core.untrusted.archives import check_packed
from accessible_core.vocabulary import (
    ANSWER_BY_WIRE,
    ENTRANCES,
    FACILITY_ZONES,
    GROUPS,
    SCORE_BY_WIRE,
    ZONES,
    Group,
    Score,
    Zone,
)

#: Longest text of a finding's value; a line may be a whole file.
_SHOWN = 80
#: Extra column with the registry's own numbers of objects.
REGISTRY_ID = "registry_id"


def read_records(path: Union[str, os.PathLike[str]], findings: Findings) -> Survey:
    """Read registry records: ``.jsonl`` (one a line) or ``.json``, plain or gzipped.

    Broken lines, unknown keys, answers that are none and whatever else does
    not fit becomes a finding; everything else goes through. A record without
    an id is called by its line number, from 1.

    Raises
    ------
    InputError
        The file is not there, is damaged, or has no record at all.
    """
    file = existing_file(path, "file of registry records")
    rows = _Rows(findings)
    lines = 0
    try:
        for number, line in _documents(file):
            lines += bool(line.strip())
            _read_line(rows, number, line)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{file} is damaged ({error}): get the file anew.") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror or error}).") from error
    if not rows.records:
        what = "holds no registry record that can be read" if lines else "is empty"
        raise InputError(f"{file} {what}: one JSON object a line is expected.")
    return rows.survey(file.name)


def _documents(file: Path) -> Iterator[tuple[int, bytes]]:
    """Yield number and text of each record of a file."""
    if ".json" not in (suffix.lower() for suffix in file.suffixes[-2:]):
        yield from _lines(file)
        return
    # One JSON document: an answer of the registry, or a list of them.
    text = b"".join(line for _, line in _lines(file))
    try:
        whole = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        yield from enumerate(text.splitlines(), 1)  # lines after all, or broken
        return
    for number, record in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield number, json.dumps(record).encode()


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    with open(file, "rb") as plain:
        zipped = plain.read(2) == b"\x1f\x8b"
    if zipped:
        check_packed(file)
    with gzip.open(file, "rb") if zipped else open(file, "rb") as handle:
        yield from enumerate(handle, 1)


def _read_line(rows: _Rows, number: int, line: bytes) -> None:
    if not line.strip():
        return
    try:
        document = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        rows.findings.add(
            "record_broken",
            number,
            value=_shown(line.decode("utf-8", "replace")),
            fault=str(error).partition(":")[0],
        )
        return
    record = as_record(document, number)
    if record is None:
        # Its keys, not its values: a complaint, say, holds a name and a phone.
        keys = ", ".join(document) if isinstance(document, dict) else type(document).__name__
        rows.findings.add("record_not_understood", number, value=_shown(keys))
        return
    rows.add(record)


class _Rows:
    """The survey while it grows, a record at a time."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.records: list[RegistryRecord] = []
        self._cells = bytearray()
        self._present: list[tuple[int, int]] = []
        self._overrides: list[tuple[int, int, list[int], dict[str, str]]] = []
        self._forms: list[str] = []
        self._points: list[tuple[float, float]] = []
        self._alike: Counter[tuple[str, str]] = Counter()

    def note(self, code: str, record: str, field: str, value: object = "", **more: object) -> None:
        """Add a finding, unless there are `LISTED` of the kind and field already."""
        self._alike[code, field] += 1
        if self._alike[code, field] <= LISTED:
            self.findings.add(code, record, field, value, **more)

    def add(self, record: RegistryRecord) -> None:
        """Take in one record."""
        row = len(self.records)
        self.records.append(record)
        self._points.append(self._position(record))
        known = isinstance(record.form, str) and record.form in forms()
        if not known:
            self.findings.add(
                "form_unknown",
                record.id,
                "form",
                _shown(record.form),
                known=", ".join(forms()),
            )
        form = str(record.form) if known else ""
        self._forms.append(form)
        cells = bytearray(len(_columns()))
        for name, answers in record.zones.items():
            if answers is None:
                continue  # a zone that is not there
            if name not in ZONE_NAMES:
                self.note("zone_unknown", record.id, _shown(name))
                continue
            self._present.append((row, ZONE_INDEX[Zone(name)]))
            if not isinstance(answers, dict):
                self.findings.add("zone_broken", record.id, name, _shown(answers))
            elif form:
                self._answers(cells, record, form, Zone(name), answers)
        self._cells += cells
        for name, scores in record.overridden.items():
            self._override(row, record, name, scores)
        held = {name for name, answers in record.zones.items() if answers is not None}
        if form and "kidsAccessibility" not in held:
            needed = {zone.value for zone in FACILITY_ZONES}
            if needed <= held:
                self.note("kids_absent", record.id, "kidsAccessibility")

    def _answers(
        self,
        cells: bytearray,
        record: RegistryRecord,
        form: str,
        zone: Zone,
        answers: Mapping[str, Any],
    ) -> None:
        places = _places(form, zone)
        stray = []
        found = 0
        for name, word in answers.items():
            place = places.get(name)
            if place is None:
                stray.append(name)
                continue
            answer = ANSWER_BY_WIRE.get(word) if isinstance(word, str) else None
            if answer is not None:
                cells[place] = answer
                found += 1
            elif word is not None:
                found += 1
                column = f"{zone.value}_{name[len('attribute') :]}"
                shown = word if isinstance(word, str) else json.dumps(word, ensure_ascii=False)
                self.note("answer_not_understood", record.id, column, _shown(shown))
        if stray:
            self.note("keys_unknown", record.id, zone.value, _shown(", ".join(stray)), form=form)
        if found < len(places):
            absent = [name for name in places if answers.get(name) is None]
            keys = _shown(", ".join(absent))
            self.note("answers_absent", record.id, zone.value, len(absent), keys=keys)

    def _override(self, row: int, record: RegistryRecord, name: str, scores: object) -> None:
        if scores is None:
            return
        if name not in ZONE_NAMES:
            self.findings.add("zone_unknown", record.id, _shown(name))
            return
        if not isinstance(scores, dict):
            column = f"override_{name}"
            self.findings.add("override_not_understood", record.id, column, _shown(scores))
            return
        codes = []
        for group in GROUPS:
            # The children's score came later: null or absent is "not provided".
            word = scores.get(group.value)
            if word is None and group is Group.KIDS:
                word = Score.NOT_PROVIDED.wire
            if not isinstance(word, str) or word not in SCORE_BY_WIRE:
                column = f"override_{name}_{group.value}"
                self.findings.add("override_not_understood", record.id, column, _shown(word))
                return
            codes.append(int(SCORE_BY_WIRE[word]))
        notes = {note: plain_text(scores.get(note)) for note in ("by", "at", "reason")}
        zone = ZONE_INDEX[Zone(name)]
        self._present.append((row, zone))
        self._overrides.append((row, zone, codes, notes))

    def _position(self, record: RegistryRecord) -> tuple[float, float]:
        if record.point is None:
            return (np.nan, np.nan)
        pair = record.point
        if isinstance(pair, list) and [_is_number(part) for part in pair] == [True, True]:
            return (float(pair[1]), float(pair[0]))
        self.findings.add(
            "position_unreadable", record.id, "coordinates", _shown(json.dumps(record.point))
        )
        return (np.nan, np.nan)

    def survey(self, source: str) -> Survey:
        """Return what was gathered."""
        for (code, name), count in self._alike.items():
            if count > LISTED:
                self.findings.add("more_alike", field=name, value=count - LISTED, kind=code)
        n = len(self.records)
        present = np.zeros((n, len(ZONES)), np.bool_)
        if self._present:
            row, zone = np.array(self._present).T
            present[row, zone] = True
        cells = np.frombuffer(self._cells, np.int8).reshape(n, len(_columns()))
        held = present.any(axis=0)
        used = np.array([held[ZONE_INDEX[question.zone]] for question in _columns()])
        used &= _asked_by(frozenset(self._forms) - {""})
        points = np.array(self._points, np.float64)
        return Survey(
            facilities=self._facilities(),
            form=_objects(self._forms),
            lon=points[:, 0].copy(),
            lat=points[:, 1].copy(),
            doors=np.full((n, len(ENTRANCES), 2), np.nan),
            questions=tuple(q for q, use in zip(_columns(), used) if use),
            answers=np.ascontiguousarray(cells[:, used]),
            present=present,
            comments=self._comments(),
            overrides=self._override_table(),
            extra=self._extra(),
            source=source,
        )

    def _facilities(self) -> dict[str, ObjectArray]:
        ids = unique_ids(_objects([r.id for r in self.records]), len(self.records), self.findings)
        names = dict.fromkeys(name for record in self.records for name in record.facts)
        columns = {name: _objects([r.facts.get(name, "") for r in self.records]) for name in names}
        return {"id": ids, **columns}

    def _comments(self) -> dict[Zone, ObjectArray]:
        names = {name for record in self.records for name in record.comments}
        return {
            zone: _objects([record.comments.get(zone.value, "") for record in self.records])
            for zone in ZONES
            if zone.value in names
        }

    def _override_table(self) -> Overrides:
        if not self._overrides:
            return Overrides.none()
        rows, zones, scores, notes = zip(*self._overrides)
        return Overrides(
            row=np.array(rows, np.int32),
            zone=np.array(zones, np.int8),
            scores=np.array(scores, np.int8),
            by=_objects([note["by"] for note in notes]),
            at=_objects([note["at"] for note in notes]),
            reason=_objects([note["reason"] for note in notes]),
        )

    def _extra(self) -> dict[str, ObjectArray]:
        names = dict.fromkeys(name for record in self.records for name in record.kept)
        extra = {name: _objects([r.kept.get(name, "") for r in self.records]) for name in names}
        numbers = [record.registry_id for record in self.records]
        if any(number is not None for number in numbers):
            extra[REGISTRY_ID] = _objects(numbers)
        return extra


@lru_cache(maxsize=None)
def _columns() -> tuple[Question, ...]:
    """Return every question of every form, by zone: the columns while reading."""
    return tuple(
        Question(zone, key)
        for zone in ZONES
        for key in dict.fromkeys(
            key for form in reversed(forms()) for key in checklist(form).keys(zone.kind)
        )
    )


@lru_cache(maxsize=None)
def _asked_by(names: frozenset[str]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Tell which of the columns any of some forms asks."""
    asked = [any(checklist(form).asks(q.zone, q.key) for form in names) for q in _columns()]
    return np.array(asked, np.bool_)


@lru_cache(maxsize=None)
def _places(form: str, zone: Zone) -> dict[str, int]:
    """Return the column of each ``attribute<key>`` that a form asks of a zone."""
    place = {question: position for position, question in enumerate(_columns())}
    return {
        f"attribute{key}": place[Question(zone, key)] for key in checklist(form).keys(zone.kind)
    }


def _objects(values: list[Any]) -> ObjectArray:
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _shown(value: object) -> str:
    """Return a value as a finding quotes it."""
    text = plain_text(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def _is_number(value: object) -> bool:
    return type(value) in (int, float) and bool(np.isfinite(float(value)))  # type: ignore[arg-type]
