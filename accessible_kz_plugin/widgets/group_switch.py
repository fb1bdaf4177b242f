# SPDX-License-Identifier: GPL-3.0-or-later
"""The control on the toolbar that says whose lights are shown."""

from __future__ import annotations

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from accessible_kz_plugin import settings
from accessible_kz_plugin.translation import interface_language, tr


class GroupSwitch(QWidget):
    """A label and a list of the twelve user groups.

    Choosing one shows its lights in all scored layers of the project and is told through
    ``settings.changes().group``; several of these (toolbar, docks) stay the same by it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        from accessible_kz_plugin.styles.groups import group_titles, shown_group

        super().__init__(parent)
        self.setObjectName("accessible_kz_group_switch")
        self.combo = QComboBox(self)
        self.combo.setObjectName("accessible_kz_group")
        for name, title in group_titles(interface_language()).items():
            self.combo.addItem(title, name)
        tip = tr("Whose lights maps, legends, tables and charts show")
        self.combo.setToolTip(tip)
        self.combo.setStatusTip(tip)
        self.combo.setWhatsThis(tip)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        label = QLabel(tr("Li&ghts for:"), self)
        label.setBuddy(self.combo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 0, 6, 0)
        layout.addWidget(label)
        layout.addWidget(self.combo)
        self._follow(shown_group())
        # By the user alone: what is followed must not be told again.
        self.combo.activated.connect(self._choose)
        settings.changes().group.connect(self._follow)

    def group(self) -> str:
        """Return the registry key of the group shown."""
        return str(self.combo.currentData())

    def _choose(self, _position: int) -> None:
        from accessible_kz_plugin.styles.groups import show_everywhere

        show_everywhere(QgsProject.instance(), self.group())

    def _follow(self, name: str) -> None:
        """Show what was chosen elsewhere."""
        self.combo.setCurrentIndex(max(self.combo.findData(name), 0))
