# SPDX-License-Identifier: MIT
"""A project beside a survey store, for QGIS and QField, made without either.

It holds the layer of facilities with its form, drawn by their lights as they were
when it was made, and a base map if wanted. All paths are relative to the project, so
that the folder can be moved to a phone as a whole; photos go to ``DCIM`` beside it.

Elements as QGIS 3.22 and later read them (QgsProject::read, QgsMapLayer::readLayerXml).
QField's own settings (how photos are named) are custom properties of the layer, as
QFieldSync writes them.
"""

from __future__ import annotations

import csv
import io
import json
import math
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from accessible_core.errors import InputError, UsageError
from accessible_core.extras import require
from accessible_core.files import existing_file, replacing
from accessible_core.lights import Light
from accessible_core.messages import text
from accessible_core.survey.table import Survey
from accessible_core.survey_store.form_widgets import option
from accessible_core.survey_store.layout import LAYER
from accessible_core.survey_store.qgis_form import form_root, name_expression
from accessible_core.survey_store.qgis_symbols import lights_renderer, names_labeling
from accessible_core.survey_store.store import SurveyStore

#: Base map from the internet, for whoever asks for it by this word.
OSM = "osm"
_OSM_TILES = (
    "type=xyz&url=https://tile.openstreetmap.org/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmax=19&zmin=0"
)
_OSM_NAME = "© OpenStreetMap contributors"
#: Rasters that QGIS and QField both show, and GDAL's driver for each.
_RASTERS = {".mbtiles": "MBTiles", ".tif": "GTiff", ".tiff": "GTiff", ".gpkg": "GPKG"}
PHOTOS = "DCIM"
_VERSION = "3.22.0"
#: Ids of layers; QGIS makes up others for those of up to ten letters.
_FACILITIES, _LIGHTS, _BASE = "akz_facilities", "akz_facility_lights", "akz_base_map"
_WGS84, _WEB_MERCATOR = ("EPSG:4326", "3452"), ("EPSG:3857", "3857")
_EARTH = 6378137.0  # radius of EPSG:3857 (m)
_KAZAKHSTAN = (46.0, 40.0, 88.0, 56.0)
#: Around the facilities (m), so that none lies on the edge.
_MARGIN = 500.0


def write_project(
    store: SurveyStore,
    lights: Mapping[str, Light],
    *,
    language: str = "",
    basemap: str = "",
) -> Path:
    """Write a QGIS project (``.qgs``) beside a store; return its path.

    Beside it go ``<name>_lights.csv``, the folder ``DCIM`` for photos and, if it is a
    file, a copy of the base map.

    Parameters
    ----------
    store : SurveyStore
        A store or a field package; in a package the volunteer is noted by itself.
    lights : mapping of str to Light
        By facility; facilities that are not in it are drawn as new ones.
    language : str
        ``kk``, ``ru`` or ``en``; default: the store's own.
    basemap : str
        Empty, ``osm`` (tiles from openstreetmap.org while online) or a raster file.

    Raises
    ------
    InputError, UsageError
        The base map is not there, or of another kind.
    OutputError
        A file cannot be written.
    """
    path, language = Path(store.path), language or store.language
    base = _base_map(basemap, path.parent)
    root = ET.Element("qgis", version=_VERSION, projectname=path.stem)
    ET.SubElement(root, "title").text = path.stem
    _crs(ET.SubElement(root, "projectCrs"), *_WEB_MERCATOR)
    layers = [_facilities(store, language), _lights(path, language)]
    if base is not None:
        layers.append(base)
    tree = ET.SubElement(root, "layer-tree-group")
    for layer in layers:
        ident, name = layer.findtext("id", ""), layer.findtext("layername", "")
        ET.SubElement(
            tree, "layer-tree-layer", id=ident, name=name, checked="Qt::Checked",
            expanded=str(int(ident == _FACILITIES)), source=layer.findtext("datasource", ""),
            providerKey=layer.findtext("provider", ""),
        )  # fmt: skip
    survey = store.survey()
    _canvas(root, survey)
    ET.SubElement(root, "projectlayers").extend(layers)
    order = ET.SubElement(root, "layerorder")
    for layer in layers:
        ET.SubElement(order, "layer", id=layer.findtext("id", ""))
    properties = ET.SubElement(root, "properties")
    paths = ET.SubElement(properties, "Paths")
    ET.SubElement(paths, "Absolute", type="bool").text = "false"
    systems = ET.SubElement(properties, "SpatialRefSys")
    ET.SubElement(systems, "ProjectionsEnabled", type="int").text = "1"
    # A package holds one volunteer's facilities, and tells of no others.
    mine = {str(ident) for ident in survey.ids}
    _write_lights(path, {ident: light for ident, light in lights.items() if ident in mine})
    photos = path.parent / PHOTOS
    photos.mkdir(exist_ok=True)
    # Keeps the empty folder in archives, and photos of surveys out of a phone's gallery.
    (photos / ".nomedia").touch()
    target = path.with_suffix(".qgs")
    body = ET.tostring(root, encoding="unicode")
    with replacing(target) as temporary:
        temporary.write_bytes(
            f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{body}\n".encode()
        )
    return target


