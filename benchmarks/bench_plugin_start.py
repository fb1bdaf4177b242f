# SPDX-License-Identifier: GPL-3.0-or-later
"""What enabling the plugin adds to QGIS's start: import, provider, menu, toolbar, options.

Each round is a fresh process with QGIS's own application and a plain main window; Python's
bytecode is compiled before. Prints milliseconds: `classFactory`, `initGui`, both.

    QT_QPA_PLATFORM=offscreen python benchmarks/bench_plugin_start.py
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 7
#: The most that enabling may add, in milliseconds (issue 6).
BUDGET_MS = 150

_ROUND = """
import json, sys, time
sys.path.insert(0, {root!r})
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QMainWindow
from qgis.gui import QgsMapCanvas, QgsMessageBar
application = QgsApplication([], True)
application.initQgis()
# QGIS's own plugins have loaded these by the time that others are started.
import processing

class Desktop:
    def __init__(self):
        self.window = QMainWindow()
        self.menu = self.window.menuBar().addMenu("Plugins")
    def mainWindow(self): return self.window
    def pluginMenu(self): return self.menu
    def addToolBar(self, title): return self.window.addToolBar(title)
    def registerOptionsWidgetFactory(self, factory): pass
    def unregisterOptionsWidgetFactory(self, factory): pass
    def addDockWidget(self, area, dock): self.window.addDockWidget(area, dock)
    def removeDockWidget(self, dock): self.window.removeDockWidget(dock)

desktop = Desktop()
before = set(sys.modules)
begin = time.perf_counter()
import accessible_kz_plugin
plugin = accessible_kz_plugin.classFactory(desktop)
made = time.perf_counter()
plugin.initGui()
ready = time.perf_counter()
heavy = {{"numpy", "osgeo", "scipy", "fiona", "osmium", "pandas"}} & (set(sys.modules) - before)
print(json.dumps([1e3 * (made - begin), 1e3 * (ready - made), sorted(heavy)]))
plugin.unload()
application.exitQgis()
"""


def main() -> int:
    """Run the rounds and print a table."""
    environment = {**os.environ, "PYTHONPATH": "/usr/share/qgis/python/plugins"}
    # As for users, whose profile folder takes bytecode.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    rounds = []
    for _ in range(ROUNDS + 1):
        done = subprocess.run(
            [sys.executable, "-c", _ROUND.format(root=str(ROOT))],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        rounds.append(json.loads(done.stdout.splitlines()[-1]))
    # The first one compiles and fills the disk cache.
    factory, gui = ([one[place] for one in rounds[1:]] for place in (0, 1))
    both = [a + b for a, b in zip(factory, gui)]
    print("milliseconds   median   least    most")
    for name, values in (("classFactory", factory), ("initGui", gui), ("both", both)):
        low, high = min(values), max(values)
        print(f"{name:12} {statistics.median(values):8.0f} {low:8.0f} {high:8.0f}")
    print(f"heavy libraries imported: {rounds[-1][2] or 'none'}; budget: {BUDGET_MS} ms")
    return 0 if statistics.median(both) <= BUDGET_MS and not rounds[-1][2] else 1


if __name__ == "__main__":
    sys.exit(main())
