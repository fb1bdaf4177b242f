# SPDX-License-Identifier: MIT
"""Lines about a store's revisions, conflicts and double surveys, for all its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accessible_core.survey_store.history import Change, Revision


def double_line(double: Any, language: str) -> str:
    """Return one line about two surveys of one place."""
    from accessible_core.messages import text

    return text(
        "survey_store", "double", language, facility=double.facility, first=double.first_author,
        second=double.second_author, count=len(double.differences),
    )  # fmt: skip


def conflict_line(document: dict[str, Any], language: str) -> str:
    from accessible_core.messages import text

    shown = {name: document[name] for name in ("facility", "field")}
    for side in ("ours", "theirs"):
        shown[side] = document[side] or text("survey_store", "empty", language)
    for author in ("our_author", "their_author"):
        shown[author] = document[author] or text("survey_store", "nobody", language)
    return text("survey_store", "conflict", language, **shown)


def revision_lines(revision: Revision, language: str, *, whole: bool) -> list[str]:
    from accessible_core.messages import text

    author = revision.author or text("survey_store", "nobody", language)
    kind = text("survey_store", f"kind_{revision.kind}", language)
    words = [revision.at, revision.id[:12], revision.facility, author, revision.method, kind]
    line = f"{'  '.join(words)} ({len(revision.changes)})"
    lines = [f"{line}  {revision.message}".rstrip()]
    if whole and revision.kind != "added":
        lines += [f"    {change_line(change, language)}" for change in revision.changes]
    return lines


def change_line(change: Change, language: str) -> str:
    from accessible_core.messages import text

    empty = text("survey_store", "empty", language)
    return f"{change.field}: {change.old or empty} -> {change.new or empty}"