def _crs_of(raster: Path) -> str:
    """Return the WKT of a raster's coordinate system, empty for MBTiles, which know one only."""
    if raster.suffix.lower() == ".mbtiles":
        return ""
    rasterio = require("rasterio")
    try:
        # Only these drivers: a file may call itself .tif and be a list of addresses (VRT).
        with rasterio.open(raster, driver=_RASTERS[raster.suffix.lower()]) as data:
            crs = data.crs
    except (rasterio.errors.RasterioError, OSError) as error:  # with older ones, an OSError
        raise InputError(f"{raster} cannot be read as a raster ({error}).") from error
    if crs is None:
        raise InputError(f"{raster} does not say in which coordinate system it lies.")
    return str(crs.to_wkt(version="WKT2_2018"))


def check_base_map(basemap: str) -> None:
    """Check that a base map is one, before anything is written.

    Raises
    ------
    InputError, UsageError
        It is not there, of another kind, or does not say where it lies.
    MissingExtraError
        rasterio, which reads where a raster lies, is not installed.
    """
    if not basemap or basemap == OSM:
        return
    source = existing_file(basemap, "base map")
    if source.suffix.lower() not in _RASTERS:
        raise UsageError(
            f"{source} is no base map: a raster ({' '.join(_RASTERS)}) or the word {OSM}."
        )
    _crs_of(source)


def _facilities(store: SurveyStore, language: str) -> ET.Element:
    columns = list(store.columns.values())
    name = text("survey_store", "layer_facilities", language)
    layer = _layer(
        _FACILITIES, name, f"./{Path(store.path).name}|layername={LAYER}", "ogr",
        type="vector", geometry="Point", labelsEnabled="1",
    )  # fmt: skip
    joins = ET.SubElement(layer, "vectorjoins")
    join = ET.SubElement(
        joins, "join", joinLayerId=_LIGHTS, joinFieldName="facility", targetFieldName="id",
        memoryCache="1", hasCustomPrefix="1", customPrefix="", editable="0", dynamicForm="0",
        upsertOnEdit="0", cascadedDelete="0",
    )  # fmt: skip
    subset = ET.SubElement(join, "joinFieldsSubset")
    ET.SubElement(subset, "field", name="light")
    _flags(layer)
    layer.extend(form_root(columns, store.forms, language, person=store.volunteer))
    layer.append(lights_renderer("light", language))
    layer.append(names_labeling(name_expression(store.columns, language)))
    photos = [name for name in store.columns if name.endswith("_photo")]
    named = json.dumps({column: _photo_name(column) for column in photos})
    properties = {
        # The file itself is edited, so that its triggers keep the history.
        "QFieldSync/action": "copy",
        "QFieldSync/cloud_action": "no_action",
        "QFieldSync/attachment_naming": named,
        "QFieldSync/photo_naming": named,  # before QField 2.7
    }
    ET.SubElement(layer, "customproperties").append(option("", properties))
    return layer


def _photo_name(column: str) -> str:
    """Return QField's expression for the path of a photo; the ending is put in by QField."""
    ident = "regexp_replace(\"id\", '[^A-Za-z0-9-]', '_')"
    when = "format_date(now(), 'yyyyMMddhhmmsszzz')"
    return f"'{PHOTOS}/' || {ident} || '_{column}_' || {when} || '.{{extension}}'"


def _lights(path: Path, language: str) -> ET.Element:
    layer = _layer(
        _LIGHTS, text("survey_store", "layer_lights", language), f"./{_lights_file(path).name}",
        "ogr", type="vector", geometry="No geometry", readOnly="1",
    )  # fmt: skip
    _flags(layer, hidden=True)
    properties = {"QFieldSync/action": "copy", "QFieldSync/cloud_action": "no_action"}
    ET.SubElement(layer, "customproperties").append(option("", properties))
    return layer


