# SPDX-License-Identifier: MIT
"""The survey table, and its readers, writers and checks."""
