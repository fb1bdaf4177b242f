# SPDX-License-Identifier: GPL-3.0-or-later
"""Facilities without a position: found by their addresses, the doubtful ones for a person."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from accessible_core.errors import UsageError
from accessible_core.findings import Findings
from accessible_core.vocabulary import LANGUAGES
from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.processing.base import AccessibleAlgorithm, progress_of
from accessible_kz_plugin.processing.findings_output import (
    findings_parameter,
    say_findings,
    write_findings,
)
from accessible_kz_plugin.translation import tr

if TYPE_CHECKING:
    from accessible_core.addresses.book import AddressBook
    from accessible_core.addresses.locating import Located
    from accessible_kz_plugin.layers.survey_layer import SurveyLayer

ADDRESSES = "ADDRESSES"
OSM = "OSM"
SETTLEMENT = "SETTLEMENT"
CONFIRMED = "CONFIRMED"
RENAMED = "RENAMED"
WORKLIST = "WORKLIST"
#: Parameter -> kind of column, of the survey and of the layer of addresses.
_OF_SURVEY = {"ADDRESS_COLUMN": "address", "SETTLEMENT_COLUMN": "settlement"}
_OF_ADDRESSES = {"STREET": "street", "HOUSE": "house", "ADDRESS": "address"}
#: Columns of the work list that are no text.
_KINDS = {"candidate": "int", "lon": "float", "lat": "float", "distance_m": "float"}
#: Said about every row that has no position: that is what this algorithm is about.
_KNOWN_BEFORE = ("position_missing", "positions_none")


class LocateByAddress(AccessibleAlgorithm):
    """Algorithm `accessiblekz:locate`."""

    ID = "locate"
    GROUP = "surveys"

    def title(self) -> str:
        """Return the name in the toolbox."""
        return tr("Find positions by address")

    def add_parameters(self) -> None:
        """Add inputs and outputs."""
        vector = QgsProcessing.SourceType.TypeVector
        self.addParameter(common.survey_parameter())
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                ADDRESSES, tr("Addresses: points, buildings, or a table"), [vector], optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                OSM,
                tr("Or addresses of an OpenStreetMap file (needs the package osmium)"),
                behavior=QgsProcessingParameterFile.Behavior.File,
                fileFilter=tr("OpenStreetMap (*.osm *.osm.gz *.osm.bz2 *.osm.pbf *.pbf)"),
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterString(
                SETTLEMENT, tr("Town of rows and addresses that name none"), optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFeatureSource(
                CONFIRMED,
                tr("Earlier work list, its column accept filled in"),
                [vector],
                optional=True,
            )
        )
        self.addParameter(common.mapping_parameter())
        for name, label, parent in _field_words():
            field = QgsProcessingParameterField(name, label, None, parent, optional=True)
            self.addParameter(common.advanced(field))
        self.addParameter(
            common.advanced(
                QgsProcessingParameterFeatureSource(
                    RENAMED, tr("Renamed streets: a table old, new"), [vector], optional=True
                )
            )
        )
        self.addParameter(common.language_parameter())
        point = QgsProcessing.SourceType.TypeVectorPoint
        self.addParameter(
            QgsProcessingParameterFeatureSink(common.OUTPUT, tr("Survey with positions"), point)
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(WORKLIST, tr("Work list: to be confirmed"), point)
        )
        self.addParameter(findings_parameter())
        self.addOutput(QgsProcessingOutputNumber("LOCATED", tr("Positions found")))
        self.addOutput(QgsProcessingOutputNumber("OPEN", tr("Places still without a position")))

    def work(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        """Read survey and addresses, match, write positions and what is left to a person."""
        from accessible_core.addresses.locating import address_column, columns_used, locate
        from accessible_core.addresses.worklist import confirmed_from_columns
        from accessible_kz_plugin.layers.address_layer import table_from_source

        language = self.choice(parameters, common.LANGUAGE, context, LANGUAGES)
        read = Findings()
        layer = self.survey_of(parameters, context, read, feedback)
        survey = layer.survey
        columns = self._columns(parameters, context, survey.extra)
        addresses = address_column(survey, columns)
        used = set(columns_used(survey, columns).values())
        findings = Findings()
        findings.extend(
            one
            for one in read
            if one.code not in _KNOWN_BEFORE
            and not (one.code == "column_unknown" and one.field in used)
        )
        book = self._book(parameters, context, findings, feedback)
        confirmed = {}
        if self.given(parameters, CONFIRMED):
            source = self._source(parameters, CONFIRMED, context)
            confirmed = confirmed_from_columns(
                table_from_source(source), survey, addresses, findings, source.sourceName()
            )
        located = locate(
            survey,
            book,
            town=self.parameterAsString(parameters, SETTLEMENT, context).strip(),
            columns=columns,
            confirmed=confirmed,
            language=language,
            findings=findings,
            progress=progress_of(feedback, 0.5, 0.9),
        )
        say_findings(findings, language, feedback)
        outputs = {common.OUTPUT: self._write(layer, located, parameters, context)}
        outputs.update(self._write_worklist(located, addresses, language, parameters, context))
        outputs.update(write_findings(self, findings, language, parameters, context))
        outputs["LOCATED"] = int(located.taken.sum() + located.confirmed.sum())
        outputs["OPEN"] = len(located.open_rows)
        feedback.setProgress(100)
        return outputs

    def _columns(
        self, parameters: Mapping[str, Any], context: QgsProcessingContext, extra: Mapping[str, Any]
    ) -> dict[str, str]:
        """Return the survey's columns that were named, as the survey calls them once read."""
        from accessible_core.survey.naming import meaning_of

        chosen = {}
        for name, kind in _OF_SURVEY.items():
            field = self.parameterAsString(parameters, name, context)
            if field and field not in extra:
                meaning = meaning_of(field)
                field = meaning.name if meaning.kind == "facility" else field
            if field:
                chosen[kind] = field
        return chosen

    def _book(
        self,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
        findings: Findings,
        feedback: QgsProcessingFeedback,
    ) -> AddressBook:
        from accessible_core.addresses.sources import read_addresses, renamings_from_columns
        from accessible_kz_plugin.layers.address_layer import (
            address_book_from_source,
            table_from_source,
        )

        progress = progress_of(feedback, 0.2, 0.5)
        path = self.parameterAsFile(parameters, OSM, context)
        if self.given(parameters, ADDRESSES) == bool(path):
            raise UsageError(tr("Give addresses: a layer or table, or an OpenStreetMap file."))
        if path:
            book = read_addresses(path, findings=findings, progress=progress)
        else:
            source = self._source(parameters, ADDRESSES, context)
            fields = {
                kind: field
                for name, kind in _OF_ADDRESSES.items()
                if (field := self.parameterAsString(parameters, name, context))
            }
            book = address_book_from_source(source, fields, context, findings, progress)
        if self.given(parameters, RENAMED):
            source = self._source(parameters, RENAMED, context)
            renamings_from_columns(table_from_source(source), book, findings, source.sourceName())
        return book

    def _source(
        self, parameters: Mapping[str, Any], name: str, context: QgsProcessingContext
    ) -> QgsProcessingFeatureSource:
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise self.unreadable(parameters, name)
        return source

    def _write(
        self,
        layer: SurveyLayer,
        located: Located,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> str:
        """Write the survey's own rows with the positions that they have now."""
        from accessible_core.addresses.locating import SOURCE_COLUMN
        from accessible_kz_plugin.layers.positions import wgs84
        from accessible_kz_plugin.layers.result_fields import merged_fields, values_of

        results = {SOURCE_COLUMN: located.survey.extra[SOURCE_COLUMN]}
        kept = [place for place, one in enumerate(layer.fields) if one.name() not in results]
        fields = merged_fields([layer.fields[place] for place in kept], results)
        crs = layer.crs if layer.crs.isValid() else wgs84()
        kind = QgsWkbTypes.Type.Point
        sink, identifier = self.open_sink(parameters, common.OUTPUT, context, fields, kind, crs)
        back = QgsCoordinateTransform(wgs84(), crs, context.transformContext())
        said = values_of(results[SOURCE_COLUMN])
        before, now = layer.survey, located.survey
        for row, attributes in enumerate(layer.rows):
            feature = QgsFeature(fields)
            feature.setAttributes([*(attributes[place] for place in kept), said[row] or None])
            point = layer.points[row] if isfinite(before.lon[row]) else None
            if point is None and isfinite(now.lon[row]):
                point = back.transform(QgsPointXY(float(now.lon[row]), float(now.lat[row])))
            if point is not None:
                feature.setGeometry(QgsGeometry.fromPointXY(point))
            self.add(sink, feature)
        return identifier

    def _write_worklist(
        self,
        located: Located,
        addresses: Any,
        language: str,
        parameters: Mapping[str, Any],
        context: QgsProcessingContext,
    ) -> dict[str, Any]:
        """Write a point for each candidate: looked at on the map, accepted in the table."""
        from accessible_core.addresses.worklist import COLUMNS, worklist_records
        from accessible_kz_plugin.layers.content import rows_content
        from accessible_kz_plugin.processing.styling import numbered_style, style_when_loaded

        rows = [
            (record, None if record["lon"] is None else _point(record))
            for record in worklist_records(located, addresses, language=language)
        ]
        columns = [(name, _KINDS.get(name, "text")) for name in COLUMNS]
        content = rows_content(rows, columns, QgsWkbTypes.Type.Point)
        outputs = self.write_layer(parameters, WORKLIST, context, content)
        if WORKLIST in outputs:
            style_when_loaded(context, outputs[WORKLIST], numbered_style("candidate", "diamond"))
        return outputs


def _point(record: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [record["lon"], record["lat"]]}


def _field_words() -> list[tuple[str, str, str]]:
    """Return the parameters that name fields: name, words, layer that has the field."""
    return [
        (
            "ADDRESS_COLUMN",
            tr("Survey: field of addresses, if not a usual one"),
            common.INPUT,
        ),
        (
            "SETTLEMENT_COLUMN",
            tr("Survey: field of towns, if not a usual one"),
            common.INPUT,
        ),
        ("STREET", tr("Addresses: field of streets, if not a usual one"), ADDRESSES),
        ("HOUSE", tr("Addresses: field of house numbers, if not a usual one"), ADDRESSES),
        (
            "ADDRESS",
            tr("Addresses: field of whole addresses, if not a usual one"),
            ADDRESSES,
        ),
    ]
