# SPDX-License-Identifier: MIT
"""Findings: what is wrong with data, or was changed in it, as data.

A finding names a code, where it was found and the value; the words for people
(kk/ru/en) and the severity stand in ``messages/findings.toml`` under its code.
Good rows go through whatever the findings say; nothing is dropped without one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum
from typing import Any

from accessible_core.errors import printable
from accessible_core.messages import entry, text


class Severity(Enum):
    """How much a finding matters: only ``ERROR`` makes a command exit with 1."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """One fault or change, located.

    Attributes
    ----------
    code : str
        Key into ``messages/findings.toml``, such as ``answer_not_understood``.
    record : str
        Id of the facility, or the line number from 1 where there is none;
        empty for findings about a whole file.
    field : str
        Column or path inside the record; empty where it does not apply.
    value : str
        What was found there, as text.
    details : dict
        Further values for the wording, such as ``{"expected": "cm"}``; what differs by
        language (a question's text) as ``question_kk``, ``question_ru``, ``question_en``
        for ``{question}``.
    """

    code: str
    record: str = ""
    field: str = ""
    value: str = ""
    details: dict[str, str] = dataclass_field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """The severity laid down for this code."""
        return Severity(entry("findings", self.code)["severity"])

    def hint(self, language: str = "en") -> str:
        """Say what was found and what to do, in `language`."""
        words = {"record": self.record, "field": self.field, "value": self.value, **self.details}
        for name, detail in self.details.items():
            base, _, own = name.rpartition("_")
            if base and own == language:
                words[base] = detail
        shown = {name: printable(word) for name, word in words.items()}
        return text("findings", self.code, language, **shown)

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the form in which the command line prints a finding."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "record": self.record,
            "field": self.field,
            "value": self.value,
            "hint": self.hint(language),
        }


class Findings:
    """A growing list of findings that one piece of work gathers."""

    def __init__(self, items: Iterable[Finding] = ()) -> None:
        self._items: list[Finding] = list(items)

    def add(
        self, code: str, record: object = "", field: str = "", value: object = "", **details: object
    ) -> None:
        """Add one finding; unknown codes fail at once, not when they are worded."""
        entry("findings", code)
        words = {name: str(detail) for name, detail in details.items()}
        self._items.append(Finding(code, str(record), field, str(value), words))

    def extend(self, others: Iterable[Finding]) -> None:
        """Take over the findings of another piece of work."""
        self._items.extend(others)

    def counts(self) -> dict[str, int]:
        """Return how often each code was found."""
        return dict(Counter(finding.code for finding in self._items))

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(finding.severity is Severity.ERROR for finding in self._items)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)
