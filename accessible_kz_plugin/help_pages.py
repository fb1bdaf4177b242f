# SPDX-License-Identifier: GPL-3.0-or-later
"""Help that lies on the disk: one page an algorithm and language, and an overview."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices

from accessible_kz_plugin.translation import interface_language

_FOLDER = Path(__file__).parent / "help"


def help_path(page: str) -> Path:
    """Return the page in the language of the interface, else in English."""
    path = _FOLDER / f"{page}.{interface_language()}.html"
    return path if path.exists() else _FOLDER / f"{page}.en.html"


def help_text(page: str) -> str:
    """Return what stands between the page's body tags, for panels of QGIS."""
    page_text = help_path(page).read_text(encoding="utf-8")
    return page_text.partition("<body>")[2].partition("</body>")[0].strip()


def open_help(page: str = "index") -> None:
    """Open a page in the web browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(help_path(page))))
