# SPDX-License-Identifier: MIT
"""Ways to the doors of facilities: to one, to the nearest, from door to door."""
