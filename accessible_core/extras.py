# SPDX-License-Identifier: MIT
"""Optional packages, imported where they are used.

The base needs the standard library and numpy only, because that is all every
QGIS has. Whatever else is used goes through :func:`require`, so that a missing
package gives one clear sentence instead of a traceback.
"""

from __future__ import annotations

import importlib
import importlib.util
from types import ModuleType

from accessible_core.errors import MissingExtraError

#: Module name -> (extra of the distribution ``accessible-kz``, what it is needed for).
EXTRAS: dict[str, tuple[str, str]] = {
    "fiona": ("vector", "reading and writing GeoPackage, GeoJSON and Shapefile"),
    "openpyxl": ("xlsx", "reading and writing Excel workbooks"),
    "defusedxml": ("xlsx", "reading Excel workbooks safely"),
    "osmium": ("osm", "reading OpenStreetMap files"),
    "rasterio": ("dem", "reading elevation models"),
    "networkx": ("graph", "handing networks over to networkx"),
    "osmnx": ("graph", "handing networks over to osmnx"),
    "requests": ("graph", "downloading streets through osmnx"),
    "pyproj": ("crs", "transforming coordinates"),
    "shapely": ("frame", "handing geometries over"),
    "geopandas": ("frame", "handing results over to geopandas"),
    "numba": ("fast", "searching ways with compiled code"),
    "weasyprint": ("pdf", "making PDF documents"),
    "pikepdf": ("pdf", "tagging printed maps for screen readers"),
    "pyxform": ("forms", "checking survey forms for ODK and KoboToolbox"),
    "PIL": ("photos", "making photos free of personal data"),
}


def require(module: str) -> ModuleType:
    """Import `module`, or say what it is needed for and how to get it.

    Raises
    ------
    MissingExtraError
        The package is not installed.
    """
    extra, purpose = EXTRAS[module.partition(".")[0]]
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            f"{purpose[0].upper()}{purpose[1:]} needs the Python package '{module}', "
            f"which is not installed: pip install 'accessible-kz[{extra}]' "
            f"(inside QGIS, use the plugin's own readers instead)."
        ) from error


def available(module: str) -> bool:
    """Tell whether `module` can be imported, without importing it."""
    return importlib.util.find_spec(module) is not None
