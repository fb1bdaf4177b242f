# SPDX-License-Identifier: MIT
"""Surveys in CSV files, as spreadsheets of this part of the world write them.

Encoding and delimiter are found out from the file itself and reported.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.messages import text
from accessible_core.progress import Progress
from accessible_core.survey.cells import as_written
from accessible_core.survey.mapping import Mapping, mapped_survey, mapping_for
from accessible_core.survey.mapping.applying import doubtful_columns
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.readers.field_exports import plain_columns, plain_header
from accessible_core.survey.readers.header import named_columns
from accessible_core.survey.table import Survey
from accessible_core.survey.words import mapped
from accessible_core.vocabulary import LANGUAGES

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
#: Byte order marks; what Excel's "Unicode text" writes is UTF-16 with one.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WIDE = ("utf-16", "utf-32")
#: The one-byte encoding of Windows in Kazakhstan; it lacks nine Kazakh letters.
_LEGACY = "cp1251"
#: A cell may hold any comment, but no cell of a survey is larger than this.
_FIELD_LIMIT = 10_000_000
_SAMPLE = 262_144
#: First line by which Excel is told the delimiter.
_EXCEL_HINT = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
#: Signs that no table of this part of the world is full of: what stands between the letters
#: of Europe and punctuation, and from there to the emoji.
_STRANGE = re.compile("[\u0600-\u1fff\u2c00-\ud7ff]")
#: Control characters that text has no use for.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NO_TEXT = (
    "{}, line {}: there are bytes here that no text has. Is it really a CSV file? "
    "If so, remove them or save it anew."
)
#: An apostrophe where a cell may start; most files have none, and then none is taken off.
_AT_START = re.compile(r"""(?:^|[,;|\t\r\n"])'""")


def read(
    path: Path,
    mapping: Source | None,
    findings: Findings,
    progress: Progress | None = None,  # noqa: ARG001 - one signature for all readers
) -> Survey:
    """Read a survey from a CSV file; see `read_survey`."""
    chosen: list[Mapping] = []

    def doubtful(header: list[str]) -> list[int]:
        chosen.append(mapping_for(header, path, mapping, findings))
        named = plain_header(header) if chosen[0] == Mapping() else header
        return doubtful_columns(named, chosen[0])

    columns = read_table(path, findings, doubtful)
    if chosen[0] == Mapping():
        columns = plain_columns(columns, findings)
    return mapped_survey(columns, chosen[0], source=path.name, findings=findings)


def read_table(
    path: Path,
    findings: Findings,
    doubtful: Callable[[list[str]], list[int]] | None = None,
) -> dict[str, Sequence[str]]:
    """Return the columns of a CSV file as text, whatever its encoding and delimiter.

    Parameters
    ----------
    path : Path
    findings : Findings
    doubtful : callable, optional
        Header -> places of the columns to leave empty in rows of another length;
        answers, measured values and set scores where it is not given.

    Raises
    ------
    InputError
        The file is empty or no text.
    """
    content = _decoded(path, findings)
    hint = _EXCEL_HINT.match(content)
    delimiter = hint[1] if hint else _delimiter(content)
    # A blank line in its place keeps line numbers right.
    content = "\n" + content[hint.end() :] if hint else content
    if delimiter != ",":
        name = _DELIMITERS[delimiter]
        words = {f"value_{lang}": text("labels", f"sign_{name}", lang) for lang in LANGUAGES}
        findings.add("csv_delimiter", value=name, **words)
    lines = _lines(path, content, delimiter)
    first = next(lines, None)
    if first is None:
        raise InputError(f"{path} is empty: there is nothing in it.")
    header = named_columns(map(as_written, first[1]), findings, path)
    unsure = doubtful(header) if doubtful else doubtful_columns(header, Mapping())
    rows = _rows(lines, header, unsure, findings)
    columns: dict[str, Sequence[str]] = dict.fromkeys(header, ())
    columns.update(zip(header, zip(*rows)))
    if _AT_START.search(content):
        columns = {name: mapped(cells, as_written) for name, cells in columns.items()}
    return columns


def _decoded(path: Path, findings: Findings) -> str:
    data = path.read_bytes()
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "")
    if not encoding and b"\x00" in data[:_SAMPLE]:
        encoding = _utf16_without_mark(path, data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig":
            encoding = "utf-8"
        if encoding.startswith(_WIDE):
            raise InputError(
                f"{path} is cut off or damaged: it starts as {encoding[:6].upper()} and does not "
                "go on so "
                f"(byte {error.start}). Save it anew as UTF-8."
            ) from error
        return _decoded_legacy(data, findings)
    if encoding.startswith(_WIDE):
        findings.add("csv_encoding", value=encoding[:6].upper())
    controls = len(_CONTROLS.findall(text, 0, _SAMPLE))
    if "\x00" in text or controls * 50 > min(len(text), _SAMPLE):
        found = _CONTROLS.search(text)
        before = text[: found.start()] if found else ""
        raise InputError(_NO_TEXT.format(path, before.count("\n") + 1))
    return text.lstrip("\ufeff")


def _utf16_without_mark(path: Path, data: bytes) -> str:
    """Tell UTF-16 without a mark by the zero bytes of its delimiters and digits."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if min(odd, even) * 10 > max(odd, even) or max(odd, even) * 20 < len(sample):
        line = data.count(b"\n", 0, data.index(b"\x00")) + 1
        raise InputError(_NO_TEXT.format(path, line))
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    # Zero bytes of a damaged file may stand at every second place, too: its letters are then
    # signs of other continents.
    strange = len(_STRANGE.findall(sample.decode(encoding, "ignore")))
    if strange * 20 > len(sample):
        raise InputError(_NO_TEXT.format(path, data.count(b"\n", 0, data.index(b"\x00")) + 1))
    return encoding


def _decoded_legacy(data: bytes, findings: Findings) -> str:
    """Decode what is not UTF-8: one broken letter among good ones, else Windows Cyrillic."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(byte >= 0xC2 for byte in data) - broken  # noqa: PLR2004 - lead bytes of UTF-8
    if broken * 20 < good:
        findings.add("csv_bytes_replaced", field="UTF-8", value=broken)
        return text.lstrip("\ufeff")
    findings.add("csv_encoding", value="Windows-1251")
    text = data.decode(_LEGACY, "replace")
    broken = text.count("\ufffd")
    if broken:
        findings.add("csv_bytes_replaced", field="Windows-1251", value=broken)
    return text


def _delimiter(text: str) -> str:
    """Return the delimiter that splits the first rows into the most equal fields."""
    sample = text[:_SAMPLE]
    scores: dict[str, tuple[float, int]] = {}
    for delimiter in _DELIMITERS:
        try:
            reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
            widths = [len(row) for row, _ in zip(reader, range(50)) if row]
        except csv.Error:
            continue
        if widths and widths[0] > 1:
            alike = Counter(widths)[widths[0]] / len(widths)
            scores[delimiter] = (alike * widths[0], widths[0])
    return max(scores, key=scores.__getitem__, default=",")


def _lines(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and fields of every row that is not blank."""
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        for row in reader:
            if any(row):
                yield reader.line_num, row
    except csv.Error as error:
        raise InputError(
            f"{path}, line {reader.line_num}: no readable CSV ({error}). Is a quote not closed?"
        ) from error
    finally:
        csv.field_size_limit(before)


def _rows(
    lines: Iterator[tuple[int, list[str]]],
    header: list[str],
    unsure: list[int],
    findings: Findings,
) -> list[list[str]]:
    """Return the rows cut or filled to the header's length.

    In a row of another length a field is missing or was split, so what stands
    under an answer's name may be the answer to another question: its answers
    are left empty. Surplus fields that are empty do no harm.
    """
    width = len(header)
    names = header.index("id") if "id" in header else None
    rows: list[list[str]] = []
    for line, fields in lines:
        row = fields[:width]
        if len(row) < width or any(fields[width:]):
            row += [""] * (width - len(row))
            for place in unsure:
                row[place] = ""
            record = row[names].strip() if names is not None else ""
            findings.add(
                "row_wrong_length",
                record or len(rows) + 1,
                "",
                len(fields),
                line=line,
                expected=width,
            )
        rows.append(row)
    return rows
