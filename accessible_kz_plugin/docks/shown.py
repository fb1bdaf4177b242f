# SPDX-License-Identifier: GPL-3.0-or-later
"""Which docks there are, made when first asked for, and taken away with the plugin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accessible_kz_plugin.docks.base import AccessibleDock


def _route(desktop: Any) -> AccessibleDock:
    from accessible_kz_plugin.docks.route.dock import RouteDock

    return RouteDock(desktop)


def _survey(desktop: Any) -> AccessibleDock:
    from accessible_kz_plugin.docks.survey.dock import SurveyDock

    return SurveyDock(desktop)


def _dashboard(desktop: Any) -> AccessibleDock:
    from accessible_kz_plugin.docks.dashboard import Dashboard

    return Dashboard(desktop)


#: Name -> what makes the dock; its module is imported then and not before.
_MAKERS: dict[str, Callable[[Any], AccessibleDock]] = {
    "dashboard": _dashboard,
    "route": _route,
    "survey": _survey,
}
_SHOWN: dict[str, AccessibleDock] = {}


def open_dock(desktop: Any, name: str) -> AccessibleDock:
    """Show a dock, made on its first call, and give it the focus."""
    dock = _SHOWN.get(name)
    if dock is None:
        dock = _MAKERS[name](desktop)
        desktop.addDockWidget(dock.AREA, dock)
        _SHOWN[name] = dock
    dock.open()
    return dock


def let_go(desktop: Any) -> None:
    """Take all docks away, when the plugin is unloaded."""
    for dock in _SHOWN.values():
        dock.let_go()
        desktop.removeDockWidget(dock)
        dock.deleteLater()
    _SHOWN.clear()
