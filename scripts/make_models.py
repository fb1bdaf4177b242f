# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the models that come with the plugin: ``resources/models/*.model3``.

Needs QGIS's Python (/usr/bin/python3 on Debian), best of the oldest QGIS that is to read
them. The files are what the model designer saves.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), "/usr/share/qgis/python/plugins"]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402 - Qt reads the environment when it is imported
    QgsApplication,
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExpression,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterRasterLayer,
    QgsProcessingParameterString,
    QgsProcessingParameterVectorLayer,
)
from qgis.PyQt.QtCore import QPointF  # noqa: E402

FOLDER = ROOT / "resources" / "models"
#: The registry's categories hospital, polyclinic and private clinic.
CLINICS = "to_string(\"category\") IN ('20', '23', '26')"

_Source = QgsProcessingModelChildParameterSource


class Builder:
    """A model being put together, inputs to the left, steps from top to bottom."""

    def __init__(self, name: str) -> None:
        self.model = QgsProcessingModelAlgorithm(name, "Accessible KZ")
        self._inputs = self._steps = 0

    def ask(self, parameter: QgsProcessingParameterDefinition) -> _Source:
        """Add an input; return it as a source for steps."""
        part = QgsProcessingModelParameter(parameter.name())
        part.setPosition(QPointF(120, 60 + 90 * self._inputs))
        self._inputs += 1
        self.model.addModelParameter(parameter, part)
        return _Source.fromModelParameter(parameter.name())

    def step(
        self, name: str, algorithm: str, given: Mapping[str, Any], outputs: Mapping[str, str]
    ) -> None:
        """Add a step; `outputs` are those of the model: words -> the step's output."""
        child = QgsProcessingModelChildAlgorithm(algorithm)
        child.setChildId(name)
        child.setDescription(child.algorithm().displayName())
        child.setPosition(QPointF(420, 60 + 120 * self._steps))
        self._steps += 1
        for key, value in given.items():
            source = value if isinstance(value, _Source) else _Source.fromStaticValue(value)
            child.addParameterSources(key, [source])
        results = {}
        for words, output in outputs.items():
            result = QgsProcessingModelOutput(words, words)
            result.setChildId(name)
            result.setChildOutputName(output)
            result.setPosition(QPointF(720, 60 + 60 * len(results) + 120 * self._steps))
            results[words] = result
        child.setModelOutputs(results)
        self.model.addChildAlgorithm(child)

    def save(self, name: str) -> None:
        """Write the file."""
        self.model.updateDestinationParameters()
        FOLDER.mkdir(exist_ok=True)
        if not self.model.toFile(str(FOLDER / f"{name}.model3")):
            raise OSError(f"{name} could not be written")


def survey_to_map() -> Builder:
    """Return: survey -> score -> statistics -> map."""
    build, types = Builder("surveytomap"), QgsProcessing.SourceType
    survey = build.ask(QgsProcessingParameterVectorLayer("survey", "Survey", [types.TypeVector]))
    districts = build.ask(
        QgsProcessingParameterVectorLayer(
            "districts", "Districts", [types.TypeVectorPolygon], optional=True
        )
    )
    field = build.ask(
        QgsProcessingParameterField(
            "district_id",
            "Field that tells areas apart",
            parentLayerParameterName="districts",
            optional=True,
        )
    )
    place = build.ask(QgsProcessingParameterString("place", "Name of the place", optional=True))
    build.step("score", "accessiblekz:score", {"INPUT": survey}, {"Scored places": "OUTPUT"})
    build.step(
        "statistics",
        "accessiblekz:statistics",
        {"INPUT": survey, "AREAS": districts, "AREA_ID": field},
        {"Statistics by area": "OUTPUT"},
    )
    scored = _Source.fromChildOutput("score", "OUTPUT")
    build.step(
        "citymap",
        "accessiblekz:citymap",
        {"INPUT": scored, "AREAS": districts, "PLACE": place},
        {"City map": "OUTPUT"},
    )
    return build


def osm_to_reach() -> Builder:
    """Return: OSM file -> network -> reach of all clinics."""
    build, types = Builder("osmtoreach"), QgsProcessing.SourceType
    osm = build.ask(
        QgsProcessingParameterFile(
            "osm",
            "OpenStreetMap file",
            fileFilter="OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)",
        )
    )
    heights = build.ask(
        QgsProcessingParameterRasterLayer("heights", "Elevation model", optional=True)
    )
    places = build.ask(
        QgsProcessingParameterVectorLayer("places", "Places, such as a survey", [types.TypeVector])
    )
    clinics = build.ask(
        QgsProcessingParameterExpression("clinics", "Which of them are clinics", CLINICS, "places")
    )
    minutes = build.ask(
        QgsProcessingParameterString("minutes", "Minutes, one or several", "5 10 15")
    )
    build.step(
        "network",
        "accessiblekz:buildnetwork",
        {"INPUT": osm, "DEM": heights},
        {"Street network": "OUTPUT"},
    )
    build.step("chosen", "native:extractbyexpression", {"INPUT": places, "EXPRESSION": clinics}, {})
    build.step(
        "reach",
        "accessiblekz:servicearea",
        {
            "NETWORK": _Source.fromChildOutput("network", "OUTPUT"),
            "STARTS": _Source.fromChildOutput("chosen", "OUTPUT"),
            "MINUTES": minutes,
        },
        {"Reached streets": "OUTPUT", "Outlines of what is reached": "OUTLINES"},
    )
    return build


def main() -> int:
    """Write both."""
    application = QgsApplication([], False)
    application.initQgis()
    from qgis.analysis import QgsNativeAlgorithms

    from accessible_kz_plugin.processing.provider import AccessibleKzProvider

    registry = QgsApplication.processingRegistry()
    registry.addProvider(QgsNativeAlgorithms(registry))
    provider = AccessibleKzProvider()
    registry.addProvider(provider)
    survey_to_map().save("surveytomap")
    osm_to_reach().save("osmtoreach")
    application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
