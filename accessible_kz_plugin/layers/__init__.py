# SPDX-License-Identifier: GPL-3.0-or-later
"""QGIS layers and GDAL data sets to the core's columns and arrays, and back."""
