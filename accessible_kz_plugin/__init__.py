# SPDX-License-Identifier: GPL-3.0-or-later
"""The QGIS side of Accessible KZ: nothing is imported before QGIS asks for the plugin."""

from __future__ import annotations

from typing import Any


def classFactory(iface: Any) -> Any:  # noqa: N802 - the name QGIS looks for
    """Return the plugin; `iface` is None in qgis_process."""
    from accessible_kz_plugin.core_path import make_core_importable

    make_core_importable()
    from accessible_kz_plugin.plugin import AccessibleKzPlugin

    return AccessibleKzPlugin(iface)
