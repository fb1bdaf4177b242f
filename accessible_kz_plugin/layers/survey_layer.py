# SPDX-License-Identifier: GPL-3.0-or-later
"""A survey from any QGIS feature source: layer, selection, CSV, XLSX, GeoPackage.

QGIS reads, the core understands: the attributes are handed over as columns, and
`survey_from_columns` is the only place that knows their names and words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSource,
    QgsField,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, Qt, QTime

from accessible_core.errors import Cancelled, InputError
from accessible_core.findings import Findings
from accessible_core.survey.columns import survey_from_columns
from accessible_core.survey.mapping import mapped_survey, mapping_for
from accessible_core.survey.personal.parting import redacted, without_personal
from accessible_core.survey.projected import Crs, with_degrees
from accessible_core.survey.table import Survey
from accessible_core.survey.validate import validate
from accessible_kz_plugin.compat import field, is_null
from accessible_kz_plugin.layers.positions import degrees_of_points, point_of

#: Column by which rows of the survey find their feature again.
_ROW = "__akz_row"
#: Types of cells that the core takes as they are.
_PLAIN = frozenset((str, int, float, bool, type(None)))
#: What GDAL calls columns when it took no header from a spreadsheet.
_NAMELESS = re.compile(r"Field\d+\Z")


@dataclass(frozen=True)
class SurveyLayer:
    """A survey, with what its features looked like where they came from.

    Attributes
    ----------
    survey : Survey
        Read and validated by the core.
    fields : list of QgsField
        The source's own fields, in order.
    rows : list of list
        Attributes of the feature behind each row of the survey.
    points : list of QgsPointXY or None
        Position behind each row of the survey, in `crs`.
    crs : QgsCoordinateReferenceSystem
        The source's CRS; invalid for a table without geometry.
    features : list of int
        Id of the feature behind each row of the survey.
    """

    survey: Survey
    fields: list[QgsField]
    rows: list[list[Any]]
    points: list[QgsPointXY | None]
    crs: QgsCoordinateReferenceSystem
    features: list[int]


def survey_from_source(
    source: QgsFeatureSource,
    context: QgsProcessingContext,
    findings: Findings,
    feedback: QgsProcessingFeedback | None = None,
    *,
    mapping: str = "",
    path: str = "",
    crs: Crs | None = None,
) -> SurveyLayer:
    """Read and validate a survey from a layer or table.

    Parameters
    ----------
    source : QgsFeatureSource
    context : QgsProcessingContext
    findings : Findings
        Takes everything that was not understood or changed.
    feedback : QgsProcessingFeedback, optional
        Asked whether to stop.
    mapping : str
        A mapping file that says which column is which. Without one, a mapping beside the
        table or a shipped one is chosen by the header where it fits.
    path : str
        The file that the source comes from, if any.
    crs : str or callable, optional
        System of columns such as X and Y, of which no table says it: see
        `survey.projected.with_degrees`. `degrees_function` makes one of a CRS of QGIS.

    Raises
    ------
    InputError
        The source has no rows, or coordinates that mean nothing.
    """
    fields, rows, points, ids = _header_from_first_row(*_read(source, feedback))
    if not rows:
        raise InputError(f"The survey '{source.sourceName()}' has no rows: nothing was read.")
    columns = _columns(fields, rows)
    lon, lat = _degrees(source, points, context)
    read = Findings()
    chosen = mapping_for(list(columns), Path(path) if path else None, mapping or None, read)
    columns[_ROW] = np.arange(len(rows))
    survey = mapped_survey(
        columns, chosen, lon=lon, lat=lat, source=source.sourceName(), findings=read
    )
    survey = with_degrees(survey, read, crs)
    findings.extend(finding for finding in redacted(read) if finding.field != _ROW)
    survey = validate(_without_people(survey, findings), findings)
    order = [int(row) for row in survey.extra[_ROW]]
    extra = {name: column for name, column in survey.extra.items() if name != _ROW}
    return SurveyLayer(
        replace(survey, extra=extra),
        fields,
        [rows[row] for row in order],
        [points[row] for row in order],
        source.sourceCrs(),
        [ids[row] for row in order],
    )


def columns_from_source(
    source: QgsFeatureSource, feedback: QgsProcessingFeedback | None = None
) -> dict[str, np.ndarray]:
    """Return a table's columns as they stand there, for mappings to be proposed.

    Raises
    ------
    InputError
        The source has no rows.
    """
    fields, rows, _, _ = _header_from_first_row(*_read(source, feedback))
    if not rows:
        raise InputError(f"The table '{source.sourceName()}' has no rows: nothing was read.")
    return _columns(fields, rows)


def survey_from_feature(feature: QgsFeature) -> Survey:
    """Return a survey of one row, completed from its measurements.

    Raises
    ------
    InputError
        The feature has no fields.
    """
    if not len(feature.fields()):
        raise InputError("The feature has no fields: nothing is known of the place.")
    return survey_from_features([feature])


def survey_from_features(features: Sequence[QgsFeature]) -> Survey:
    """Return a survey of features of one layer, a row each, completed from its measurements.

    Positions are left out: scores do not need them.
    """
    fields = list(features[0].fields()) if features else []
    columns = _columns(fields, [feature.attributes() for feature in features])
    unheard = Findings()  # `validate` is there to list them
    survey = survey_from_columns(columns, source="feature", findings=unheard)
    return validate(survey, unheard)


def _without_people(survey: Survey, findings: Findings) -> Survey:
    """Return the survey without personal data; one finding names the layer's columns."""
    met = Findings()
    survey = without_personal(survey, met)
    columns = dict.fromkeys(finding.field for finding in met)
    if columns:
        findings.add("personal_in_layer", field=", ".join(columns), value=len(columns))
    return survey


