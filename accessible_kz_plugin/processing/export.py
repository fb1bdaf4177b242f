# SPDX-License-Identifier: GPL-3.0-or-later
"""Hand places over: A11yJSON, registry adding requests, GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
)

from accessible_core.files import replacing
from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.survey.table import Survey

FORMAT = "FORMAT"
FORMAT_VALUES: tuple[str, ...] = ("a11yjson", "registry", "geojson")


def _format_words() -> dict[str, str]:
    return {
        "a11yjson": tr("A11yJSON (accessibility apps)"),
        "registry": tr("Adding requests for the national registry (one a line)"),
        "geojson": tr("GeoJSON with answers and scores"),
    }


class Export(AccessibleAlgorithm):
    """Algorithm `accessiblekz:export`."""

    ID = "export"
    GROUP = "results"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Export places")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        self.addParameter(common.survey_parameter())
        self.addParameter(
            common.choice_parameter(
                FORMAT, tr("Format"), FORMAT_VALUES, _format_words(), "a11yjson"
            )
        )
        self.addParameter(common.language_parameter())
        self.addParameter(
            QgsProcessingParameterFileDestination(
                common.OUTPUT,
                tr("File"),
                tr("JSON (*.json);;JSON lines (*.jsonl);;GeoJSON (*.geojson)"),
            )
        )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Places written")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, score, write."""
        from accessible_kz_plugin.layers.survey_layer import survey_from_source

        source = self.parameterAsSource(parameters, common.INPUT, context)
        if source is None:
            raise self.unreadable(parameters, common.INPUT)
        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        wanted = self.choice(parameters, FORMAT, context, FORMAT_VALUES)
        target = self.parameterAsFileOutput(parameters, common.OUTPUT, context)
        findings = Findings()
        layer = survey_from_source(source, context, findings, feedback)
        write = {
            "a11yjson": _write_a11yjson,
            "registry": _write_requests,
            "geojson": _write_geojson,
        }
        count = write[wanted](layer.survey, Path(target), findings)
        say_findings(findings, language, feedback)
        line = tr("{count} of {all} places written to {file}.")
        for word, value in (("{count}", count), ("{all}", len(layer.survey)), ("{file}", target)):
            line = line.replace(word, str(value))
        feedback.pushInfo(line)
        outputs = {common.OUTPUT: target, "COUNT": count}
        outputs.update(write_findings(self, findings, language, parameters, context))
        return outputs


def _write_a11yjson(survey: Survey, target: Path, findings: Findings) -> int:  # noqa: ARG001
    from accessible_core.registry.a11yjson import place_infos
    from accessible_core.scoring.engine import score

    places = place_infos(survey, score(survey))
    with replacing(target) as temporary:
        text = json.dumps(places, ensure_ascii=False, allow_nan=False, indent=1)
        temporary.write_text(text + "\n", encoding="utf-8")
    return len(places)


def _write_requests(survey: Survey, target: Path, findings: Findings) -> int:
    from accessible_core.registry.requests import adding_requests

    return _write_lines(adding_requests(survey, findings), target)


def _write_lines(documents: Iterable[Mapping[str, Any]], target: Path) -> int:
    count = 0
    with replacing(target) as temporary, temporary.open("w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n")
            count += 1
    return count


def _write_geojson(survey: Survey, target: Path, findings: Findings) -> int:  # noqa: ARG001
    from accessible_core.scoring.columns import result_columns
    from accessible_core.scoring.engine import score
    from accessible_core.survey.writers import write_survey

    with replacing(target) as temporary:
        # The writer knows the kind by the ending, whatever the user's file is called.
        named = temporary.with_name("places.geojson")
        write_survey(survey, named, results=result_columns(survey, score(survey)))
        named.replace(temporary)
    return len(survey)
