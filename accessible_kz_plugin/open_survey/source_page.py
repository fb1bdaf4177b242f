# SPDX-License-Identifier: GPL-3.0-or-later
"""The first page: which file or layer, which of its tables, which checklist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QLineEdit, QRadioButton, QWidget

from accessible_core.errors import InputError
from accessible_core.messages import text
from accessible_core.progress import Progress
from accessible_kz_plugin.docks.tasks import tell_error
from accessible_kz_plugin.open_survey.page import Page, button
from accessible_kz_plugin.open_survey.session import Opened, open_source
from accessible_kz_plugin.open_survey.sources import (
    FileSource,
    LayerSource,
    SurveySource,
    parts_of,
)
from accessible_kz_plugin.processing.parameters import FORM_VALUES
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_kz_plugin.open_survey.assistant import Assistant


class SourcePage(Page):
    """Chooses what is opened."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self.sentence(
            tr(
                "Any table with one row a place: a spreadsheet, a text table, or a map layer. "
                "Nothing is changed in it. Names, phones and other personal data are left out "
                "when it is read and appear nowhere afterwards."
            )
        )
        self.from_file = QRadioButton(tr("&File"))
        self.from_layer = QRadioButton(tr("&Layer of this project"))
        self.path = QLineEdit()
        self.browse = button("source_browse", tr("B&rowse…"), self._browse)
        self.parts = QComboBox()
        self.layers = QgsMapLayerComboBox()
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.form = QComboBox()
        for name, control in (
            ("from_file", self.from_file), ("path", self.path), ("part", self.parts),
            ("from_layer", self.from_layer), ("layer", self.layers), ("form", self.form),
        ):  # fmt: skip
            control.setObjectName(f"accessible_kz_source_{name}")
        self.column.addWidget(self.from_file)
        self.labelled(tr("&Path of the file"), self.path)
        self.buttons(self.browse)
        self._part_label = self.labelled(tr("&Sheet or table"), self.parts)
        self.column.addWidget(self.from_layer)
        self.labelled(tr("Survey l&ayer"), self.layers)
        self.form.addItem(tr("The table says it in a column"), "")
        for form in FORM_VALUES:
            self.form.addItem(text("labels", f"form_{form}", assistant.language), form)
        self.labelled(tr("&Checklist that was filled in"), self.form)
        self.column.addStretch(1)
        self.from_file.setChecked(True)
        self.from_file.toggled.connect(self._show_choice)
        self.path.textChanged.connect(self._show_parts)
        self._show_choice()
        self._show_parts()

    def title(self) -> str:
        """Return the heading."""
        return tr("Where the survey is")

    def first_control(self) -> QWidget:
        """Return where the focus goes."""
        return self.path if self.from_file.isChecked() else self.layers

    def _show_choice(self, *_: object) -> None:
        file = self.from_file.isChecked()
        for control in (self.path, self.browse, self.parts):
            control.setEnabled(file)
        self.layers.setEnabled(not file)

    def _browse(self) -> None:
        kinds = tr("Surveys (*.csv *.tsv *.xlsx *.gpkg *.geojson *.shp)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Open a survey"), self.path.text(), kinds)
        if path:
            self.path.setText(path)

    def _show_parts(self, *_: object) -> None:
        self.parts.clear()
        for name, address in parts_of(self._path()):
            self.parts.addItem(name, address)
        several = self.parts.count() > 1
        self.parts.setVisible(several)
        self._part_label.setVisible(several)

    def _path(self) -> str:
        return self.path.text().strip().strip('"')

    def _source(self) -> SurveySource:
        """Return what was chosen.

        Raises
        ------
        InputError
            Nothing was.
        """
        if self.from_file.isChecked():
            if not self._path():
                raise InputError(tr("Choose a file first."))
            part = self.parts.currentData() if self.parts.count() else ""
            return FileSource(str(Path(self._path()).expanduser()), part or "")
        layer = self.layers.currentLayer()
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            raise InputError(tr("Choose a layer first: the project has none that can be read."))
        return LayerSource(layer)

    def proceed(self, go_on: Callable[[], None]) -> None:
        """Read the table and look at its columns."""
        try:
            source = self._source()
        except InputError as error:
            tell_error(self.assistant.desktop, error)
            self.first_control().setFocus()
            return
        form = self.form.currentData()

        def work(progress: Progress) -> Opened:
            return open_source(source, form, progress)

        def done(opened: Opened) -> None:
            self.assistant.start_session(source, opened)
            if opened.draft.needs_a_person:
                go_on()
            else:
                self.assistant.read_and(go_on)

        self.assistant.tasks.run(tr("Reading the table"), work, done)
