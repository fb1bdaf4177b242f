# SPDX-License-Identifier: GPL-3.0-or-later
"""Build a street network from an OSM file, with slopes from an elevation model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterLayer,
    QgsWkbTypes,
)

from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.network.model import StreetNetwork
    from accessible_core.network.slopes import Dem
    from accessible_core.network.streets import OsmStreets

DEM = "DEM"
EDGES = "EDGES"


class BuildNetwork(AccessibleAlgorithm):
    """Algorithm `accessiblekz:buildnetwork`."""

    ID = "buildnetwork"
    GROUP = "streets"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Build a street network")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.add_sources()
        self.addParameter(
            QgsProcessingParameterRasterLayer(
                DEM, tr("Elevation model, for slopes that are not tagged"), optional=True
            )
        )
        self.addParameter(common.language_parameter())
        self.addParameter(
            QgsProcessingParameterFileDestination(
                common.OUTPUT, tr("Street network"), tr("Street network (*.aknet)")
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                EDGES,
                tr("Pieces of streets"),
                QgsProcessing.SourceType.TypeVectorLine,
                optional=True,
                createByDefault=False,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("NODES", tr("Nodes")))
        self.addOutput(QgsProcessingOutputNumber("PIECES", tr("Pieces of streets")))
        self.addOutput(QgsProcessingOutputNumber("LENGTH_KM", tr("Length in kilometres")))

    def add_sources(self) -> None:
        """Add what streets are read from."""
        self.addParameter(
            QgsProcessingParameterFile(
                common.INPUT,
                tr("OpenStreetMap file"),
                behavior=QgsProcessingParameterFile.Behavior.File,
                fileFilter=tr("OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)"),
            )
        )

    def source_names(self) -> tuple[str, ...]:
        """Return the inputs that the output must not overwrite."""
        return (common.INPUT,)

    def streets_of(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> OsmStreets:
        """Read the OSM file."""
        from accessible_kz_plugin.layers.osm_streets import read_streets

        path = self.parameterAsFile(parameters, common.INPUT, context)
        return read_streets(path, feedback, progress_of(feedback, 0.0, 0.5))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, build, store; write the pieces as lines if asked."""
        from accessible_core.network.build import network_from_streets
        from accessible_core.network.store import write_network
        from accessible_core.network.summary import summary
        from accessible_kz_plugin.settings import remember_network

        sources = (*self.source_names(), DEM)
        target = self.target_file(parameters, common.OUTPUT, context, *sources)
        streets = self.streets_of(parameters, context, feedback)
        dem = self._dem(parameters, context, streets)
        network = network_from_streets(streets, dem, progress=progress_of(feedback, 0.5, 0.9))
        write_network(network, target)
        remember_network(target)
        facts = summary(network)
        self._say(facts, feedback)
        outputs: dict[str, Any] = {
            common.OUTPUT: target,
            "NODES": facts["nodes"],
            "PIECES": facts["edges"],
            "LENGTH_KM": facts["length_km"],
        }
        if self.given(parameters, EDGES):
            outputs[EDGES] = self._write_edges(network, parameters, context, feedback)
        return outputs

    def _dem(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext, streets: OsmStreets
    ) -> Dem | None:
        from accessible_kz_plugin.layers.dem_layer import dem_from_layer

        if not self.given(parameters, DEM):
            return None
        layer = self.parameterAsRasterLayer(parameters, DEM, context)
        if layer is None:
            raise self.unreadable(parameters, DEM)
        lon, lat = streets.node_lon, streets.node_lat
        box = (float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max()))
        return dem_from_layer(layer, box)

    def _say(self, facts: Mapping[str, Any], feedback: QgsProcessingFeedback) -> None:
        line = tr("{edges} pieces of streets, {length} km, in {parts} separate parts.")
        for word, key in (("{edges}", "edges"), ("{length}", "length_km"), ("{parts}", "parts")):
            line = line.replace(word, str(facts[key]))
        feedback.pushInfo(line)
        # None: there is nothing of the kind, such as no steps whose number could be known.
        known = ", ".join(
            f"{name} {share:.0%}" for name, share in facts["known"].items() if share is not None
        )
        feedback.pushInfo(tr("Known share by length: {known}").replace("{known}", known))

    def _write_edges(
        self,
        network: StreetNetwork,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> str:
        from accessible_kz_plugin.layers.network_lines import edge_features, edge_fields
        from accessible_kz_plugin.layers.positions import wgs84
        from accessible_kz_plugin.processing.styling import network_style, style_when_loaded

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        fields = edge_fields()
        sink, identifier = self.open_sink(
            parameters, EDGES, context, fields, QgsWkbTypes.Type.LineString, wgs84()
        )
        report = progress_of(feedback, 0.9, 1.0)
        for position, feature in enumerate(edge_features(network, fields)):
            if position % 5000 == 0:
                report(position / network.edge_count)
            self.add(sink, feature)
        style_when_loaded(context, identifier, network_style(language), tr("Streets"))
        return identifier
