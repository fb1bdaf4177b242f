# SPDX-License-Identifier: MIT
"""What is asked beside the checklists: devices that may be out of order (``devices.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.checklists.model import Words, in_language
from accessible_core.errors import KnowledgeError
from accessible_core.knowledge import load_toml, locating
from accessible_core.vocabulary import LANGUAGES, ZONES, Zone, ZoneKind

_PATH = Path(__file__).with_name("devices.toml")


@dataclass(frozen=True)
class Device:
    """A device that helps only while it works.

    Attributes
    ----------
    name : str
        As in column names (``lift``).
    kind : ZoneKind
        Where it stands.
    keys : tuple of int
        Questions whose "yes" says that there is such a device.
    words, hint : mapping of str to str
        What is asked, and how to find out.
    floors : bool
        Whether the floors that it serves are asked.
    """

    name: str
    kind: ZoneKind
    keys: tuple[int, ...]
    words: Words
    hint: Words = field(default_factory=dict)
    floors: bool = False

    def text(self, language: str = "en") -> str:
        """Return what is asked, in `language`."""
        return in_language(self.words, language)

    def help(self, language: str = "en") -> str:
        """Say how to find out, in `language`."""
        return in_language(self.hint, language)

    def works_column(self, zone: Zone) -> str:
        """Name of the column that says whether it works."""
        return f"{zone.value}_{self.name}_works"

    def columns(self, zone: Zone) -> tuple[str, ...]:
        """Names of all columns about it in one zone."""
        endings = ("works", "photo", "floors") if self.floors else ("works", "photo")
        return tuple(f"{zone.value}_{self.name}_{ending}" for ending in endings)


@lru_cache(maxsize=None)
def devices() -> tuple[Device, ...]:
    """Return all devices.

    Raises
    ------
    KnowledgeError
        The file is broken; the message names file, device and fault.
    """
    with locating(_PATH):
        return read_devices(load_toml(_PATH), str(_PATH))


def read_devices(document: Mapping[str, Any], where: str) -> tuple[Device, ...]:
    """Check the tables of ``devices.toml`` and return them."""
    return tuple(_device(f"{where}: [{name}]", name, entry) for name, entry in document.items())


@lru_cache(maxsize=None)
def device_columns() -> tuple[str, ...]:
    """Return the names of all columns beside the checklists."""
    names = [f"{zone.value}_photo" for zone in ZONES]
    for device in devices():
        for zone in ZONES:
            if zone.kind is device.kind:
                names += device.columns(zone)
    return tuple(names)


def _device(where: str, name: str, entry: Any) -> Device:
    if not isinstance(entry, dict):
        raise KnowledgeError(f"{where} must be a table.")
    surplus = set(entry) - {"zone", "column", "keys", "floors", "help", *LANGUAGES}
    if surplus:
        raise KnowledgeError(f"{where} '{min(surplus)}' means nothing here.")
    hint: Any = entry.get("help")
    for words in (entry, hint):
        if not isinstance(words, dict) or not all(
            isinstance(words.get(language), str) and words[language] for language in LANGUAGES
        ):
            raise KnowledgeError(f"{where} needs a text and a help text in kk, ru and en.")
    keys = entry.get("keys")
    if not isinstance(keys, list) or not keys or not all(type(key) is int for key in keys):
        raise KnowledgeError(f"{where} keys must be a list of whole numbers.")
    try:
        kind = ZoneKind(entry.get("zone"))
    except ValueError:
        raise KnowledgeError(f"{where} zone = {entry.get('zone')!r} is no zone.") from None
    return Device(
        name=str(entry.get("column", name)),
        kind=kind,
        keys=tuple(keys),
        words={language: entry[language] for language in LANGUAGES},
        hint={language: hint[language] for language in LANGUAGES},
        floors=entry.get("floors", False) is True,
    )
