# SPDX-License-Identifier: GPL-3.0-or-later
"""A project of its own for a printed map: the user's layers keep their styles.

Where the project is to be kept, its layers are written into one GeoPackage
beside it, so that both can be handed on together.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, Optional

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsLayoutItemMap,
    QgsProject,
    QgsProjectMetadata,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from accessible_core.errors import OutputError
from accessible_core.files import replacing
from accessible_core.network.model import StreetNetwork
from accessible_kz_plugin.layers.network_lines import edge_features, edge_fields


class MapLayers(NamedTuple):
    """The layers of a map, the topmost first; all but the places may be missing."""

    places: QgsVectorLayer
    doors: Optional[QgsVectorLayer] = None
    nodes: Optional[QgsVectorLayer] = None
    streets: Optional[QgsVectorLayer] = None
    areas: Optional[QgsVectorLayer] = None


def map_project(
    layers: MapLayers, path: str, transforms: QgsCoordinateTransformContext
) -> tuple[QgsProject, MapLayers]:
    """Return a project with the layers, and the layers as they are in it.

    Parameters
    ----------
    layers : MapLayers
        Layers that belong to nobody yet.
    path : str
        Where the project will be saved; empty if it is not.
    transforms : QgsCoordinateTransformContext
        The user's choice of transformations.

    Raises
    ------
    OutputError
        The data cannot be written beside the project.
    """
    project = QgsProject()
    project.setTransformContext(transforms)
    # QGIS puts the user's name into each new project.
    project.setMetadata(QgsProjectMetadata())
    if path:
        layers = _kept(layers, data_path(path), transforms)
    # The first in the tree is drawn on top.
    for layer in reversed(layers):
        if layer is not None:
            project.addMapLayer(layer)
    return project, layers


def data_path(project: str) -> Path:
    """Return the GeoPackage that belongs to a project file."""
    path = Path(project)
    return path.with_name(f"{path.stem}_data.gpkg")


def save_project(project: QgsProject, path: str) -> None:
    """Save a project with relative paths, without the user's name.

    Raises
    ------
    OutputError
        It cannot be written there.
    """
    # A map item that keeps its own list of layers writes their absolute paths, with the
    # user's name in them; here it may as well show the layers of the project.
    for layout in project.layoutManager().printLayouts():
        for item in layout.items():
            if isinstance(item, QgsLayoutItemMap):
                item.setKeepLayerStyles(False)
                item.setKeepLayerSet(False)
                item.setLayers([])
    # `QgsProject.write` replaces the file itself; relative paths need the true name.
    if not project.write(path):
        raise OutputError(f"{path} was not written: {project.error() or 'the folder refuses it'}.")


def network_layer(network: StreetNetwork, name: str) -> QgsVectorLayer:
    """Return the pieces of a network as a layer in memory."""
    layer = QgsVectorLayer("LineString?crs=EPSG:4326", name, "memory")
    fields = edge_fields()
    layer.dataProvider().addAttributes(list(fields))
    layer.updateFields()
    layer.dataProvider().addFeatures(list(edge_features(network, layer.fields())))
    layer.updateExtents()
    return layer


def _kept(layers: MapLayers, target: Path, transforms: QgsCoordinateTransformContext) -> MapLayers:
    """Write the layers into one GeoPackage; return them as read from there."""
    with replacing(target) as temporary:
        for name, layer in zip(MapLayers._fields, layers):
            if layer is not None:
                _write(layer, temporary, name, transforms)
    found = [
        None if layer is None else QgsVectorLayer(f"{target}|layername={name}", layer.name(), "ogr")
        for name, layer in zip(MapLayers._fields, layers)
    ]
    return MapLayers(*found)


def _write(
    layer: QgsVectorLayer, path: Path, name: str, transforms: QgsCoordinateTransformContext
) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = name
    action = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = (
        action.CreateOrOverwriteLayer if path.exists() else action.CreateOrOverwriteFile
    )
    result = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), transforms, options)
    if result[0] != QgsVectorFileWriter.WriterError.NoError:
        raise OutputError(f"{path.name} was not written: {result[1]}.")
