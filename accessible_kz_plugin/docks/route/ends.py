# SPDX-License-Identifier: GPL-3.0-or-later
"""One end of the way: clicked, typed, or a facility of the survey."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QStringListModel, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from accessible_core.errors import UsageError
from accessible_core.routing.facilities.nearest import Wanted
from accessible_kz_plugin.docks.route.map_view import MapView
from accessible_kz_plugin.docks.route.question import (
    Point,
    WantedEnd,
    point_of_text,
    text_of_point,
)
from accessible_kz_plugin.processing.facility_parameters import score_words
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.widgets.forms import LabelledForm

POINT, FACILITY, NEAREST = "point", "facility", "nearest"


class EndPicker(QWidget):
    """Says where the way begins (``end`` 0) or where it leads (``end`` 1)."""

    #: Facilities may be asked for now, or not any more.
    kind_changed = pyqtSignal()

    def __init__(
        self, end: int, label: str, kinds: Sequence[str], view: MapView, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._end, self._view = end, view
        self._name = ("from", "to")[end]
        self.kind_list = QComboBox()
        self.kind_list.setObjectName(self._object("kind"))
        for kind in kinds:
            self.kind_list.addItem(_kind_words()[kind], kind)
        first = LabelledForm()
        first.row(label, self.kind_list)
        self._pages = {POINT: self._point_page(), FACILITY: self._facility_page()}
        if NEAREST in kinds:
            self._pages[NEAREST] = self._nearest_page()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(first.box)
        for page in self._pages.values():
            column.addWidget(page)
        self.kind_list.currentIndexChanged.connect(self._show_page)
        self._show_page()

    def _object(self, name: str) -> str:
        return f"accessible_kz_route_{self._name}_{name}"

    def _point_page(self) -> QWidget:
        form = LabelledForm()
        self.place = QLineEdit()
        self.place.setObjectName(self._object("place"))
        self.place.setClearButtonEnabled(True)
        self.pick = QPushButton(tr("Click on the map"))
        self.pick.setObjectName(self._object("pick"))
        self.middle = QPushButton(tr("Middle of the map"))
        self.middle.setObjectName(self._object("middle"))
        form.row(tr("Longitude, latitude:"), self.place)
        form.alone(self.pick)
        form.alone(self.middle)
        whose = tr("Start") if self._end == 0 else tr("Goal")
        # Two controls of the same words in one dock: a screen reader says whose they are.
        for control in (self.place, self.pick, self.middle):
            control.setAccessibleDescription(whose)
        self.place.editingFinished.connect(self._mark_typed)
        self.pick.clicked.connect(self._pick)
        self.middle.clicked.connect(self._take_middle)
        return form.box

    def _facility_page(self) -> QWidget:
        form = LabelledForm()
        self.facility = QLineEdit()
        self.facility.setObjectName(self._object("facility"))
        self.facility.setClearButtonEnabled(True)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.facility.setCompleter(completer)
        form.row(tr("Name or number of the facility:"), self.facility)
        return form.box

    def _nearest_page(self) -> QWidget:
        form = LabelledForm(beneath=True)
        self.category = QComboBox()
        self.category.setObjectName(self._object("category"))
        self.category.setEditable(True)
        self.category.setMinimumContentsLength(10)
        form.row(tr("Category; empty for all:"), self.category)
        self.score = QComboBox()
        self.score.setObjectName(self._object("score"))
        for value, words in score_words().items():
            self.score.addItem(words, value)
        form.row(tr("The least score:"), self.score)
        self.confirmed = QCheckBox(tr("Confirmed scores only"))
        self.confirmed.setObjectName(self._object("confirmed"))
        form.alone(self.confirmed)
        return form.box

    def kind(self) -> str:
        """Return how the end is given."""
        return str(self.kind_list.currentData())

    def set_facilities(self, names: list[str], categories: list[str]) -> None:
        """Offer the facilities of a survey; what was typed stays."""
        self._names.setStringList(names)
        if NEAREST in self._pages:
            typed = self.category.currentText()
            self.category.clear()
            self.category.addItems(["", *categories])
            self.category.setCurrentText(typed)

    def wanted(self) -> WantedEnd:
        """Return the end as it is asked for.

        Raises
        ------
        UsageError
            Nothing was given, or no coordinates.
        """
        kind = self.kind()
        if kind == POINT:
            return WantedEnd(point=point_of_text(self.place.text()))
        if kind == NEAREST:
            score, category = str(self.score.currentData()), self.category.currentText().strip()
            wanted = Wanted(score, self.confirmed.isChecked(), category or None)
            return WantedEnd(nearest=wanted)
        given = self.facility.text().strip()
        if not given:
            raise UsageError(tr("Type the name or the number of the facility."))
        return WantedEnd(facility=given)

    def control(self) -> QWidget:
        """Return what is to be mended where `wanted` raises."""
        return {POINT: self.place, FACILITY: self.facility}.get(self.kind(), self.kind_list)

    def set_point(self, point: Point) -> None:
        """Take a point and mark it on the map."""
        self.kind_list.setCurrentIndex(max(self.kind_list.findData(POINT), 0))
        self.place.setText(text_of_point(point))
        self._view.mark(self._end, point)

    def _show_page(self) -> None:
        for kind, page in self._pages.items():
            page.setVisible(kind == self.kind())
        self._mark_typed()
        self.kind_changed.emit()

    def _mark_typed(self) -> None:
        point = None
        if self.kind() == POINT and self.place.text().strip():
            try:
                point = point_of_text(self.place.text())
            except UsageError:
                point = None  # told when the way is asked for
        self._view.mark(self._end, point)

    def _pick(self) -> None:
        self._view.pick(self._picked, self.pick.setFocus)

    def _picked(self, point: Point) -> None:
        self.set_point(point)
        self.place.setFocus()

    def _take_middle(self) -> None:
        point = self._view.middle()
        if point is not None:
            self.set_point(point)


def _kind_words() -> dict[str, str]:
    return {
        POINT: tr("a place on the map"),
        FACILITY: tr("a facility of the survey, to its door"),
        NEAREST: tr("the nearest facility, to its door"),
    }
