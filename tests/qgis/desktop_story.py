# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs inside the real QGIS: starts the plugin, loads the sample city, takes pictures, quits.

Started by test_desktop.py as ``qgis.bin --code desktop_story.py``; environment
variables say where the plugin is and where pictures and the report go.
"""

import json
import os
import sys
import traceback
from pathlib import Path

import tomllib
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialog, QMenu, QPushButton, QToolBar
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin, updateAvailablePlugins

PLUGIN = "accessible_kz_plugin"
OUT = Path(os.environ["AKZ_STORY_OUT"])
SAMPLE = Path(os.environ["QGIS_PLUGINPATH"]) / "resources" / "sample"
STORIES = tomllib.loads((SAMPLE / "stories.toml").read_text(encoding="utf-8"))
#: Milliseconds between two looks at whether a step is done.
STEP_MS = 400


class Story:
    """Steps one after another on the event loop, so that QGIS stays alive between them."""

    def __init__(self):
        self.report = {"steps": [], "error": None}
        self.waiting = 0
        self.steps = [
            self.start_plugin,
            self.load_sample,
            self.wait_for_sample,
            self.take_map,
            self.score_as_a_user_does,
            self.find_routes,
            self.take_routes,
            self.open_menu,
            self.open_dialog,
            self.take_dialog,
            self.unload_plugin,
        ]

    def next(self):
        """Run the step at hand; a step that returns False is asked again."""
        if not self.steps:
            self.finish()
            return
        try:
            done = self.steps[0]() is not False
        except Exception:  # noqa: BLE001 - the report tells the test; QGIS must close in any case
            self.report["error"] = traceback.format_exc()
            self.finish()
            return
        if done:
            self.report["steps"].append(self.steps.pop(0).__name__)
            self.waiting = 0
        else:
            self.waiting += 1
            if self.waiting > 250:
                self.report["error"] = f"{self.steps[0].__name__} took too long"
                self.finish()
                return
        QTimer.singleShot(STEP_MS, self.next)

    def finish(self):
        """Write the report and close QGIS."""
        text = json.dumps(self.report, ensure_ascii=False, indent=1)
        (OUT / "report.json").write_text(text, encoding="utf-8")
        # QGIS would ask whether to keep the temporary layers, and wait for an answer.
        QgsProject.instance().clear()
        iface.actionExit().trigger()

    def start_plugin(self):
        """Start the plugin as the plugin manager does."""
        sys.path.insert(0, os.environ["QGIS_PLUGINPATH"])
        updateAvailablePlugins()
        assert loadPlugin(PLUGIN), "not loaded"
        assert startPlugin(PLUGIN), "not started"
        window = iface.mainWindow()
        window.resize(1600, 1000)
        self.report["actions"] = [
            action.text()
            for action in window.findChildren(QAction)
            if action.objectName().startswith("accessible_kz_")
        ]
        provider = QgsApplication.processingRegistry().providerById("accessiblekz")
        self.report["algorithms"] = sorted(one.name() for one in provider.algorithms())

    def load_sample(self):
        """Press the button of the page for newcomers that loads the sample city."""
        page = iface.mainWindow().findChild(QDialog, "accessible_kz_first_steps")
        if page is None or not page.isVisible():
            return False
        self.grab(page, "desktop_first_steps")
        page.findChild(QPushButton, "accessible_kz_first_steps_sample").click()
        return True

    def wait_for_sample(self):
        """Wait until the places are scored and the streets are there."""
        from accessible_kz_plugin.sample_city import SampleCity

        return SampleCity.loading is None and not iface.mapCanvas().isDrawing()

    def take_map(self):
        """Take a picture of the map with its legend."""
        if iface.mapCanvas().isDrawing():
            return False
        layers = QgsProject.instance().layerTreeRoot().layerOrder()
        self.report["layers"] = [layer.name() for layer in layers]
        self.report["renderer"] = iface.activeLayer().renderer().type()
        self.report["places"] = iface.activeLayer().featureCount()
        self.grab(iface.mainWindow(), "desktop_map")
        return True

    def score_as_a_user_does(self):
        """Score the survey so that Processing loads and styles the result."""
        from qgis import processing

        survey, output = str(SAMPLE / "survey.csv"), "TEMPORARY_OUTPUT"
        given = {"INPUT": survey, "GROUP": 2, "PALETTE": 1, "LANGUAGE": 1, "OUTPUT": output}
        results = processing.runAndLoadResults("accessiblekz:score", given)
        layer = QgsProject.instance().mapLayer(results["OUTPUT"])
        self.report["scored"] = {
            "name": layer.name(),
            "attribute": layer.renderer().classAttribute(),
            "words": [one.label() for one in layer.renderer().categories()],
        }
        QgsProject.instance().removeMapLayer(layer)

    def find_routes(self):
        """Find a way that there is and one that there is not, loaded as Processing loads them."""
        from qgis import processing

        from accessible_kz_plugin.settings import last_network

        self.report["routes"] = {}
        for name in ("step_free_not_shortest", "refused_steps"):
            story = STORIES["routes"][name]
            results = processing.runAndLoadResults(
                "accessiblekz:route",
                {
                    "NETWORK": last_network(),
                    "FROM": "{},{} [EPSG:4326]".format(*story["from"]),
                    "TO": "{},{} [EPSG:4326]".format(*story["to"]),
                    "OUTPUT": "TEMPORARY_OUTPUT",
                    "BLOCKED": "TEMPORARY_OUTPUT",
                },
            )
            layers = [QgsProject.instance().mapLayer(results[key]) for key in ("OUTPUT", "BLOCKED")]
            self.report["routes"][name] = {
                "status": results["STATUS"],
                "renderers": [layer.renderer().type() for layer in layers],
            }

    def take_routes(self):
        """Take a picture of both ways."""
        if iface.mapCanvas().isDrawing():
            return False
        iface.messageBar().clearWidgets()
        self.grab(iface.mainWindow(), "desktop_routes")
        return True

    def open_menu(self):
        """Open the plugin's menu and take a picture of it."""
        menu = iface.mainWindow().findChild(QMenu, "accessible_kz_menu")
        menu.popup(iface.mainWindow().mapToGlobal(iface.mainWindow().rect().center()))
        self.grab(menu, "desktop_menu")
        menu.close()

    def open_dialog(self):
        """Open the dialog of the algorithm `route` with its button."""
        QTimer.singleShot(0, iface.mainWindow().findChild(QAction, "accessible_kz_route").trigger)

    def take_dialog(self):
        """Take a picture of the dialog and close it."""
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                self.report["dialog"] = window.windowTitle()
                self.grab(window, "desktop_route_dialog")
                window.close()
                return True
        return False

    def unload_plugin(self):
        """Unload the plugin; nothing of it stays."""
        unloadPlugin(PLUGIN)
        QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
        window = iface.mainWindow()
        left = [
            one.objectName()
            for kind in (QAction, QMenu, QToolBar)
            for one in window.findChildren(kind)
            if one.objectName().startswith("accessible_kz")
        ]
        self.report["left"] = left
        self.report["plugins"] = PLUGIN in plugins
        registry = QgsApplication.processingRegistry()
        self.report["provider_left"] = registry.providerById("accessiblekz") is not None

    def grab(self, widget, name):
        """Save what a widget looks like."""
        widget.grab().save(str(OUT / f"{name}.png"))


story = Story()
QTimer.singleShot(1500, story.next)
