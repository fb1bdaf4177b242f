# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a layout to PDF, SVG or PNG: whole or not at all, text as text."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from qgis.core import QgsLayoutExporter, QgsPrintLayout, QgsRenderContext

from accessible_core.errors import OutputError, UsageError
from accessible_core.files import replacing
from accessible_kz_plugin.languages import first_of
from accessible_kz_plugin.printing.pdf_properties import with_properties
from accessible_kz_plugin.printing.structure import with_tags

_DPI = 300
KINDS: tuple[str, ...] = (".pdf", ".svg", ".png")


def export_city_map(
    layout: QgsPrintLayout, path: str | os.PathLike[str], *, language: str = ""
) -> list[Path]:
    """Write a layout; return the files written.

    A PDF holds all pages. SVG and PNG hold one page each: the first has the
    name asked for, the others end in ``_2``, ``_3`` ...

    Parameters
    ----------
    layout : QgsPrintLayout
        What to write.
    path : str or path
        Ends in ``.pdf``, ``.svg`` or ``.png``.
    language : str
        Document language of a PDF; by default the one the layout was made in.

    Raises
    ------
    UsageError
        The extension is none of those.
    OutputError
        The file cannot be written there; nothing was changed.
    """
    target = checked_target(path)
    kind = target.suffix.lower()
    pages = 1 if kind == ".pdf" else layout.pageCollection().pageCount()
    targets = [target, *(_page_path(target, page) for page in range(2, pages + 1))]
    with ExitStack() as stack:
        held = [stack.enter_context(replacing(one)) for one in targets]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=held[0].parent)))
        draft = folder / f"map{kind}"
        _export(layout, draft, kind, target)
        if kind == ".pdf":
            language = language or str(layout.customProperty("accessible_kz/language", "") or "")
            content = with_properties(draft.read_bytes(), layout.name(), first_of(language))
            draft.write_bytes(with_tags(content, layout, language))
        for number, one in enumerate(held, 1):
            os.replace(draft if number == 1 else _page_path(draft, number), one)
    return targets


def checked_target(path: str | os.PathLike[str]) -> Path:
    """Return where a map shall go, refused at once if it cannot go there.

    Raises
    ------
    UsageError
        The extension is none of `KINDS`.
    OutputError
        The folder is missing or may not be written to.
    """
    target = Path(path)
    if target.suffix.lower() not in KINDS:
        raise UsageError(f"{target.name}: a map is written as {', '.join(KINDS)}; choose one.")
    check_folder(target)
    return target


def check_folder(path: str | os.PathLike[str]) -> None:
    """Refuse a file that cannot be written where it shall go.

    Raises
    ------
    OutputError
        The folder is missing or may not be written to.
    """
    target = Path(path)
    if not target.parent.is_dir() or not os.access(target.parent, os.W_OK):
        raise OutputError(
            f"{target} cannot be written: the folder is missing or protected. Choose another one."
        )


def _page_path(path: Path, page: int) -> Path:
    """Return the name that QGIS gives to further pages."""
    return path.with_name(f"{path.stem}_{page}{path.suffix}")


def _export(layout: QgsPrintLayout, draft: Path, kind: str, target: Path) -> None:
    exporter = QgsLayoutExporter(layout)
    if kind == ".pdf":
        result = exporter.exportToPdf(str(draft), _pdf_settings())
    elif kind == ".svg":
        result = exporter.exportToSvg(str(draft), _svg_settings())
    else:
        settings = QgsLayoutExporter.ImageExportSettings()
        settings.dpi = _DPI
        settings.exportMetadata = False
        result = exporter.exportToImage(str(draft), settings)
    if result != QgsLayoutExporter.ExportResult.Success:
        reason = exporter.errorMessage() or {
            QgsLayoutExporter.ExportResult.MemoryError: "the page is too large for the memory",
            QgsLayoutExporter.ExportResult.FileError: "the file cannot be written",
            QgsLayoutExporter.ExportResult.PrintError: "the page cannot be printed",
        }.get(result, f"QGIS reports error {int(result)}")
        raise OutputError(f"{target} was not written: {reason}.")


def _pdf_settings() -> QgsLayoutExporter.PdfExportSettings:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = _DPI
    settings.forceVectorOutput = True
    settings.textRenderFormat = QgsRenderContext.TextRenderFormat.AlwaysText
    # QGIS would write the user's name from the project's properties.
    settings.exportMetadata = False
    settings.appendGeoreference = False
    return settings


def _svg_settings() -> QgsLayoutExporter.SvgExportSettings:
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = _DPI
    settings.forceVectorOutput = True
    settings.textRenderFormat = QgsRenderContext.TextRenderFormat.AlwaysText
    settings.exportMetadata = False
    return settings
