# SPDX-License-Identifier: MIT
"""The words of addresses, loaded from ``words.toml`` and made ready to be looked up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.knowledge import load_toml
from accessible_core.survey.words import folded

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Marker:
    """What one word of an address tells about the words beside it.

    Attributes
    ----------
    role : str
        ``street``, ``settlement``, ``district``, ``region``, ``silent_part`` (says
        nothing more), ``house``, ``block``, ``building``, ``inside``, ``beside`` or ``near``.
    kind : str
        Of a street: ``avenue``, ``microdistrict`` ...; else empty.
    language : str
        ``ru``, ``kk`` or ``en`` for kinds of streets, else empty.
    before, after : bool
        Whether the name it belongs to may follow it, and may precede it.
    """

    role: str
    kind: str = ""
    language: str = ""
    before: bool = True
    after: bool = True


@lru_cache(maxsize=None)
def words() -> dict[str, Any]:
    """Return the tables of ``words.toml``."""
    return load_toml(_FOLDER / "words.toml")


@lru_cache(maxsize=None)
def names() -> dict[str, Any]:
    """Return the tables of ``names.toml``."""
    return load_toml(_FOLDER / "names.toml")


@lru_cache(maxsize=None)
def limits() -> dict[str, Any]:
    """Return the limits of ``limits.toml``."""
    return load_toml(_FOLDER / "limits.toml")


@lru_cache(maxsize=None)
def markers() -> dict[str, Marker]:
    """Return marker by word (or words, with one blank between) as folded."""
    known = words()
    found: dict[str, Marker] = {}
    for kind, by_language in known["streets"].items():
        for language, spellings in by_language.items():
            marker = Marker("street", kind, language, before=language == "ru")
            found.update((folded(word), marker) for word in spellings)
    for role in ("settlement", "district"):
        for word in known[role]["before"]:
            found[folded(word)] = Marker(role, after=False)
        for word in known[role]["after"]:
            found[folded(word)] = Marker(role, before=False)
        for word in known[role]["either"]:
            found[folded(word)] = Marker(role)
    for side in ("before", "after"):
        for word in known["region"][side]:
            found[folded(word)] = Marker("region", before=side == "before", after=side == "after")
    for word in known["region"]["alone"]:
        found[folded(word)] = Marker("silent_part")
    found.update((folded(word), Marker("house")) for word in known["house"]["words"])
    found.update((folded(word), Marker("block")) for word in known["block"]["words"])
    found.update((folded(word), Marker("building")) for word in known["block"]["building"])
    found.update((folded(word), Marker("inside")) for word in known["inside"]["words"])
    found.update((folded(word), Marker("beside")) for word in known["inside"]["beside"])
    found.update((folded(word), Marker("near")) for word in known["inside"]["near"])
    return found


@lru_cache(maxsize=None)
def column_of() -> dict[str, str]:
    """Return kind of column (``street``, ``house`` ...) by name, lower case."""
    return {folded(name): kind for kind, names_ in words()["columns"].items() for name in names_}
