# SPDX-License-Identifier: GPL-3.0-or-later
"""What all questions to a street network are asked with: network, profile, limits."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.translation import tr
from accessible_kz_plugin.widgets.words import (
    as_profile,
    profile_words,
    smoothness_words,
    unknown_words,
)

NETWORK = "NETWORK"
FROM = "FROM"
PROFILE = "PROFILE"
SNAP = "SNAP"
UNKNOWN = "UNKNOWN"
CORRECTIONS = "CORRECTIONS"
AT = "AT"
MINUTES = "MINUTES"

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


def network_parameter() -> QgsProcessingParameterFile:
    """Return the street network's file."""
    network = QgsProcessingParameterFile(
        NETWORK,
        tr("Street network"),
        behavior=QgsProcessingParameterFile.Behavior.File,
        fileFilter=tr("Street network (*.aknet);;All files (*)"),
    )
    network.setHelp(tr("The file that 'Build a street network' wrote."))
    return network


def profile_parameter() -> QgsProcessingParameterDefinition:
    """Return who is on the way."""
    return common.choice_parameter(
        PROFILE,
        tr("Who is on the way"),
        common.PROFILE_VALUES,
        profile_words(),
        "manual_wheelchair",
    )


def corrections_parameter() -> QgsProcessingParameterDefinition:
    """Return the layer of local knowledge that stands over the map."""
    parameter = QgsProcessingParameterFeatureSource(
        CORRECTIONS,
        tr("Corrections: what is otherwise than on the map"),
        [QgsProcessing.SourceType.TypeVector],
        optional=True,
    )
    parameter.setHelp(
        tr("Points, lines or areas with attribute, value, valid_from, valid_to, source, note.")
    )
    return parameter


def limit_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return the limits, all optional and for those who look for them."""
    smoothness = LIST_LIMITS["MAX_SMOOTHNESS"][1]
    snap = QgsProcessingParameterNumber(
        SNAP,
        tr("Largest distance from the points to a street, metres"),
        QgsProcessingParameterNumber.Type.Double,
        defaultValue=100.0,
        minValue=0.0,
    )
    moment = QgsProcessingParameterDateTime(
        AT,
        tr("When: opening hours and corrections count for then"),
        QgsProcessingParameterDateTime.Type.DateTime,
        optional=True,
    )
    found = [
        number("MAX_INCLINE", tr("Steepest way up, per cent")),
        number("MAX_DECLINE", tr("Steepest way down, per cent")),
        number("MAX_KERB", tr("Highest kerb, centimetres")),
        number("MIN_WIDTH", tr("Narrowest way, centimetres")),
        common.choice_parameter(
            "MAX_SMOOTHNESS", tr("Worst smoothness"), smoothness, smoothness_words(), ""
        ),
        common.choice_parameter(
            "ALLOW_STEPS",
            tr("Steps"),
            LIST_LIMITS["ALLOW_STEPS"][1],
            {"": as_profile(), "no": tr("never"), "yes": tr("allowed")},
            "",
        ),
        common.choice_parameter(
            UNKNOWN, tr("What is not known"), UNKNOWN_VALUES, unknown_words(), ""
        ),
        snap,
        moment,
    ]
    return [common.advanced(one) for one in found]


def minutes_parameter(default: str = "5 10 15") -> QgsProcessingParameterDefinition:
    """Return one time or several."""
    return QgsProcessingParameterString(MINUTES, tr("Minutes, one or several"), default)


def number(name: str, label: str) -> QgsProcessingParameterNumber:
    """Return an optional number, zero or more."""
    return QgsProcessingParameterNumber(
        name, label, QgsProcessingParameterNumber.Type.Double, optional=True, minValue=0.0
    )
