# SPDX-License-Identifier: GPL-3.0-or-later
"""A QR code on a layout, carried along in it: no file that could get lost."""

from __future__ import annotations

import base64

from qgis.core import QgsLayoutItemPicture, QgsPrintLayout

from accessible_core.reports.qr import qr_svg
from accessible_kz_plugin.printing.sheet import Box, place
from accessible_kz_plugin.printing.structure import set_alternative


def add_qr_code(layout: QgsPrintLayout, url: str, box: Box, page: int = 0) -> None:
    """Add an address as a QR code.

    Raises
    ------
    UsageError
        The address is too long.
    """
    picture = QgsLayoutItemPicture(layout)
    picture.setId("qr code")
    fill_qr_code(picture, url)
    layout.addLayoutItem(picture)
    place(picture, box, page)


def fill_qr_code(picture: QgsLayoutItemPicture, url: str) -> None:
    """Show an address as a QR code in a picture.

    Raises
    ------
    UsageError
        The address is too long.
    """
    picture.setPicturePath(
        f"base64:{base64.b64encode(qr_svg(url)).decode('ascii')}",
        QgsLayoutItemPicture.Format.FormatSVG,
    )
    set_alternative(picture, url)
