# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons above the checklist, in a grid that makes room for enlarged text."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from accessible_kz_plugin.translation import tr

_A_ROW = 3


class PlaceButtons(QWidget):
    """Previous, next, save, undo, redo, passport."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("accessible_kz_place_buttons")
        self.previous = _button("previous", tr("&Previous"), tr("Previous place (Ctrl+Page up)"))
        self.next = _button("next", tr("Ne&xt"), tr("Next place (Ctrl+Page down)"))
        self.passport = _button(
            "passport", tr("P&assport…"), tr("Make a document of what is known of this place")
        )
        self.undo = _button("undo", tr("&Undo"), tr("Take back the last change (Ctrl+Z)"))
        self.redo = _button("redo", tr("&Redo"), tr("Do again what was taken back (Ctrl+Shift+Z)"))
        self.save = _button("save", tr("&Save"), tr("Write all changes into the layer (Ctrl+S)"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, button in enumerate(self.all()):
            grid.addWidget(button, place // _A_ROW, place % _A_ROW)

    def all(self) -> tuple[QPushButton, ...]:
        """Return the buttons in the order of the Tab key."""
        return (self.previous, self.next, self.passport, self.undo, self.redo, self.save)


def _button(name: str, words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(f"accessible_kz_place_{name}")
    button.setToolTip(tip)
    button.setAccessibleDescription(tip)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button
