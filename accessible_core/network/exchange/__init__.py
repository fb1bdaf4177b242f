# SPDX-License-Identifier: MIT
"""Networks for other programs, and back: GeoPackage, GraphML, OpenSidewalks, osmnx, geopandas."""
