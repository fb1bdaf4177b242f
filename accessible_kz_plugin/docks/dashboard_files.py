# SPDX-License-Identifier: GPL-3.0-or-later
"""The dashboard's table and chart as files and on the clipboard."""

from __future__ import annotations

import csv
import os
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFields,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QRect, QSize, Qt
from qgis.PyQt.QtGui import QFont, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgGenerator

from accessible_core.errors import OutputError
from accessible_core.files import replacing
from accessible_core.survey.cells import neutralised
from accessible_kz_plugin.compat import field
from accessible_kz_plugin.docks.bar_chart import ChartData, chart_height, draw_chart
from accessible_kz_plugin.docks.dashboard_figures import Row, column_words, plain_table

TABLE_ENDINGS = (".csv", ".xlsx")
CHART_ENDINGS = (".png", ".svg")
#: Width of a chart in pixels; pictures have twice as many, for print.
_WIDTH, _SHARP, _MARGIN = 900, 2, 20
#: What a "pixel" of QFont is taken as in pictures and SVG.
_DPI = 96
_INCH = 0.0254


def tab_separated(rows: list[Row], title: str) -> str:
    """Return the table for the clipboard: spreadsheets take it as cells, none as a formula."""
    lines = plain_table(rows, title)
    return "\n".join("\t".join(neutralised(_one_line(cell)) for cell in line) for line in lines)


def write_table(rows: list[Row], title: str, path: str | os.PathLike[str]) -> None:
    """Write the table as ``.csv`` (UTF-8 with byte order mark) or ``.xlsx``.

    Shares are fractions of one there, empty where there is nothing to take them of.

    Raises
    ------
    OutputError
        The ending is another, or the file cannot be written.
    """
    target = _checked(path, TABLE_ENDINGS)
    with replacing(target) as temporary:
        (_write_csv if target.suffix.lower() == ".csv" else _write_xlsx)(rows, title, temporary)


def write_chart(data: ChartData, font: QFont, path: str | os.PathLike[str]) -> None:
    """Write the chart as ``.png`` or ``.svg``.

    Raises
    ------
    OutputError
        The ending is another, or the file cannot be written.
    """
    target = _checked(path, CHART_ENDINGS)
    with replacing(target) as temporary:
        (_write_png if target.suffix.lower() == ".png" else _write_svg)(data, font, temporary)


def _checked(path: str | os.PathLike[str], endings: tuple[str, ...]) -> Path:
    target = Path(path)
    if target.suffix.lower() not in endings:
        raise OutputError(f"{target}: give a name that ends in {' or '.join(endings)}.")
    return target


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _heads(title: str) -> list[str]:
    return [title, *(word.replace(", %", "") for word in column_words())]


def _write_csv(rows: list[Row], title: str, path: Path) -> None:
    with open(path, "w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow([neutralised(head) for head in _heads(title)])
        for row in rows:
            name, *numbers = row.cells()
            writer.writerow([neutralised(name), *numbers])


def _write_xlsx(rows: list[Row], title: str, path: Path) -> None:
    """Write a workbook through GDAL, which every QGIS has."""
    fields = QgsFields()
    shares = len(rows[0].cells()) - 3 if rows else 0
    for place, head in enumerate(_heads(title)):
        kind = "text" if place == 0 else "float" if place >= shares else "long"
        fields.append(field(head, kind))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "XLSX"
    options.layerName = _one_line(title)[:31]
    writer = QgsVectorFileWriter.create(
        str(path), fields, QgsWkbTypes.Type.NoGeometry, QgsCoordinateReferenceSystem(),
        QgsCoordinateTransformContext(), options,
    )  # fmt: skip
    for row in rows:
        name, *numbers = row.cells()
        feature = QgsFeature(fields)
        feature.setAttributes([neutralised(name), *numbers])
        writer.addFeature(feature)
    failed = writer.hasError() != QgsVectorFileWriter.WriterError.NoError
    said = writer.errorMessage()
    del writer  # the file is written when it goes
    if failed:
        raise OutputError(f"The workbook could not be written: {said}.")


def _size(data: ChartData, font: QFont) -> QSize:
    height = chart_height(data, font, float(_WIDTH))
    return QSize(_WIDTH + 2 * _MARGIN, int(height) + 2 * _MARGIN)


def _write_png(data: ChartData, font: QFont, path: Path) -> None:
    size = _size(data, font)
    image = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_DPI * _SHARP / _INCH))
    image.setDotsPerMeterY(round(_DPI * _SHARP / _INCH))
    image.fill(Qt.GlobalColor.white)
    image.setText("Description", _description(data))
    painter = QPainter(image)
    painter.scale(_SHARP, _SHARP)
    painter.translate(_MARGIN, _MARGIN)
    draw_chart(painter, data, font, float(_WIDTH))
    painter.end()
    if not image.save(str(path), "PNG"):
        raise OutputError("The picture could not be written.")


def _write_svg(data: ChartData, font: QFont, path: Path) -> None:
    size = _size(data, font)
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(_DPI)
    generator.setTitle(data.title)
    generator.setDescription(_description(data))
    painter = QPainter(generator)
    painter.fillRect(0, 0, size.width(), size.height(), Qt.GlobalColor.white)
    painter.translate(_MARGIN, _MARGIN)
    draw_chart(painter, data, font, float(_WIDTH))
    painter.end()


def _description(data: ChartData) -> str:
    """Return the numbers in words, for who cannot see the picture."""
    lines = [data.title]
    for row in data.rows:
        counts = [f"{data.words[place]}: {n}" for place, n in enumerate(row.counts) if n]
        lines.append(f"{row.name}: {'; '.join(counts) or '0'}.")
    return "\n".join(lines)
