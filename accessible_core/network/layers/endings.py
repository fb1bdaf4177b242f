# SPDX-License-Identifier: MIT
"""How names of files with layers end."""

from __future__ import annotations

#: Ending -> the one GDAL driver that may open such a file.
DRIVERS: dict[str, str] = {
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
    ".fgb": "FlatGeobuf",
    ".tab": "MapInfo File",
    ".mif": "MapInfo File",
}
#: GeoJSON, also line by line.
GEOJSON = (".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson")
