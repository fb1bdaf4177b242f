# SPDX-License-Identifier: GPL-3.0-or-later
"""Streets from an OSM file: with pyosmium where it is installed, else through GDAL."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback

from accessible_core.extras import available
from accessible_core.files import existing_file
from accessible_core.network.osm import read_osm
from accessible_core.network.streets import OsmStreets
from accessible_core.progress import Progress
from accessible_kz_plugin.translation import tr


def read_streets(
    path: str, feedback: QgsProcessingFeedback, progress: Progress | None = None
) -> OsmStreets:
    """Read an OSM file with what this QGIS has.

    Raises
    ------
    InputError
        The file is missing, no OSM file, or cut off.
    """
    source = existing_file(path, "OSM file")
    if available("osmium"):
        return read_osm(source, progress)
    from accessible_kz_plugin.layers.osm_gdal import read_osm_with_gdal

    feedback.pushInfo(
        tr(
            "Reading with GDAL. With the Python package osmium, files are read faster and "
            "node numbers of OpenStreetMap are kept: python3 -m pip install osmium"
        )
    )
    return read_osm_with_gdal(str(source), progress)
