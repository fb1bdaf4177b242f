# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet of a city's own (.qpt): saved from a layout, and filled in by the ids of its items.

What a template has keeps its place and its look; what it lacks is left out with a word. The
legend, the notes and the credit line are never lost: they move to a page of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
    QgsReadWriteContext,
)
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtXml import QDomDocument

from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.files import replacing
from accessible_kz_plugin.printing import texts
from accessible_kz_plugin.printing.map_item import (
    link_scale_bar,
    metres_a_minute,
    minutes_words,
    prepare_map,
    scale_number,
    show_window,
)
from accessible_kz_plugin.printing.options import MapOptions
from accessible_kz_plugin.printing.panel import LegendPlace
from accessible_kz_plugin.printing.qr_code import fill_qr_code
from accessible_kz_plugin.printing.sheet import Box, add_label, text_size
from accessible_kz_plugin.printing.window import Window
from accessible_kz_plugin.translation import tr

#: Ids of the items that are filled in.
IDS: tuple[str, ...] = (
    "title",
    "subtitle",
    "invented",
    "map",
    "legend",
    "notes",
    "scale bar",
    "minutes bar",
    "minutes",
    "scale",
    "north",
    "qr code",
    "credit",
    "page number",
)
#: Those that a template may lack without a word: the map says the same elsewhere, or
#: they are made only where they are asked for.
_QUIET = ("invented", "minutes bar", "minutes", "scale", "qr code", "page number")
#: Marks our own drawings, which are made anew for each map.
_MADE_ANEW = ("square",)

#: Property of a layout: how many of its pages come from a template.
TEMPLATE_PAGES = "accessible_kz/template_pages"

Tell = Callable[[str], None]


def save_template(layout: QgsPrintLayout, path: str) -> None:
    """Save the sheet of a layout, without its further pages, as a template.

    Raises
    ------
    OutputError
        It cannot be written there.
    """
    sheet = layout.clone()
    for item in list(sheet.items()):
        if isinstance(item, QgsLayoutItem) and item.page() > 0:
            sheet.removeLayoutItem(item)
    for page in range(sheet.pageCollection().pageCount() - 1, 0, -1):
        sheet.pageCollection().deletePage(page)
    for frames in list(sheet.multiFrames()):
        sheet.removeMultiFrame(frames)
    for item in list(sheet.items()):
        if isinstance(item, QgsLayoutItemMap):
            # The layers' paths name people and machines, and are not the next map's.
            item.setKeepLayerStyles(False)
            item.setKeepLayerSet(False)
            item.setLayers([])
            for grid in list(item.grids().asList()):
                item.grids().removeGrid(grid.id())
        if isinstance(item, QgsLayoutItemLegend):
            item.setAutoUpdateModel(False)
            item.model().rootGroup().clear()
        elif isinstance(item, QgsLayoutItem) and item.id() in _MADE_ANEW:
            sheet.removeLayoutItem(item)
    target = Path(path)
    with replacing(target) as temporary:
        # QGIS adds the ending itself where the name has another one.
        draft = temporary.with_name(f"{temporary.name}.qpt")
        try:
            if not sheet.saveAsTemplate(str(draft), QgsReadWriteContext()):
                raise OutputError(f"{target} was not written: the folder refuses it.")
            draft.replace(temporary)
        finally:
            draft.unlink(missing_ok=True)


def load_template(layout: QgsPrintLayout, path: str) -> None:
    """Load a template into a new layout.

    Raises
    ------
    InputError
        There is no such file, or it holds no layout.
    """
    document = QDomDocument()
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"The template {path} cannot be read ({error.strerror}).") from error
    read = document.setContent(content)
    if not (read[0] if isinstance(read, tuple) else read):
        raise InputError(f"{path} is no layout template: save one in QGIS as .qpt, or from a map.")
    layout.initializeDefaults()
    items, good = layout.loadFromTemplate(document, QgsReadWriteContext())
    if not good or not items or not layout.pageCollection().pageCount():
        raise InputError(f"{path} is no layout template: save one in QGIS as .qpt, or from a map.")
    layout.setCustomProperty(TEMPLATE_PAGES, layout.pageCollection().pageCount())


def check_template(path: str) -> None:
    """Refuse a file that cannot be a template before long work begins.

    Raises
    ------
    UsageError
        Its name does not end in ``.qpt``.
    InputError
        There is no such file.
    """
    if Path(path).suffix.lower() != ".qpt":
        raise UsageError(f"{Path(path).name}: a layout template ends in .qpt; choose one.")
    if not Path(path).is_file():
        raise InputError(f"The template {path} cannot be read (no such file).")


