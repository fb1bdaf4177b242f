# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample city's survey as a layer that can be edited, and the dock that shows it."""

import pytest
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from accessible_kz_plugin import sample_city, settings
from accessible_kz_plugin.docks import shown


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    QgsSettings().remove("accessible_kz")
    settings.LANGUAGE.set("en")
    yield
    QgsProject.instance().clear()
    QgsSettings().remove("accessible_kz")


def memory_copy(fields=None, more=()):
    """Return the sample survey as a layer in memory, of all or some fields."""
    source = sample_city.survey_layer()
    own = [field for field in source.fields() if fields is None or field.name() in fields]
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "places", "memory")
    layer.dataProvider().addAttributes([*own, *more])
    layer.updateFields()
    features = []
    for feature in source.getFeatures():
        values = [feature[field.name()] for field in own]
        feature.setFields(layer.fields(), True)
        feature.setAttributes([*values, *([None] * len(more))])
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


@pytest.fixture
def layer():
    one = memory_copy()
    QgsProject.instance().addMapLayer(one)
    return one


@pytest.fixture
def open_dock(desktop, qtbot):
    """Return a function that opens the dock and waits until the places are read."""

    def go():
        desktop.mainWindow().resize(1500, 1000)
        desktop.mainWindow().show()
        qtbot.waitExposed(desktop.mainWindow())
        dock = shown.open_dock(desktop, "survey")
        qtbot.waitUntil(lambda: not dock.tasks.busy, timeout=20_000)
        return dock

    yield go
    shown.let_go(desktop)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dock(layer, open_dock):
    """The dock on the sample survey."""
    one = open_dock()
    assert one.layer is layer
    return one


def feature_of(layer, facility):
    return next(one for one in layer.getFeatures() if one["id"] == facility)


@pytest.fixture
def find():
    return feature_of


@pytest.fixture
def copy_of_sample():
    return memory_copy
