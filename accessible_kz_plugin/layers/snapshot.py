# SPDX-License-Identifier: GPL-3.0-or-later
"""A layer as it is now, edits that are not saved included, for another thread to read."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureIterator,
    QgsFeatureRequest,
    QgsFields,
    QgsProviderRegistry,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)


class LayerSnapshot:
    """What readers ask of a `QgsFeatureSource`, taken from a layer in the main thread.

    Taking it costs next to nothing: features are read where they are asked for. The
    layer may be changed or removed meanwhile.
    """

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._source = QgsVectorLayerFeatureSource(layer)
        self._fields = QgsFields(layer.fields())
        self._crs = QgsCoordinateReferenceSystem(layer.crs())
        self._name = layer.name()
        self._kind = layer.wkbType()
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        #: The file that the layer comes from, empty where there is none.
        self.path = str(parts.get("path") or "")

    def getFeatures(  # noqa: N802 - QGIS's name
        self, request: QgsFeatureRequest | None = None
    ) -> QgsFeatureIterator:
        """Return all features, or those asked for."""
        return self._source.getFeatures(QgsFeatureRequest() if request is None else request)

    def fields(self) -> QgsFields:
        """Return the fields, joined and virtual ones among them."""
        return self._fields

    def sourceCrs(self) -> QgsCoordinateReferenceSystem:  # noqa: N802 - QGIS's name
        """Return the CRS; invalid where the layer has none."""
        return self._crs

    def sourceName(self) -> str:  # noqa: N802 - QGIS's name
        """Return what the layer is called."""
        return self._name

    def wkbType(self) -> QgsWkbTypes.Type:  # noqa: N802 - QGIS's name
        """Return the kind of its geometries."""
        return self._kind
