# SPDX-License-Identifier: GPL-3.0-or-later
"""The places of a layer as statistics want them: lights, position, category, review.

A scored layer is counted as it is shown: by its own columns of lights or scores. Any other
is read as a survey and scored first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureRequest, QgsProcessingContext, QgsProcessingFeedback

from accessible_core.findings import Findings
from accessible_core.lights import Light, light_of
from accessible_core.progress import Progress, part, report
from accessible_core.statistics.counting import LIGHTS, NOT_SCORED
from accessible_core.survey.columns import form_of
from accessible_core.survey.naming import meaning_of
from accessible_core.vocabulary import GROUPS, SCORE_BY_WIRE
from accessible_kz_plugin.layers.positions import degrees_of_points, point_of
from accessible_kz_plugin.layers.snapshot import LayerSnapshot
from accessible_kz_plugin.layers.survey_layer import plain_value, survey_from_source

#: How often progress is told, and whether to stop is asked.
_REPORT_EVERY = 500
_NOT_SURVEYED = LIGHTS.index(Light.OSM_WORD)
_TRUE = ("true", "1")


@dataclass(frozen=True)
class CountedPlaces:
    """Places in columns of equal length n.

    Attributes
    ----------
    ids : int64 array (n,)
        Ids of the features.
    kinds : int64 array (n, 6)
        Position in `counting.COUNTS` of each light, by group.
    lon, lat : float64 array (n,)
        Degrees, NaN where there is no position.
    category, review : list (n,), or None
        Cells as they stand there; None where the layer has no such column.
    """

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    category: list[Any] | None
    review: list[Any] | None

    def __len__(self) -> int:
        return len(self.ids)


def is_scored_source(names: list[str]) -> bool:
    """Tell whether fields hold the lights or scores of all groups."""
    return all(_light_columns(names, group.value) for group in GROUPS)


def read_places(
    source: LayerSnapshot,
    context: QgsProcessingContext,
    findings: Findings,
    *,
    path: str = "",
    max_age_years: int | None = None,
    progress: Progress | None = None,
) -> CountedPlaces:
    """Read the places of a layer, scored before or not; for another thread than the window's.

    Parameters
    ----------
    source : LayerSnapshot
    context : QgsProcessingContext
    findings : Findings
        Takes what was not understood in a survey that is scored here.
    path : str
        File that the layer comes from: a column mapping may lie beside it.
    max_age_years : int, optional
        Age from which a survey counts as old, where it is scored here.
    progress : callable, optional

    Raises
    ------
    InputError
        The layer is neither scored nor a survey.
    Cancelled
        On request.
    """
    if is_scored_source(source.fields().names()):
        return _scored(source, context, progress)
    return _surveyed(source, context, findings, path, max_age_years, progress)


class _Asked(QgsProcessingFeedback):
    """A feedback that is cancelled when the work is."""

    def __init__(self, progress: Progress | None) -> None:
        super().__init__(False)
        self._progress = progress
        self._asked = 0

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Ask whether to stop, once in a while: it is asked for every feature."""
        self._asked += 1
        if self._progress is None or self._asked % _REPORT_EVERY:
            return False
        return not self._progress(0.0)


def _surveyed(
    source: LayerSnapshot,
    context: QgsProcessingContext,
    findings: Findings,
    path: str,
    max_age_years: int | None,
    progress: Progress | None,
) -> CountedPlaces:
    from accessible_core.scoring.engine import score
    from accessible_core.statistics.by_area import counted_lights

    layer = survey_from_source(source, context, findings, _Asked(progress), path=path)
    survey = layer.survey
    scores = score(survey, max_age_years=max_age_years, progress=part(progress, 0.3, 1.0))
    columns = {
        name: list(survey.facilities[name]) if name in survey.facilities else None
        for name in ("category", "review")
    }
    return CountedPlaces(
        np.array(layer.features, np.int64),
        counted_lights(survey, scores),
        survey.lon,
        survey.lat,
        columns["category"],
        columns["review"],
    )


def _scored(
    source: LayerSnapshot, context: QgsProcessingContext, progress: Progress | None
) -> CountedPlaces:
    names = source.fields().names()
    found = {meaning_of(name): name for name in reversed(names)}
    by_kind = {one.name or one.kind: name for one, name in found.items() if _is_wanted(one)}
    lights = [_light_columns(names, group.value) for group in GROUPS]
    wanted = [*dict.fromkeys(name for pair in lights for name in pair), *by_kind.values()]
    request = QgsFeatureRequest()
    request.setSubsetOfAttributes([names.index(name) for name in wanted])
    ids: list[int] = []
    points = []
    cells: dict[str, list[Any]] = {name: [] for name in wanted}
    places = [(cells[name], names.index(name)) for name in cells]
    for number, feature in enumerate(source.getFeatures(request)):
        if number % _REPORT_EVERY == 0:
            report(progress, 0.0)
        for column, place in places:  # of hundreds of fields, a few
            column.append(plain_value(feature.attribute(place)))
        ids.append(feature.id())
        points.append(point_of(feature.geometry()))
    lon, lat = degrees_of_points(
        points, source.sourceCrs(), source.sourceName(), context.transformContext()
    )
    kinds = np.empty((len(ids), len(GROUPS)), np.int64)
    for column, pair in enumerate(lights):
        read = _kinds_of_lights if len(pair) == 1 and pair[0].startswith("light_") else _kinds
        kinds[:, column] = read(*(cells[name] for name in pair))
    if "form" in by_kind:
        form = {cell: bool(form_of(cell)) for cell in set(cells[by_kind["form"]])}
        surveyed = np.array([form[cell] for cell in cells[by_kind["form"]]], np.bool_)
        kinds[(kinds == _NOT_SURVEYED) & surveyed[:, None]] = NOT_SCORED
    return CountedPlaces(
        np.array(ids, np.int64), kinds, lon, lat,
        *(cells[by_kind[name]] if name in by_kind else None for name in ("category", "review")),
    )  # fmt: skip


def _is_wanted(meaning: Any) -> bool:
    facility = meaning.kind == "facility" and meaning.name in ("category", "review")
    return facility or meaning.kind == "form"


def _light_columns(names: list[str], group: str) -> tuple[str, ...]:
    """Return the columns that say a group's light: the light, or score and confirmed, or none."""
    if f"light_{group}" in names:
        return (f"light_{group}",)
    if f"score_{group}" not in names:
        return ()
    pair = (f"score_{group}", f"confirmed_{group}")
    return tuple(name for name in pair if name in names)


def _kinds_of_lights(lights: list[Any]) -> list[int]:
    """Return the position in `counting.COUNTS` for words of lights.

    What is no light (a place that was added after the scoring) is not scored; it is never
    counted as anything better.
    """
    codes: dict[Any, int] = {light.value: place for place, light in enumerate(LIGHTS)}
    return [codes.get(light, NOT_SCORED) for light in lights]


def _kinds(scores: list[Any], confirmed: list[Any] | None = None) -> list[int]:
    """Return the same for words of scores; without the other column nothing is confirmed."""
    codes: dict[tuple[Any, bool], int] = {
        (word, sure): LIGHTS.index(light_of(score, sure))
        for word, score in SCORE_BY_WIRE.items()
        for sure in (False, True)
    }
    codes.update({(None, sure): _NOT_SURVEYED for sure in (False, True)})
    if confirmed is None:
        sure = [False] * len(scores)
    else:
        sure = [str(cell).lower() in _TRUE for cell in confirmed]
    return [codes.get((word or None, yes), NOT_SCORED) for word, yes in zip(scores, sure)]