def _lights_file(path: Path) -> Path:
    return path.with_name(f"{path.stem}_lights.csv")


def _write_lights(path: Path, lights: Mapping[str, Light]) -> None:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("facility", "light"))
    writer.writerows((facility, light.value) for facility, light in lights.items())
    with replacing(_lights_file(path)) as temporary:
        temporary.write_bytes(table.getvalue().encode("utf-8"))
    # GDAL takes every column for text where its types are not given; ids like 001 stay so.
    with replacing(_lights_file(path).with_suffix(".csvt")) as temporary:
        temporary.write_bytes(b'"String","String"\n')


def _base_map(basemap: str, folder: Path) -> ET.Element | None:
    if not basemap:
        return None
    if basemap == OSM:
        layer = _layer(_BASE, _OSM_NAME, _OSM_TILES, "wms", crs=_WEB_MERCATOR, type="raster")
    else:
        check_base_map(basemap)
        source = Path(basemap)
        target = folder / source.name
        if source.resolve() != target.resolve():
            with replacing(target) as temporary:
                shutil.copyfile(source, temporary)
        layer = _layer(
            _BASE, source.stem, f"./{source.name}", "gdal",
            crs=_WEB_MERCATOR, wkt=_crs_of(source), type="raster",
        )  # fmt: skip
    ET.SubElement(layer, "pipe")
    return layer


def _layer(
    ident: str,
    name: str,
    source: str,
    provider: str,
    *,
    crs: tuple[str, str] = _WGS84,
    wkt: str = "",
    **attributes: Any,
) -> ET.Element:
    layer = ET.Element("maplayer", styleCategories="AllStyleCategories", **attributes)
    ET.SubElement(layer, "id").text = ident
    ET.SubElement(layer, "datasource").text = source
    ET.SubElement(layer, "layername").text = name
    if wkt:
        ET.SubElement(ET.SubElement(ET.SubElement(layer, "srs"), "spatialrefsys"), "wkt").text = wkt
    else:
        _crs(ET.SubElement(layer, "srs"), *crs)
    ET.SubElement(layer, "provider", encoding="UTF-8").text = provider
    return layer


def _flags(layer: ET.Element, *, hidden: bool = False) -> None:
    flags = ET.SubElement(layer, "flags")
    shown = str(int(not hidden))
    for name, flag in (
        ("Identifiable", shown), ("Removable", "1"), ("Searchable", shown),
        ("Private", str(int(hidden))),
    ):  # fmt: skip
        ET.SubElement(flags, name).text = flag


def _crs(parent: ET.Element, authority: str, number: str) -> None:
    """Name a system by authority and by its number in QGIS's own list, which it reads first."""
    system = ET.SubElement(parent, "spatialrefsys")
    ET.SubElement(system, "srsid").text = number
    ET.SubElement(system, "srid").text = authority.partition(":")[2]
    ET.SubElement(system, "authid").text = authority


def _canvas(root: ET.Element, survey: Survey) -> None:
    """Write what the map shows first: all facilities."""
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    ET.SubElement(canvas, "units").text = "meters"
    known = ~(np.isnan(survey.lon) | np.isnan(survey.lat))
    west, south, east, north = _KAZAKHSTAN
    if known.any():
        # A few places that were typed in elsewhere must not make the map show a continent.
        west, east = np.quantile(survey.lon[known], (0.05, 0.95)).tolist()
        south, north = np.quantile(survey.lat[known], (0.05, 0.95)).tolist()
    corners = [_mercator(west, south), _mercator(east, north)]
    extent = ET.SubElement(canvas, "extent")
    for place, name in enumerate(("xmin", "ymin", "xmax", "ymax")):
        margin = -_MARGIN if place < len(corners) else _MARGIN
        ET.SubElement(extent, name).text = f"{corners[place // 2][place % 2] + margin:.1f}"
    ET.SubElement(canvas, "rotation").text = "0"
    _crs(ET.SubElement(canvas, "destinationsrs"), *_WEB_MERCATOR)


def _mercator(lon: float, lat: float) -> tuple[float, float]:
    """Return a position in EPSG:3857 (metres)."""
    low = max(-85.0, min(85.0, lat))
    y = math.log(math.tan(math.pi / 4 + math.radians(low) / 2))
    return math.radians(lon) * _EARTH, y * _EARTH
