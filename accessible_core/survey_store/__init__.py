# SPDX-License-Identifier: MIT
"""Surveys with their history, reviews and campaigns in one GeoPackage."""
