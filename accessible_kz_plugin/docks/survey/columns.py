# SPDX-License-Identifier: GPL-3.0-or-later
"""Which field of a layer holds which answer, and which of them can be written."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsFields, QgsProviderRegistry, QgsVectorDataProvider, QgsVectorLayer

from accessible_core.errors import AccessibleError
from accessible_core.findings import Findings
from accessible_core.survey.mapping import Mapping, mapping_for
from accessible_core.survey.naming import meaning_of
from accessible_core.survey.table import Question
from accessible_core.vocabulary import Zone
from accessible_kz_plugin.compat import is_text
from accessible_kz_plugin.translation import tr


@dataclass(frozen=True)
class SurveyColumns:
    """Positions of a layer's fields, by what they hold; of two that mean the same, the first.

    Attributes
    ----------
    answers, measured : mapping of Question to int
    comments : mapping of Zone to int
    facility : mapping of str to int
        ``id``, ``name`` ... ``review`` (`survey.table.FACILITY_FIELDS`), and ``form``.
    results : mapping of str to int
        Columns that scoring wrote, by name: they follow the answers.
    """

    answers: abc.Mapping[Question, int]
    measured: abc.Mapping[Question, int]
    comments: abc.Mapping[Zone, int]
    facility: abc.Mapping[str, int]
    results: abc.Mapping[str, int]

    @classmethod
    def of(cls, fields: QgsFields) -> SurveyColumns:
        """Look at the names of a layer's fields, as the core's readers do."""
        answers: dict[Question, int] = {}
        measured: dict[Question, int] = {}
        comments: dict[Zone, int] = {}
        facility: dict[str, int] = {}
        results: dict[str, int] = {}
        for index, field in enumerate(fields):
            meaning = meaning_of(field.name())
            if meaning.kind == "answer" and meaning.question is not None:
                answers.setdefault(meaning.question, index)
            elif meaning.kind == "measured" and meaning.question is not None:
                measured.setdefault(meaning.question, index)
            elif meaning.kind == "comment" and meaning.zone is not None:
                comments.setdefault(meaning.zone, index)
            elif meaning.kind in ("facility", "form"):
                facility.setdefault(meaning.name, index)
            elif meaning.kind == "result":
                results.setdefault(field.name(), index)
        return cls(answers, measured, comments, facility, results)


def refusal(layer: QgsVectorLayer | None) -> str:
    """Say in one sentence why a layer's places cannot be filled in; empty where they can."""
    if layer is None or not layer.isValid():
        return tr("Load a survey first, or the sample city from the menu: no layer is chosen here.")
    columns = SurveyColumns.of(layer.fields())
    if "form" in columns.facility and columns.answers and not _is_mapped(layer):
        return ""
    words = tr(
        "The layer '{layer}' does not have the columns of a survey (form, entrance1_30 ...), or "
        "calls them differently: make a survey of it first (accessible-kz store init NEW.gpkg "
        "--survey FILE), then open the new file."
    )
    return words.replace("{layer}", layer.name())


def _is_mapped(layer: QgsVectorLayer) -> bool:
    """Tell whether a mapping gives the columns other meanings than their names do."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = str(parts.get("path") or "")
    beside = Path(path) if path else None
    try:
        return mapping_for(layer.fields().names(), beside, None, Findings()) != Mapping()
    except AccessibleError:
        return True  # a mapping that lies beside the table and cannot be read


def cannot_edit(layer: QgsVectorLayer) -> str:
    """Say why nothing of a layer can be changed; empty where it can."""
    provider = layer.dataProvider()
    able = provider is not None and bool(
        provider.capabilities() & QgsVectorDataProvider.Capability.ChangeAttributeValues
    )
    if able and not layer.readOnly():
        return ""
    words = tr(
        "The layer '{layer}' is read-only: to fill in places, save it as a GeoPackage (Export > "
        "Save Features As) and choose the new layer."
    )
    return words.replace("{layer}", layer.name())


def cannot_write(layer: QgsVectorLayer, index: int, text: str = "") -> str:
    """Say why a text cannot stand in a field; empty where it can, if the layer can be changed."""
    fields = layer.fields()
    field, origin = fields.at(index), fields.fieldOrigin(index)
    words = ""
    if origin == QgsFields.FieldOrigin.OriginJoin:
        words = tr("The column '{column}' is joined from another table: change it there.")
    elif origin == QgsFields.FieldOrigin.OriginExpression:
        words = tr("The column '{column}' is calculated (virtual): it cannot be filled in.")
    elif layer.editFormConfig().readOnly(index):
        words = tr("The column '{column}' is set to read-only in the layer's form.")
    elif not is_text(field):
        words = tr("The column '{column}' holds no text, so that no answer can stand in it.")
    elif 0 < field.length() < len(text):
        words = tr("The column '{column}' is too short for this: it holds {n} letters.")
    return words.replace("{column}", field.name()).replace("{n}", str(field.length()))
