# SPDX-License-Identifier: GPL-3.0-or-later
"""The route dock: network, who, from, to; the answer on the map and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QMenu,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from accessible_core.errors import AccessibleError
from accessible_core.progress import Progress
from accessible_kz_plugin import settings
from accessible_kz_plugin.docks.base import AccessibleDock, scrolled
from accessible_kz_plugin.docks.route.answer import (
    Answer,
    Memory,
    answer,
    category_names,
    facility_names,
)
from accessible_kz_plugin.docks.route.answer_view import AnswerView
from accessible_kz_plugin.docks.route.corrections import KINDS, can_be_corrections, new_layer
from accessible_kz_plugin.docks.route.ends import FACILITY, NEAREST, POINT, EndPicker
from accessible_kz_plugin.docks.route.limits import LimitsForm
from accessible_kz_plugin.docks.route.map_view import MapView
from accessible_kz_plugin.docks.route.question import Question, text_of_point
from accessible_kz_plugin.docks.route.watched import WatchedLayer
from accessible_kz_plugin.docks.tasks import tell, tell_error
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.forms import LabelledForm

#: Milliseconds without a further edit after which a changed correction is asked about anew.
_SETTLED_MS = 600


class RouteDock(AccessibleDock):
    """Everything that is asked of a street network, in one place."""

    NAME = "route"
    HELP = "routedock"

    def __init__(self, desktop: Any) -> None:
        super().__init__(desktop, tr("Step-free ways"))
        self._memory = Memory()
        self._asked: Question | None = None
        #: State of the survey whose names the lists hold, or are about to.
        self._names_of: tuple[str, int] | None = None
        self.view = MapView(desktop, self)
        self.survey, self.corrections = WatchedLayer(self), WatchedLayer(self)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("accessible_kz_route_tabs")
        self.answers = AnswerView()
        self.tabs.addTab(scrolled(self._question_page(), "route_question"), tr("Question"))
        self.tabs.addTab(scrolled(self.answers, "route_answer"), tr("Answer"))
        self.column.addWidget(self.tabs)
        self.answers.entry.connect(self.view.show_place)
        self.answers.zoom.connect(self.view.zoom)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED_MS)
        self._settle.timeout.connect(self._ask_again)
        self.survey.changed.connect(self._read_facilities)
        self.tasks.ended.connect(self._read_facilities)
        self.corrections.changed.connect(self._corrections_changed)
        project = QgsProject.instance()
        project.layersAdded.connect(self._sort_layers)
        project.layersRemoved.connect(self._sort_layers)
        project.cleared.connect(self._forget)
        self._sort_layers()
        self._follow_survey(self.survey_list.currentLayer())
        self._show_survey_row()

    def first_control(self) -> QWidget:
        """Return the list of networks."""
        return self.network_list

    # How the page is made.

    def _question_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self._network_row())
        self.limits = LimitsForm()
        column.addWidget(self.limits)
        self.start = EndPicker(0, tr("&From:"), (POINT, FACILITY), self.view, page)
        self.goal = EndPicker(1, tr("&To:"), (POINT, FACILITY, NEAREST), self.view, page)
        column.addWidget(self.start)
        column.addWidget(self.goal)
        self.survey_list = _layer_list("survey")
        form = LabelledForm()
        form.row(tr("Layer of facilities:"), self.survey_list)
        self.survey_row = form.box
        column.addWidget(self.survey_row)
        column.addWidget(self._corrections_row())
        self.find_way = QPushButton(tr("Find the wa&y"))
        self.find_way.setObjectName("accessible_kz_route_find")
        self.find_way.clicked.connect(self.ask)
        column.addWidget(self.find_way)
        column.addWidget(self._more_box())
        column.addStretch()
        self.start.kind_changed.connect(self._show_survey_row)
        self.goal.kind_changed.connect(self._show_survey_row)
        self.survey_list.layerChanged.connect(self._follow_survey)
        return page

    def _network_row(self) -> QWidget:
        self.network_list = QComboBox()
        self.network_list.setObjectName("accessible_kz_route_network")
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.network_list.setSizeAdjustPolicy(policy)
        self.network_list.setMinimumContentsLength(12)
        other = _menu_button(
            "other_network",
            tr("&Other network"),
            (
                (tr("Open a file…"), self._open_network),
                (tr("Build from an OpenStreetMap file…"), partial(self._build, "buildnetwork")),
                (tr("Build from loaded layers…"), partial(self._build, "layernetwork")),
            ),
        )
        form = LabelledForm()
        form.row(tr("Street &network:"), self.network_list)
        form.alone(other)
        self.offer_networks()
        return form.box

    def _corrections_row(self) -> QWidget:
        self.corrections_list = _layer_list("corrections")
        self.corrections_list.setAllowEmptyLayer(True, tr("none"))
        self.corrections_list.setCurrentIndex(0)
        self.corrections_list.layerChanged.connect(self._follow_corrections)
        self.new_corrections = _menu_button(
            "new_corrections",
            tr("New layer of corrections"),
            (
                (tr("Points: kerbs, lifts, gates…"), partial(self._new_corrections, "point")),
                (tr("Lines along streets…"), partial(self._new_corrections, "line")),
                (tr("Areas: building sites…"), partial(self._new_corrections, "polygon")),
            ),
        )
        form = LabelledForm()
        form.row(tr("Co&rrections: what is otherwise than on the map:"), self.corrections_list)
        form.alone(self.new_corrections)
        return form.box

    def _more_box(self) -> QWidget:
        form = LabelledForm(tr("More questions to this network"))
        for algorithm, words in (
            ("servicearea", tr("What is reached within minutes…")),
            ("matrix", tr("From many places to many…")),
            ("barriers", tr("Which barrier to mend first…")),
            ("networkcheck", tr("What the map lacks…")),
        ):
            button = QPushButton(words)
            button.setObjectName(f"accessible_kz_route_{algorithm}")
            button.clicked.connect(partial(self._open_dialog, algorithm))
            form.alone(button)
        return form.box

    # Networks.

    def offer_networks(self, chosen: str = "") -> None:
        """List the networks that are known; `chosen` is shown."""
        kept = chosen or self.network()
        paths = list(dict.fromkeys([*([kept] if kept else []), *settings.known_networks()]))
        self.network_list.clear()
        for path in paths:
            self.network_list.addItem(Path(path).name, path)
            self.network_list.setItemData(
                self.network_list.count() - 1, path, Qt.ItemDataRole.ToolTipRole
            )
        if not paths:
            self.network_list.addItem(tr("none yet: open or build one"), "")
        self.network_list.setCurrentIndex(max(self.network_list.findData(kept), 0))

    def network(self) -> str:
        """Return the path of the chosen network, empty where there is none."""
        return str(self.network_list.currentData() or "")

    def _open_network(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            tr("Street network"),
            settings.NETWORK_FOLDER.get(),
            tr("Street network (*.aknet);;All files (*)"),
        )
        if path:
            self.offer_networks(path)
        self.network_list.setFocus()

    def _build(self, algorithm: str) -> None:
        from qgis import processing

        path = settings.new_network()
        processing.execAlgorithmDialog(
            f"accessiblekz:{algorithm}", {"OUTPUT": path} if path else {}
        )
        self.offer_networks(settings.last_network())
        self.network_list.setFocus()

    # Layers.

    def _sort_layers(self, *_: object) -> None:
        """Offer only layers that can be corrections as corrections."""
        layers = QgsProject.instance().mapLayers().values()
        wrong = [
            layer
            for layer in layers
            if not (isinstance(layer, QgsVectorLayer) and can_be_corrections(layer))
        ]
        self.corrections_list.setExceptedLayerList(wrong)

    def _follow_survey(self, layer: QgsMapLayer | None) -> None:
        self.survey.follow(layer if isinstance(layer, QgsVectorLayer) else None)

    def _follow_corrections(self, layer: QgsMapLayer | None) -> None:
        self.corrections.follow(layer if isinstance(layer, QgsVectorLayer) else None)

    def _asks_survey(self) -> bool:
        return any(one.kind() != POINT for one in (self.start, self.goal))

    def _show_survey_row(self) -> None:
        asks = self._asks_survey()
        appears = asks and self.survey_row.isHidden()
        self.survey_row.setVisible(asks)
        if appears:
            self._read_facilities()

    def _read_facilities(self) -> None:
        """Read names and categories in the background, for the lists that complete them."""
        table = self.survey.table()
        if table is None or not self._asks_survey() or self.tasks.busy:
            return
        if table.state == self._names_of:
            return
        self._names_of = table.state
        language, memory = interface_language(), self._memory
        context = QgsProcessingContext()
        context.setTransformContext(QgsProject.instance().transformContext())

        def work(progress: Progress) -> tuple[list[str], list[str]]:
            survey, _, _ = memory.survey_of(table, context, language, progress)
            return facility_names(survey, language), category_names(survey)

        self.tasks.run(tr("Reading the facilities"), work, self._offer_facilities)

    def _offer_facilities(self, found: tuple[list[str], list[str]]) -> None:
        for picker in (self.start, self.goal):
            picker.set_facilities(*found)

    # Corrections.

    def _new_corrections(self, kind: str) -> None:
        folder = QgsProject.instance().homePath() or settings.NETWORK_FOLDER.get()
        path, _ = QFileDialog.getSaveFileName(
            self, tr("New layer of corrections"), folder, tr("GeoPackage (*.gpkg)")
        )
        if path:
            self.add_corrections(Path(path).with_suffix(".gpkg"), kind)

    def add_corrections(self, path: Path, kind: str) -> QgsVectorLayer | None:
        """Make a layer of corrections, open it for drawing and use it at once."""
        if kind not in KINDS:
            raise ValueError(kind)
        if path.exists():
            tell(
                self.desktop,
                tr("{path} is there already: give a new name, or load it as a layer.").replace(
                    "{path}", path.name
                ),
                good=False,
            )
            return None
        try:
            layer = new_layer(path, kind)
        except AccessibleError as error:
            tell_error(self.desktop, error)
            return None
        QgsProject.instance().addMapLayer(layer)
        self.corrections_list.setLayer(layer)
        self.desktop.setActiveLayer(layer)
        layer.startEditing()
        tell(self.desktop, tr("Draw what is otherwise than on the map; it counts at once."))
        return layer

    def _corrections_changed(self) -> None:
        if self._asked is not None:
            self._settle.start()

    def _ask_again(self) -> None:
        """Ask anew what was asked last, with the corrections as they are now."""
        if self._asked is None:
            return
        if self.tasks.busy:
            self._settle.start()
            return
        self._run(replace(self._asked, corrections=self.corrections.table()), self._show_again)

    def _show_again(self, found: Answer) -> None:
        self._show_answer(found)
        tell(self.desktop, tr("The way was looked for anew, with the corrections."))

    # The question.

    def ask(self) -> None:
        """Find the way that the page asks for."""
        question = self._question()
        if question is not None:
            self._run(question, self._show_first)

    def _question(self) -> Optional[Question]:
        """Return what is asked; None after saying what is missing, and leading there."""
        if not self.network():
            self._refuse(tr("Open or build a street network first."), self.network_list)
            return None
        control: QWidget = self.limits.profile_list
        try:
            profile = self.limits.profile()
            control = self.start.control()
            start = self.start.wanted()
            control = self.goal.control()
            goal = self.goal.wanted()
        except AccessibleError as error:
            whose = {self.start.control(): tr("Start"), self.goal.control(): tr("Goal")}
            named = f"{whose[control]}: {error}" if control in whose else str(error)
            self._refuse(named, control)
            return None
        asks = self._asks_survey()
        return Question(
            network=self.network(),
            profile=profile,
            start=start,
            goal=goal,
            survey=self.survey.table() if asks else None,
            corrections=self.corrections.table(),
            snap_m=self.limits.snap_m(),
            at=self.limits.at(),
            language=interface_language(),
            transforms=QgsProject.instance().transformContext(),
        )

    def _refuse(self, sentence: str, control: QWidget) -> None:
        tell(self.desktop, sentence, good=False)
        self.tabs.setCurrentIndex(0)
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _run(self, question: Question, show: Callable[[Answer], None]) -> None:
        memory = self._memory
        self._asked = question
        if self.tasks.busy:  # names that were being read are read after it
            self._names_of = None
        self.tasks.run(tr("Finding the way"), lambda told: answer(question, memory, told), show)

    def _show_first(self, found: Answer) -> None:
        self._show_answer(found)
        self.view.zoom(found.whole)
        self.tabs.setCurrentIndex(1)
        # A screen reader reads what gets the focus.
        self.answers.summary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_answer(self, found: Answer) -> None:
        self.answers.show_answer(found)
        self.view.show_way(found.route, found.blocked)
        for end, place in enumerate(found.ends):
            self.view.mark(end, place)

    def _forget(self) -> None:
        """Begin anew with another project: nothing of the old one comes into it."""
        self._settle.stop()
        self._asked = None
        self.answers.clear()
        for end in (0, 1):
            self.view.mark(end, None)

    # Other questions.

    def parameters_for(self, algorithm: str) -> dict[str, Any]:
        """Return what the dock knows for an algorithm's dialog."""
        from accessible_kz_plugin.docks.route.dialogs import proposed

        starts = self.start.wanted().point if self._has_start() else None
        return proposed(
            algorithm,
            network=self.network(),
            limits=self.limits,
            corrections=self.corrections.layer(),
            start=None if starts is None else text_of_point(starts),
        )

    def _has_start(self) -> bool:
        return self.start.kind() == POINT and bool(self.start.place.text().strip())

    def _open_dialog(self, algorithm: str, *_: object) -> None:
        from qgis import processing

        if not self.network():
            self._refuse(tr("Open or build a street network first."), self.network_list)
            return
        try:
            given = self.parameters_for(algorithm)
        except AccessibleError as error:
            self._refuse(str(error), self.start.place)
            return
        processing.execAlgorithmDialog(f"accessiblekz:{algorithm}", given)

    def let_go(self) -> None:
        """Undo what reaches beyond the dock."""
        super().let_go()
        self._settle.stop()
        self.view.let_go()
        self.survey.let_go()
        self.corrections.let_go()
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._sort_layers)
        project.layersRemoved.disconnect(self._sort_layers)
        project.cleared.disconnect(self._forget)


def _layer_list(name: str) -> QgsMapLayerComboBox:
    combo = QgsMapLayerComboBox()
    combo.setObjectName(f"accessible_kz_route_{name}")
    combo.setFilters(QgsMapLayerProxyModel.Filter.VectorLayer)
    policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    combo.setSizeAdjustPolicy(policy)
    combo.setMinimumContentsLength(12)
    return combo


def _menu_button(
    name: str, words: str, entries: tuple[tuple[str, Callable[[], None]], ...]
) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(f"accessible_kz_route_{name}")
    menu = QMenu(button)
    for text, run in entries:
        menu.addAction(text).triggered.connect(partial(_call, run))
    button.setMenu(menu)
    return button


def _call(run: Callable[[], None], *_: object) -> None:
    """Call without Qt's "checked"."""
    run()
