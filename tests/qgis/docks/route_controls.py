# SPDX-License-Identifier: GPL-3.0-or-later
"""The route dock's controls, found and set as a user does."""

from qgis.PyQt.QtWidgets import QComboBox, QPushButton


def control(dock, name, kind=QPushButton):
    """Return a control of the route dock by its name."""
    found = dock.findChild(kind, f"accessible_kz_route_{name}")
    assert found is not None, name
    return found


def choose(dock, name, value):
    """Choose an entry of a list by what it stands for, as a user does with the mouse."""
    combo = control(dock, name, QComboBox)
    place = combo.findData(value)
    assert place >= 0, (name, value)
    combo.setCurrentIndex(place)
