# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses from a layer or table of QGIS, for facilities to be looked up in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from qgis.core import QgsFeatureSource, QgsProcessingContext, QgsWkbTypes

from accessible_core.addresses.book import AddressBook
from accessible_core.addresses.sources import book_from_columns
from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.progress import Progress, part, report
from accessible_kz_plugin.layers.positions import degrees_of_points, point_of
from accessible_kz_plugin.layers.survey_layer import plain_value

_REPORT_EVERY = 2000


def address_book_from_source(
    source: QgsFeatureSource,
    fields: Mapping[str, str],
    context: QgsProcessingContext,
    findings: Findings,
    progress: Progress | None = None,
) -> AddressBook:
    """Read address points, buildings, or a table with longitude and latitude.

    Parameters
    ----------
    source : QgsFeatureSource
        In any CRS; of a building a point inside it is taken.
    fields : mapping of str to str
        Kind of column (`addresses.sources.FIELDS`) -> field, where it is none of the usual.
    context : QgsProcessingContext
    findings : Findings
        Takes what cannot be used.
    progress : callable, optional

    Raises
    ------
    InputError
        The source holds no address that can be used.
    UsageError
        A field is not there.
    """
    names = source.fields().names()
    columns: dict[str, list[Any]] = {name: [] for name in names}
    pairs = [(columns[name], place) for place, name in enumerate(names)]
    points = []
    total = max(source.featureCount(), 1)
    for number, feature in enumerate(source.getFeatures()):
        if number % _REPORT_EVERY == 0:
            report(part(progress, 0.0, 0.5), number / total)
        for column, place in pairs:
            column.append(plain_value(feature.attribute(place)))
        points.append(point_of(feature.geometry()))
    if not points:
        raise InputError(
            f"The layer '{source.sourceName()}' is empty: there are no addresses in it."
        )
    lon = lat = None
    if source.wkbType() != QgsWkbTypes.Type.NoGeometry:
        lon, lat = degrees_of_points(
            points, source.sourceCrs(), source.sourceName(), context.transformContext()
        )
        if np.isnan(lon).all():
            lon = lat = None
    return book_from_columns(
        columns, lon, lat, fields=fields, source=source.sourceName(), findings=findings,
        progress=part(progress, 0.5, 1.0),
    )  # fmt: skip


def table_from_source(source: QgsFeatureSource) -> dict[str, list[Any]]:
    """Return a table as the core reads one: header -> cells."""
    names = source.fields().names()
    rows = [
        [plain_value(cell) for cell in feature.attributes()] for feature in source.getFeatures()
    ]
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}
