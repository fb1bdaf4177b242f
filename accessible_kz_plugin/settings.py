# SPDX-License-Identifier: GPL-3.0-or-later
"""What the plugin remembers between runs, each thing by a typed function."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings

_PREFIX = "accessible_kz"


def remember_network(path: str) -> None:
    """Keep the street network that was built last."""
    QgsSettings().setValue(f"{_PREFIX}/last_network", path)


def last_network() -> str:
    """Return the street network that was built last, empty when it is gone."""
    path = str(QgsSettings().value(f"{_PREFIX}/last_network", ""))
    return path if path and Path(path).is_file() else ""
