# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plugin remembers, each thing typed and named here and nowhere else.

``PALETTE.get()`` reads, ``PALETTE.set("safe")`` keeps; values that a profile file holds
and that are none of the choices count as not set. After `announce`, everything that
listens to ``changes()`` shows itself anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, pyqtSignal

from accessible_core.vocabulary import LANGUAGES

_PREFIX = "accessible_kz"


def _stored(key: str) -> Any:
    return QgsSettings().value(f"{_PREFIX}/{key}")


def _store(key: str, value: Any) -> None:
    QgsSettings().setValue(f"{_PREFIX}/{key}", value)


@dataclass(frozen=True)
class Choice:
    """One word of a few."""

    key: str
    values: tuple[str, ...]
    default: str

    def get(self) -> str:
        """Return the word in force."""
        word = str(_stored(self.key))
        return word if word in self.values else self.default

    def set(self, word: str) -> None:
        """Keep one of the words."""
        if word not in self.values:
            raise ValueError(f"{self.key} is one of {', '.join(self.values)}, not {word!r}.")
        _store(self.key, word)


@dataclass(frozen=True)
class Whole:
    """A whole number between two others."""

    key: str
    least: int
    most: int
    default: int

    def get(self) -> int:
        """Return the number in force."""
        try:
            number = int(_stored(self.key))
        except (TypeError, ValueError):
            return self.default
        return number if self.least <= number <= self.most else self.default

    def set(self, number: int) -> None:
        """Keep a number."""
        if not self.least <= number <= self.most:
            raise ValueError(f"{self.key} is from {self.least} to {self.most}, not {number}.")
        _store(self.key, number)


@dataclass(frozen=True)
class Switch:
    """On or off."""

    key: str
    default: bool = False

    def get(self) -> bool:
        """Tell whether it is on."""
        word = str(_stored(self.key)).lower()  # an INI file holds the word
        return word == "true" if word in ("true", "false") else self.default

    def set(self, on: bool) -> None:
        """Keep it."""
        _store(self.key, bool(on))


@dataclass(frozen=True)
class Line:
    """A line of text, such as a folder or an address."""

    key: str
    default: str = ""

    def get(self) -> str:
        """Return the text; the default where it is empty."""
        return str(_stored(self.key) or "") or self.default

    def set(self, line: str) -> None:
        """Keep it without blanks at its ends."""
        _store(self.key, line.strip())


#: Language of windows and results; empty = that of QGIS.
LANGUAGE = Choice("language", ("", *LANGUAGES), "")
#: Colours of the lights (``lights.toml``).
PALETTE = Choice("palette", ("registry", "safe", "mono"), "registry")
#: Size of text and map symbols in per cent of QGIS's own.
TEXT_SIZE = Whole("text_size", 100, 200, 100)
#: Black on white with thick frames in the plugin's own windows.
HIGH_CONTRAST = Switch("high_contrast")
#: Units in which lengths and slopes are shown; files and parameters keep metres and per cent.
LENGTH_UNIT = Choice("length_unit", ("metric", "imperial"), "metric")
SLOPE_UNIT = Choice("slope_unit", ("percent", "ratio", "degrees"), "percent")
#: Edition of a norm by which measurements are judged; empty = by the building's date.
NORM_EDITION = Line("norm_edition")
#: Years after which a survey counts as old; 0 = as the core has it.
MAX_AGE_YEARS = Whole("max_age_years", 0, 30, 0)
#: Folder that new networks are proposed in and that docks list networks of.
NETWORK_FOLDER = Line("network_folder")
#: Downloads of streets are off until somebody switches them on.
OVERPASS_ON = Switch("overpass_on")
OVERPASS_URL = Line("overpass_url", "https://overpass-api.de/api/interpreter")
#: The user group whose lights are shown (`checklists.user_groups`); checked where it is used.
USER_GROUP = Line("user_group", "movement")
#: Whether a key that answers a question goes on to the next one (`docks.survey`).
GO_ON = Switch("go_on", default=True)
#: The page of first steps comes at the next start; it switches this off itself.
FIRST_STEPS = Switch("first_steps", default=True)
_LAST_NETWORK = Line("last_network")

#: What the settings page shows, for tests and for putting everything back.
ALL = (
    LANGUAGE,
    PALETTE,
    TEXT_SIZE,
    HIGH_CONTRAST,
    LENGTH_UNIT,
    SLOPE_UNIT,
    NORM_EDITION,
    MAX_AGE_YEARS,
    NETWORK_FOLDER,
    OVERPASS_ON,
    OVERPASS_URL,
    USER_GROUP,
    GO_ON,
)


class Changes(QObject):
    """Tells windows that something is to be shown otherwise.

    Connect bound methods of widgets: Qt then lets go of them by itself when the widget goes.
    """

    #: Something on the settings page was changed.
    settings = pyqtSignal()
    #: Another user group is shown; its registry key, such as ``babyCarriage``.
    group = pyqtSignal(str)


class _Held:
    changes: Changes | None = None


def changes() -> Changes:
    """Return the one object whose signals tell of changes."""
    if _Held.changes is None:
        _Held.changes = Changes()
    return _Held.changes


def let_go() -> None:
    """Drop all connections, when the plugin is unloaded."""
    if _Held.changes is not None:
        _Held.changes.deleteLater()
        _Held.changes = None


def announce() -> None:
    """Tell everything that shows settings that they were changed."""
    changes().settings.emit()


def max_age_years() -> int | None:
    """Return the age for `scoring.engine.score`; None for the core's own."""
    return MAX_AGE_YEARS.get() or None


def remember_network(path: str) -> None:
    """Keep the street network that was built last."""
    _LAST_NETWORK.set(path)


def last_network() -> str:
    """Return the street network that was built last, empty when it is gone."""
    path = _LAST_NETWORK.get()
    return path if path and Path(path).is_file() else ""


def known_networks() -> list[str]:
    """Return the networks to offer: the last one, then those of the network folder."""
    folder = NETWORK_FOLDER.get()
    found = sorted(Path(folder).glob("*.aknet")) if folder and Path(folder).is_dir() else []
    paths = [last_network(), *(str(path) for path in found)]
    return [path for path in dict.fromkeys(paths) if path]


def new_network() -> str:
    """Return a free name for a network in the network folder; empty without such a folder."""
    folder = Path(NETWORK_FOLDER.get())
    if not NETWORK_FOLDER.get() or not folder.is_dir():
        return ""
    day = date.today().isoformat()  # noqa: DTZ011 - the user's own day
    names = [f"streets-{day}.aknet", *(f"streets-{day}-{n}.aknet" for n in range(2, 1000))]
    return next((str(folder / name) for name in names if not (folder / name).exists()), "")
