# SPDX-License-Identifier: GPL-3.0-or-later
"""The plugin's own pictures."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtGui import QIcon

_FOLDER = Path(__file__).parent / "resources" / "icons"


def icon_path(name: str) -> str:
    """Return the path of a picture by its name, such as ``score``."""
    return str(_FOLDER / f"{name}.svg")


def icon(name: str) -> QIcon:
    """Return a picture by its name."""
    return QIcon(icon_path(name))
