# SPDX-License-Identifier: MIT
"""Barriers: what would be gained if a barred place were no longer barred."""