#: Fields, and of each feature its attributes, its position and its id.
_Features = tuple[list[QgsField], list[list[Any]], list[Optional[QgsPointXY]], list[int]]


def _read(source: QgsFeatureSource, feedback: QgsProcessingFeedback | None) -> _Features:
    rows: list[list[Any]] = []
    points: list[QgsPointXY | None] = []
    ids: list[int] = []
    for feature in source.getFeatures():
        if feedback is not None and feedback.isCanceled():
            raise Cancelled("Stopped on request.")
        rows.append(feature.attributes())
        points.append(point_of(feature.geometry()))
        ids.append(feature.id())
    return list(source.fields()), rows, points, ids


def _header_from_first_row(
    fields: list[QgsField],
    rows: list[list[Any]],
    points: list[QgsPointXY | None],
    ids: list[int],
) -> _Features:
    """Take the first row as header where GDAL did not: sheets that hold nothing but text."""
    if not rows or not all(_NAMELESS.match(one.name()) for one in fields):
        return fields, rows, points, ids
    names = ["" if is_null(value) else str(value).strip() for value in rows[0]]
    filled = [name for name in names if name]
    if len(set(filled)) < len(filled) or not filled:
        return fields, rows, points, ids
    keep = [position for position, name in enumerate(names) if name]
    named = [field(names[position], "text") for position in keep]
    return named, [[row[position] for position in keep] for row in rows[1:]], points[1:], ids[1:]


def _columns(fields: list[QgsField], rows: list[list[Any]]) -> dict[str, np.ndarray]:
    columns = {}
    for one, values in zip(fields, zip(*rows)):
        column = np.empty(len(rows), dtype=object)
        # Most columns hold nothing but plain values: one look at the types, not one a cell.
        plain = _PLAIN.issuperset(map(type, values))
        column[:] = values if plain else [plain_value(value) for value in values]
        columns[one.name()] = column
    return columns


def plain_value(value: Any) -> Any:
    """Turn one attribute into what the core reads: text, number, bool or None."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if is_null(value):
        return None
    if isinstance(value, QDate):
        return value.toString(Qt.DateFormat.ISODate)
    if isinstance(value, QDateTime):
        midnight = value.time() == QTime(0, 0)
        return (value.date() if midnight else value).toString(Qt.DateFormat.ISODate)
    if isinstance(value, QByteArray):
        return None
    return str(value)


def _degrees(
    source: QgsFeatureSource, points: list[QgsPointXY | None], context: QgsProcessingContext
) -> tuple[np.ndarray | None, np.ndarray | None]:
    if not any(point is not None for point in points):
        return None, None
    return degrees_of_points(
        points, source.sourceCrs(), source.sourceName(), context.transformContext()
    )
