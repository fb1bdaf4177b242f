# SPDX-License-Identifier: MIT
"""Pedestrian areas: walked across, never through what stands in them."""
