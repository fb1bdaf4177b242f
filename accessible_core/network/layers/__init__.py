# SPDX-License-Identifier: MIT
"""Streets from line and point layers: read, mapped to OSM tags, joined where they meet."""
