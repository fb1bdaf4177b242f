# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of the survey: a store with its form, or a temporary layer; drawn by lights.

Stores are written and compared by the core, never while QGIS has them open: SQLite's locks
would be lost (docs/survey-store.md). What is saved uses QGIS's own means only, so that a
colleague without this plugin sees the same.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtWidgets import QApplication
from qgis.PyQt.QtXml import QDomDocument

from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.files import replacing
from accessible_core.findings import Finding, Findings
from accessible_core.messages import text
from accessible_core.progress import Progress, part, report
from accessible_core.scoring.engine import score
from accessible_core.survey.columns import survey_columns
from accessible_core.survey.table import Survey
from accessible_core.survey.validate import validate
from accessible_core.survey_store.changes import (
    SurveyChanges,
    survey_changes,
    with_ids_by_key,
)
from accessible_core.survey_store.importing import ImportResult
from accessible_core.survey_store.layout import LAYER, REVIEW_FIELDS, Column, columns_for
from accessible_core.survey_store.qgis_form import form_style
from accessible_core.survey_store.store import FORMS, SurveyStore
from accessible_core.survey_store.versions import is_store_file
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin.layers.light_columns import light_column, scored_columns
from accessible_kz_plugin.layers.positions import wgs84
from accessible_kz_plugin.layers.result_fields import merged_fields, values_of
from accessible_kz_plugin.styles.groups import show_group, shown_group

#: Findings of rows whose ids are only their place in the file.
_NO_IDS = frozenset(("ids_missing", "id_missing"))
_CHUNK = 500


@dataclass(frozen=True)
class Written:
    """A store that was written, and what its layer is to look like."""

    path: Path
    form: str
    scores: Path
    findings: list[Finding]
    taken: ImportResult | None = None


def layers_of(project: QgsProject, path: Path) -> list[QgsMapLayer]:
    """Return the layers of a project that hold a file open."""
    wanted = path.resolve()
    found = []
    for layer in project.mapLayers().values():
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        held = parts.get("path", "")
        if held and Path(held).resolve() == wanted:
            found.append(layer)
    return found


def refuse_if_open(project: QgsProject, path: Path) -> None:
    """Refuse to touch a store that is loaded in the project.

    Raises
    ------
    UsageError
        It is; the sentence says what to do.
    """
    held = layers_of(project, path)
    if held:
        raise UsageError(
            f"{path.name} is open in this project as the layer '{held[0].name()}': remove the "
            "layer first, so that its file can be written safely; it comes back afterwards."
        )


def create_store(
    path: Path, survey: Survey, language: str, author: str, age: int | None, progress: Progress
) -> Written:
    """Write a survey as a new store, with its form and the lights of today beside it.

    Raises
    ------
    OutputError
        The file is there already, or cannot be written.
    UsageError
        The author is no code.
    """
    findings = Findings()
    store = SurveyStore.create(
        path, survey, language=language, author=author, findings=findings,
        progress=part(progress, 0.0, 0.6),
    )  # fmt: skip
    return _finished(store, language, age, part(progress, 0.6, 1.0) or progress, findings, None)


def take_into_store(
    path: Path,
    survey: Survey,
    key: Sequence[str],
    language: str,
    author: str,
    age: int | None,
    progress: Progress,
) -> Written:
    """Take a survey into a store that is there: what is new, and what is filled differently.

    Raises
    ------
    InputError, OutputError, UsageError
        It is no store, cannot be written, or the author is no code.
    """
    _is_store(path)
    store = SurveyStore.open(path)
    try:
        findings = Findings()
        ready = with_ids_by_key(store.survey(), survey, findings, key=key)
        report(progress, 0.2)
        result = store.adopt(ready, author, message=survey.source, findings=findings)
    except BaseException:
        store.close()
        raise
    return _finished(store, language, age, part(progress, 0.6, 1.0) or progress, findings, result)


def compare_with_store(
    path: Path, survey: Survey, key: Sequence[str], codes: Sequence[str], progress: Progress
) -> tuple[SurveyChanges, Survey]:
    """Return what a survey would bring to a store, and the store's survey; nothing is taken.

    Parameters
    ----------
    key : sequence of str
        Columns that tell facilities apart.
    codes : sequence of str
        Codes of the findings of reading: they tell whether rows have ids of their own.

    Raises
    ------
    InputError
        It is no store.
    UsageError
        Rows have no ids and no other key was named, or there is no such column.
    """
    if tuple(key) == ("id",) and _NO_IDS & set(codes):
        raise UsageError(
            "The rows have no id, and their place in the file tells no place apart: choose name "
            "and address, or another column, to tell places apart by."
        )
    _is_store(path)
    report(progress, 0.1)
    with SurveyStore.open(path, read_only=True) as store:
        old = store.survey()
    report(progress, 0.4)
    changes = survey_changes(old, survey, Findings(), key=key, without=REVIEW_FIELDS)
    return changes, old


def change_rows(
    changes: SurveyChanges, old: Survey, new: Survey, language: str
) -> list[tuple[str, str, str]]:
    """Return the changes for people: what, which place, and its cells before and after."""
    named = {
        ident: survey.name(row, language)
        for survey in (new, old)
        for row, ident in enumerate(survey.ids.tolist())
    }
    empty = text("survey_store", "empty", language)
    word = {
        kind: text("survey_store", f"changes_{kind}", language)
        for kind in ("new", "changed", "missing")
    }
    rows = [(word["new"], named.get(one, one), "") for one in changes.new]
    for facility, cells in changes.changed.items():
        told = "; ".join(f"{c.field}: {c.old or empty} → {c.new or empty}" for c in cells)
        rows.append((word["changed"], named.get(facility, facility), told))
    rows += [(word["missing"], named.get(one, one), "") for one in changes.missing]
    return rows


