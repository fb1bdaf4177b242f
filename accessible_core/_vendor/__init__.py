# SPDX-License-Identifier: MIT
"""Pure-Python packages carried along for QGIS's older Pythons, unchanged."""
