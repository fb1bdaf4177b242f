# SPDX-License-Identifier: MIT
"""Where an address is, by the user's own address points, buildings or OpenStreetMap."""
