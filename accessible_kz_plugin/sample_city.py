# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented sample city in one click: layers, scored places, a network for routes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsLayerTreeGroup,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QUrl, QUrlQuery

from accessible_kz_plugin.translation import interface_language, tr

#: UTM zone 42 N, where the sample city lies: scales and distances are true there.
_CRS = "EPSG:32642"
SAMPLE = Path(__file__).parent / "resources" / "sample"


def survey_layer() -> QgsVectorLayer:
    """Return the sample survey as a layer of points."""
    url = QUrl.fromLocalFile(str(SAMPLE / "survey.csv"))
    query = QUrlQuery()
    for key, value in (
        ("type", "csv"),
        ("xField", "lon"),
        ("yField", "lat"),
        ("crs", "EPSG:4326"),
        ("detectTypes", "no"),
    ):
        query.addQueryItem(key, value)
    url.setQuery(query)
    return QgsVectorLayer(url.toString(), tr("Survey as it came"), "delimitedtext")


def districts_layer() -> QgsVectorLayer:
    """Return the sample city's districts, styled."""
    from accessible_kz_plugin.styles.areas import style_area_layer

    layer = QgsVectorLayer(str(SAMPLE / "districts.geojson"), tr("Districts"), "ogr")
    style_area_layer(layer, interface_language())
    return layer


def heights_layer() -> QgsRasterLayer:
    """Return the sample city's elevation model."""
    return QgsRasterLayer(str(SAMPLE / "sample_dem.tif"), tr("Heights"), "gdal")


class SampleCity:
    """Loads the sample city into a project; long work runs in the background."""

    #: The one being loaded, kept alive until all its work is done.
    loading: SampleCity | None = None

    def __init__(self, desktop: Any, project: QgsProject) -> None:
        self._iface = desktop
        self._project = project
        self._running: list[_Run] = []
        self._failed = False
        self._was_empty = not project.mapLayers()
        self._districts: QgsVectorLayer | None = None
        self.group: QgsLayerTreeGroup = project.layerTreeRoot().insertGroup(
            0, tr("Sample city (invented)")
        )

    def load(self) -> None:
        """Add what is there at once and start the rest."""
        SampleCity.loading = self
        survey, districts, heights = survey_layer(), districts_layer(), heights_layer()
        for layer in (districts, survey, heights):
            self._project.addMapLayer(layer, False)
            node = self.group.addLayer(layer)
            node.setExpanded(False)
            node.setItemVisibilityChecked(layer not in (survey, heights))
        self._districts = districts
        network = {
            "INPUT": str(SAMPLE / "sample_city.osm"),
            "DEM": heights,
            "OUTPUT": QgsProcessingUtils.generateTempFilename("sample_city.aknet"),
            "EDGES": "TEMPORARY_OUTPUT",
        }
        places = {"INPUT": survey, "OUTPUT": "TEMPORARY_OUTPUT"}
        self._start("buildnetwork", network, "EDGES", self._show_streets)
        self._start("score", places, "OUTPUT", self._show_places)

    def _start(
        self,
        algorithm: str,
        parameters: dict[str, Any],
        output: str,
        show: Callable[[QgsVectorLayer], None],
    ) -> None:
        run = _Run(self._project, algorithm, parameters)

        def done(successful: bool, results: dict[str, Any]) -> None:
            layer = run.context.takeResultLayer(results[output]) if successful else None
            if layer is None:
                self._failed = True
            else:
                show(layer)
            self._running.remove(run)
            if not self._running:
                self._finish()

        self._running.append(run)
        run.start(done)

    def _show_places(self, layer: QgsVectorLayer) -> None:
        from accessible_kz_plugin.styles.groups import name_layer, show_group, shown_group

        name_layer(layer, layer.name())
        show_group(layer, shown_group())
        self._project.addMapLayer(layer, False)
        self.group.insertLayer(0, layer)
        self._iface.setActiveLayer(layer)

    def _show_streets(self, layer: QgsVectorLayer) -> None:
        from accessible_kz_plugin.styles.streets import style_network_layer

        layer.setName(tr("Streets"))
        style_network_layer(layer, interface_language())
        self._project.addMapLayer(layer, False)
        # Above the layers that do not move, below the places.
        self.group.insertLayer(len(self.group.children()) - 2, layer).setExpanded(False)

    def _zoom(self) -> None:
        """Show the town: last, because QGIS itself zooms when first layers come."""
        if self._was_empty:
            self._project.setCrs(QgsCoordinateReferenceSystem(_CRS))
        # Not the places: the position of one of them is wrong on purpose.
        layer = self._districts
        move = QgsCoordinateTransform(layer.crs(), self._project.crs(), self._project)
        canvas = self._iface.mapCanvas()
        canvas.setDestinationCrs(self._project.crs())
        canvas.setExtent(move.transformBoundingBox(layer.extent()))
        canvas.refresh()

    def _finish(self) -> None:
        SampleCity.loading = None
        self._zoom()
        if self._failed:
            text = tr("Part of the sample city could not be loaded; the log says why.")
            level = Qgis.MessageLevel.Warning
        else:
            text = tr("The sample city is loaded. It is invented: no place in it exists.")
            level = Qgis.MessageLevel.Success
        self._iface.messageBar().pushMessage("Accessible KZ", text, level)


class _Run:
    """One algorithm running in the background, with the objects that it needs alive."""

    def __init__(self, project: QgsProject, algorithm: str, parameters: dict[str, Any]) -> None:
        self.context = QgsProcessingContext()
        self.context.setProject(project)
        self._feedback = QgsProcessingFeedback()
        self._task = QgsProcessingAlgRunnerTask(
            QgsApplication.processingRegistry().algorithmById(f"accessiblekz:{algorithm}"),
            parameters,
            self.context,
            self._feedback,
        )

    def start(self, done: Callable[[bool, dict[str, Any]], None]) -> None:
        """Start; `done` is called in the main thread."""
        self._task.executed.connect(done)
        QgsApplication.taskManager().addTask(self._task)


def load_and_score(desktop: Any) -> None:
    """Load the sample city into the open project."""
    registry = QgsApplication.processingRegistry()
    if registry.algorithmById("accessiblekz:score") is None:
        # A task without an algorithm would take QGIS down.
        text = tr("The Processing provider Accessible KZ is switched off: switch it on first.")
        desktop.messageBar().pushMessage("Accessible KZ", text, Qgis.MessageLevel.Warning)
    elif SampleCity.loading is None:
        SampleCity(desktop, QgsProject.instance()).load()
