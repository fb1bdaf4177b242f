# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters that several algorithms share, and the values behind their lists."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
)

from accessible_core.messages import text
from accessible_core.vocabulary import GROUPS, LANGUAGES
from accessible_kz_plugin.translation import interface_language, tr

INPUT = "INPUT"
OUTPUT = "OUTPUT"
GROUP = "GROUP"
LANGUAGE = "LANGUAGE"
PALETTE = "PALETTE"

GROUP_VALUES: tuple[str, ...] = tuple(group.value for group in GROUPS)
PALETTE_VALUES: tuple[str, ...] = ("registry", "safe", "mono")
PROFILE_VALUES: tuple[str, ...] = (
    "manual_wheelchair",
    "powered_wheelchair",
    "walking_aid",
    "pushchair",
    "cane",
    "foot",
)


def group_words() -> dict[str, str]:
    """Return what each group of people is called, in the interface's language."""
    language = interface_language()
    return {group: text("labels", f"group_{group}", language) for group in GROUP_VALUES}


def language_words() -> dict[str, str]:
    """Return each language in its own words."""
    return {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def palette_words() -> dict[str, str]:
    """Return what each palette is for."""
    return {
        "registry": tr("As in the national registry (green, orange, red)"),
        "safe": tr("Safe without colour vision (blue, orange, vermilion)"),
        "mono": tr("Black and white, for print"),
    }


def profile_words() -> dict[str, str]:
    """Return what each mobility profile is called."""
    return {
        "manual_wheelchair": tr("Wheelchair, by hand"),
        "powered_wheelchair": tr("Wheelchair, powered"),
        "walking_aid": tr("Walking frame or crutches"),
        "pushchair": tr("Pushchair"),
        "cane": tr("White cane"),
        "foot": tr("On foot, without limits"),
    }


def choice_parameter(
    name: str, label: str, values: tuple[str, ...], words: dict[str, str], default: str
) -> QgsProcessingParameterEnum:
    """Return a list parameter that shows `words` and stores the position in `values`."""
    return QgsProcessingParameterEnum(
        name,
        label,
        options=[words.get(value, value) for value in values],
        defaultValue=values.index(default),
    )


def survey_parameter() -> QgsProcessingParameterFeatureSource:
    """Return the survey: any layer or file that QGIS reads, with or without geometry."""
    parameter = QgsProcessingParameterFeatureSource(
        INPUT, tr("Survey (layer or file)"), [QgsProcessing.SourceType.TypeVector]
    )
    parameter.setHelp(
        tr("One row a facility: a layer, or a CSV, XLSX, GeoPackage, GeoJSON or Shapefile.")
    )
    return parameter


def group_parameter() -> QgsProcessingParameterEnum:
    """Return whose lights the map shows first."""
    label = tr("Show the lights for")
    return choice_parameter(GROUP, label, GROUP_VALUES, group_words(), "movement")


def language_parameter() -> QgsProcessingParameterEnum:
    """Return the language of messages, legends and pages; QGIS's own by default."""
    label = tr("Language of the results")
    return choice_parameter(LANGUAGE, label, LANGUAGES, language_words(), interface_language())


def palette_parameter() -> QgsProcessingParameterEnum:
    """Return the colours of the lights; their shapes always differ too."""
    label = tr("Colours")
    return choice_parameter(PALETTE, label, PALETTE_VALUES, palette_words(), "registry")


def advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """Mark a parameter as one for those who look for it."""
    flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    parameter.setFlags(parameter.flags() | flag)
    return parameter
