# SPDX-License-Identifier: MIT
"""Printing for all commands: results to stdout, everything else to stderr."""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from accessible_core.errors import printable
from accessible_core.progress import Progress

if TYPE_CHECKING:
    from accessible_core.findings import Finding, Findings


def json_text(document: Any) -> str:
    """Return a JSON document on one line (NaN never appears: it is no JSON)."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def print_json(document: Any) -> None:
    """Print one JSON document."""
    print(json_text(document))


def write_json(target: str, document: Any) -> None:
    """Write one JSON document to a file, which is replaced."""
    from accessible_core.files import replacing

    with replacing(target) as path:
        path.write_text(json_text(document), encoding="utf-8")


def say(message: str) -> None:
    """Tell the user something that is not the result."""
    print(message, file=sys.stderr)


def counted(number: int, thing: str) -> str:
    """Say how many there are of a thing with a regular plural: ``1 finding``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def finding_line(finding: Finding, language: str) -> str:
    """Return a finding as one line, whatever stands in the file that it was found in."""
    where = printable(" ".join(part for part in (finding.record, finding.field) if part))
    hint = finding.hint(language)
    return f"{finding.severity.value}: {where + ': ' if where else ''}{hint}"


def summarise(
    findings: Findings,
    limit: int = 10,
    rest: str = "`accessible-kz validate --json` lists all",
    language: str = "en",
) -> None:
    """Print the gravest findings, and how many more there are, on stderr."""
    from accessible_core.findings import Severity

    gravest = list(Severity)[::-1]
    for finding in sorted(findings, key=lambda found: gravest.index(found.severity))[:limit]:
        say(f"  {finding_line(finding, language)}")
    if len(findings) > limit:
        say(f"  ... {len(findings) - limit} more; {rest}.")


def terminal_progress(label: str, after_s: float = 2.0) -> Progress | None:
    """Return a progress bar for work over `after_s` seconds, none off a terminal."""
    if not sys.stderr.isatty():
        return None
    started = time.monotonic()

    def show(share: float) -> bool:
        if time.monotonic() - started > after_s:
            bar = "#" * round(share * 30)
            end = "\n" if share >= 1.0 else ""
            print(f"\r{label} [{bar:<30}] {share:4.0%}", end=end, file=sys.stderr, flush=True)
        return True

    return show
