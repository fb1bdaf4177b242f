# SPDX-License-Identifier: GPL-3.0-or-later
"""The scores of a place: a row a group or zone, and what the whole rests on."""

from __future__ import annotations

from math import isnan

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QTableWidget, QTableWidgetItem

from accessible_core.lights import Light
from accessible_core.messages import text
from accessible_core.scoring.scores import Doubt
from accessible_core.survey.table import ZONE_INDEX
from accessible_core.vocabulary import GROUPS, ZONES, Score, Zone
from accessible_kz_plugin.docks.survey.lights import light_icon, light_text
from accessible_kz_plugin.docks.survey.record import Record
from accessible_kz_plugin.translation import interface_language, tr


class ScoresTable(QTableWidget):
    """The whole facility and its zones down, groups of people across; the group shown first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("accessible_kz_scores")
        self.setAccessibleName(tr("Scores by group and zone"))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(120)
        self.setWordWrap(False)

    def show_record(self, record: Record | None) -> None:
        """Show a place's scores."""
        if record is None:
            self.setRowCount(0)
            self.setColumnCount(0)
            return
        language = interface_language()
        zones = [zone for zone in ZONES if _is_scored(record, zone)]
        order = sorted(range(len(GROUPS)), key=lambda group: group != record.group)
        sides = [text("labels", "zone_overall", language), tr("Answered"), tr("Rests on")]
        sides += [text("labels", f"zone_{zone.value}", language) for zone in zones]
        heads = [text("labels", f"group_{GROUPS[group].value}", language) for group in order]
        if (self.rowCount(), self.columnCount()) != (len(sides), len(heads)):
            self.setRowCount(len(sides))
            self.setColumnCount(len(heads))
        self.setHorizontalHeaderLabels(heads)
        self.setVerticalHeaderLabels(sides)
        for column, group in enumerate(order):
            light = record.light(group)
            rows = [
                (light_text(light), light),
                (known_words(record, group), None),
                (doubt_words(record, group), None),
            ]
            rows += [
                (zone_words(record, zone, group), record.zone_light(zone, group)) for zone in zones
            ]
            for row, (words, shown) in enumerate(rows):
                self._put(row, column, f"{heads[column]}, {sides[row]}", words, shown)
        self.resizeColumnsToContents()
        self.resizeRowsToContents()

    def _put(self, row: int, column: int, where: str, words: str, light: Light | None) -> None:
        item = self.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            self.setItem(row, column, item)
        item.setText(words)
        item.setToolTip(words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{where}: {words}")
        item.setIcon(QIcon() if light is None or not words else light_icon(light))


def _is_scored(record: Record, zone: Zone) -> bool:
    return bool((record.scores.zones[0, ZONE_INDEX[zone]] != Score.NOT_SCORED).any())


def zone_words(record: Record, zone: Zone, group: int) -> str:
    """Return glyph and light of a zone for a group; a dash where it is not scored."""
    score = int(record.scores.zones[0, ZONE_INDEX[zone], group])
    return "" if score == Score.NOT_SCORED else light_text(record.zone_light(zone, group))


def known_words(record: Record, group: int) -> str:
    """Return how many of the questions that can move a score are answered."""
    known = float(record.scores.known[0, group])
    # Never rounded up to all: one open question may be the one that matters.
    return "-" if isnan(known) else f"{int(known * 100)} %"


def doubt_words(record: Record, group: int) -> str:
    """Return what speaks against relying on a score, or that nothing does."""
    language = interface_language()
    doubts = Doubt(int(record.scores.doubts[0, group]))
    named = [bit for bit in Doubt if bit and bit & doubts]
    if not named:
        return text("labels", "confirmed", language)
    return "; ".join(text("labels", f"doubt_{str(bit.name).lower()}", language) for bit in named)
