# SPDX-License-Identifier: GPL-3.0-or-later
"""A table with X and Y in metres: asked about, and transformed by QGIS itself."""

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)

from accessible_core.findings import Findings
from accessible_kz_plugin.layers.positions import degrees_function
from accessible_kz_plugin.layers.survey_layer import survey_from_source

pytestmark = pytest.mark.usefixtures("qgis_app")

#: Astana in UTM zone 42N and in degrees, as pyproj gives it.
EAST, NORTH, LON, LAT = 670024.41, 5667089.43, 71.43, 51.13


def table():
    fields = "field=id:string&field=form:string&field=X:double&field=Y:double"
    layer = QgsVectorLayer(f"None?{fields}", "table", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["a", "small", EAST, NORTH])
    other = QgsFeature(layer.fields())
    other.setAttributes(["b", "small", None, None])
    assert layer.dataProvider().addFeatures([feature, other])[0]
    return layer


def read(crs=None):
    findings = Findings()
    read = survey_from_source(table(), QgsProcessingContext(), findings, crs=crs)
    return read.survey, findings.counts()


def test_the_system_is_asked_for():
    survey, told = read()
    assert np.isnan(survey.lon).all()
    assert set(told) & {"crs_needed", "crs_needed_open", "crs_needed_unchecked"}


def test_qgis_transforms():
    crs = QgsCoordinateReferenceSystem("EPSG:32642")
    function = degrees_function(crs, QgsProject.instance().transformContext())
    survey, told = read(function)
    assert np.allclose([survey.lon[0], survey.lat[0]], [LON, LAT], atol=1e-6)
    assert np.isnan(survey.lon[1])
    assert "crs_by_function" in told
