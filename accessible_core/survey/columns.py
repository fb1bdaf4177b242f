# SPDX-License-Identifier: MIT
"""From named columns to a survey table: the one place that knows what columns mean.

All table readers and the QGIS plugin call :func:`survey_from_columns`; the way
back, for writing, is :func:`accessible_core.survey.tabulate.survey_columns`
(also to be had from here).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Optional, Union

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists import checklist, forms
from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.survey import words
from accessible_core.survey.identifiers import unique_ids
from accessible_core.survey.naming import Meaning, is_surplus_entrance, meaning_of
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import (
    ZONE_INDEX,
    BoolArray,
    Int8Array,
    ObjectArray,
    Overrides,
    Question,
    Survey,
)
from accessible_core.survey.tabulate import survey_columns
from accessible_core.vocabulary import ENTRANCES, GROUPS, ZONES, Answer, Score, Zone

__all__ = ["Column", "form_of", "survey_columns", "survey_from_columns"]

Column = Union[NDArray[Any], Sequence[Any]]

#: Extra column: the facility of a row that another row of the table is about as well, where
#: both were sent in from the field; its id is one of its own.
SURVEY_OF = "survey_of"
#: Entrances that are there only where a row says something about them.
_OPTIONAL = (Zone.ENTRANCE2, Zone.ENTRANCE3)


@dataclass
class _Header:
    """Columns of the source by what they mean."""

    by_meaning: dict[Meaning, tuple[str, Column]] = field(default_factory=dict)
    extra: dict[str, Column] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[tuple[Meaning, str, Column]]:
        return [(m, *named) for m, named in self.by_meaning.items() if m.kind == kind]

    def one(self, meaning: Meaning) -> tuple[str, Optional[Column]]:
        return self.by_meaning.get(meaning, (meaning.name, None))


def survey_from_columns(
    columns: Mapping[str, Column],
    *,
    lon: Column | None = None,
    lat: Column | None = None,
    source: str = "",
    findings: Findings,
    quiet: Collection[str] = (),
) -> Survey:
    """Make a survey from columns as they stand in a table.

    Parameters
    ----------
    columns : mapping of str to sequence (n,)
        Cells of any type; what the names mean stands in ``columns.toml``, what
        the words mean in ``words.toml``.
    lon, lat : sequence of float (n,), optional
        Positions from geometries, degrees (WGS 84), NaN where a row has none;
        columns ``lon`` and ``lat`` fill in what is missing here.
    source : str
        What was read, for messages and `Survey.source`.
    findings : Findings
        Takes one finding for everything that was not understood or changed.
    quiet : collection of str
        Columns that are kept without a remark though nothing is known of them.

    Raises
    ------
    UsageError
        Columns of different lengths.

    Notes
    -----
    Zones present: every zone but the second and third entrance, always; those
    two where the row has anything in their columns. An answer that its row's
    form does not ask is a finding and becomes unknown.
    """
    n = _length(columns, lon, lat)
    header = _read_header(columns, findings, quiet)
    facilities = {m.name: words.text_column(c) for m, _, c in header.of_kind("facility")}
    named = facilities.get("id")
    facilities["id"] = unique_ids(named, n, findings)
    ids = facilities["id"]
    questions, answers, given = _read_answers(header, n, ids, findings)
    measured = {
        m.question: words.text_column(c)
        for m, _, c in header.of_kind("measured")
        if m.question is not None
    }
    comments = {m.zone: words.text_column(c) for m, _, c in header.of_kind("comment") if m.zone}
    form = _read_forms(header, n, ids, given.any(axis=1), findings)
    _drop_unasked(questions, answers, form, ids, findings)
    where = _read_position(header, n, ids, (lon, lat), findings)
    doors = _read_doors(header, n, ids, findings)
    overrides = _read_overrides(header, n, ids, findings)
    extra = {name: _kept(column) for name, column in header.extra.items()}
    if SURVEY_OF not in extra and (second := _second_submissions(named, ids, extra)) is not None:
        extra[SURVEY_OF] = second
    return Survey(
        facilities=facilities,
        form=form,
        lon=where[0],
        lat=where[1],
        doors=doors,
        questions=questions,
        answers=answers,
        present=_zones_present(questions, given, measured, comments, doors, overrides),
        measured=measured,
        comments=comments,
        overrides=overrides,
        extra=extra,
        source=source,
    )


def _length(columns: Mapping[str, Column], lon: Column | None, lat: Column | None) -> int:
    if (lon is None) != (lat is None):
        raise UsageError("Positions need both lon and lat.")
    lengths = {name: len(column) for name, column in columns.items()}
    lengths.update({n: len(c) for n, c in (("lon", lon), ("lat", lat)) if c is not None})
    if len(set(lengths.values())) > 1:
        few, many = min(lengths, key=lengths.__getitem__), max(lengths, key=lengths.__getitem__)
        raise UsageError(
            f"Columns of one table differ in length: {few!r} has {lengths[few]} rows, "
            f"{many!r} has {lengths[many]}."
        )
    return next(iter(lengths.values()), 0)


def _read_header(
    columns: Mapping[str, Column], findings: Findings, quiet: Collection[str]
) -> _Header:
    header = _Header()
    results: list[str] = []
    for name, column in columns.items():
        meaning = meaning_of(name)
        if meaning.kind == "result":
            results.append(name)
        elif meaning.kind in ("unknown", "quiet", "personal"):
            header.extra[name] = column
            if meaning.kind == "unknown" and name not in quiet:
                code = "entrance_too_many" if is_surplus_entrance(name) else "column_unknown"
                findings.add(code, field=name)
        elif meaning in header.by_meaning:
            header.extra[name] = column
            findings.add("column_twice", field=name, value=header.by_meaning[meaning][0])
        else:
            header.by_meaning[meaning] = (name, column)
    if header.extra and not header.by_meaning:
        findings.add("columns_none_known", value=len(header.extra))
    if results:
        findings.add("results_not_read", field=results[0], value=len(results))
    return header


def _read_answers(
    header: _Header, n: int, ids: ObjectArray, findings: Findings
) -> tuple[tuple[Question, ...], Int8Array, BoolArray]:
    """Return questions, answers and which cells were not empty, both (n, q)."""
    found = [(m.question, name, c) for m, name, c in header.of_kind("answer") if m.question]
    found.sort(key=lambda item: ZONE_INDEX[item[0].zone])
    answers = np.zeros((n, len(found)), np.int8)
    given = np.zeros((n, len(found)), np.bool_)
    for position, (_, name, column) in enumerate(found):
        codes = words.answer_codes(column)
        given[:, position] = codes != words.EMPTY
        if codes.size and codes.min() < words.EMPTY:
            for code, kind in (
                (words.PARTLY, "answer_partly"),
                (words.NOT_UNDERSTOOD, "answer_not_understood"),
            ):
                cell_findings(findings, kind, np.flatnonzero(codes == code), ids, name, column)
        answers[:, position] = np.maximum(codes, Answer.UNKNOWN)
    return tuple(question for question, _, _ in found), answers, given


def _read_forms(
    header: _Header, n: int, ids: ObjectArray, answered: BoolArray, findings: Findings
) -> ObjectArray:
    name, column = header.one(Meaning("form", "form"))
    form: ObjectArray = np.full(n, "", dtype=object)
    shown = ", ".join(forms())
    if column is not None:
        read_forms = words.mapped(column, form_of)
        form[:] = [value or "" for value in read_forms]
        bad = np.array([value is None for value in read_forms], np.bool_)
        cell_findings(findings, "form_unknown", np.flatnonzero(bad), ids, name, column, known=shown)
        answered = answered & ~bad
    answered = answered & ~_known_elsewhere(header, n)
    missing = np.flatnonzero(answered & (form == ""))
    cell_findings(findings, "form_missing", missing, ids, name, None, known=shown)
    return form


def form_of(cell: Any) -> str | None:
    """Return the checklist that a cell names: empty for none, None for a word that is none."""
    word = words.folded(words.as_text(cell))
    if words.words("answer").get(word) == "empty":
        return ""
    known = {words.folded(form): form for form in forms()}
    return known.get(word, known.get(words.words("form").get(word, "")))


def _known_elsewhere(header: _Header, n: int) -> BoolArray:
    """Tell which rows nobody surveyed: their answers are OSM's, and have no form."""
    source = header.extra.get("source")
    if source is None:
        return np.zeros(n, np.bool_)
    return np.fromiter((words.as_text(cell) == "osm" for cell in source), np.bool_, n)


