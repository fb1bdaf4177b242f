# SPDX-License-Identifier: MIT
"""From an OpenStreetMap file (and an elevation model) to a street network in columns."""
