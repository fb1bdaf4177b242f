# SPDX-License-Identifier: GPL-3.0-or-later
"""Printed maps as ordinary QGIS layouts, each with an index as its text twin."""
