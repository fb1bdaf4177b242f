# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is on the way, and the limits that may be set otherwise for once."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import QDateTime, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QDoubleSpinBox,
    QVBoxLayout,
    QWidget,
)

from accessible_core.messages import text
from accessible_core.routing.admit import Admission
from accessible_core.routing.limits import LIMITS, NUMBER, ORDERED, POLICIES, YES_NO
from accessible_core.routing.profiles import Profile
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.forms import LabelledForm
from accessible_kz_plugin.widgets.words import profile_words, smoothness_words, unknown_words

#: Beneath every limit that is a number: there is none.
_NO_LIMIT = -1.0
_MOST = {"%": 100.0, "cm": 1000.0}


class LimitsForm(QWidget):
    """The profile, and behind a switch its limits, what is not known, how far, and when."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.profile_list = QComboBox()
        self.profile_list.setObjectName("accessible_kz_route_profile")
        words, language = profile_words(), interface_language()
        for name in Profile.names():
            # A city's own profile brings its own words.
            title = words.get(name) or Profile.named(name).words[language]
            self.profile_list.addItem(title, name)
        self.profile_list.setCurrentIndex(max(self.profile_list.findData("manual_wheelchair"), 0))
        self.own = QCheckBox(tr("&Limits of my own"))
        self.own.setObjectName("accessible_kz_route_own_limits")
        first = LabelledForm()
        first.row(tr("&Who is on the way:"), self.profile_list)
        first.alone(self.own)
        self._fields: dict[str, QWidget] = {}
        self.panel = self._panel()
        self.panel.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(first.box)
        column.addWidget(self.panel)
        self.profile_list.currentIndexChanged.connect(self._show_profile)
        self.own.toggled.connect(self.panel.setVisible)
        self._show_profile()

    def _panel(self) -> QWidget:
        form = LabelledForm(beneath=True)
        words = limit_words()
        for name, limit in LIMITS.items():
            if name not in words:
                continue  # lists of OSM's words: for files of profiles, not for a form
            if limit.kind == NUMBER:
                control: QWidget = _number_field(limit.unit)
            elif limit.kind == ORDERED:
                control = _list({**smoothness_words(), "": tr("no limit")}, ("", *limit.allowed))
            elif limit.kind == YES_NO:
                control = _list({"no": tr("never"), "yes": tr("allowed")}, ("no", "yes"))
            else:
                continue
            control.setObjectName(f"accessible_kz_route_{name}")
            self._fields[name] = control
            form.row(words[name], control)
        self.unknown = _list(unknown_words(), ("", *POLICIES))
        self.unknown.setObjectName("accessible_kz_route_unknown")
        form.row(tr("What is not known:"), self.unknown)
        self.snap = QDoubleSpinBox()
        self.snap.setObjectName("accessible_kz_route_snap")
        self.snap.setRange(1.0, 10_000.0)
        self.snap.setDecimals(0)
        self.snap.setValue(100.0)
        form.row(tr("Largest distance from the points to a street, metres:"), self.snap)
        self.timed = QCheckBox(tr("At a given time"))
        self.timed.setObjectName("accessible_kz_route_timed")
        self.moment = QDateTimeEdit(QDateTime.currentDateTime())
        self.moment.setObjectName("accessible_kz_route_moment")
        self.moment.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.moment.setCalendarPopup(True)
        self.moment.setEnabled(False)
        self.timed.toggled.connect(self.moment.setEnabled)
        form.alone(self.timed)
        form.row(tr("Opening hours and corrections count for:"), self.moment)
        return form.box

    def _show_profile(self) -> None:
        """Show the limits of the chosen profile."""
        chosen = Profile.named(self.name())
        for name, control in self._fields.items():
            value = chosen.limits.get(name)
            if isinstance(control, QDoubleSpinBox):
                control.setValue(_NO_LIMIT if value is None else float(value))  # type: ignore[arg-type]
            else:
                _choose(control, self._default(name, value))
        self.changed.emit()

    def _default(self, name: str, value: Any) -> str:
        """Return what a list shows of a limit that the profile leaves out."""
        if value is None:
            return "yes" if LIMITS[name].kind == YES_NO else ""
        return str(value)

    def name(self) -> str:
        """Return the profile's name."""
        return str(self.profile_list.currentData())

    def changes(self) -> dict[str, Any]:
        """Return the limits that are set otherwise than in the profile."""
        if not self.own.isChecked():
            return {}
        chosen, found = Profile.named(self.name()), {}
        for name, control in self._fields.items():
            before = chosen.limits.get(name)
            if isinstance(control, QDoubleSpinBox):
                value: Any = None if control.value() == _NO_LIMIT else control.value()
                same = value == before
            else:
                word = str(control.currentData())  # type: ignore[attr-defined]
                value, same = word or None, word == self._default(name, before)
            if not same:
                found[name] = value
        return found

    def policy(self) -> str:
        """Return the policy for what is not known; empty for the profile's own."""
        return str(self.unknown.currentData()) if self.own.isChecked() else ""

    def snap_m(self) -> float:
        """Return how far from points the network may be."""
        return float(self.snap.value()) if self.own.isChecked() else 100.0

    def at(self) -> Optional[str]:
        """Return the moment that is asked about, if any."""
        if not (self.own.isChecked() and self.timed.isChecked()):
            return None
        return str(self.moment.dateTime().toString(Qt.DateFormat.ISODate))[:16]

    def profile(self) -> Profile:
        """Return the profile with the limits that are set."""
        changes, policy = self.changes(), self.policy()
        found = Profile.named(self.name())
        if changes:
            found = found.with_limits(**changes)
        return found.with_unknown(policy) if policy else found


