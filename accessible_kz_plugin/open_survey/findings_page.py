# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of findings: each leads to its row, and to its place on the map."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from accessible_core.errors import AccessibleError
from accessible_core.files import replacing
from accessible_core.findings import Finding, Findings, Severity
from accessible_core.messages import text
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.report import write_report
from accessible_core.survey.words import as_text
from accessible_kz_plugin.docks.tasks import tell_error
from accessible_kz_plugin.open_survey.page import Page, button, enter_does, told
from accessible_kz_plugin.open_survey.sources import LayerSource
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_kz_plugin.open_survey.assistant import Assistant

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_EXPORTED = ("severity", "code", "record", "field", "value", "hint")


def severity_words(severity: Severity, language: str) -> str:
    """Return what a severity is called."""
    return text("report", f"severity_{severity.value}", language)


class FindingsModel(QAbstractTableModel):
    """Findings as a table; words are made when a row is looked at."""

    def __init__(self, language: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self._names: dict[str, str] = {}
        self.shown: list[Finding] = []

    def show(self, findings: Sequence[Finding], names: dict[str, str]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self.shown, self._names = list(findings), names
        self.endResetModel()

    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many there are."""
        return len(self.shown)

    def columnCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 4

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the columns' titles."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return (tr("Weight"), tr("Place"), tr("Column"), tr("What was found"))[section]

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return one cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        finding = self.shown[index.row()]
        if index.column() == 0:
            return severity_words(finding.severity, self._language)
        if index.column() == 1:
            return self._names.get(finding.record, finding.record) or tr("the whole table")
        return finding.field if index.column() == 2 else finding.hint(self._language)  # noqa: PLR2004


class FindingsPage(Page):
    """Lists what was wrong or changed, gravest first."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self._all: list[Finding] = []
        self.about = self.sentence()
        self.about.setObjectName("accessible_kz_findings_about")
        self.severity = QComboBox()
        self.severity.setObjectName("accessible_kz_findings_severity")
        self.severity.addItem(tr("All findings"), None)
        for one in _ORDER:
            self.severity.addItem(severity_words(one, assistant.language), one)
        self.labelled(tr("&Weight"), self.severity)
        self.search = QLineEdit()
        self.search.setObjectName("accessible_kz_findings_search")
        self.labelled(tr("Words to &search for"), self.search)
        self.model = FindingsModel(assistant.language, self)
        self.table = QTableView()
        self.table.setObjectName("accessible_kz_findings_table")
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(160)
        self.labelled(tr("&Findings"), self.table, stretch=2)
        self.row = told("findings_row")
        self.labelled(tr("The &row that it is about"), self.row, stretch=1)
        self.buttons(
            button("findings_show", tr("S&how on the map"), self.go_to),
            button("findings_export", tr("&Export the findings…"), self._export),
        )
        self.severity.currentIndexChanged.connect(self._filter)
        self.search.textChanged.connect(self._filter)
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.table.doubleClicked.connect(lambda *_: self.go_to())
        enter_does(self.table, self.go_to)

    def title(self) -> str:
        """Return the heading."""
        return tr("What was found in it")

    def first_control(self) -> QWidget:
        """Return where the focus goes."""
        return self.table if self.model.shown else self.assistant.forward

    def entered(self) -> None:
        """List the findings of the session."""
        rank = {severity: place for place, severity in enumerate(_ORDER)}
        self._all = sorted(self.session.all_findings, key=lambda one: rank[one.severity])
        counts = {one: sum(f.severity is one for f in self._all) for one in _ORDER}
        told_counts = ", ".join(
            f"{severity_words(one, self.assistant.language)}: {count}"
            for one, count in counts.items()
        )
        words = tr("{all} findings. {counts}. Good rows are taken whatever stands here.")
        self.about.setText(
            words.replace("{all}", str(len(self._all))).replace("{counts}", told_counts)
        )
        self._filter()
        for column, share in enumerate((0.15, 0.22, 0.18)):
            self.table.setColumnWidth(column, int(share * max(self.table.width(), 600)))

    def _filter(self, *_: object) -> None:
        wanted, words = self.severity.currentData(), self.search.text().strip().casefold()
        language = self.assistant.language
        survey = self.session.survey
        names = {ident: survey.name(row, language) for row, ident in enumerate(survey.ids.tolist())}
        shown = [
            one
            for one in self._all
            if (wanted is None or one.severity is wanted)
            and (not words or words in _all_words(one, names, language))
        ]
        self.model.show(shown, names)
        if shown:
            self.table.selectRow(0)
        else:
            self._show_row()

    def _current(self) -> Finding | None:
        row = self.table.currentIndex().row()
        return self.model.shown[row] if 0 <= row < len(self.model.shown) else None

    def _show_row(self, *_: object) -> None:
        finding = self._current()
        row = None if finding is None else self.session.row_of(finding.record)
        if finding is None or row is None:
            self.row.setPlainText(finding.hint(self.assistant.language) if finding else "")
            return
        survey = self.session.survey
        lines = [finding.hint(self.assistant.language)]
        for name, cells in survey_columns(survey).items():
            cell = as_text(cells[row]).strip()
            if cell:
                lines.append(f"{name}: {cell}")
        self.row.setPlainText("\n".join(lines))

    def go_to(self) -> None:
        """Show the row's place on the map and select its feature; say why where it has none."""
        finding = self._current()
        row = None if finding is None else self.session.row_of(finding.record)
        if row is None:
            self.assistant.say(tr("This finding is about the whole table."), good=False)
            return
        survey = self.session.survey
        self._select(row, str(survey.ids[row]))
        lon, lat = float(survey.lon[row]), float(survey.lat[row])
        if not (np.isfinite(lon) and np.isfinite(lat)):
            self.assistant.say(tr("This place has no position: it is on no map."), good=False)
        elif not self.assistant.on_map.show(lon, lat):
            self.assistant.say(tr("The map's coordinate system has no such place."), good=False)

    def _select(self, row: int, ident: str) -> None:
        """Select the feature in the layer that the survey came from, and in its result."""
        project, source = self.assistant.project, self.session.source
        if isinstance(source, LayerSource):
            layer, feature = project.mapLayer(source.layer_id), self.session.feature_of(row)
            if isinstance(layer, QgsVectorLayer) and feature is not None:
                self.assistant.on_map.select(layer, feature)
        made = project.mapLayer(self.assistant.made_layer)
        if isinstance(made, QgsVectorLayer):
            made.selectByExpression(f'"id" = {_quoted(ident)}')

    def _export(self) -> None:
        kinds = tr("Page (*.html);;Table (*.csv)")
        path, _ = QFileDialog.getSaveFileName(self, tr("Export the findings"), "", kinds)
        if path:
            self.export(path)

    def export(self, path: str) -> None:
        """Write all findings as a page for people or a table."""
        language = self.assistant.language
        target = Path(path if Path(path).suffix else f"{path}.html")
        try:
            if target.suffix.casefold() == ".csv":
                _write_table(target, self._all, language)
            else:
                write_report(target, Findings(self._all), self.session.survey, language=language)
        except AccessibleError as error:
            tell_error(self.assistant.desktop, error)
        else:
            words = tr("The findings are in {path}.")
            self.assistant.say(words.replace("{path}", str(target)))


def _all_words(finding: Finding, names: dict[str, str], language: str) -> str:
    parts = (finding.record, names.get(finding.record, ""), finding.field, finding.hint(language))
    return " ".join(parts).casefold()


def _write_table(path: Path, findings: Sequence[Finding], language: str) -> None:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_EXPORTED)
    for finding in findings:
        row = finding.as_dict(language)
        writer.writerow([row[name] for name in _EXPORTED])
    with replacing(path) as temporary:
        # With a mark, so that Excel reads the letters as they are.
        temporary.write_bytes(table.getvalue().encode("utf-8-sig"))


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"
