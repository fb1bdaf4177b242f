# SPDX-License-Identifier: GPL-3.0-or-later
"""The survey dock: places of a survey layer, their checklists, scores, reasons and history."""
