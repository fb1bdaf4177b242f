# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a street network from loaded layers of lines, perhaps joined with an OSM file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProviderRegistry,
)

from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import progress_of
from accessible_kz_plugin.processing.buildnetwork import BuildNetwork
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.network.streets import OsmStreets

LAYERS = "LAYERS"
OSM = "OSM"
JOIN = "JOIN"


class LayerNetwork(BuildNetwork):
    """Algorithm `accessiblekz:layernetwork`."""

    ID = "layernetwork"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Build a street network from layers")

    def add_sources(self) -> None:
        """Add layers, mapping and tolerance."""
        self.addParameter(
            QgsProcessingParameterMultipleLayers(
                LAYERS,
                tr("Layers of streets and paths, and of kerbs or barriers as points"),
                QgsProcessing.SourceType.TypeVectorAnyGeometry,
            )
        )
        mapping = QgsProcessingParameterFile(
            common.MAPPING,
            tr("Which field is which OpenStreetMap key"),
            behavior=QgsProcessingParameterFile.Behavior.File,
            fileFilter=tr("Field mapping (*.toml)"),
            optional=True,
        )
        mapping.setHelp(
            tr("Without one, layers of OpenStreetMap, OpenSidewalks and Geofabrik are known.")
        )
        self.addParameter(mapping)
        self.addParameter(
            QgsProcessingParameterFile(
                OSM,
                tr("Also an OpenStreetMap file, joined with the layers"),
                behavior=QgsProcessingParameterFile.Behavior.File,
                fileFilter=tr("OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)"),
                optional=True,
            )
        )
        self.addParameter(
            common.advanced(
                QgsProcessingParameterNumber(
                    JOIN,
                    tr("Ends so near to each other are joined, metres"),
                    QgsProcessingParameterNumber.Type.Double,
                    defaultValue=0.5,
                    minValue=0.0,
                )
            )
        )

    def source_names(self) -> tuple[str, ...]:
        """Return the inputs that the output must not overwrite."""
        return (OSM, common.MAPPING)

    def streets_of(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> OsmStreets:
        """Read all layers, and join them."""
        from accessible_core.network.areas.lines import with_area_lines
        from accessible_core.network.layers.field_mapping import read_mapping
        from accessible_core.network.layers.layer_streets import (
            check_tolerance,
            streets_from_layers,
        )
        from accessible_kz_plugin.layers.osm_streets import read_streets
        from accessible_kz_plugin.layers.street_layers import street_layers

        snap = self.parameterAsDouble(parameters, JOIN, context)
        check_tolerance(snap)
        mapping = self.parameterAsFile(parameters, common.MAPPING, context)
        mappings = read_mapping(mapping) if mapping else []
        lines, points, osm = [], [], []
        for layer in self.parameterAsLayerList(parameters, LAYERS, context):
            source = self.parameterAsSource({LAYERS: layer}, LAYERS, context)
            if source is None:
                raise self.unreadable({LAYERS: layer}, LAYERS)
            registry = QgsProviderRegistry.instance()
            parts = registry.decodeUri(layer.providerType(), layer.source())
            path = str(parts.get("path") or "")
            found = street_layers(source, path, context, feedback)
            lines += found[0]
            points += found[1]
        file = self.parameterAsFile(parameters, OSM, context)
        if file:
            streets = read_streets(file, feedback, progress_of(feedback, 0.1, 0.3))
            # Lines across areas join nodes of the file itself: before others join it.
            osm.append(with_area_lines(streets, twins=False))
        progress = progress_of(feedback, 0.3, 0.5)
        return streets_from_layers(
            lines, points, osm, mappings=mappings, snap_m=snap, progress=progress
        )
