# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands in the menu and on the toolbar, and what each entry does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qgis.PyQt.QtWidgets import QAction, QWidget

from accessible_kz_plugin.icons import icon
from accessible_kz_plugin.translation import tr


@dataclass(frozen=True)
class ActionSpec:
    """One entry: its words (``&`` marks the key in the menu), picture and deed."""

    name: str
    text: str
    tip: str
    run: Callable[[Any], None]
    on_toolbar: bool = True

    def build(self, desktop: Any, parent: QWidget) -> QAction:
        """Return the action, named for screen readers, keyboards and tests."""
        action = QAction(icon(self.name), self.text, parent)
        action.setObjectName(f"accessible_kz_{self.name}")
        plain = self.text.replace("&", "")
        action.setToolTip(f"<b>{plain.rstrip('…')}</b><br>{self.tip}")
        action.setStatusTip(self.tip)
        action.setWhatsThis(self.tip)
        action.triggered.connect(lambda *_: self.run(desktop))
        return action


def _dialog(algorithm: str) -> Callable[[Any], None]:
    def show(_desktop: Any) -> None:
        from qgis import processing

        from accessible_kz_plugin.settings import last_network, new_network

        proposed = {
            "route": {"NETWORK": last_network()},
            "buildnetwork": {"OUTPUT": new_network()},
        }
        given = {name: path for name, path in proposed.get(algorithm, {}).items() if path}
        processing.execAlgorithmDialog(f"accessiblekz:{algorithm}", given)

    return show


def _map_wizard(algorithm: str) -> Callable[[Any], None]:
    def show(desktop: Any) -> None:
        from accessible_kz_plugin.printing.wizard import MapWizard
        from accessible_kz_plugin.settings import last_network

        network = last_network()
        MapWizard(desktop, algorithm, {"NETWORK": network} if network else {}).show()

    return show


def _dock(name: str) -> Callable[[Any], None]:
    def show(desktop: Any) -> None:
        from accessible_kz_plugin.docks.shown import open_dock

        open_dock(desktop, name)

    return show


def _load_sample(desktop: Any) -> None:
    from accessible_kz_plugin.sample_city import load_and_score

    load_and_score(desktop)


def _first_steps(desktop: Any) -> None:
    from accessible_kz_plugin.widgets.first_steps import open_first_steps

    open_first_steps(desktop)


def _open_survey(desktop: Any) -> None:
    from accessible_kz_plugin.open_survey import open_assistant

    open_assistant(desktop)


def _settings(desktop: Any) -> None:
    from accessible_kz_plugin.widgets.settings_page import PAGE

    desktop.showOptionsDialog(desktop.mainWindow(), PAGE)


def _help(_desktop: Any) -> None:
    from accessible_kz_plugin.help_pages import open_help

    open_help()


def action_specs() -> list[ActionSpec]:
    """Return all entries in the language of the interface, in menu order."""
    return [
        ActionSpec(
            "open_survey",
            tr("&Open a survey…"),
            tr("Open any table of a survey, say what its columns hold, and show it on the map"),
            _open_survey,
        ),
        ActionSpec(
            "survey",
            tr("Sur&vey of places"),
            tr("Fill in the checklist of a place and see why it has its traffic light"),
            _dock("survey"),
        ),
        ActionSpec(
            "score",
            tr("&Score a survey…"),
            tr("Give each place its traffic light for six groups of people"),
            _dialog("score"),
        ),
        ActionSpec(
            "validate",
            tr("&Check a survey…"),
            tr("List what is wrong or unclear in a survey, row by row"),
            _dialog("validate"),
        ),
        ActionSpec(
            "statistics",
            tr("Statistics by &area…"),
            tr("Count lights by district, and what is not known"),
            _dialog("statistics"),
        ),
        ActionSpec(
            "dashboard",
            tr("Dashboard: f&igures and bars"),
            tr("Show how accessible places are by district, group, kind and review, as bars"),
            _dock("dashboard"),
        ),
        ActionSpec(
            "buildnetwork",
            tr("&Build a street network…"),
            tr("Read streets, kerbs, steps and slopes from an OpenStreetMap file"),
            _dialog("buildnetwork"),
        ),
        ActionSpec(
            "routedock",
            tr("Step-free &ways"),
            tr("Find ways step by step, beside the map: from here, to that door"),
            _dock("route"),
        ),
        ActionSpec(
            "route",
            tr("Find a step-free &route…"),
            tr(
                "Find a way that a wheelchair, a pushchair or a cane can take, or why there is none"
            ),
            _dialog("route"),
            on_toolbar=False,
        ),
        ActionSpec(
            "citymap",
            tr("&Print a city map…"),
            tr("Make a page with map, legend and list of places, ready to print"),
            _map_wizard("citymap"),
        ),
        ActionSpec(
            "citymaps",
            tr("Print maps of all &districts…"),
            tr("Make a map of each district, for several groups and in several languages"),
            _map_wizard("citymaps"),
            on_toolbar=False,
        ),
        ActionSpec(
            "export",
            tr("&Export…"),
            tr("Hand places over as A11yJSON, registry requests or GeoJSON"),
            _dialog("export"),
        ),
        ActionSpec(
            "sample",
            tr("&Load the sample city"),
            tr("Load an invented town: streets, districts and scored places to try it all on"),
            _load_sample,
        ),
        ActionSpec(
            "first_steps",
            tr("&First steps"),
            tr("Show the page for newcomers: the sample city, a survey of your own, the help"),
            _first_steps,
            on_toolbar=False,
        ),
        ActionSpec(
            "settings",
            tr("Se&ttings…"),
            tr("Choose language, colours, text size, norms and where street networks lie"),
            _settings,
            on_toolbar=False,
        ),
        ActionSpec(
            "help",
            tr("&Help"),
            tr("Open the help page in your web browser; it needs no internet"),
            _help,
            on_toolbar=False,
        ),
    ]
