# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample city for the docks: its network, its survey, a dock on a desktop."""

import pytest
from qgis.core import QgsProject, QgsRectangle, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from accessible_core.network.build import build_network
from accessible_core.network.store import write_network


@pytest.fixture(scope="session")
def network_path(sample_folder, tmp_path_factory):
    """The sample city's street network with slopes."""
    path = tmp_path_factory.mktemp("network") / "sample.aknet"
    osm, dem = sample_folder / "sample_city.osm", sample_folder / "sample_dem.tif"
    write_network(build_network(osm, dem), path)
    return str(path)


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    QgsSettings().remove("accessible_kz")
    QgsProject.instance().clear()
    yield
    QgsSettings().remove("accessible_kz")
    QgsProject.instance().clear()


@pytest.fixture
def survey():
    """The sample survey as a layer of the project."""
    from accessible_kz_plugin.sample_city import survey_layer

    layer = survey_layer()
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def open_route_dock(desktop, network_path, qtbot):
    """Return a function that opens the route dock on the sample city's network."""
    from accessible_kz_plugin import settings
    from accessible_kz_plugin.docks import shown

    def go():
        settings.remember_network(network_path)
        desktop.mapCanvas().setExtent(QgsRectangle(69.885, 48.890, 69.915, 48.910))
        desktop.mainWindow().resize(1200, 900)
        desktop.mainWindow().show()
        qtbot.waitExposed(desktop.mainWindow())
        desktop.mainWindow().activateWindow()
        qtbot.waitUntil(desktop.mainWindow().isActiveWindow)
        return shown.open_dock(desktop, "route")

    yield go
    shown.let_go(desktop)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dock(open_route_dock):
    """The route dock on the sample city's network."""
    return open_route_dock()
