# SPDX-License-Identifier: MIT
"""Tables as JSON, as open-data portals give them: an array of records, wherever it stands.

What lies within a record becomes a column of its own, called by its path
(``Address.Street``). A list of records within a record stays one column, as JSON,
unless the mapping says what it is: a row each (``[records] each``), or a repeated
group (``[[groups]]``).
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.layers import DRIVERS
from accessible_core.survey.mapping import Mapping as ColumnMapping
from accessible_core.survey.mapping import as_mapping, mapped_survey, mapping_for
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.readers.field_exports import plain_columns
from accessible_core.survey.readers.registry_shapes import as_record
from accessible_core.survey.table import Survey

Record = Mapping[str, Any]

#: What a file may unpack to, in bytes; Python needs some ten times that in memory.
_MAX_BYTES = 200_000_000
#: Records of one table have the same keys. More columns than this are no table.
_MAX_COLUMNS = 5_000
#: Records within records deeper than this stay JSON in a cell.
_MAX_DEPTH = 12
#: Where the records may stand in the document around them: result.records is CKAN's.
_AROUND = 3
#: Records from which the paths are gathered by which a mapping is found.
_LOOKED_AT = 100
_REPORT_EVERY = 1000
_POINT = ("Point", "MultiPoint")
_FAR = 1e9
#: Of a text that was cut off, as much as a message shows.
_SHOWN = 60


def reader_of(path: Path) -> str:
    """Return the module that reads a JSON file: tables, layers or registry records.

    Raises
    ------
    InputError
        It is none of these. Records of the registry may be damaged: its reader takes
        the sound ones.
    """
    try:
        document = _document(path, {})
    except InputError:
        if _is_lines(path):
            return "registry_records"
        raise
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        return "vector_layer" if path.suffix.lower() in DRIVERS else "json_table"
    records = _found(document)[0][:_LOOKED_AT]
    ours = (as_record(record, number) for number, record in enumerate(records, 1))
    if any(record is not None for record in ours):
        return "registry_records"
    wide = any(isinstance(record, dict) and len(record) > 1 for record in records)
    return "json_table" if wide else "registry_records"


def _is_lines(path: Path) -> bool:
    """Tell whether a file is no document but lines, the first of them an object."""
    first = next((line for line in _bytes(path).splitlines() if line.strip()), b"")
    try:
        return isinstance(json.loads(first.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def read(
    path: Path,
    mapping: Source | None,
    findings: Findings,
    progress: Progress | None = None,
) -> Survey:
    """Read a survey from a JSON file of records; see `read_survey`."""
    repeated: dict[str, int] = {}
    found, place, besides = _found(_document(path, repeated))
    for key, count in repeated.items():
        findings.add("json_key_twice", field=key, value=count)
    if place or besides:
        findings.add("json_records", field=place or "-", value=len(found), besides=besides or "-")
    records = []
    for number, record in enumerate(found, 1):
        if isinstance(record, dict):
            records.append(record)
        else:
            shown = json.dumps(record, ensure_ascii=False)[:_SHOWN]
            findings.add("record_not_understood", number, value=shown)
    if not records:
        raise InputError(f"{path} holds no records: a list of JSON objects is expected.")
    known = as_mapping(mapping)
    if known is None:
        paths = dict.fromkeys(name for record in records[:_LOOKED_AT] for name in _paths(record))
        known = mapping_for(list(paths), path, None, findings)
    table = _Table(path, known, findings)
    for number, record in enumerate(records):
        if number % _REPORT_EVERY == 0:
            report(progress, number / len(records) * 0.9)
        table.add(record, number + 1)
    columns = table.finished()
    if mapping is not None:
        mapping_for([*columns], path, known, findings)  # says which columns it lacks
    if known == ColumnMapping():
        columns = plain_columns(columns, findings)
    return mapped_survey(
        columns, known, lon=table.lon, lat=table.lat, source=path.name, findings=findings
    )


class _Table:
    """Columns while they grow, a record at a time."""

    def __init__(self, path: Path, mapping: ColumnMapping, findings: Findings) -> None:
        self._path = path
        self._findings = findings
        self._each = mapping.each
        self._lists = {name: group.count for group in mapping.groups for name in group.lists()}
        self._slots = {name for group in mapping.groups for name in group.columns()}
        self._columns: dict[str, list[Any]] = {}
        self._rows = 0
        self._twice: Counter[str] = Counter()
        self.lon: list[float] = []
        self.lat: list[float] = []

    def add(self, record: Record, number: int) -> None:
        """Take in one record: a row, or one for each of what the mapping says."""
        parts = list(_spread(record, "", self._each))
        point = _point(record)
        if point is None or (len(parts) > 1 and point):
            self._findings.add("json_point_not_taken", number, value=len(parts))
            point = ()
        for part in parts:
            for name, value in self._cells(part, "", 0):
                self._put(name, value)
            self.lon.append(point[0] if point else float("nan"))
            self.lat.append(point[1] if point else float("nan"))
            self._rows += 1

    def finished(self) -> dict[str, Sequence[Any]]:
        """Return the columns, all of one length."""
        for cells in self._columns.values():
            cells.extend([None] * (self._rows - len(cells)))
        for name, count in self._twice.items():
            self._findings.add("json_path_twice", field=name, value=count)
        return {**self._columns}

    def _put(self, name: str, value: Any) -> None:
        cells = self._columns.get(name)
        if cells is None:
            if len(self._columns) >= _MAX_COLUMNS:
                raise InputError(
                    f"{self._path} has more than {_MAX_COLUMNS} different keys in its records: "
                    "that is no table. Are values written as keys?"
                )
            cells = self._columns[name] = []
        if len(cells) > self._rows:
            # The same name by two paths: {"a.b": 1, "a": {"b": 2}}.
            self._twice[name] += 1
            return
        cells.extend([None] * (self._rows - len(cells)))
        cells.append(value)

    def _cells(self, value: Record, before: str, depth: int) -> Iterator[tuple[str, Any]]:
        for key, inner in value.items():
            name = f"{before}{key}"
            if isinstance(inner, dict) and depth < _MAX_DEPTH:
                yield from self._cells(inner, f"{name}.", depth + 1)
            elif isinstance(inner, list) and name in self._lists:
                yield name, _as_cell(inner)
                yield from self._numbered(name, inner, depth)
            else:
                yield name, _as_cell(inner)

    def _numbered(self, name: str, items: Sequence[Any], depth: int) -> Iterator[tuple[str, Any]]:
        """Yield what a repeated group of the mapping asks of a list."""
        if len(items) > self._lists[name]:
            self._findings.add(
                "json_list_cut", self._rows + 1, name, len(items), read=self._lists[name]
            )
        for number, item in enumerate(items[: self._lists[name]], 1):
            if isinstance(item, dict):
                for inner, cell in self._cells(item, f"{name}.{number}.", depth + 1):
                    if inner in self._slots:
                        yield inner, cell


def _document(path: Path, repeated: dict[str, int]) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        whole = dict(pairs)
        if len(whole) < len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    repeated[key] = repeated.get(key, 0) + 1
                seen.add(key)
        return whole

    text = _bytes(path)
    try:
        return json.loads(text, object_pairs_hook=once)
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is no JSON in UTF-8: save it anew as UTF-8.") from error
    except RecursionError as error:
        raise InputError(f"{path} is nested deeper than any table is; it is not read.") from error
    except ValueError as error:
        raise InputError(
            f"{path} is no readable JSON ({error}): it is cut off, damaged or of another kind. "
            "Get the file anew."
        ) from error


def _bytes(path: Path) -> bytes:
    try:
        with open(path, "rb") as plain:
            zipped = plain.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rb") if zipped else open(path, "rb") as handle:
            text = handle.read(_MAX_BYTES + 1)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path} is damaged ({error}): get the file anew.") from error
    if len(text) > _MAX_BYTES:
        raise InputError(
            f"{path} is larger than {_MAX_BYTES // 1_000_000} MB when unpacked, which no table of "
            "places needs; it is not read. Cut it into several files, or save it as CSV."
        )
    return text


def _found(document: Any) -> tuple[list[Any], str, str]:
    """Return the records, where they stand, and what else stands beside them.

    They are the longest list of objects; a document without one is a record itself.
    """
    if isinstance(document, list):
        return document, "", ""
    if not isinstance(document, dict):
        return [document], "", ""
    best: Optional[tuple[list[Any], str]] = None
    for place, items in _lists(document, "", 0):
        if best is None or len(items) > len(best[0]):
            best = items, place
    if best is None:
        return [document], "", ""
    top = best[1].partition(".")[0]
    return best[0], best[1], ", ".join(key for key in document if key != top)


def _lists(document: Record, before: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    for key, value in document.items():
        if isinstance(value, list) and any(isinstance(item, dict) for item in value):
            yield f"{before}{key}", value
        elif isinstance(value, dict) and depth + 1 < _AROUND:
            yield from _lists(value, f"{before}{key}.", depth + 1)


def _paths(record: Record, before: str = "", depth: int = 0) -> Iterator[str]:
    """Yield all paths of a record, through lists as well."""
    for key, value in record.items():
        yield f"{before}{key}"
        items = value if isinstance(value, list) else [value]
        for item in items[:_LOOKED_AT]:
            if isinstance(item, dict) and depth < _MAX_DEPTH:
                yield from _paths(item, f"{before}{key}.", depth + 1)


def _spread(record: Record, before: str, each: Sequence[str]) -> Iterator[Record]:
    """Yield a record for each item of the list that is a row each, and of those within it."""
    for key, value in record.items():
        name = f"{before}{key}"
        items = value if name in each and isinstance(value, list) else []
        if items and all(isinstance(item, dict) for item in items):
            for item in items:
                for inner in _spread(item, f"{name}.", each):
                    yield {**record, key: inner}
            return
    yield record


def _point(record: Record) -> Optional[tuple[float, ...]]:
    """Return the one point of a record, empty if it has no geometry, None if there are more."""
    found: list[tuple[float, float]] = []
    for value in record.values():
        if isinstance(value, dict) and value.get("type") in _POINT:
            pairs = value.get("coordinates")
            pairs = [pairs] if value["type"] == "Point" else pairs
            if isinstance(pairs, list):
                found += [_degrees(pair) for pair in pairs if _is_pair(pair)]
    distinct = dict.fromkeys(found)
    if len(distinct) > 1:
        return None
    return next(iter(distinct), ())


def _is_pair(pair: Any) -> bool:
    axes = pair[:2] if isinstance(pair, list) else []
    # Whole numbers of a thousand digits are none of degrees.
    return len(axes) > 1 and all(type(axis) in (int, float) and abs(axis) < _FAR for axis in axes)


def _degrees(pair: list[Any]) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


def _as_cell(value: Any) -> Any:
    """Return a value as a cell: lists of plain values as text, all else as it is or as JSON."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        plain = [item for item in value if not isinstance(item, (dict, list))]
        if len(plain) == len(value):
            return "; ".join(str(_as_cell(item)) for item in plain if item is not None)
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
    return value
