# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms whose every label is its control's buddy, and that make room for enlarged text."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QLabel, QWidget

from accessible_kz_plugin import settings

#: Per cent of text size from which controls stand beneath their labels.
_LARGE = 125


class LabelledForm:
    """Labelled controls in a box with a title, or in a plain widget without one."""

    def __init__(self, title: str = "", *, beneath: bool = False) -> None:
        self.box: QWidget = QGroupBox(title) if title else QWidget()
        self._layout = QFormLayout(self.box)
        if not title:
            self._layout.setContentsMargins(0, 0, 0, 0)
        # Enlarged text needs the whole width: each control beneath its label.
        large = beneath or settings.TEXT_SIZE.get() > _LARGE
        policy = QFormLayout.RowWrapPolicy
        self._layout.setRowWrapPolicy(policy.WrapAllRows if large else policy.WrapLongRows)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._last: QWidget | None = None

    def row(self, words: str, control: QWidget, beside: QWidget | None = None) -> None:
        """Add a control under its label; `beside` holds it where other controls stand by it."""
        label = QLabel(words)
        label.setWordWrap(True)
        label.setBuddy(control)
        self._layout.addRow(label, beside or control)
        self._last = control

    def alone(self, control: QWidget) -> None:
        """Add a control that is its own label."""
        self._layout.addRow(control)
        self._last = control

    def note(self, words: str) -> None:
        """Add a sentence beneath a control; a screen reader says it with the control."""
        label = QLabel(words)
        label.setWordWrap(True)
        self._layout.addRow(label)
        if self._last is not None:
            self._last.setAccessibleDescription(words)