def _is_store(path: Path) -> None:
    if not path.is_file():
        raise InputError(f"{path} is not there: choose a survey store (.gpkg).")
    if not is_store_file(path):
        raise InputError(
            f"{path} is no survey store: make one first, or open it as a survey of its own."
        )


def _finished(
    store: SurveyStore,
    language: str,
    age: int | None,
    progress: Progress,
    findings: Findings,
    taken: ImportResult | None,
) -> Written:
    """Score what the store holds now, write the lights beside it and let go of it."""
    with store:
        path, survey = Path(store.path), store.survey()
        form = form_style(list(store.columns.values()), store.forms, language)
    scores = score(validate(survey, Findings()), max_age_years=age, progress=progress)
    columns = {
        f"light_{group.value}": light_column(scores, place) for place, group in enumerate(GROUPS)
    }
    target = path.with_name(f"{path.stem}_scores.csv")
    _write_scores(target, survey, columns)
    return Written(path, form, target, list(findings), taken)


def _write_scores(path: Path, survey: Survey, columns: Mapping[str, np.ndarray]) -> None:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("facility", *columns))
    writer.writerows(zip(survey.ids.tolist(), *(column.tolist() for column in columns.values())))
    with replacing(path) as temporary:
        temporary.write_bytes(table.getvalue().encode("utf-8"))
    # GDAL takes types from beside the table; ids such as 001 stay as they are.
    with replacing(path.with_suffix(".csvt")) as temporary:
        temporary.write_text(",".join(['"String"'] * (1 + len(columns))) + "\n", encoding="ascii")


def add_store(project: QgsProject, written: Written, language: str) -> QgsVectorLayer:
    """Load a store into the project: its form, its lights, drawn for the group that is shown.

    Raises
    ------
    OutputError
        QGIS cannot load what was written.
    """
    for old in layers_of(project, written.scores):
        project.removeMapLayer(old.id())
    title = text("survey_store", "layer_facilities", language)
    layer = QgsVectorLayer(
        f"{written.path}|layername={LAYER}", f"{title}: {written.path.stem}", "ogr"
    )
    lights = QgsVectorLayer(
        str(written.scores), text("survey_store", "layer_lights", language), "ogr"
    )
    if not (layer.isValid() and lights.isValid()):
        raise OutputError(f"{written.path} was written, and QGIS cannot load it.")
    _style_form(layer, written.form)
    lights.setFlags(lights.flags() | QgsMapLayer.LayerFlag.Private)
    lights.setReadOnly(True)
    project.addMapLayer(lights)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(lights)
    join.setJoinFieldName("facility")
    join.setTargetFieldName("id")
    join.setPrefix("")
    join.setUsingMemoryCache(True)
    layer.addJoin(join)
    show_group(layer, shown_group(), language)
    project.addMapLayer(layer)
    return layer


def temporary_layer(
    survey: Survey, language: str, age: int | None, progress: Progress
) -> QgsVectorLayer:
    """Return a survey as a layer in memory, with lights and form; made in any thread."""
    scores = score(survey, max_age_years=age, progress=part(progress, 0.0, 0.5))
    given = survey_columns(survey)
    own = {name: cells for name, cells in given.items() if name not in ("lon", "lat")}
    results = scored_columns(survey, scores)
    columns = {**{name: cells for name, cells in own.items() if name not in results}, **results}
    layer = QgsVectorLayer("Point", survey.source, "memory")
    layer.setCrs(wgs84())
    fields = merged_fields((), columns)
    provider = layer.dataProvider()
    provider.addAttributes(list(fields))
    layer.updateFields()
    cells = [[None if value == "" else value for value in values_of(c)] for c in columns.values()]
    for first in range(0, len(survey), _CHUNK):
        features = []
        for row in range(first, min(first + _CHUNK, len(survey))):
            feature = QgsFeature(layer.fields())
            feature.setAttributes([column[row] for column in cells])
            lon, lat = float(survey.lon[row]), float(survey.lat[row])
            if np.isfinite(lon) and np.isfinite(lat):
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(lon, lat)))
            features.append(feature)
        provider.addFeatures(features)
        report(progress, 0.5 + 0.5 * first / len(survey))
    layer.updateExtents()
    forms = tuple(dict.fromkeys(form for form in survey.form.tolist() if form)) or FORMS
    known = {column.name for column in columns_for(forms, {})}
    _style_form(layer, form_style([Column(n) for n in own if n in known], forms, language))
    if QThread.currentThread() is not QApplication.instance().thread():
        layer.moveToThread(QApplication.instance().thread())
    return layer


def add_temporary(project: QgsProject, layer: QgsVectorLayer, language: str) -> QgsVectorLayer:
    """Put a layer of `temporary_layer` into the project, drawn for the group that is shown."""
    show_group(layer, shown_group(), language)
    project.addMapLayer(layer)
    return layer


def _style_form(layer: QgsVectorLayer, style: str) -> None:
    """Give a layer the form, which the core writes as QML."""
    document = QDomDocument()
    document.setContent(style)
    layer.importNamedStyle(document)
