# SPDX-License-Identifier: GPL-3.0-or-later
"""The windows that stand beside the map: each a dock, made when it is first asked for."""
