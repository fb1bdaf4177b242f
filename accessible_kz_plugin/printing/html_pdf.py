# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of HTML as a PDF with Qt alone, for where WeasyPrint is not installed.

Qt lays out text, lists and tables; the PDF has no tags for screen readers, which is why the
HTML itself is the better copy for them.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QByteArray, QMarginsF, QSizeF, Qt, QUrl
from qgis.PyQt.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument
from qgis.PyQt.QtSvg import QSvgRenderer

from accessible_core.errors import OutputError
from accessible_core.files import replacing

_DPI = 96
_MARGINS = QMarginsF(15, 16, 15, 18)
#: Drawings are painted finer than they are shown.
_FINER = 3


class _Document(QTextDocument):
    """A document that takes pictures from the page itself, and nothing from elsewhere."""

    def loadResource(self, kind: int, address: QUrl) -> Any:  # noqa: N802 - Qt's name
        """Return a picture that the page holds as ``data:``."""
        head, _, content = address.toString().partition(",")
        if kind != int(QTextDocument.ResourceType.ImageResource) or not head.startswith("data:"):
            return None
        raw = base64.b64decode(content)
        return _drawing(raw) if "svg" in head else QImage.fromData(raw)


def write_html_pdf(page: str, path: Path, title: str) -> None:
    """Write a page of HTML as a PDF on A4.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    with replacing(path) as temporary:
        writer = QPdfWriter(str(temporary))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(_MARGINS, QPageLayout.Unit.Millimeter)
        writer.setResolution(_DPI)
        writer.setTitle(title)
        writer.setCreator("Accessible KZ, QGIS")
        document = _Document()
        document.setHtml(page)
        document.setPageSize(QSizeF(writer.width(), writer.height()))
        # PyQt5 calls it `print_` as well, because `print` was a word of Python 2.
        document.print(writer)
        del writer
        if not temporary.exists() or not temporary.stat().st_size:
            raise OutputError(f"{path} cannot be written: choose another folder or free it.")


def _drawing(raw: bytes) -> QImage:
    renderer = QSvgRenderer(QByteArray(raw))
    image = QImage(renderer.defaultSize() * _FINER, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    image.setDevicePixelRatio(_FINER)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image