def _drop_unasked(
    questions: tuple[Question, ...],
    answers: Int8Array,
    form: ObjectArray,
    ids: ObjectArray,
    findings: Findings,
) -> None:
    """Set answers that a row's form does not ask to unknown, with a finding each."""
    for name in sorted(set(form) - {""}):
        rows = form == name
        for position, question in enumerate(questions):
            if question.key in checklist(name).keys(question.zone.kind):
                continue
            stray = np.flatnonzero(rows & (answers[:, position] != Answer.UNKNOWN))
            if stray.size:
                said = words.ANSWER_WORDS[answers[:, position]]
                cell_findings(
                    findings, "answer_not_in_form", stray, ids, question.column, said, form=name
                )
                answers[stray, position] = Answer.UNKNOWN


def _read_position(
    header: _Header,
    n: int,
    ids: ObjectArray,
    geometry: tuple[Column | None, Column | None],
    findings: Findings,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return longitudes and latitudes; both NaN where either is missing."""
    pair = []
    for axis, given in zip(("lon", "lat"), geometry):
        name, column = header.one(Meaning(axis, axis))
        values = _numbers(name, column, n, ids, findings, "position_unreadable")
        if given is not None:
            drawn = np.asarray(given, np.float64)
            values = np.where(np.isfinite(drawn), drawn, values)
        pair.append(values)
    gone = np.isnan(pair[0]) | np.isnan(pair[1])
    return np.where(gone, np.nan, pair[0]), np.where(gone, np.nan, pair[1])


def _read_doors(
    header: _Header, n: int, ids: ObjectArray, findings: Findings
) -> NDArray[np.float64]:
    doors = np.full((n, len(ENTRANCES), 2), np.nan)
    for meaning, name, column in header.of_kind("door"):
        if meaning.zone is not None:
            place = ENTRANCES.index(meaning.zone), ("lon", "lat").index(meaning.name)
            values = _numbers(name, column, n, ids, findings, "door_unreadable")
            doors[:, place[0], place[1]] = values
    doors[np.isnan(doors).any(axis=2)] = np.nan
    return doors


def _numbers(
    name: str, column: Column | None, n: int, ids: ObjectArray, findings: Findings, code: str
) -> NDArray[np.float64]:
    if column is None:
        return np.full(n, np.nan)
    values, bad = words.number_column(column)
    cell_findings(findings, code, np.flatnonzero(bad), ids, name, column)
    commas = (cell for cell in column if isinstance(cell, str) and "," in cell)
    for cell in commas:
        if words.read_number(cell) is not None:
            findings.add("csv_decimal_comma", field=name, value=cell)
            break
    return values


def _read_overrides(header: _Header, n: int, ids: ObjectArray, findings: Findings) -> Overrides:
    """Gather the zones that a moderator scored; a bad word voids its zone."""
    codes = np.full((n, len(ZONES), len(GROUPS)), words.EMPTY, np.int8)
    for meaning, name, column in header.of_kind("override"):
        if meaning.zone is not None and meaning.group is not None:
            read = np.array(words.mapped(column, words.read_score), np.int8)
            codes[:, ZONE_INDEX[meaning.zone], GROUPS.index(meaning.group)] = read
            bad = np.flatnonzero(read == words.NOT_UNDERSTOOD)
            cell_findings(findings, "override_not_understood", bad, ids, name, column)
    whole = (codes != words.NOT_UNDERSTOOD).all(axis=2) & (codes != words.EMPTY).any(axis=2)
    row, zone = np.nonzero(whole)
    if not row.size:
        return Overrides.none()
    scores = codes[row, zone]
    scores[scores == words.EMPTY] = Score.NOT_PROVIDED
    notes = {
        note: words.text_column(column)[row]
        if column is not None
        else np.full(row.size, "", object)
        for note in ("by", "at", "reason")
        for _, column in [header.one(Meaning("override_note", note))]
    }
    return Overrides(row.astype(np.int32), zone.astype(np.int8), scores, **notes)


def _zones_present(
    questions: tuple[Question, ...],
    given: BoolArray,
    measured: Mapping[Question, ObjectArray],
    comments: Mapping[Zone, ObjectArray],
    doors: NDArray[np.float64],
    overrides: Overrides,
) -> BoolArray:
    present = np.ones((len(given), len(ZONES)), np.bool_)
    for zone in _OPTIONAL:
        position = ZONE_INDEX[zone]
        columns = [place for place, question in enumerate(questions) if question.zone is zone]
        there = given[:, columns].any(axis=1)
        texts: Iterable[ObjectArray] = [c for q, c in measured.items() if q.zone is zone]
        for text in (*texts, *([comments[zone]] if zone in comments else [])):
            there |= text != ""
        there |= ~np.isnan(doors[:, ENTRANCES.index(zone), 0])
        there[overrides.row[overrides.zone == position]] = True
        present[:, position] = there
    return present


def _second_submissions(
    named: ObjectArray | None, ids: ObjectArray, extra: Mapping[str, NDArray[Any]]
) -> ObjectArray | None:
    """Return the facility of rows that are a further submission about it; None without any."""
    if named is None or "submission_id" not in extra:
        return None
    sent = words.text_column(extra["submission_id"]).astype(bool)
    of = np.where(sent & (named != "") & (ids != named), named, "").astype(object)
    return of if of.any() else None


def _kept(column: Column) -> NDArray[Any]:
    """Return a column that means nothing here as an array, cells unchanged."""
    if isinstance(column, np.ndarray):
        return column
    array = np.empty(len(column), dtype=object)
    array[:] = list(column)
    return array
