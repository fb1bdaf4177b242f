# SPDX-License-Identifier: GPL-3.0-or-later
"""Propose what the columns of a foreign table mean, for a person to correct."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)

from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.translation import tr

TABLE = "TABLE"
_COLUMNS = (
    ("column", "text"),
    ("samples", "text"),
    ("to", "text"),
    ("confidence", "float"),
    ("taken", "bool"),
    ("open_words", "text"),
    ("unit", "text"),
    ("alternatives", "text"),
)


class SuggestMapping(AccessibleAlgorithm):
    """Algorithm `accessiblekz:suggestmapping`."""

    ID = "suggestmapping"
    GROUP = "surveys"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Propose a column mapping")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.form_parameter())
        self.addParameter(
            QgsProcessingParameterFileDestination(
                common.OUTPUT, tr("Column mapping"), tr("Column mapping (*.toml)")
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                TABLE,
                tr("Proposals as a table"),
                QgsProcessing.SourceType.TypeVector,
                optional=True,
                createByDefault=True,
            )
        )
        self.addOutput(QgsProcessingOutputNumber("COLUMNS", tr("Columns not known by name")))
        self.addOutput(QgsProcessingOutputNumber("PROPOSED", tr("Columns with a proposal")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read the table, propose, write mapping and table."""
        from accessible_core.survey.mapping.saving import save_suggestions
        from accessible_core.survey.mapping.suggesting import suggest_mapping
        from accessible_kz_plugin.layers.content import table_content
        from accessible_kz_plugin.layers.survey_layer import columns_from_source

        form = self.choice(parameters, common.FORM, context, common.FORM_VALUES)
        target = self.target_file(parameters, common.OUTPUT, context, common.INPUT)
        source = self.parameterAsSource(parameters, common.INPUT, context)
        if source is None:
            raise self.unreadable(parameters, common.INPUT)
        found = suggest_mapping(columns_from_source(source, feedback), form=form)
        save_suggestions(found, target)
        taken = {item.column for item in found.taken()}
        records = []
        for item in found.items:
            record = item.as_dict()
            record["samples"] = "; ".join(map(str, item.samples))
            record["open_words"] = "; ".join(item.open_words)
            record["alternatives"] = "; ".join(f"{to} {sure:.2f}" for to, sure in item.alternatives)
            record["taken"] = item.column in taken
            records.append(record)
        outputs: dict[str, Any] = {
            common.OUTPUT: target,
            "COLUMNS": len(found.items),
            "PROPOSED": len(taken),
        }
        outputs.update(
            self.write_layer(parameters, TABLE, context, table_content(records, _COLUMNS))
        )
        line = tr("{all} columns are not known by name, {taken} have a proposal: look at each.")
        for word, value in (("{all}", len(found.items)), ("{taken}", len(taken))):
            line = line.replace(word, str(value))
        feedback.pushInfo(line)
        return outputs
