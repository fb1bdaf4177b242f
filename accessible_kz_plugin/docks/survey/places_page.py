# SPDX-License-Identifier: GPL-3.0-or-later
"""The page with all places: a search, a table, and how many there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QEvent, QModelIndex, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from accessible_kz_plugin.docks.survey.parts import ReadableText
from accessible_kz_plugin.docks.survey.places import Place, PlacesModel
from accessible_kz_plugin.translation import tr

#: Letters of a name or address that are shown at first.
_LETTERS = 30
#: Rows that a column's width is made for.
_LOOKED_AT = 200


class PlacesPage(QWidget):
    """All places of the layer; Enter opens the one chosen."""

    #: The user wants to fill in a place: its feature.
    wanted = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("accessible_kz_places_page")
        self.model = PlacesModel(self)
        self.layers = QgsMapLayerComboBox()
        self.layers.setObjectName("accessible_kz_survey_layer")
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.layers.setMinimumContentsLength(10)
        self.pick = QPushButton(tr("Pick a place on the &map"))
        self.pick.setObjectName("accessible_kz_pick_place")
        self.pick.setCheckable(True)
        self.search = QLineEdit()
        self.search.setObjectName("accessible_kz_places_search")
        self.search.setClearButtonEnabled(True)
        self.search.setPlaceholderText(tr("name, address or id"))
        self.search.textChanged.connect(self._searched)
        self.search.installEventFilter(self)
        self.count = ReadableText("places_count", tr("Places found"), 1)
        self.table = _places_table(self.model)
        self.table.doubleClicked.connect(self._open)
        self.table.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        for words, control in ((tr("Survey &layer:"), self.layers), (tr("Searc&h:"), self.search)):
            label = QLabel(words)
            label.setBuddy(control)
            column.addWidget(label)
            column.addWidget(control)
            if control is self.layers:
                column.addWidget(self.pick)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)
        self.model.modelReset.connect(self._counted)

    def enable(self, able: bool) -> None:
        """Let places be chosen; a layer can be chosen always."""
        for part in (self.pick, self.search, self.table):
            part.setEnabled(able)

    def show_places(self, places: list[Place]) -> None:
        """Show the places of a layer; the chosen one stays chosen."""
        self._keeping(lambda: self.model.show(places))
        for column in (PlacesModel.LIGHT, PlacesModel.ID, PlacesModel.REVIEW):
            self.table.resizeColumnToContents(column)

    def show_group(self, group: int) -> None:
        """Show the lights of another group."""
        self._keeping(lambda: self.model.show_group(group))

    def choose(self, fid: int | None) -> None:
        """Make a place the chosen one, if it is shown."""
        row = self.model.row_of(fid)
        if row >= 0 and self.table.currentIndex().row() != row:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))

    def chosen(self) -> int | None:
        """Return the chosen place."""
        return self.model.fid_at(self.table.currentIndex().row())

    def beside(self, fid: int | None, step: int) -> int | None:
        """Return the place after (1) or before (-1) another one, in the order shown."""
        row = self.model.row_of(fid)
        if row < 0:  # the search leaves it out: begin with the first, or the last
            return self.model.fid_at(0 if step > 0 else self.model.rowCount() - 1)
        return self.model.fid_at(row + step)

    def _keeping(self, deed: Callable[[], None]) -> None:
        chosen = self.chosen()
        deed()
        self.choose(chosen)

    def _searched(self, words: str) -> None:
        self._keeping(lambda: self.model.search(words))

    def _counted(self) -> None:
        words = tr("{n} of {all} places").replace("{n}", str(self.model.rowCount()))
        self.count.say(words.replace("{all}", str(self.model.all_places())))

    def _open(self, index: QModelIndex | None = None) -> None:
        row = self.table.currentIndex().row() if index is None else index.row()
        fid = self.model.fid_at(max(row, 0))
        if fid is not None:
            self.wanted.emit(fid)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Open a place with Enter, and go from the search into the table with Down."""
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open()
                return True
            if watched is self.search and event.key() == Qt.Key.Key_Down:
                self.table.setFocus()
                if self.chosen() is None:
                    self.table.selectRow(0)
                return True
        return bool(super().eventFilter(watched, event))


def _places_table(model: Any) -> QTableView:
    table = QTableView()
    table.setObjectName("accessible_kz_places")
    table.setAccessibleName(tr("Places"))
    table.setModel(model)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setSortingEnabled(True)
    table.sortByColumn(PlacesModel.NAME, Qt.SortOrder.AscendingOrder)
    table.setWordWrap(False)
    table.setMinimumHeight(140)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setResizeContentsPrecision(_LOOKED_AT)
    for column in (PlacesModel.NAME, PlacesModel.ADDRESS):
        table.setColumnWidth(column, _LETTERS * table.fontMetrics().averageCharWidth())
    return table
