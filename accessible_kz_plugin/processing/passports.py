# SPDX-License-Identifier: GPL-3.0-or-later
"""Passports of facilities: what is known of each, as documents to print and sign."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from accessible_core.errors import OutputError, UsageError
from accessible_core.extras import available
from accessible_core.findings import Findings
from accessible_core.progress import report
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.processing.findings_output import say_findings
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.progress import Progress
    from accessible_core.reports.writing import Look, Sources
    from accessible_core.survey.table import Survey

FACILITIES, NETWORK, COSTS = "FACILITIES", "NETWORK", "COSTS"
LARGE, PUBLISHER, FORMAT = "LARGE", "PUBLISHER", "FORMAT"
FORMAT_VALUES: tuple[str, ...] = ("pdf", "html")


class Passports(AccessibleAlgorithm):
    """Algorithm `accessiblekz:passports`."""

    ID = "passports"
    GROUP = "results"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Make passports of facilities")

    def flags(self) -> QgsProcessingAlgorithm.Flags:
        """Keep to the main thread where Qt has to lay out the pages."""
        flags = super().flags()
        if not available("weasyprint"):
            flags |= QgsProcessingAlgorithm.Flag.FlagNoThreading
        return flags

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(common.mapping_parameter())
        facilities = QgsProcessingParameterString(
            FACILITIES, tr("Only these places, by their ids"), optional=True
        )
        facilities.setHelp(tr("Ids with commas between them; empty: all places of the layer."))
        self.addParameter(facilities)
        self.addParameter(common.language_parameter())
        self.addParameter(common.palette_parameter())
        self.addParameter(
            QgsProcessingParameterBoolean(LARGE, tr("Large print (18 pt)"), defaultValue=False)
        )
        words = {"pdf": tr("PDF"), "html": tr("HTML page")}
        self.addParameter(
            common.choice_parameter(FORMAT, tr("Kind of file"), FORMAT_VALUES, words, "pdf")
        )
        self.addParameter(
            QgsProcessingParameterFile(
                NETWORK,
                tr("Street network, for a map around each place"),
                optional=True,
                fileFilter=tr("Street network (*.aknet);;All files (*)"),
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                COSTS,
                tr("Costs of improvements"),
                optional=True,
                fileFilter=tr("Cost table (*.toml *.csv)"),
            )
        )
        self.addParameter(
            QgsProcessingParameterString(PUBLISHER, tr("Publisher and licence"), optional=True)
        )
        self.addParameter(common.age_parameter())
        self.addParameter(
            QgsProcessingParameterFolderDestination(common.OUTPUT, tr("Folder of the passports"))
        )
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Passports")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, explain, write a file a place."""
        from accessible_core.network.store import read_network
        from accessible_core.reports.writing import Look, Sources
        from accessible_core.scoring.remedies_costs import read_costs

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        folder = self.parameterAsString(parameters, common.OUTPUT, context)
        findings = Findings()
        survey = self.survey_of(parameters, context, findings, feedback).survey
        say_findings(findings, language, feedback)
        records = self._records(parameters, context, survey)
        network, costs = (
            self.parameterAsFile(parameters, name, context) if self.given(parameters, name) else ""
            for name in (NETWORK, COSTS)
        )
        sources = Sources(
            network=read_network(network) if network else None,
            costs=read_costs(costs) if costs else None,
            max_age_years=self.max_age(parameters, context),
        )
        look = Look(
            language,
            self.parameterAsBool(parameters, LARGE, context),
            self.choice(parameters, common.PALETTE, context, common.PALETTE_VALUES),
            self.parameterAsString(parameters, PUBLISHER, context).strip(),
        )
        kind = self.choice(parameters, FORMAT, context, FORMAT_VALUES)
        progress = progress_of(feedback, 0.1, 1.0)
        if kind == "pdf" and not available("weasyprint"):
            feedback.pushWarning(
                tr(
                    "The PDF are made by Qt and have no tags for screen readers: give the HTML "
                    "pages to those who use one, or install the Python package WeasyPrint."
                )
            )
            write_by_qt(survey, records, Path(folder), (look, sources), progress)
        else:
            from accessible_core.reports.writing import write_passports

            # One process: QGIS is no Python that further processes could be started from.
            write_passports(
                survey, records, folder, look, sources,
                ending=f".{kind}", jobs=1, progress=progress,
            )  # fmt: skip
        return {common.OUTPUT: folder, "COUNT": len(records)}

    def _records(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext, survey: Survey
    ) -> list[str]:
        """Return the ids asked for, those of the whole survey by default."""
        known = [str(one) for one in survey.ids]
        asked = self.parameterAsString(parameters, FACILITIES, context)
        wanted = [one.strip() for one in asked.split(",") if one.strip()]
        missing = [one for one in wanted if one not in set(known)]
        if missing:
            words = tr("The survey has no place with the id '{id}'.")
            raise UsageError(words.replace("{id}", missing[0]))
        if not known:
            raise UsageError(tr("The survey is empty: there is nothing to make a passport of."))
        return list(dict.fromkeys(wanted)) or known


def write_by_qt(
    survey: Survey,
    records: list[str],
    folder: Path,
    how: tuple[Look, Sources],
    progress: Progress,
) -> None:
    """Write passports as PDF and as HTML pages with what every QGIS has."""
    from accessible_core.files import replacing
    from accessible_core.reports.writing import file_names, gather
    from accessible_kz_plugin.printing.html_pdf import write_html_pdf

    look, sources = how
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made a folder ({error.strerror}).") from error
    for done, (record, name) in enumerate(zip(records, file_names(records, ".pdf"))):
        report(progress, done / len(records))
        page = look.page([gather(survey, record, sources)])
        row = list(survey.ids).index(record)
        write_html_pdf(page, folder / name, survey.name(row, look.language))
        with replacing((folder / name).with_suffix(".html")) as temporary:
            temporary.write_text(page, encoding="utf-8")
    report(progress, 1.0)
