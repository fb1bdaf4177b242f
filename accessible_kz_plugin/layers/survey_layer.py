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
from typing import Any

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
from accessible_core.survey.mapping import Mapping, mapped_survey, mapping_for
from accessible_core.survey.mapping.loading import Source
from accessible_core.survey.personal.parting import redacted, without_personal
from accessible_core.survey.projected import Crs, positions_in_metres, with_degrees
from accessible_core.survey.readers.field_exports import plain_columns
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
    metres : tuple of str, float64 (k,), float64 (k,), or None
        Columns, eastings and northings for which a coordinate system must be named.
    """

    survey: Survey
    fields: list[QgsField]
    rows: list[list[Any]]
    points: list[QgsPointXY | None]
    crs: QgsCoordinateReferenceSystem
    features: list[int]
    metres: tuple[str, np.ndarray, np.ndarray] | None = None


@dataclass(frozen=True)
class SurveyTable:
    """A table as it stands in its source, before anybody says what its columns mean.

    Attributes
    ----------
    name : str
        Of the source, for messages and the survey.
    fields, rows, points, crs
        As in `SurveyLayer`.
    features : list of int
        Id of the feature behind each row.
    lon, lat : float64 (n,) or None
        Of its geometries, degrees; None where it has none.
    path : str
        The file that it comes from, if any: mappings beside it are looked for.
    """

    name: str
    fields: list[QgsField]
    rows: list[list[Any]]
    points: list[QgsPointXY | None]
    crs: QgsCoordinateReferenceSystem
    features: list[int]
    lon: np.ndarray | None = None
    lat: np.ndarray | None = None
    path: str = ""

    @property
    def header(self) -> list[str]:
        """Names of the columns."""
        return [one.name() for one in self.fields]

    def columns(self) -> dict[str, np.ndarray]:
        """Return the columns as the core reads them, each object (n,)."""
        return _columns(self.fields, self.rows)


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
    table = table_from_source(source, context, feedback, path=path)
    return survey_of_table(table, findings, mapping=mapping or None, crs=crs)


def table_from_source(
    source: QgsFeatureSource,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback | None = None,
    *,
    path: str = "",
) -> SurveyTable:
    """Read a layer or table as it stands there.

    Raises
    ------
    InputError
        The source has no rows, or coordinates that mean nothing.
    """
    fields, rows, points, features = _read(source, feedback)
    fields, rows, points, features = _header_from_first_row(fields, rows, points, features)
    if not rows:
        raise InputError(f"The survey '{source.sourceName()}' has no rows: nothing was read.")
    lon, lat = _degrees(source, points, context)
    crs = source.sourceCrs()
    return SurveyTable(source.sourceName(), fields, rows, points, crs, features, lon, lat, path)


def survey_of_table(
    table: SurveyTable,
    findings: Findings,
    *,
    mapping: Source | None = None,
    crs: Crs | None = None,
) -> SurveyLayer:
    """Read and validate a survey from a table; parameters as for `survey_from_source`.

    Parameters
    ----------
    table : SurveyTable
    findings : Findings
    mapping : Mapping, dict or path, optional
    crs : str or callable, optional
    """
    columns: dict[str, Any] = dict(table.columns())
    read = Findings()
    path = Path(table.path) if table.path else None
    chosen = mapping_for(list(columns), path, mapping, read)
    if chosen == Mapping():
        columns = plain_columns(columns, read)
    columns[_ROW] = np.arange(len(table.rows))
    survey = mapped_survey(
        columns, chosen, lon=table.lon, lat=table.lat, source=table.name, findings=read
    )
    metres = None if crs is not None else positions_in_metres(survey)
    survey = with_degrees(survey, read, crs)
    findings.extend(finding for finding in redacted(read) if finding.field != _ROW)
    survey = validate(_without_people(survey, findings), findings)
    order = [int(row) for row in survey.extra[_ROW]]
    extra = {name: column for name, column in survey.extra.items() if name != _ROW}
    return SurveyLayer(
        replace(survey, extra=extra),
        table.fields,
        [table.rows[row] for row in order],
        [table.points[row] for row in order],
        table.crs,
        [table.features[row] for row in order],
        metres,
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
    fields, rows, *_ = _header_from_first_row(*_read(source, feedback))
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


#: Fields, attributes, points and ids of features.
_Rows = tuple[list[QgsField], list[list[Any]], list["QgsPointXY | None"], list[int]]


def _read(source: QgsFeatureSource, feedback: QgsProcessingFeedback | None) -> _Rows:
    rows: list[list[Any]] = []
    points: list[QgsPointXY | None] = []
    features: list[int] = []
    for feature in source.getFeatures():
        if feedback is not None and feedback.isCanceled():
            raise Cancelled("Stopped on request.")
        rows.append(feature.attributes())
        points.append(point_of(feature.geometry()))
        features.append(feature.id())
    return list(source.fields()), rows, points, features


def _header_from_first_row(
    fields: list[QgsField],
    rows: list[list[Any]],
    points: list[QgsPointXY | None],
    features: list[int],
) -> _Rows:
    """Take the first row as header where GDAL did not: sheets that hold nothing but text."""
    if not rows or not all(_NAMELESS.match(one.name()) for one in fields):
        return fields, rows, points, features
    names = ["" if is_null(value) else str(value).strip() for value in rows[0]]
    filled = [name for name in names if name]
    if len(set(filled)) < len(filled) or not filled:
        return fields, rows, points, features
    keep = [position for position, name in enumerate(names) if name]
    named = [field(names[position], "text") for position in keep]
    below = [[row[position] for position in keep] for row in rows[1:]]
    return named, below, points[1:], features[1:]


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
