# SPDX-License-Identifier: GPL-3.0-or-later
"""A checklist as a form on paper, and as an XLSForm for phones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
)

from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.translation import tr

LARGE = "LARGE"


class PaperForm(AccessibleAlgorithm):
    """Algorithm `accessiblekz:paperform`."""

    ID = "paperform"
    GROUP = "fieldwork"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Make a form on paper")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.form_parameter())
        self.addParameter(common.language_parameter())
        self.addParameter(QgsProcessingParameterBoolean(LARGE, tr("Large print, 18 pt"), False))
        self.addParameter(
            # HTML first: it needs nothing but a browser to be printed.
            QgsProcessingParameterFileDestination(
                common.OUTPUT, tr("Form"), tr("HTML (*.html);;PDF (*.pdf)")
            )
        )

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Write the form."""
        from accessible_core.fieldwork import write_paper

        form = self.choice(parameters, common.FORM, context, common.FORM_VALUES)
        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        large = self.parameterAsBool(parameters, LARGE, context)
        target = self.parameterAsFileOutput(parameters, common.OUTPUT, context)
        write_paper(form, target, language, large=large)
        return {common.OUTPUT: target}


class PhoneForm(AccessibleAlgorithm):
    """Algorithm `accessiblekz:xlsform`."""

    ID = "xlsform"
    GROUP = "fieldwork"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Make a form for phones (ODK, KoboToolbox)")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.form_parameter())
        self.addParameter(
            QgsProcessingParameterFileDestination(
                common.OUTPUT, tr("XLSForm"), tr("Excel workbook (*.xlsx)")
            )
        )

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Write the form, which has all three languages."""
        from accessible_core.fieldwork import write_xlsform

        form = self.choice(parameters, common.FORM, context, common.FORM_VALUES)
        target = self.parameterAsFileOutput(parameters, common.OUTPUT, context)
        made = write_xlsform(form, target)
        feedback.pushInfo(f"{made.settings['form_id']}, {made.settings['version']}")
        return {common.OUTPUT: target}
