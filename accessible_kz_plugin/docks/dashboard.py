# SPDX-License-Identifier: GPL-3.0-or-later
"""The dashboard: how many places are how accessible, as bars and as a table.

It counts what a layer shows, follows the map's selection and selects on the map in return. The
layer is read in the background, once; every other count is made of what was read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProcessingContext,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QModelIndex, Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from accessible_core.errors import AccessibleError
from accessible_core.findings import Findings
from accessible_core.progress import Progress
from accessible_core.statistics.areas import Areas
from accessible_core.statistics.counting import COUNTS, Parting
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks import dashboard_figures as shown
from accessible_kz_plugin.docks.bar_chart import BarChart, ChartData
from accessible_kz_plugin.docks.base import AccessibleDock, scrolled
from accessible_kz_plugin.docks.dashboard_files import tab_separated, write_chart, write_table
from accessible_kz_plugin.docks.tasks import tell, tell_error
from accessible_kz_plugin.layers.area_layer import areas_from_source
from accessible_kz_plugin.layers.counted_places import CountedPlaces, read_places
from accessible_kz_plugin.layers.snapshot import LayerSnapshot
from accessible_kz_plugin.styles.groups import group_titles, is_scored, score_group, shown_group
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.forms import LabelledForm
from accessible_kz_plugin.widgets.group_switch import GroupSwitch

#: Milliseconds that a layer has to be left alone until it is read anew.
_PAUSE = 500
#: Height of the table, in lines of text; it scrolls.
_LINES = 10
#: Letters of lists that are always seen, and per cent of text size from which buttons stand
#: one beneath the other.
_LETTERS, _LARGE = 10, 125
#: Fields that usually tell areas apart.
_USUAL_IDS = ("kato", "id", "code", "osm_id", "fid")
_CHANGES = (
    "attributeValueChanged", "featureAdded", "featureDeleted", "geometryChanged",
    "dataChanged", "subsetStringChanged", "updatedFields", "afterRollBack",
)  # fmt: skip


@dataclass(frozen=True)
class _Read:
    """What was read of a layer of places and of one of areas, parted in every way."""

    places: CountedPlaces
    areas: Areas | None
    partings: dict[str, Parting | None]


class Dashboard(AccessibleDock):
    """The dock with bars and table."""

    NAME = "dashboard"
    HELP = "dashboard"

    def __init__(self, desktop: Any) -> None:
        super().__init__(desktop, tr("Dashboard: how accessible places are"))
        self._read: _Read | None = None
        self._parting: Parting | None = None
        self._mask: shown.Places | None = None
        self._layer: QgsVectorLayer | None = None
        #: What was selected on the map: it alone is counted, if the box is ticked.
        self._filter: set[int] = set()
        #: What was selected from here: it is no wish to count these alone.
        self._own: set[int] | None = None
        self._stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self.read)
        self._build()
        self.area_layers.setLayer(None)
        self._guess_layers()
        self._guess_field(self.area_layers.currentLayer())
        self._listen()

    def first_control(self) -> QWidget:
        """Return the list of layers."""
        return self.layers

    # --- the window

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.addWidget(self._form())
        self.summary = QLabel(inside)
        self.summary.setObjectName("accessible_kz_dashboard_summary")
        self.summary.setWordWrap(True)
        self.summary.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.summary.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column.addWidget(self.summary)
        self.chart = BarChart()
        self.chart.setObjectName("accessible_kz_dashboard_chart")
        self.chart.setAccessibleName(tr("Bar chart; the table beneath it says the same"))
        self.chart.chosen.connect(self._choose_piece)
        column.addWidget(self.chart)
        column.addWidget(self._table_view(), 1)
        column.addLayout(self._buttons())
        self.inside = inside
        self.column.addWidget(scrolled(inside, self.NAME))

    def _form(self) -> QWidget:
        form = LabelledForm(beneath=True)
        self.layers = QgsMapLayerComboBox()
        self.layers.setObjectName("accessible_kz_dashboard_layer")
        kinds = QgsMapLayerProxyModel.Filter
        self.layers.setFilters(kinds.PointLayer | kinds.NoGeometry)
        form.row(tr("Layer of &places:"), self.layers)
        self.way = QComboBox()
        self.way.setObjectName("accessible_kz_dashboard_way")
        for way, words in shown.way_words().items():
            self.way.addItem(words, way)
        form.row(tr("Co&unt by:"), self.way)
        self.area_layers = QgsMapLayerComboBox()
        self.area_layers.setObjectName("accessible_kz_dashboard_areas")
        self.area_layers.setFilters(kinds.PolygonLayer)
        self.area_layers.setAllowEmptyLayer(True)
        form.row(tr("Layer of &districts:"), self.area_layers)
        self.area_field = QgsFieldComboBox()
        self.area_field.setObjectName("accessible_kz_dashboard_area_field")
        form.row(tr("Field that tells districts &apart:"), self.area_field)
        self.groups = GroupSwitch()
        self.groups.layout().setStretch(1, 1)  # the list, not its label
        form.alone(self.groups)
        self.only_selected = QCheckBox(tr("Only &selected places"))
        self.only_selected.setObjectName("accessible_kz_dashboard_only_selected")
        self.only_selected.setChecked(True)
        form.alone(self.only_selected)
        form.note(tr("Those selected on the map; all while nothing is selected."))
        self.shares = QCheckBox(tr("Shares: e&qual bars"))
        self.shares.setObjectName("accessible_kz_dashboard_shares")
        form.alone(self.shares)
        for combo in (self.layers, self.way, self.area_layers, self.area_field, self.groups.combo):
            # A long name in a list must not make the dock wide.
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(_LETTERS)
        return form.box

    def _table_view(self) -> QTableView:
        self.table = shown.FigureTable(self)
        self.view = QTableView()
        self.view.setObjectName("accessible_kz_dashboard_table")
        self.view.setAccessibleName(tr("Table of counts"))
        self.view.setAccessibleDescription(
            tr("Enter selects the places of a row, or of one count, on the map.")
        )
        self.view.setModel(self.table)
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.clicked.connect(self._choose_cell)
        self.view.activated.connect(self._choose_cell)
        return self.view

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        self.select = self._button("select", tr("Select on the &map"), self.select_current)
        self.copy = self._button("copy", tr("&Copy table"), self.copy_table)
        self.save_table = self._button("save_table", tr("Save &table…"), self._ask_table)
        self.save_chart = self._button("save_chart", tr("Save c&hart…"), self._ask_chart)
        columns = 1 if settings.TEXT_SIZE.get() > _LARGE else 2
        for place, button in enumerate((self.select, self.copy, self.save_table, self.save_chart)):
            grid.addWidget(button, place // columns, place % columns)
        return grid

    def _button(self, name: str, words: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(f"accessible_kz_dashboard_{name}")
        button.clicked.connect(lambda *_: do())
        return button

    # --- what it listens to

    def _listen(self) -> None:
        self._follow(self.layers.currentLayer())
        self.layers.layerChanged.connect(self._other_layer)
        self.area_layers.layerChanged.connect(self._other_areas)
        self.area_field.fieldChanged.connect(self._other_field)
        self.way.currentIndexChanged.connect(self._count)
        self.only_selected.toggled.connect(self._count)
        self.shares.toggled.connect(self._count)
        self.visibilityChanged.connect(self._seen)
        QgsProject.instance().layersAdded.connect(self._added)
        if hasattr(self.desktop, "currentLayerChanged"):
            self.desktop.currentLayerChanged.connect(self._other_current)
        settings.changes().group.connect(self._count)
        settings.changes().settings.connect(self._count)

    def _guess_layers(self) -> None:
        """Take the active layer where it is scored, else the first that is; and districts.

        What is chosen already stays, as long as it can be counted by.
        """
        layers = list(QgsProject.instance().mapLayers().values())
        active = getattr(self.desktop, "activeLayer", lambda: None)()
        scored = [layer for layer in (active, *layers) if is_scored(layer)]
        if scored and not is_scored(self.layers.currentLayer()):
            self.layers.setLayer(scored[0])
        areas = [one for one in layers if self._is_district_layer(one)]
        if areas and self.area_layers.currentLayer() is None:
            self.area_layers.setLayer(areas[0])

    def _added(self, *_: Any) -> None:
        """Take layers that came later, such as those of the sample city."""
        self._guess_layers()

    def _other_current(self, layer: QgsMapLayer | None) -> None:
        """Count the layer that was made the current one, where it is scored."""
        if is_scored(layer):
            self.layers.setLayer(layer)

    @staticmethod
    def _is_district_layer(layer: QgsMapLayer) -> bool:
        if not isinstance(layer, QgsVectorLayer):
            return False
        names = {name.lower() for name in layer.fields().names()}
        polygons = QgsWkbTypes.GeometryType.PolygonGeometry
        return layer.geometryType() == polygons and bool(names & {"kato", "name"})

    def _guess_field(self, layer: QgsMapLayer | None) -> None:
        self.area_field.setLayer(layer)
        self.area_field.setEnabled(layer is not None)
        if layer is not None:
            by_low = {name.lower(): name for name in reversed(layer.fields().names())}
            usual = next((by_low[name] for name in _USUAL_IDS if name in by_low), "")
            self.area_field.setField(usual or layer.fields().names()[0])

    def _follow(self, layer: QgsMapLayer | None) -> None:
        """Listen to one layer and to no other."""
        self._unfollow()
        if isinstance(layer, QgsVectorLayer):
            self._layer = layer
            self._filter, self._own = set(layer.selectedFeatureIds()), None
            layer.selectionChanged.connect(self._selected)
            for name in _CHANGES:
                getattr(layer, name).connect(self._changed)

    def _unfollow(self) -> None:
        layer, self._layer = self._layer, None
        if layer is None:
            return
        try:
            layer.selectionChanged.disconnect(self._selected)
            for name in _CHANGES:
                getattr(layer, name).disconnect(self._changed)
        except (RuntimeError, TypeError):
            return  # the layer was deleted meanwhile, and its connections with it

    def _other_layer(self, layer: QgsMapLayer | None) -> None:
        self._follow(layer)
        self._read = None
        self._changed()

    def _other_areas(self, layer: QgsMapLayer | None) -> None:
        self._guess_field(layer)
        self._changed()

    def _other_field(self, *_: Any) -> None:
        self._changed()

    def _changed(self, *_: Any) -> None:
        """Read anew, when the layer is left alone for a while and somebody looks."""
        self._stale = True
        if self.isVisible():
            self._later.start()

    def _seen(self, visible: bool) -> None:
        if visible and self._stale:
            self.read()

    def _selected(self, *_: Any) -> None:
        """Count what is selected now, unless the selection came from here."""
        ids = [] if self._layer is None else self._layer.selectedFeatureIds()
        selected = set(ids)
        if selected != self._own:
            self._filter, self._own = selected, None
            self._count()

    def let_go(self) -> None:
        """Let go of the layer."""
        self._later.stop()
        self._unfollow()
        QgsProject.instance().layersAdded.disconnect(self._added)
        if hasattr(self.desktop, "currentLayerChanged"):
            self.desktop.currentLayerChanged.disconnect(self._other_current)
        super().let_go()

    # --- reading and counting

    def read(self) -> None:
        """Read the layers in the background, then count."""
        self._later.stop()
        self._stale = False
        layer, areas = self._layer, self.area_layers.currentLayer()
        if layer is None or not layer.isValid():
            self.tasks.let_go()
            self._read = None
            self._count()
            return
        places = LayerSnapshot(layer)
        districts = None if areas is None else LayerSnapshot(areas)
        context = QgsProcessingContext()
        context.setTransformContext(QgsProject.instance().transformContext())
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        path, field = str(parts.get("path") or ""), self.area_field.currentField()
        language, age = interface_language(), settings.max_age_years()

        def work(progress: Progress) -> _Read:
            findings = Findings()
            found = None
            if districts is not None:
                found = areas_from_source(districts, field, language, context, findings)
            counted = read_places(
                places, context, findings, path=path, max_age_years=age, progress=progress
            )
            partings = {way: shown.parting_of(counted, found, way) for way in shown.WAYS}
            return _Read(counted, found, partings)

        self.tasks.run(tr("Counting places"), work, self._take, self._failed)

    def _take(self, read: _Read) -> None:
        self._read = read
        self._count()

    def _failed(self, _error: Exception) -> None:
        self._read = None
        self._count()

    def _chosen(self) -> shown.Places | None:
        """Return which places are counted; None for all of them."""
        if self._read is None or not self._filter or not self.only_selected.isChecked():
            return None
        chosen = np.fromiter(self._filter, np.int64, len(self._filter))
        return np.isin(self._read.places.ids, chosen)

    def _count(self, *_: Any) -> None:
        """Count what was read, as the controls say, and show it."""
        way, read = self.way.currentData(), self._read
        self.area_layers.setEnabled(way == "area")
        self.area_field.setEnabled(way == "area" and self.area_layers.currentLayer() is not None)
        language, user = interface_language(), shown_group()
        group = [one.value for one in GROUPS].index(score_group(user))
        self._parting = None if read is None else read.partings[way]
        self._mask = self._chosen()
        rows: list[shown.Row] = []
        if read is not None and self._parting is not None:
            names = (
                [] if way == "group"
                else shown.part_names(self._parting, read.areas, way, language)
            )  # fmt: skip
            rows = shown.rows_of(
                read.places, self._parting, names, group, self._mask,
                groups=way == "group", language=language,
            )  # fmt: skip
        palette = settings.PALETTE.get()
        words = shown.count_words(language, palette)
        self.table.show(rows, self.way.currentText(), words)
        self.view.resizeColumnsToContents()
        self.view.setMinimumHeight(_LINES * self.view.fontMetrics().height())
        self._show_chart(rows, words, way, group_titles(language)[user])
        self.summary.setText(self._summary(way, group))
        for button in (self.select, self.copy, self.save_table, self.save_chart):
            button.setEnabled(bool(rows))

    def _show_chart(self, rows: list[shown.Row], words: list[str], way: str, user: str) -> None:
        shares = self.shares.isChecked()
        title = self.way.currentText()
        if way != "group":
            title = tr("{what}; lights for: {group}").replace("{what}", title)
            title = title.replace("{group}", user)
        # A sum is longer than all others: it is a bar where bars are of equal width.
        drawn = [row for row in rows if shares or not row.total]
        data = ChartData(
            title if rows else "", drawn, words, settings.PALETTE.get(), shares,
            tr("places: {count}"),
        )  # fmt: skip
        self.chart.show_data(data)
        self.chart.setVisible(bool(rows))

    def _summary(self, way: str, group: int) -> str:
        """Say in words how many are counted, and how many of them nobody can rely on."""
        read = self._read
        if self._layer is None:
            return tr("There is no layer of places: score a survey, or load the sample city.")
        if read is None:
            return tr("Nothing was counted yet.")
        if self._parting is None:
            if way == "review":
                return tr("The layer has no column of review states: choose another way to count.")
            return tr("The layer has no column of categories: choose another way to count.")
        chosen = self._mask
        kinds = read.places.kinds if chosen is None else read.places.kinds[chosen]
        counts = np.bincount(kinds[:, group], minlength=len(COUNTS))
        if chosen is None:
            counted = tr("Counted: {count} (all places).")
        else:
            counted = tr("Counted: {count} of {all} (those selected on the map).")
        sentence = tr(
            "Accessible, but unconfirmed: {unconfirmed}. Unknown: {unknown}. Not surveyed: {not}."
        )
        words = f"{counted} {sentence}"
        for name, number in (
            ("count", len(kinds)),
            ("all", len(read.places)),
            ("unconfirmed", counts[COUNTS.index("full_unconfirmed")]),
            ("unknown", counts[COUNTS.index("unknown")]),
            ("not", counts[COUNTS.index("not_surveyed")]),
        ):
            words = words.replace(f"{{{name}}}", str(number))
        return words

    # --- from here to the map

    def select_current(self) -> None:
        """Select the places of the current cell on the map."""
        self._choose_cell(self.view.currentIndex())

    def _choose_cell(self, index: QModelIndex) -> None:
        if index.isValid():
            self._choose(self.table.rows[index.row()], self.table.count_at(index.column()))

    def _choose_piece(self, row: int, count: int) -> None:
        self._choose(self.table.rows[row], count)

    def _choose(self, row: shown.Row, count: int | None) -> None:
        """Select on the map, where there is anything to select; what is counted stays."""
        if self._layer is None or self._read is None or self._parting is None:
            return
        found = shown.features_of(self._read.places, self._parting, row, self._mask, count)
        if found:
            self._own = set(found)
            self._layer.selectByIds(found)

    # --- to files

    def copy_table(self) -> None:
        """Put the table on the clipboard."""
        QApplication.clipboard().setText(tab_separated(self.table.rows, self.way.currentText()))
        tell(self.desktop, tr("The table is on the clipboard."))

    def save_table_as(self, path: str) -> None:
        """Write the table into a file."""
        self._save(path, lambda: write_table(self.table.rows, self.way.currentText(), path))

    def save_chart_as(self, path: str) -> None:
        """Write the chart into a file."""
        self._save(path, lambda: write_chart(self.chart.data, self.chart.font(), path))

    def _save(self, path: str, write: Callable[[], None]) -> None:
        try:
            write()
        except (AccessibleError, OSError) as error:
            tell_error(self.desktop, error)
        else:
            tell(self.desktop, tr("Saved: {path}").replace("{path}", path))

    def _ask_table(self) -> None:
        kinds = tr("Table (*.csv);;Workbook (*.xlsx)")
        path = self._ask(tr("Save the table"), "accessibility.csv", kinds)
        if path:
            self.save_table_as(path)

    def _ask_chart(self) -> None:
        kinds = tr("Picture (*.png);;Drawing (*.svg)")
        path = self._ask(tr("Save the chart"), "accessibility.png", kinds)
        if path:
            self.save_chart_as(path)

    def _ask(self, title: str, name: str, kinds: str) -> str:
        """Ask for a file; the kind that was chosen gives a name without ending its own."""
        path, kind = QFileDialog.getSaveFileName(self, title, name, kinds)
        if path and not Path(path).suffix:
            path += kind.rpartition("*")[2].rstrip(")")
        return str(path)
