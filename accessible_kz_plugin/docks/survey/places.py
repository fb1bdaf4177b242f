# SPDX-License-Identifier: GPL-3.0-or-later
"""All places of a survey layer as a table: read in the background, searched, sorted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsFeature, QgsFeatureRequest
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from accessible_core.lights import Light
from accessible_core.messages import text
from accessible_core.progress import Progress, report
from accessible_core.survey.words import folded
from accessible_core.vocabulary import GROUPS, ReviewState
from accessible_kz_plugin.docks.survey.columns import SurveyColumns
from accessible_kz_plugin.docks.survey.lights import light_icon, light_rank, light_text
from accessible_kz_plugin.layers.snapshot import LayerSnapshot
from accessible_kz_plugin.layers.survey_layer import plain_value, survey_from_features
from accessible_kz_plugin.translation import interface_language, tr

#: Progress is told after so many features.
_STEP = 500
#: Share of the work that reading is, where scoring follows.
_READ = 0.6


@dataclass(frozen=True)
class Place:
    """One row of the table.

    Attributes
    ----------
    fid : int
    id, name, address, review : str
    lights : tuple of Light
        One a group.
    """

    fid: int
    id: str
    name: str
    address: str
    review: str
    lights: tuple[Light, ...]

    def haystack(self) -> str:
        """Return what a search looks through."""
        return folded(f"{self.id} {self.name} {self.address}")


def read_places(
    snapshot: LayerSnapshot, columns: SurveyColumns, language: str, progress: Progress
) -> list[Place]:
    """Read all places of a layer; those of a layer without lights are scored.

    For another thread: touches no layer of the project.
    """
    lit = [columns.results.get(f"light_{group.value}") for group in GROUPS]
    scored = None not in lit
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    if scored:
        request.setSubsetOfAttributes([*columns.facility.values(), *lit])
    features: list[QgsFeature] = []
    for number, feature in enumerate(snapshot.getFeatures(request)):
        features.append(feature)
        if number % _STEP == 0:
            report(progress, 0.0)
    if scored:
        lights = [_lights_in(feature, lit) for feature in features]
    else:
        lights = _scored_lights(features, lambda share: progress(_READ + (1 - _READ) * share))
    return [place_of(feature, columns, language, shown) for feature, shown in zip(features, lights)]


def place_of(
    feature: QgsFeature, columns: SurveyColumns, language: str, lights: tuple[Light, ...]
) -> Place:
    """Return one feature as a row."""

    def cell(name: str) -> str:
        index = columns.facility.get(name)
        value = None if index is None else plain_value(feature.attribute(index))
        return "" if value is None else str(value)

    names = (f"name_{language}", "name", "name_ru", "name_kk", "name_en", "id")
    name = next((found for found in map(cell, names) if found), f"#{feature.id()}")
    return Place(feature.id(), cell("id"), name, cell("address"), cell("review"), lights)


def _lights_in(feature: QgsFeature, indexes: Sequence[int | None]) -> tuple[Light, ...]:
    known = {light.value: light for light in Light}
    cells = (str(plain_value(feature.attribute(index))) for index in indexes if index is not None)
    return tuple(known.get(cell, Light.OSM_WORD) for cell in cells)


def _scored_lights(
    features: Sequence[QgsFeature], progress: Callable[[float], bool]
) -> list[tuple[Light, ...]]:
    from accessible_core.scoring.engine import score
    from accessible_kz_plugin.layers.light_columns import light_column
    from accessible_kz_plugin.settings import max_age_years

    if not features:
        return []
    survey = survey_from_features(features)
    scores = score(survey, max_age_years=max_age_years(), progress=progress)
    columns = [light_column(scores, group).tolist() for group in range(len(GROUPS))]
    return [tuple(map(Light, row)) for row in zip(*columns)]


class PlacesModel(QAbstractTableModel):
    """The table's rows in the order asked for, without those that a search leaves out."""

    LIGHT, NAME, ID, ADDRESS, REVIEW = range(5)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._places: dict[int, Place] = {}
        self._haystacks: dict[int, str] = {}
        self._order: list[int] = []
        self._sought = ""
        self._group = 0
        self._column, self._descending = self.NAME, False

    def show(self, places: Iterable[Place]) -> None:
        """Show other places."""
        self._places = {place.fid: place for place in places}
        self._haystacks = {fid: place.haystack() for fid, place in self._places.items()}
        self._arrange()

    def put(self, place: Place) -> None:
        """Show a place as it is now, in the row where it stands."""
        self._places[place.fid] = place
        self._haystacks[place.fid] = place.haystack()
        row = self.row_of(place.fid)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def search(self, words: str) -> None:
        """Leave only rows that hold all of some words, in any order."""
        self._sought = words
        self._arrange()

    def show_group(self, group: int) -> None:
        """Show the lights of another group, by its position among the six."""
        self._group = group
        self._arrange()

    def all_places(self) -> int:
        """Return how many places there are, searched or not."""
        return len(self._places)

    def count_of_id(self, facility: str) -> int:
        """Return how many places have an id; it should be one."""
        return sum(place.id == facility for place in self._places.values())

    def fid_at(self, row: int) -> int | None:
        """Return the feature in a row."""
        return self._order[row] if 0 <= row < len(self._order) else None

    def row_of(self, fid: int | None) -> int:
        """Return the row of a feature, -1 where it is not shown."""
        try:
            return self._order.index(fid)
        except ValueError:
            return -1

    def place(self, fid: int) -> Place | None:
        """Return a place by its feature."""
        return self._places.get(fid)

    def _arrange(self) -> None:
        self.beginResetModel()
        sought = folded(self._sought).split()
        fids = [
            fid for fid, text in self._haystacks.items() if all(word in text for word in sought)
        ]
        fids.sort(key=self._sort_key, reverse=self._descending)
        self._order = fids
        self.endResetModel()

    def _sort_key(self, fid: int) -> tuple[Any, ...]:
        place = self._places[fid]
        if self._column == self.LIGHT:
            return (light_rank(place.lights[self._group]), folded(place.name))
        return (folded(self._text(place, self._column)), fid)

    def _text(self, place: Place, column: int) -> str:
        if column == self.LIGHT:
            return light_text(place.lights[self._group])
        return (place.name, place.id, place.address, _review_word(place.review))[column - 1]

    # What Qt asks for, under Qt's names.

    def rowCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return how many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._order)

    def columnCount(self, parent: QModelIndex | None = None) -> int:  # noqa: N802
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else self.REVIEW + 1

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, symbol and tip."""
        place = self._places[self._order[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(place, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == self.LIGHT:
            return light_icon(place.lights[self._group])
        return None

    def headerData(  # noqa: N802
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """Return a column's heading, or a row's number."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return section + 1
        return (tr("Light"), tr("Name"), tr("Id"), tr("Address"), tr("Review"))[section]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows into another order."""
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()


def _review_word(review: str) -> str:
    if review in {state.value for state in ReviewState}:
        return text("labels", f"review_{review}", interface_language())
    return review
