# SPDX-License-Identifier: GPL-3.0-or-later
"""Which barred place to mend first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing import street_parameters as asked
from accessible_kz_plugin.processing.base import progress_of
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.processing.street_base import StreetAlgorithm
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.routing.barriers.question import Question
    from accessible_core.routing.barriers.ranking import Ranking

PEOPLE = "PEOPLE"
PEOPLE_FIELD = "PEOPLE_FIELD"
CATEGORY = "CATEGORY"
SPREAD = "SPREAD"
BY = "BY"
ALSO = "ALSO"
PRICES = "PRICES"
BUDGET = "BUDGET"
TOP = "TOP"
LINES = "LINES"
BY_VALUES: tuple[str, ...] = (
    "",
    "people_connected",
    "people_served",
    "people_within",
    "facilities_connected",
    "time_saved_s",
    "trips_new",
    "reconnected_m",
)
ALSO_VALUES: tuple[str, ...] = ("access", "kind", "oneway")
_NUMBERS = {"rank": "int", "osm_way": "long", "osm_node": "long", "set": "int"}
_TEXTS = ("id", "kind", "name", "attribute", "value", "limit", "confidence", "text")


class RankBarriers(StreetAlgorithm):
    """Algorithm `accessiblekz:barriers`."""

    ID = "barriers"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Rank barriers by what their removal gives")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        types = QgsProcessing.SourceType
        self.addParameter(asked.network_parameter())
        for parameter in _whose_parameters():
            self.addParameter(parameter)
        self.add_street_parameters()
        for parameter in _how_parameters():
            self.addParameter(common.advanced(parameter))
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                common.OUTPUT, tr("Barriers, best removal first"), types.TypeVectorPoint
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                LINES,
                tr("Barred pieces of streets"),
                types.TypeVectorLine,
                optional=True,
                createByDefault=False,
            )
        )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("BARRIERS", tr("Barriers found")))
        self.addOutput(QgsProcessingOutputNumber("USEFUL", tr("Barriers whose removal helps")))
        self.addOutput(QgsProcessingOutputString("TEXT", tr("In words")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read, rank, write points and lines."""
        from accessible_core.routing.barriers.document import off_network
        from accessible_core.routing.barriers.ranking import barriers
        from accessible_core.routing.barriers.words import barrier_lines

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        top = self.parameterAsInt(parameters, TOP, context)
        findings = Findings()
        question = self._question(parameters, context, findings, feedback)
        question.measure()
        router = self.router_of(parameters, context, findings)
        ranking = barriers(router, question, progress_of(feedback, 0.2, 0.9))
        off_network(ranking, findings)
        say_findings(findings, language, feedback)
        outputs = self._layers(ranking, top, language, parameters, context)
        outputs.update(write_findings(self, findings, language, parameters, context))
        lines = list(barrier_lines(ranking, top, language))
        outputs["TEXT"] = self.say_lines(lines, feedback)
        outputs["BARRIERS"] = len(ranking.barriers)
        outputs["USEFUL"] = len(ranking.order)
        return outputs

    def _question(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        findings: Findings,
        feedback: QgsProcessingFeedback,
    ) -> Question:
        from accessible_core.routing.barriers.facilities import facilities_of
        from accessible_core.routing.barriers.question import Question
        from accessible_core.routing.barriers.works import read_prices
        from accessible_core.routing.points import OF_POINTS
        from accessible_kz_plugin.layers.point_layer import people_from_source

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        category = self.parameterAsString(parameters, CATEGORY, context).strip() or None
        people = facilities = None
        if self.given(parameters, PEOPLE):
            source = self.parameterAsSource(parameters, PEOPLE, context)
            if source is None:
                raise self.unreadable(parameters, PEOPLE)
            if not self.given(parameters, PEOPLE_FIELD):
                raise UsageError(tr("Choose the field with the number of people."))
            field = self.parameterAsString(parameters, PEOPLE_FIELD, context)
            people = people_from_source(source, field, context, findings)
        if self.given(parameters, common.INPUT):
            heard = Findings()
            survey = self.survey_of(parameters, context, heard, feedback).survey
            findings.extend(one for one in heard if one.code.startswith(OF_POINTS))
            facilities = facilities_of(survey, findings, category, language)
        elif category is not None:
            raise UsageError(tr("A category says which facilities count: give the survey, too."))
        # QGIS takes the first of the list where nothing is given.
        also = parameters.get(ALSO) not in (None, "", [])
        chosen = self.parameterAsEnums(parameters, ALSO, context) if also else []
        prices = self.parameterAsFile(parameters, PRICES, context)
        return Question(
            people=people,
            facilities=facilities,
            minutes=self._number(parameters, asked.MINUTES, context),
            by=self.choice(parameters, BY, context, BY_VALUES) or None,
            also=tuple(ALSO_VALUES[place] for place in chosen),
            snap_m=self.snap_of(parameters, context),
            spread_m=self._number(parameters, SPREAD, context) or 0.0,
            prices=read_prices(prices) if prices else None,
            budget=self._number(parameters, BUDGET, context) or float("inf"),
        )

    def _number(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> float | None:
        if not self.given(parameters, name):
            return None
        return self.parameterAsDouble(parameters, name, context)

    def _layers(
        self,
        ranking: Ranking,
        top: int,
        language: str,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> dict[str, Any]:
        from accessible_core.routing.barriers.document import rows
        from accessible_core.routing.barriers.layer import flat_row
        from accessible_kz_plugin.layers.content import rows_content
        from accessible_kz_plugin.processing.styling import (
            line_style,
            numbered_style,
            style_when_loaded,
        )

        limited = ranking.profile.limited
        found = [(flat_row(row, limited), shape) for row, shape in rows(ranking, top, language)]
        names = list(found[0][0]) if found else ["rank", "id"]
        columns = [(name, _kind(name)) for name in names]
        points = [
            (row, {"type": "Point", "coordinates": [row["lon"], row["lat"]]}) for row, _ in found
        ]
        lines = [(row, shape) for row, shape in found if shape["type"] != "Point"]
        kinds = QgsWkbTypes.Type
        content = rows_content(points, columns, kinds.Point)
        outputs = self.write_layer(parameters, common.OUTPUT, context, content)
        style_when_loaded(context, outputs[common.OUTPUT], numbered_style("rank", "square"))
        content = rows_content(lines, columns, kinds.MultiLineString)
        for feature in content.features:
            shape = feature.geometry()
            shape.convertToMultiType()
            feature.setGeometry(shape)
        written = self.write_layer(parameters, LINES, context, content)
        if written:
            style_when_loaded(context, written[LINES], line_style())
        return {**outputs, **written}


def _kind(name: str) -> str:
    if name in _NUMBERS:
        return _NUMBERS[name]
    lists = ("reasons", "works", "facilities", "edges")
    return "text" if name in (*_TEXTS, *lists) else "float"


def _whose_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return whose ways count."""
    types = QgsProcessing.SourceType
    survey = QgsProcessingParameterFeatureSource(
        common.INPUT,
        tr("Where people want to go: a survey"),
        [types.TypeVector],
        optional=True,
    )
    return [
        QgsProcessingParameterFeatureSource(
            PEOPLE,
            tr("Where people live: points or areas"),
            [types.TypeVectorPoint, types.TypeVectorPolygon],
            optional=True,
        ),
        QgsProcessingParameterField(
            PEOPLE_FIELD, tr("Field with the number of people"), None, PEOPLE, optional=True
        ),
        survey,
        common.mapping_parameter(),
        QgsProcessingParameterString(
            CATEGORY, tr("Only facilities of this category"), optional=True
        ),
        asked.number(asked.MINUTES, tr("Also count who gets there within so many minutes")),
    ]


def _how_parameters() -> list[QgsProcessingParameterDefinition]:
    """Return how barriers are judged."""
    return [
        common.choice_parameter(BY, tr("What decides"), BY_VALUES, _measure_words(), ""),
        asked.number(SPREAD, tr("People of points live along streets within so many metres")),
        QgsProcessingParameterEnum(
            ALSO,
            tr("Count as barriers, too"),
            options=[_also_words()[value] for value in ALSO_VALUES],
            allowMultiple=True,
            optional=True,
        ),
        QgsProcessingParameterFile(
            PRICES,
            tr("Prices of works"),
            behavior=QgsProcessingParameterFile.Behavior.File,
            fileFilter=tr("Prices (*.toml)"),
            optional=True,
        ),
        asked.number(BUDGET, tr("The most that all sets may cost")),
        QgsProcessingParameterNumber(
            TOP,
            tr("How many to list"),
            QgsProcessingParameterNumber.Type.Integer,
            defaultValue=50,
            minValue=1,
        ),
    ]


def _also_words() -> dict[str, str]:
    return {
        "access": tr("ways closed to walkers"),
        "kind": tr("ways under construction"),
        "oneway": tr("one-way streets"),
    }


def _measure_words() -> dict[str, str]:
    return {
        "": tr("people, else facilities, else length"),
        "people_connected": tr("people newly connected"),
        "people_served": tr("people who newly reach a facility"),
        "people_within": tr("people who newly reach one in time"),
        "facilities_connected": tr("facilities newly reached"),
        "time_saved_s": tr("time saved"),
        "trips_new": tr("trips newly possible"),
        "reconnected_m": tr("length of streets newly connected"),
    }
