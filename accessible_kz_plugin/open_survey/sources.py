# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a survey comes from: a file's table or sheet, or a layer of the project.

Spreadsheets and layers are read by QGIS's providers. CSV is read by the core, which needs
nothing for it and finds out encodings and delimiters that GDAL does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Protocol

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsMapLayerType,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from accessible_core.errors import Cancelled, InputError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.mapping import Mapping
from accessible_core.survey.mapping.applying import doubtful_columns
from accessible_core.survey.readers.csv_table import read_table
from accessible_core.survey.readers.field_exports import plain_header
from accessible_kz_plugin.compat import field
from accessible_kz_plugin.layers.snapshot import LayerSnapshot
from accessible_kz_plugin.layers.survey_layer import SurveyTable, table_from_source

#: Endings of the files that are offered.
TEXT_TABLES = (".csv", ".tsv")
ENDINGS = (*TEXT_TABLES, ".xlsx", ".gpkg", ".geojson", ".shp")


class SurveySource(Protocol):
    """What the assistant reads a survey from, in another thread."""

    name: str
    path: str

    def table(self, mapping: Mapping, findings: Findings, progress: Progress) -> SurveyTable:
        """Return the table as it stands there; `mapping` is what it is going to be read with."""


@dataclass
class FileSource:
    """A table, sheet or layer of a file.

    Attributes
    ----------
    path : str
    part : str
        How QGIS calls that table of the file; empty for the only one.
    """

    path: str
    part: str = ""

    @property
    def name(self) -> str:
        """What findings and surveys call it."""
        return Path(self.path).name

    def table(self, mapping: Mapping, findings: Findings, progress: Progress) -> SurveyTable:
        """Read the file.

        Raises
        ------
        InputError
            It is missing, unreadable, empty, or of a kind that is not read here.
        """
        report(progress, 0.0)
        path = existing_file(self.path, "survey file")
        if path.suffix.lower() in TEXT_TABLES:
            return _text_table(path, mapping, findings)
        if path.suffix.lower() not in ENDINGS:
            raise InputError(
                f"{path} is of no kind that is opened here: {' '.join(ENDINGS)}. Load it as a "
                "layer first, then take the layer."
            )
        layer = QgsVectorLayer(self.part or str(path), self.name, "ogr")
        if not layer.isValid():
            raise InputError(f"{path} cannot be read: QGIS finds no table in it.")
        return _read(LayerSnapshot(layer), progress, str(path))


class LayerSource:
    """A layer of the project, as it is when it is chosen, unsaved edits included."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.name = layer.name()
        self.path = ""
        self.layer_id = layer.id()
        self._snapshot = LayerSnapshot(layer)

    def table(
        self,
        mapping: Mapping,  # noqa: ARG002 - rows of a layer cannot be shifted
        findings: Findings,  # noqa: ARG002
        progress: Progress,
    ) -> SurveyTable:
        """Read the layer."""
        return _read(self._snapshot, progress, "")


def parts_of(path: str) -> list[tuple[str, str]]:
    """Return name and QGIS's own address of each table in a file; none for text and no file."""
    file = Path(path)
    if not file.is_file() or file.suffix.lower() in TEXT_TABLES:
        return []
    found = QgsProviderRegistry.instance().querySublayers(str(file))
    return [
        (one.name(), one.uri())
        for one in found
        if one.type() == QgsMapLayerType.VectorLayer and one.name() not in _HIDDEN
    ]


#: Tables that GeoPackages have for themselves.
_HIDDEN = ("layer_styles",)


def _read(snapshot: LayerSnapshot, progress: Progress, path: str) -> SurveyTable:
    report(progress, 0.05)
    table = table_from_source(snapshot, QgsProcessingContext(), _Stopping(progress), path=path)
    report(progress, 0.6)
    return table


class _Stopping(QgsProcessingFeedback):
    """Asks the core's progress whether to stop; asked once in some hundred features."""

    _EVERY = 200

    def __init__(self, progress: Progress) -> None:
        super().__init__(False)
        self._progress = progress
        self._asked = 0

    def isCanceled(self) -> bool:  # noqa: N802 - QGIS's name
        """Tell whether the user has stopped the work."""
        self._asked += 1
        if self._asked % self._EVERY == 0:
            try:
                report(self._progress, 0.1)
            except Cancelled:
                return True
        return False


def _text_table(path: Path, mapping: Mapping, findings: Findings) -> SurveyTable:
    def doubtful(header: list[str]) -> list[int]:
        named = plain_header(header) if mapping == Mapping() else header
        return doubtful_columns(named, mapping)

    columns: dict[str, Sequence[str]] = read_table(path, findings, doubtful)
    rows = [list(row) for row in zip(*columns.values())]
    if not rows:
        raise InputError(f"{path} has a header and no rows: nothing was read.")
    fields = [field(name, "text") for name in columns]
    nowhere: list[Optional[object]] = [None] * len(rows)
    crs = QgsCoordinateReferenceSystem()
    return SurveyTable(
        path.name, fields, rows, nowhere, crs, list(range(len(rows))), path=str(path)
    )