def fill_template(
    layout: QgsPrintLayout, options: MapOptions, window: Window, tell: Tell, *, invented: bool
) -> tuple[QgsLayoutItemMap, Optional[LegendPlace]]:
    """Fill map, heading and bars of a loaded template.

    The template's legend is taken away: it is made anew for what the map shows.

    Returns
    -------
    city : QgsLayoutItemMap
        The template's map.
    legend : LegendPlace or None
        Where the legend stood; None where there was none.

    Parameters
    ----------
    layout : QgsPrintLayout
    options : MapOptions
    window : Window
        What the map shows.
    tell : callable
        Told in words what the template lacks.
    invented : bool
        Whether the map must say that its data are invented.

    Raises
    ------
    InputError
        There is no map in it.
    """
    items = _by_id(layout)
    city = _map(layout, items, options.template)
    prepare_map(city, options, window)
    at, size = city.pagePos(), city.rect()
    box = Box(at.x(), at.y(), size.width(), size.height())
    show_window(city, window, box, page=city.page())
    lacking = [name for name in IDS if name not in items and name not in (*_QUIET, "map")]
    if lacking:
        words = tr("The template has no items with these ids, which are left out: {ids}.")
        tell(words.replace("{ids}", ", ".join(lacking)))
    _write(items, "title", texts.sheet_title(options), tell)
    _write(items, "subtitle", texts.subtitle(options), tell)
    warning = texts.word("invented", options.language) if invented else ""
    if warning and "invented" not in items:
        _warn_on_map(layout, options, box, city.page(), warning)
    _write(items, "invented", warning, tell)
    scale = texts.word("scale", options.language, scale=scale_number(city))
    _write(items, "scale", scale, tell)
    _write(items, "minutes", minutes_words(options), tell)
    _write(items, "north", texts.word("north", options.language), tell)
    metres = {
        "scale bar": 1.0,
        "minutes bar": metres_a_minute(options),
    }
    for name, per_unit in metres.items():
        for bar in items.get(name, ()):
            if isinstance(bar, QgsLayoutItemScaleBar):
                link_scale_bar(bar, options, city, per_unit)
    for picture in items.get("qr code", ()):
        if isinstance(picture, QgsLayoutItemPicture) and options.url:
            fill_qr_code(picture, options.url)
        else:
            layout.removeLayoutItem(picture)
    if options.url and "qr code" not in items:
        tell(tr("The template has no picture with the id 'qr code': the QR code is left out."))
    return city, _legend_place(layout, items)


def fill_label(layout: QgsPrintLayout, name: str, words: str, tell: Tell) -> bool:
    """Write into the labels of an id; tell whether all of it can be read there."""
    return _write(_by_id(layout), name, words, tell)


def _by_id(layout: QgsPrintLayout) -> dict[str, list[QgsLayoutItem]]:
    found: dict[str, list[QgsLayoutItem]] = {}
    for item in layout.items():
        if isinstance(item, QgsLayoutItem) and item.id() in IDS and item.isVisible():
            found.setdefault(item.id(), []).append(item)
    return found


def _map(
    layout: QgsPrintLayout, items: dict[str, list[QgsLayoutItem]], path: str
) -> QgsLayoutItemMap:
    named = [item for item in items.get("map", ()) if isinstance(item, QgsLayoutItemMap)]
    if named:
        return named[0]
    maps = [item for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    if len(maps) == 1:
        maps[0].setId("map")
        return maps[0]
    raise InputError(
        f"The template {Path(path).name} has {len(maps) or 'no'} maps and none with the id 'map': "
        "give the map that is to be filled in this id."
    )


def _write(items: dict[str, list[QgsLayoutItem]], name: str, words: str, tell: Tell) -> bool:
    """Write into the labels of an id; tell whether there are any, and all fits into them."""
    labels = [item for item in items.get(name, ()) if isinstance(item, QgsLayoutItemLabel)]
    fits = bool(labels)
    for label in labels:
        label.setText(words)
        face: QFont = label.font()
        room = label.rect()
        needed = text_size(
            words, face.pointSizeF(), room.width() - 2 * label.marginX(),
            bold=face.bold(), family=face.family(),
        )[1]  # fmt: skip
        if words and needed > room.height() - 2 * label.marginY() + 0.5:
            fits = False
            note = tr(
                "The text of '{id}' needs {needed} mm of height in the template and has {room}: "
                "make the item larger or its letters smaller."
            )
            note = note.replace("{id}", name).replace("{needed}", f"{needed:.0f}")
            tell(note.replace("{room}", f"{room.height():.0f}"))
        label.refresh()
    return fits


def _warn_on_map(
    layout: QgsPrintLayout, options: MapOptions, box: Box, page: int, words: str
) -> None:
    width = 0.6 * box.width
    height = text_size(words, options.points, width, bold=True)[1]
    line = text_size("Ц", options.points, width)[1]
    where = Box(box.x + 0.2 * box.width, box.y + 1.5 * line, width, height)
    label = add_label(layout, words, where, options.points, page=page, name="invented", bold=True)
    label.setBackgroundEnabled(True)


def _legend_place(
    layout: QgsPrintLayout, items: dict[str, list[QgsLayoutItem]]
) -> Optional[LegendPlace]:
    """Take the template's legend away and return where it stood: ours is put there."""
    found = None
    for item in items.get("legend", ()):
        if isinstance(item, QgsLayoutItemLegend):
            at, size = item.pagePos(), item.rect()
            box = Box(at.x(), at.y(), size.width(), size.height())
            found = found or LegendPlace(box, item.page(), max(1, item.columnCount()))
            layout.removeLayoutItem(item)
    return found