def limit_words() -> dict[str, str]:
    """Return what the limits of the form are called, with a colon."""
    return {
        "max_incline": tr("Steepest way up, per cent:"),
        "max_decline": tr("Steepest way down, per cent:"),
        "max_kerb": tr("Highest kerb, centimetres:"),
        "min_width": tr("Narrowest way, centimetres:"),
        "max_smoothness": tr("Worst smoothness:"),
        "allow_steps": tr("Steps:"),
        "allow_step_ramps": tr("Steps with a ramp for wheelchairs:"),
    }


def admission_phrases(found: Admission, language: str) -> list[str]:
    """Return what would have to be set for a way to be admitted, in the form's words."""
    words, phrases = limit_words(), []
    for name, value in found.limits.items():
        limit = LIMITS[name]
        title = words.get(name) or f"{text('reasons', f'name_{limit.attribute}', language)}:"
        if value is None:
            said = tr("no limit")
        elif limit.kind == NUMBER:
            said = f"{value:g}"
        elif limit.kind == ORDERED:
            said = smoothness_words()[value]
        elif limit.kind == YES_NO:
            said = tr("allowed") if value == "yes" else tr("never")
        else:
            said = tr("allowed")
        phrases.append(f"{title} {said}")
    for name in found.unknown:
        title = text("reasons", f"name_{name}", language)
        phrases.append(f"{title}, {tr('not known')}: {tr('is taken for passable')}")
    return phrases


def _number_field(unit: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(_NO_LIMIT, _MOST[unit])
    box.setDecimals(1)
    box.setSpecialValueText(tr("no limit"))
    return box


def _list(words: dict[str, str], values: tuple[str, ...]) -> QComboBox:
    combo = QComboBox()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    # Long words are read in the list that opens; most are read without it.
    combo.setMinimumContentsLength(min(max(len(words[value]) for value in values), 24))
    for value in values:
        combo.addItem(words[value], value)
    return combo


def _choose(control: QWidget, value: str) -> None:
    if isinstance(control, QComboBox):
        control.setCurrentIndex(max(control.findData(value), 0))
