# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for rows without a position: a coordinate system, or addresses of the user's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayerProxyModel, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox, QgsProjectionSelectionDialog
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QGroupBox, QLineEdit, QVBoxLayout, QWidget

from accessible_core.addresses.locating import Confirmed, Located, address_column
from accessible_core.addresses.matching import Match
from accessible_core.addresses.worklist import write_worklist
from accessible_core.errors import AccessibleError
from accessible_core.geo import distance
from accessible_core.messages import text
from accessible_core.progress import Progress, part
from accessible_kz_plugin.docks.tasks import tell_error
from accessible_kz_plugin.open_survey.page import Page, Records, button, enter_does
from accessible_kz_plugin.open_survey.session import book_of, has_addresses, place_by_address
from accessible_kz_plugin.open_survey.sources import FileSource, LayerSource, SurveySource
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.units import length_text

if TYPE_CHECKING:
    from accessible_kz_plugin.open_survey.assistant import Assistant


class PlacesPage(Page):
    """Gives places to rows that have none; what stays open is a work list."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self._file = ""
        self._open: list[tuple[int, Match]] = []
        self.about = self.sentence()
        self.about.setObjectName("accessible_kz_places_about")
        self._add_systems()
        self._add_addresses()
        self.column.addStretch(1)

    def _add_systems(self) -> None:
        self.system_box = QGroupBox(tr("Positions in metres"))
        self.column.addWidget(self.system_box)
        outer, self.column = self.column, QVBoxLayout(self.system_box)
        self.sentence(
            tr(
                "The table holds positions in metres and does not say in which coordinate "
                "system. Ask whoever made it; proposed are those that put the places into "
                "Kazakhstan, the likeliest first."
            )
        )
        self.systems = QComboBox()
        self.systems.setObjectName("accessible_kz_places_systems")
        self.labelled(tr("Coordinate s&ystem"), self.systems)
        self.buttons(
            button("places_use_system", tr("&Use this system"), self.use_system),
            button("places_other_system", tr("&Another system…"), self._other_system),
        )
        self.column = outer

    def _add_addresses(self) -> None:
        self.address_box = QGroupBox(tr("Places by their addresses"))
        self.column.addWidget(self.address_box)
        outer, self.column = self.column, QVBoxLayout(self.address_box)
        self.sentence(
            tr(
                "Addresses are looked up in a layer of yours, with address points or buildings; "
                "none leaves this computer. Only what is certain is taken; the rest is yours to "
                "decide, or stays a work list."
            )
        )
        self.layers = QgsMapLayerComboBox()
        self.layers.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
        self.layers.setObjectName("accessible_kz_places_layer")
        self.labelled(tr("Add&ress or building layer"), self.layers)
        self.buttons(button("places_file", tr("Take a &file instead…"), self._take_file))
        self.town = QLineEdit()
        self.town.setObjectName("accessible_kz_places_town")
        self.labelled(tr("&Town of addresses that name none"), self.town)
        self.buttons(button("places_look_up", tr("&Look up the addresses"), self.look_up))
        header = (tr("Place"), tr("Address"), tr("Why it is open"), tr("Decision"))
        self.places = Records("places_open", header, lines=5)
        self.labelled(tr("&Open places"), self.places, stretch=1)
        self.candidates = Records(
            "places_candidates", (tr("Candidate"), tr("How alike"), tr("From the first")), lines=4
        )
        self.labelled(tr("&Candidates for the chosen place"), self.candidates)
        self.buttons(
            button("places_take", tr("Ta&ke this candidate"), self.take),
            button("places_leave", tr("Leave it op&en"), self.leave),
            button("places_show", tr("S&how on the map"), self.show_candidate),
            button("places_worklist", tr("Save the &work list…"), self._save_worklist),
        )
        self.places.currentCellChanged.connect(self._show_candidates)
        enter_does(self.candidates, self.take)
        enter_does(self.places, self._to_candidates)
        self.column = outer

    def title(self) -> str:
        """Return the heading."""
        return tr("Places without a position")

    def first_control(self) -> QWidget:
        """Return where the focus goes."""
        if self.system_box.isVisibleTo(self):
            return self.systems
        return self.layers if self.address_box.isVisibleTo(self) else self.assistant.forward

    def is_needed(self) -> bool:
        """Where every place has a position there is nothing to do."""
        session = self.session
        return session.read is None or session.without_place > 0 or bool(session.systems)

    def entered(self) -> None:
        """Show how many places have a position."""
        session = self.session
        metres = session.read is not None and session.read.metres is not None
        self.system_box.setVisible(metres or bool(session.systems))
        self.address_box.setVisible(session.without_place > 0 or session.located is not None)
        self.address_box.setEnabled(has_addresses(session.survey))
        if not self._file:
            self._propose_layer()
        chosen = "" if session.crs is None else session.crs.authid()
        self.systems.clear()
        for one in session.systems:
            self.systems.addItem(str(one), one.crs)
        if chosen and self.systems.findData(chosen) < 0:
            self.systems.addItem(f"{chosen} ({session.crs.description()})", chosen)
        if chosen:
            self.systems.setCurrentIndex(self.systems.findData(chosen))
        self._count()
        self._list()

    def _propose_layer(self) -> None:
        """Choose a layer that is not the survey itself."""
        source = self.session.source
        for place in range(self.layers.count()):
            layer = self.layers.layer(place)
            if layer is not None and layer.id() != getattr(source, "layer_id", ""):
                self.layers.setLayer(layer)
                return

    def _count(self) -> None:
        session = self.session
        every = len(session.survey)
        words = tr("{placed} of {all} places have a position.")
        sentence = words.replace("{placed}", str(every - session.without_place)).replace(
            "{all}", str(every)
        )
        if session.without_place and not has_addresses(session.survey):
            more = tr("The others have no address either: they are kept, and are on no map.")
            sentence = f"{sentence} {more}"
        self.about.setText(sentence)

    # --- positions in metres -------------------------------------------------------------------

    def use_system(self) -> None:
        """Read the survey again with the system that is chosen."""
        code = self.systems.currentData()
        if code:
            self.session.crs = QgsCoordinateReferenceSystem(code)
            self.assistant.read_and(self.entered)

    def _other_system(self) -> None:
        dialog = QgsProjectionSelectionDialog(self)
        if dialog.exec():
            crs = dialog.crs()
            if crs.isValid():
                self.systems.addItem(f"{crs.authid()} ({crs.description()})", crs.authid())
                self.systems.setCurrentIndex(self.systems.count() - 1)

    # --- addresses -----------------------------------------------------------------------------

    def _take_file(self) -> None:
        kinds = tr("Addresses (*.gpkg *.geojson *.shp *.csv *.tsv *.xlsx)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Addresses or buildings"), "", kinds)
        if path:
            self.take_file(path)

    def take_file(self, path: str) -> None:
        """Look addresses up in a file, which joins the list of layers."""
        self._file = path
        self.layers.setAdditionalItems([Path(path).name])
        self.layers.setCurrentIndex(self.layers.count() - 1)

    def _book_source(self) -> SurveySource | None:
        layer = self.layers.currentLayer()
        if isinstance(layer, QgsVectorLayer) and layer.isValid():
            return LayerSource(layer)
        return FileSource(self._file) if self._file and self.layers.count() else None

    def look_up(self) -> None:
        """Look the places up whose address is known and whose position is not."""
        source = self._book_source()
        if source is None or self.session.read is None:
            self.assistant.say(tr("Load a layer with addresses first, or take a file."), good=False)
            return
        survey, town = self.session.read.survey, self.town.text().strip()
        confirmed, language = dict(self.session.confirmed), self.assistant.language

        def work(progress: Progress) -> Any:
            book = book_of(source, part(progress, 0.0, 0.5) or progress)
            rest = part(progress, 0.5, 1.0) or progress
            return book, place_by_address(survey, book, town, confirmed, language, rest)

        def done(found: Any) -> None:
            self.session.book, (located, findings) = found
            self.session.town = town
            self._keep(located, findings)
            self._tell(located)
            self.assistant.focus_later(self.places)

        self.assistant.tasks.run(tr("Looking up addresses"), work, done)

    def _keep(self, located: Located, findings: list[Any]) -> None:
        self.session.located, self.session.located_findings = located, findings
        self._count()
        self._list()

    def _tell(self, located: Located) -> None:
        counts = located.counts()
        words = tr("{taken} places found by address, {open} to decide, {none} not found.")
        for name, key in (("{taken}", "by_address"), ("{open}", "to_confirm")):
            words = words.replace(name, str(counts[key]))
        self.assistant.say(words.replace("{none}", str(counts["not_found"])))

    def _list(self) -> None:
        """List what is open, and what a person has decided."""
        located = self.session.located
        if located is None:
            self._open = []
            self.places.fill([])
            self._show_candidates()
            return
        survey = located.survey
        taken = set(located.rows[located.taken].tolist())
        rows = [int(row) for row in located.rows]
        self._open = [(row, m) for row, m in zip(rows, located.matches) if row not in taken]
        addresses = address_column(survey)
        self.places.fill([
            (
                survey.name(row, self.assistant.language),
                str(addresses[row]),
                self._why(match),
                self._decision(str(survey.ids[row])),
            )
            for row, match in self._open
        ])  # fmt: skip
        self._show_candidates()

    def _why(self, match: Match) -> str:
        language = self.assistant.language
        doubts = [text("addresses", f"doubt_{doubt}", language) for doubt in match.doubts]
        return "; ".join([text("addresses", f"grade_{match.grade}", language), *doubts])

    def _decision(self, ident: str) -> str:
        return tr("taken") if ident in self.session.confirmed else tr("open")

    def _current(self) -> tuple[str, Match] | None:
        row = self.places.currentRow()
        located = self.session.located
        if located is None or not 0 <= row < len(self._open):
            return None
        place, match = self._open[row]
        return str(located.survey.ids[place]), match

    def _show_candidates(self, *_: object) -> None:
        current = self._current()
        if current is None:
            self.candidates.fill([])
            return
        first = current[1].candidates[0] if current[1].candidates else None
        language = self.assistant.language
        self.candidates.fill([
            (
                one.found,
                text("addresses", f"grade_{one.grade}", language),
                length_text(float(distance(first.lon, first.lat, one.lon, one.lat))),
            )
            for one in current[1].candidates
            if first is not None
        ])  # fmt: skip

    def _to_candidates(self) -> None:
        self.candidates.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self) -> None:
        """Take the chosen candidate for the chosen place."""
        current, place = self._current(), self.candidates.currentRow()
        if current is None or not 0 <= place < len(current[1].candidates):
            return
        ident, match = current
        one = match.candidates[place]
        self.session.confirmed[ident] = Confirmed(one.lon, one.lat, one.grade)
        self._decided(ident)

    def leave(self) -> None:
        """Leave the chosen place open."""
        current = self._current()
        if current is not None:
            self.session.confirmed.pop(current[0], None)
            self._decided(current[0])

    def _decided(self, ident: str) -> None:
        row = self.places.currentRow()
        item = self.places.item(row, self.places.columnCount() - 1)
        if item is not None:
            item.setText(self._decision(ident))
        if ident in self.session.confirmed and row + 1 < self.places.rowCount():
            self.places.setCurrentCell(row + 1, 0)
        self.places.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_candidate(self) -> None:
        """Show the chosen candidate on the map."""
        current, place = self._current(), self.candidates.currentRow()
        if current is not None and 0 <= place < len(current[1].candidates):
            one = current[1].candidates[place]
            self.assistant.on_map.show(one.lon, one.lat)

    def _save_worklist(self) -> None:
        kinds = tr("Work list (*.csv *.xlsx)")
        path, _ = QFileDialog.getSaveFileName(self, tr("Save the work list"), "", kinds)
        if path:
            self.save_worklist(path)

    def save_worklist(self, path: str) -> None:
        """Write what has no position yet as a table, with all candidates."""
        located = self.session.located
        if located is None:
            self.assistant.say(tr("Look up the addresses first."), good=False)
            return
        target = path if Path(path).suffix else f"{path}.csv"
        try:
            addresses = address_column(located.survey)
            count = write_worklist(located, addresses, target, language=self.assistant.language)
        except AccessibleError as error:
            tell_error(self.assistant.desktop, error)
        else:
            words = tr("{count} open places are in the work list {path}.")
            words = words.replace("{count}", str(count)).replace("{path}", target)
            self.assistant.say(words)

    def proceed(self, go_on: Callable[[], None]) -> None:
        """Give places what a person has decided, then go on."""
        session = self.session
        located, book = session.located, session.book
        if located is None or book is None or session.read is None:
            go_on()
            return
        survey, town, confirmed = session.read.survey, session.town, dict(session.confirmed)
        language = self.assistant.language

        def work(progress: Progress) -> tuple[Located, list[Any]]:
            return place_by_address(survey, book, town, confirmed, language, progress)

        def done(found: tuple[Located, list[Any]]) -> None:
            self._keep(*found)
            go_on()

        self.assistant.tasks.run(tr("Taking what was decided"), work, done)
