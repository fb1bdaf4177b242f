# SPDX-License-Identifier: MIT
"""Writing proposals as a TOML file that a person corrects and keeps."""

from __future__ import annotations

import json
import os

from accessible_core.files import replacing
from accessible_core.survey.mapping.suggesting import Suggestion, Suggestions


def save_suggestions(suggestions: Suggestions, path: str | os.PathLike[str]) -> None:
    """Write a mapping: what is sure enough as it is, the rest as comments.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    text = mapping_text(suggestions)
    with replacing(path) as target:
        target.write_text(text, encoding="utf-8")


def mapping_text(suggestions: Suggestions) -> str:
    """Return the TOML text that `save_suggestions` writes."""
    taken = suggestions.taken()
    mapping = suggestions.to_mapping()
    lines = ["[match]", f"columns = {_list(mapping.match)}", ""]
    if mapping.constants:
        lines += ["[constants]", f"form = {_text(mapping.constants['form'])}", ""]
    lines.append("[columns]")
    for item in suggestions.items:
        lines += ["", *_described(item)]
        lines += [f"{'' if item in taken else '# '}{line}" for line in _rule(item)]
    return "\n".join(lines) + "\n"


def _described(item: Suggestion) -> list[str]:
    lines = [f"# {_text(item.column)}: {', '.join(map(_text, item.samples)) or 'empty'}"]
    if item.to:
        others = ", ".join(f"{to} {sure:.2f}" for to, sure in item.alternatives)
        lines.append(f"# confidence {item.confidence:.2f}{'; else ' + others if others else ''}")
    if item.open_words:
        lines.append(f"# decide, or they stay unknown: {', '.join(map(_text, item.open_words))}")
    return lines


def _rule(item: Suggestion) -> list[str]:
    if not item.to:
        return []
    parts = [f"to = {_text(item.to)}"]
    if item.unit:
        parts.append(f"unit = {_text(item.unit)}")
    if item.values:
        by_meaning: dict[str, list[str]] = {}
        for word, said in item.values.items():
            by_meaning.setdefault(said, []).append(word)
        said_all = ", ".join(f"{said} = {_list(found)}" for said, found in by_meaning.items())
        parts.append(f"values = {{ {said_all} }}")
    return [f"{_text(item.column)} = {{ {', '.join(parts)} }}"]


def _text(text: str) -> str:
    # A JSON string is a TOML basic string, except for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(texts: list[str] | tuple[str, ...]) -> str:
    return f"[{', '.join(map(_text, texts))}]"
