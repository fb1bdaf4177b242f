# SPDX-License-Identifier: GPL-3.0-or-later
"""The invented town of the sample data, one subject a module."""
