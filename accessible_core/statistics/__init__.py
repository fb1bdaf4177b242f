# SPDX-License-Identifier: MIT
"""Counts by area and group, with what is not known."""
