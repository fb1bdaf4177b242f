# SPDX-License-Identifier: MIT
"""Taking people out of a survey: their columns, their names for codes, their traces in texts.

With a `PersonalFile` everything goes there and the survey keeps codes; without one
it is left out. Either way findings tell where it stood, never what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Optional

import numpy as np
from numpy.typing import NDArray

from accessible_core.findings import Finding, Findings
from accessible_core.survey import words
from accessible_core.survey.identifiers import unique_ids
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.personal.columns import (
    SURVEYOR,
    PersonalColumn,
    is_public_contact,
    names_institutions,
    personal_column,
)
from accessible_core.survey.personal.people_file import PersonalFile
from accessible_core.survey.personal.texts import (
    REMOVED,
    Found,
    any_in,
    found_in,
    is_code,
    replaced,
    without_people,
)
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import ObjectArray, Overrides, Survey

#: Extra column with the codes of other people than the surveyor.
CONTACT_CODE = "contact_code"
#: Columns that hold codes of people, besides the surveyor's.
CODES: tuple[str, ...] = (CONTACT_CODE, "reviewed_by", "edited_by")
#: Columns that say what a place is called and where it is: full of names of people (streets,
#: schools), and a phone in them is the place's.
_PUBLIC_NAMES = (
    "name", "name_kk", "name_ru", "name_en", "address", "category", "other_names", "othernames",
)  # fmt: skip
#: Columns that hold no free text: identifiers, states, lists of files.
_NO_TEXT = ("submission_id", "registry_id", "photos", "videos", "categoryid", "fid", "source")
#: What a finding quotes of a source.
_QUOTED = ("record", "field", "value")
#: Whole numbers from here on may be phones or documents.
_LEAST_NUMBER = 10**9


def without_personal(
    survey: Survey, findings: Findings, people: Optional[PersonalFile] = None
) -> Survey:
    """Return the survey without personal data.

    Parameters
    ----------
    survey : Survey
    findings : Findings
        Told which columns and cells held something, and how to keep it.
    people : PersonalFile, optional
        Takes it, under codes that the survey then holds.

    Returns
    -------
    Survey
        Of the same rows. Columns about people are gone; ``surveyor_code`` and
        ``contact_code`` hold codes; texts have a code, or `REMOVED`, in the place
        of what patterns found.
    """
    return _Parting(survey, findings, people).parted()


def redacted(findings: Findings) -> Iterator[Finding]:
    """Yield findings whose quoted values tell of nobody."""
    for finding in findings:
        details = {name: without_people(text) for name, text in finding.details.items()}
        places = {name: without_people(getattr(finding, name)) for name in _QUOTED}
        yield replace(finding, details=details, **places)


class _Parting:
    """One survey while people are taken out of it."""

    def __init__(self, survey: Survey, findings: Findings, people: Optional[PersonalFile]) -> None:
        self._survey = survey
        self._findings = findings
        self._people = people
        self._columns: dict[str, int] = {}

    def parted(self) -> Survey:
        survey = self._survey
        facilities = dict(survey.facilities)
        facilities["id"] = self._ids()
        self._survey = survey = replace(survey, facilities=facilities)
        extra = dict(survey.extra)
        rows: dict[str, list[dict[str, str]]] = {}
        for name, column, meant in self._personal():
            self._take(rows, name, column, meant)
            del extra[name]
        self._code_columns(facilities, extra, rows)
        overrides = self._overrides()
        for name, column in list(facilities.items()):
            if name not in ("id", "surveyor_code"):
                facilities[name] = self._text(name, column)
        for name, cells in list(extra.items()):
            extra[name] = self._extra(name, cells)
        self._report_columns()
        return replace(
            survey,
            facilities=facilities,
            extra=extra,
            comments={
                zone: self._text(f"{zone.value}_comment", column)
                for zone, column in survey.comments.items()
            },
            measured={
                question: self._text(f"{question.column}_measured", column)
                for question, column in survey.measured.items()
            },
            overrides=overrides,
        )

    # --- columns ----------------------------------------------------------------------------

    def _personal(self) -> list[tuple[str, ObjectArray, PersonalColumn]]:
        """Return the columns about people, those of answers and of institutions left out."""
        found = []
        for name, column in self._survey.extra.items():
            meant = personal_column(name) if meaning_of(name).kind == "personal" else None
            if meant is not None:
                texts = words.text_column(column)
                if names_institutions(name, texts.tolist()):
                    self._findings.add("column_unknown", field=name)
                elif not _only_answers(texts):
                    found.append((name, texts, meant))
        return found

    def _take(
        self,
        rows: dict[str, list[dict[str, str]]],
        name: str,
        column: ObjectArray,
        meant: PersonalColumn,
    ) -> None:
        """Gather one column's facts by row, and note where they stood."""
        mine = rows.setdefault(meant.role, [{} for _ in range(len(self._survey))])
        filled = 0
        for row, cell in enumerate(column.tolist()):
            text = cell.strip()
            if text:
                filled += 1
                if text not in mine[row].values():
                    kind = meant.kind if meant.kind not in mine[row] else f"{meant.kind} ({name})"
                    mine[row][kind] = text
        self._columns[name] = filled

    def _code_columns(
        self,
        facilities: dict[str, ObjectArray],
        extra: dict[str, NDArray[Any]],
        rows: Mapping[str, Sequence[dict[str, str]]],
    ) -> None:
        """Put codes where people stood: the surveyor's, and of others."""
        surveyors = list(rows.get(SURVEYOR, ()))
        if "surveyor_code" in facilities or surveyors:
            given = self._survey.text("surveyor_code")
            codes = self._coded("surveyor_code", given, surveyors)
            facilities["surveyor_code"] = codes
            if "surveyor_code" not in self._survey.facilities and not any(codes):
                del facilities["surveyor_code"]
        for role in rows:
            if role != SURVEYOR:
                before = extra.get(CONTACT_CODE)
                column = self._none() if before is None else words.text_column(before)
                codes = self._coded(CONTACT_CODE, column, rows[role])
                if any(codes):
                    extra[CONTACT_CODE] = codes
        for name, cells in list(extra.items()):
            if name.strip().casefold() in CODES and name != CONTACT_CODE:
                extra[name] = self._coded(name, words.text_column(cells))

    def _coded(
        self,
        name: str,
        given: ObjectArray,
        facts: Sequence[Mapping[str, str]] = (),
        rows: Optional[NDArray[Any]] = None,
    ) -> ObjectArray:
        """Return the codes of a column: those given, and of whoever has none yet."""
        codes = np.full(len(given), "", dtype=object)
        named = 0
        for place, cell in enumerate(given.tolist()):
            text = cell.strip()
            mine = dict(facts[place]) if facts else {}
            code = text if is_code(text) else ""
            if text and not code:
                named += 1
                mine = {**mine, "name" if "name" not in mine else f"name ({name})": text}
            row = place if rows is None else int(rows[place])
            codes[place] = code if not mine else self._code(mine, code, row, name)
        if named:
            self._columns[name] = self._columns.get(name, 0) + named
        return codes

    def _code(self, facts: Mapping[str, str], code: str, row: int, field: str) -> str:
        """Return whoever's code; the one given, or none, where nobody keeps the facts."""
        if self._people is None:
            return code
        found = self._people.code_for(facts, code)
        self._people.note(found, self._survey.source, str(self._survey.ids[row]), field)
        return found

    def _report_columns(self) -> None:
        told = {name: count for name, count in self._columns.items() if count}
        if not told:
            return
        shown, count = ", ".join(told), sum(told.values())
        if self._people is None:
            self._findings.add("personal_left_out", field=shown, value=count)
        else:
            self._findings.add(
                "personal_moved", field=shown, value=count, file=self._people.path.name
            )

    # --- texts ------------------------------------------------------------------------------

    def _ids(self) -> ObjectArray:
        """Return the ids; one that is a phone or the like gives way to a number."""
        ids = self._survey.ids
        if not any_in(ids.tolist()):
            return ids
        bad = {row: mine for row, text in enumerate(ids.tolist()) if (mine := found_in(text))}
        if not bad:
            return ids
        fresh = ids.copy()
        fresh[list(bad)] = ""
        fresh = unique_ids(fresh, len(fresh), Findings())
        for row, mine in bad.items():
            self._findings.add("personal_id", row + 1, "id")
            if self._people is not None:
                code = self._people.code_for({mine[0].kind: str(ids[row])})
                self._people.note(code, self._survey.source, str(fresh[row]), "id")
        return fresh

    def _extra(self, name: str, column: NDArray[Any]) -> NDArray[Any]:
        low = name.strip().casefold()
        if low in (*_NO_TEXT, *CODES) or is_public_contact(name):
            return column
        if column.dtype.kind in "iu":
            if not column.size or int(column.max()) < _LEAST_NUMBER:
                return column
        elif column.dtype.kind != "O":
            return column
        texts = words.text_column(column)
        cleaned = self._text(name, texts)
        if cleaned is texts:
            return column
        changed = cleaned != texts
        mixed = column.astype(object)
        mixed[changed] = cleaned[changed]
        return mixed

    def _text(
        self, name: str, column: ObjectArray, rows: Optional[NDArray[Any]] = None
    ) -> ObjectArray:
        """Return a column of texts without people; the very column where it has none."""
        public = name.casefold() in _PUBLIC_NAMES
        cells = column.tolist()
        if not any_in(set(cells), public=public):
            return column
        found = words.mapped(cells, lambda text: tuple(found_in(text, public=public)))
        places = [place for place, mine in enumerate(found) if mine]
        if not places:
            return column
        cleaned, kinds = column.copy(), np.full(len(cells), "", dtype=object)
        row_of = np.arange(len(cells)) if rows is None else rows
        for place in places:
            mark = self._mark(int(row_of[place]), name)
            cleaned[place] = replaced(cells[place], found[place], mark)
            kinds[place] = ", ".join(dict.fromkeys(one.kind for one in found[place]))
        kept = self._people is not None
        code = "personal_in_text_moved" if kept else "personal_in_text_left_out"
        ids = self._survey.ids[row_of]
        cell_findings(self._findings, code, places, ids, name, kinds)
        return cleaned

    def _mark(self, row: int, name: str) -> Callable[[Found], str]:
        def mark(one: Found) -> str:
            code = self._code({one.kind: one.text}, "", row, name)
            return f"[{code}]" if code else REMOVED

        return mark

    def _overrides(self) -> Overrides:
        overrides = self._survey.overrides
        if not len(overrides):
            return overrides
        by = self._coded("override_by", overrides.by, rows=overrides.row)
        reason = self._text("override_reason", overrides.reason, overrides.row)
        return replace(overrides, by=by, reason=reason)

    def _none(self) -> ObjectArray:
        return np.full(len(self._survey), "", dtype=object)


def _only_answers(texts: ObjectArray) -> bool:
    """Tell whether a column has cells and all of them are answers: a question, not a person."""
    filled = {text for text in texts.tolist() if text.strip()}
    return bool(filled) and all(words.read_answer(text) >= words.EMPTY for text in filled)
