# SPDX-License-Identifier: GPL-3.0-or-later
"""One place as the dock shows it: answers, scores, reasons, and what a change makes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qgis.core import QgsFeature, QgsFields, QgsVectorLayer

from accessible_core.checklists import Checklist
from accessible_core.lights import Light, light_of
from accessible_core.scoring.explain import Explanation, explain
from accessible_core.scoring.scores import Scores
from accessible_core.survey.table import ZONE_INDEX, Question, Survey
from accessible_core.survey.words import EMPTY, read_answer
from accessible_core.vocabulary import GROUPS, Answer, ReviewState, Score, Zone
from accessible_kz_plugin import settings
from accessible_kz_plugin.compat import is_null
from accessible_kz_plugin.docks.survey.columns import SurveyColumns, cannot_write
from accessible_kz_plugin.layers.light_columns import scored_columns
from accessible_kz_plugin.layers.result_fields import values_of
from accessible_kz_plugin.layers.survey_layer import plain_value, survey_from_feature
from accessible_kz_plugin.styles.groups import shown_group
from accessible_kz_plugin.translation import interface_language


@dataclass(frozen=True)
class Record:
    """A place of a layer, scored by the core as it stands in the edit buffer.

    Attributes
    ----------
    feature : QgsFeature
    columns : SurveyColumns
    explanation : Explanation
        For the group shown, in the interface's language.
    """

    feature: QgsFeature
    columns: SurveyColumns
    explanation: Explanation

    @classmethod
    def of(cls, feature: QgsFeature, columns: SurveyColumns) -> Record:
        """Score and explain a feature: some ten milliseconds."""
        survey = survey_from_feature(feature)
        language, age = interface_language(), settings.max_age_years()
        found = explain(survey, 0, shown_group(), lang=language, max_age_years=age)
        return cls(feature, columns, found)

    @property
    def survey(self) -> Survey:
        """The survey of this row alone, completed from its measurements."""
        return self.explanation.facility.survey

    @property
    def scores(self) -> Scores:
        """Its scores, for all groups."""
        return self.explanation.facility.scores

    @property
    def form(self) -> Checklist | None:
        """Its checklist; None for a place that was never surveyed."""
        return self.explanation.facility.form

    @property
    def name(self) -> str:
        """Its best name in the interface's language."""
        return self.survey.name(0, interface_language())

    @property
    def id(self) -> str:
        """Its id as the layer has it; empty where it has none."""
        return self.cell(self.columns.facility.get("id"))

    def cell(self, index: int | None) -> str:
        """Return a field's text; empty where there is no field or nothing in it."""
        if index is None:
            return ""
        value = plain_value(self.feature.attribute(index))
        return "" if value is None else str(value)

    def given(self, question: Question) -> Answer | None:
        """Return the answer as it was given; None where the cell is empty or not understood."""
        cell = self.cell(self.columns.answers.get(question))
        code = read_answer(cell)
        return Answer(code) if code > EMPTY else None

    def answer(self, question: Question) -> Answer:
        """Return the answer that counts: the one given, else what a measurement says."""
        column = self.survey.column_of.get(question)
        return Answer.UNKNOWN if column is None else Answer(int(self.survey.answers[0, column]))

    def measured(self, question: Question) -> str:
        """Return the measured value as it was written."""
        return self.cell(self.columns.measured.get(question))

    def holds(self, zone: Zone) -> bool:
        """Whether the place has the zone: a second entrance may not be there."""
        return bool(self.survey.present[0, ZONE_INDEX[zone]])

    def light(self, group: int) -> Light:
        """Return the light of the whole place for one group."""
        return self._light(int(self.scores.overall[0, group]), group)

    def zone_light(self, zone: Zone, group: int) -> Light:
        """Return the light of one zone; a green is no surer than that of the whole place."""
        return self._light(int(self.scores.zones[0, ZONE_INDEX[zone], group]), group)

    def _light(self, score: int, group: int) -> Light:
        return light_of(Score(score), bool(self.scores.confirmed[0, group]))

    @property
    def group(self) -> int:
        """Position of the group shown among the six."""
        return GROUPS.index(self.explanation.group)

    def with_values(self, values: Mapping[int, Any]) -> Record:
        """Return the place as it would be with other values in some fields."""
        feature = QgsFeature(self.feature)
        for index, value in values.items():
            feature.setAttribute(index, value)
        return Record.of(feature, self.columns)


def consequences(
    layer: QgsVectorLayer, record: Record, values: Mapping[int, Any]
) -> tuple[Record, dict[int, Any]]:
    """Return the place after a change, and all values to write so that the layer stays true.

    Beside the change itself: the review, which was given for other answers; defaults that
    apply on update (who edits); and the results of scoring that the layer holds.
    """
    wanted = dict(values)
    review = record.columns.facility.get("review")
    approved = record.survey.text("review")[0] == ReviewState.APPROVED.value
    if approved and review not in (None, *wanted) and not cannot_write(layer, review):
        wanted[review] = ReviewState.DRAFT.value
    after = record.with_values(wanted)
    for index in range(len(layer.fields())):
        default = layer.defaultValueDefinition(index)
        if default.isValid() and default.applyOnUpdate() and index not in wanted:
            wanted[index] = layer.defaultValue(index, after.feature)
    results = _results(after)
    for name, index in record.columns.results.items():
        if _is_own(layer, index):
            # A zone that the place does not hold has no column of its own here.
            wanted[index] = results.get(name)
    before = record.feature
    changed = {i: v for i, v in wanted.items() if not same(before.attribute(i), v)}
    return after, changed


def _results(record: Record) -> dict[str, Any]:
    """Return what scoring writes of a place, by column."""
    columns = scored_columns(record.survey, record.scores)
    if any(name.startswith("norm_") for name in record.columns.results):
        from accessible_core.scoring.norm import judge
        from accessible_core.scoring.norm.columns import norm_columns

        edition = settings.NORM_EDITION.get() or None
        columns.update(norm_columns(record.survey, judge(record.survey, edition)))
    return {name: values_of(column)[0] for name, column in columns.items()}


def _is_own(layer: QgsVectorLayer, index: int) -> bool:
    """Tell whether a field is the layer's own, neither joined nor calculated."""
    origin = layer.fields().fieldOrigin(index)
    return origin in (QgsFields.FieldOrigin.OriginProvider, QgsFields.FieldOrigin.OriginEdit)


def same(one: Any, other: Any) -> bool:
    """Tell whether two attributes say the same; QGIS has several kinds of NULL."""
    if is_null(one) or is_null(other):
        return is_null(one) and is_null(other)
    return bool(one == other)
