# SPDX-License-Identifier: GPL-3.0-or-later
"""What a route is asked with, and what comes out, as Processing knows it."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterPoint,
)

from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.widgets.words import profile_words

NETWORK = "NETWORK"
FROM = "FROM"
TO = "TO"
PROFILE = "PROFILE"
SNAP = "SNAP"
UNKNOWN = "UNKNOWN"
EDGES = "EDGES"
BLOCKED = "BLOCKED"
HTML = "HTML"

#: Parameter -> name of the limit in the core's profiles.
NUMBER_LIMITS: dict[str, str] = {
    "MAX_INCLINE": "max_incline",
    "MAX_DECLINE": "max_decline",
    "MAX_KERB": "max_kerb",
    "MIN_WIDTH": "min_width",
}
#: Parameter -> name of the limit and its values; empty = as the profile has it.
LIST_LIMITS: dict[str, tuple[str, tuple[str, ...]]] = {
    "MAX_SMOOTHNESS": (
        "max_smoothness",
        ("", "excellent", "good", "intermediate", "bad", "very_bad", "horrible", "very_horrible"),
    ),
    "ALLOW_STEPS": ("allow_steps", ("", "no", "yes")),
}
UNKNOWN_VALUES: tuple[str, ...] = ("", "accept", "penalise", "bar")


def route_inputs() -> list[QgsProcessingParameterDefinition]:
    """Return the inputs in the order of the dialog."""
    network = QgsProcessingParameterFile(
        NETWORK,
        tr("Street network"),
        behavior=QgsProcessingParameterFile.Behavior.File,
        fileFilter=tr("Street network (*.aknet);;All files (*)"),
    )
    network.setHelp(tr("The file that 'Build a street network' wrote."))
    profile = common.choice_parameter(
        PROFILE,
        tr("Who is on the way"),
        common.PROFILE_VALUES,
        profile_words(),
        "manual_wheelchair",
    )
    return [
        network,
        QgsProcessingParameterPoint(FROM, tr("From")),
        QgsProcessingParameterPoint(TO, tr("To")),
        profile,
        common.language_parameter(),
        *(common.advanced(parameter) for parameter in _limits()),
    ]


def _limits() -> list[QgsProcessingParameterDefinition]:
    smoothness = LIST_LIMITS["MAX_SMOOTHNESS"][1]
    return [
        _number("MAX_INCLINE", tr("Steepest way up, per cent")),
        _number("MAX_DECLINE", tr("Steepest way down, per cent")),
        _number("MAX_KERB", tr("Highest kerb, centimetres")),
        _number("MIN_WIDTH", tr("Narrowest way, centimetres")),
        common.choice_parameter(
            "MAX_SMOOTHNESS", tr("Worst smoothness"), smoothness, _smoothness_words(), ""
        ),
        common.choice_parameter(
            "ALLOW_STEPS",
            tr("Steps"),
            LIST_LIMITS["ALLOW_STEPS"][1],
            {"": _as_profile(), "no": tr("never"), "yes": tr("allowed")},
            "",
        ),
        common.choice_parameter(
            UNKNOWN, tr("What is not known"), UNKNOWN_VALUES, _unknown_words(), ""
        ),
        QgsProcessingParameterNumber(
            SNAP,
            tr("Largest distance from the points to a street, metres"),
            QgsProcessingParameterNumber.Type.Double,
            defaultValue=100.0,
            minValue=0.0,
        ),
    ]


def _as_profile() -> str:
    return tr("as the profile has it")


def _unknown_words() -> dict[str, str]:
    return {
        "": _as_profile(),
        "accept": tr("is taken for passable"),
        "penalise": tr("is avoided where possible"),
        "bar": tr("is never used"),
    }


def _smoothness_words() -> dict[str, str]:
    return {
        "": _as_profile(),
        "excellent": tr("excellent (thin rollers)"),
        "good": tr("good (thin wheels)"),
        "intermediate": tr("intermediate (wheels)"),
        "bad": tr("bad (robust wheels)"),
        "very_bad": tr("very bad (high clearance)"),
        "horrible": tr("horrible (off-road)"),
        "very_horrible": tr("very horrible (specialised off-road)"),
    }


def _number(name: str, label: str) -> QgsProcessingParameterNumber:
    return QgsProcessingParameterNumber(
        name, label, QgsProcessingParameterNumber.Type.Double, optional=True, minValue=0.0
    )


def route_sinks() -> list[QgsProcessingParameterDefinition]:
    """Return the layers and the page that a route is written to."""
    line = QgsProcessing.SourceType.TypeVectorLine
    point = QgsProcessing.SourceType.TypeVectorPoint
    return [
        QgsProcessingParameterFeatureSink(common.OUTPUT, tr("Route"), line),
        QgsProcessingParameterFeatureSink(
            EDGES, tr("Pieces of the route"), line, optional=True, createByDefault=False
        ),
        QgsProcessingParameterFeatureSink(
            BLOCKED, tr("What blocks the way"), point, optional=True, createByDefault=True
        ),
        QgsProcessingParameterFileDestination(
            HTML,
            tr("Instructions as a page"),
            tr("HTML (*.html)"),
            optional=True,
            createByDefault=True,
        ),
    ]


def route_outputs() -> list[QgsProcessingOutputDefinition]:
    """Return the values that scripts, models and qgis_process read."""
    return [
        QgsProcessingOutputString("STATUS", tr("ok or no_route")),
        QgsProcessingOutputString("REASON", tr("Why there is no route")),
        QgsProcessingOutputString("CONFIDENCE", tr("confirmed or unverified")),
        QgsProcessingOutputNumber("DISTANCE_M", tr("Metres")),
        QgsProcessingOutputNumber("DURATION_S", tr("Seconds")),
        QgsProcessingOutputString("TEXT", tr("Instructions")),
    ]
