# SPDX-License-Identifier: MIT
"""Words for people, in three languages, put on codes at the edge.

One TOML file a subject (``findings.toml``, ``instructions.toml``, ``reasons.toml``,
``labels.toml``): each table is a code and holds ``en``, ``ru`` and ``kk``, with
``{name}`` where a value goes in, and whatever else belongs to the code (the
severity of a finding).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.errors import KnowledgeError
from accessible_core.knowledge import load_toml
from accessible_core.vocabulary import LANGUAGES

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=None)
def subject(name: str) -> dict[str, dict[str, Any]]:
    """Return all entries of one message file, checked for missing languages.

    Raises
    ------
    KnowledgeError
        A code lacks a language.
    """
    path = _FOLDER / f"{name}.toml"
    entries = load_toml(path)
    for code, words in entries.items():
        missing = [language for language in LANGUAGES if not words.get(language)]
        if missing:
            raise KnowledgeError(f"{path}: [{code}] lacks {', '.join(missing)}.")
    return entries


def entry(name: str, code: str) -> dict[str, Any]:
    """Return one entry of a message file.

    Raises
    ------
    KnowledgeError
        The file has no such code.
    """
    try:
        return subject(name)[code]
    except KeyError:
        raise KnowledgeError(f"{_FOLDER / name}.toml has no [{code}].") from None


def text(name: str, code: str, language: str = "en", /, **values: object) -> str:
    """Return the words for `code` with `values` filled in.

    Parameters
    ----------
    name : str
        The message file, without its ending.
    code : str
        The table in it.
    language : str
        ``kk``, ``ru`` or ``en``; region suffixes (``ru_KZ``) are ignored and
        other languages fall back to English.
    """
    short = language.replace("-", "_").partition("_")[0]
    template: str = entry(name, code)[short if short in LANGUAGES else "en"]
    # Plain replacement: values come from users and may hold braces themselves.
    for key, value in values.items():
        template = template.replace("{" + key + "}", str(value))
    return template
