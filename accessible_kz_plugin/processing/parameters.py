# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters that several algorithms share, and the values behind their lists."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
)

from accessible_core.messages import text
from accessible_core.vocabulary import GROUPS, LANGUAGES
from accessible_kz_plugin import settings
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.words import language_words, palette_words

INPUT = "INPUT"
OUTPUT = "OUTPUT"
GROUP = "GROUP"
LANGUAGE = "LANGUAGE"
PALETTE = "PALETTE"
MAX_AGE = "MAX_AGE"
MAPPING = "MAPPING"
USER_GROUP = "USER_GROUP"
FORM = "FORM"

GROUP_VALUES: tuple[str, ...] = tuple(group.value for group in GROUPS)
PALETTE_VALUES: tuple[str, ...] = settings.PALETTE.values
#: The core's forms (`checklists.forms`), which would take long to be asked for at start.
FORM_VALUES: tuple[str, ...] = ("small", "middle", "full", "bus_stop", "apartment_entrance")
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


def mapping_parameter() -> QgsProcessingParameterDefinition:
    """Return the file that says which column of a foreign table is which."""
    parameter = QgsProcessingParameterFile(
        MAPPING,
        tr("Column mapping, for tables that call their columns otherwise"),
        behavior=QgsProcessingParameterFile.Behavior.File,
        fileFilter=tr("Column mapping (*.toml)"),
        optional=True,
    )
    return advanced(parameter)


def group_parameter() -> QgsProcessingParameterEnum:
    """Return whose lights the map shows first; those of the toolbar's group by default."""
    from accessible_kz_plugin.styles.groups import score_group, shown_group

    label, shown = tr("Show the lights for"), score_group(shown_group())
    return choice_parameter(GROUP, label, GROUP_VALUES, group_words(), shown)


def user_group_values() -> tuple[str, ...]:
    """Return the registry keys of the twelve user groups, in their order."""
    from accessible_core.checklists.categories import user_groups

    return tuple(group.name for group in user_groups())


def user_group_parameter() -> QgsProcessingParameterEnum:
    """Return the user group that something is said for; the toolbar's by default."""
    from accessible_kz_plugin.styles.groups import group_titles, shown_group

    words = group_titles(interface_language())
    return choice_parameter(USER_GROUP, tr("For"), user_group_values(), words, shown_group())


def form_parameter() -> QgsProcessingParameterEnum:
    """Return which checklist is meant."""
    language = interface_language()
    words = {name: text("labels", f"form_{name}", language) for name in FORM_VALUES}
    return choice_parameter(FORM, tr("Checklist"), FORM_VALUES, words, "full")


def age_parameter() -> QgsProcessingParameterDefinition:
    """Return after how many years a survey is too old to be relied upon."""
    parameter = QgsProcessingParameterNumber(
        MAX_AGE,
        tr("A survey counts as old after so many years; empty = as set"),
        QgsProcessingParameterNumber.Type.Integer,
        optional=True,
        minValue=1,
        maxValue=settings.MAX_AGE_YEARS.most,
    )
    return advanced(parameter)


def language_parameter() -> QgsProcessingParameterEnum:
    """Return the language of messages, legends and pages; QGIS's own by default."""
    label = tr("Language of the results")
    return choice_parameter(LANGUAGE, label, LANGUAGES, language_words(), interface_language())


def palette_parameter() -> QgsProcessingParameterEnum:
    """Return the colours of the lights, those set by default; their shapes always differ too."""
    label = tr("Colours")
    return choice_parameter(PALETTE, label, PALETTE_VALUES, palette_words(), settings.PALETTE.get())


def advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """Mark a parameter as one for those who look for it."""
    flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    parameter.setFlags(parameter.flags() | flag)
    return parameter
