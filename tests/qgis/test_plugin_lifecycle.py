# SPDX-License-Identifier: GPL-3.0-or-later
"""Menu, toolbar and provider come and go; every action is named and reachable by keys."""

import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMenu, QToolBar

from accessible_kz_plugin import classFactory

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def plugin(desktop):
    one = classFactory(desktop)
    one.initGui()
    yield one
    one.unload()


def actions_of(desktop):
    return desktop.mainWindow().findChild(QMenu, "accessible_kz_menu").actions()


def test_twenty_reloads_leave_nothing(desktop):
    registry = QgsApplication.processingRegistry()
    before, providers = desktop.contents(), [one.id() for one in registry.providers()]
    for _ in range(20):
        one = classFactory(desktop)
        one.initGui()
        assert registry.providerById("accessiblekz") is not None
        assert desktop.contents() != before
        one.unload()
        assert desktop.contents() == before
        assert [one.id() for one in registry.providers()] == providers


def test_reloads_with_an_open_dock_leave_nothing(desktop):
    before = desktop.contents()
    for _ in range(3):
        one = classFactory(desktop)
        one.initGui()
        desktop.mainWindow().findChild(QAction, "accessible_kz_routedock").trigger()
        assert desktop.mainWindow().findChild(QDockWidget, "accessible_kz_route_dock") is not None
        one.unload()
        assert desktop.contents() == before


def test_unload_before_start_does_no_harm(desktop):
    classFactory(desktop).unload()


@pytest.mark.usefixtures("plugin")
def test_every_action_is_named_and_pictured(desktop):
    actions = actions_of(desktop)
    assert len(actions) >= 9
    for action in actions:
        assert action.objectName().startswith("accessible_kz_")
        assert action.text()
        assert action.toolTip()
        assert action.statusTip()
        assert not action.icon().isNull()
        assert action.icon().availableSizes() or not action.icon().pixmap(24).isNull()


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_action_has_a_key_of_its_own(desktop, language, monkeypatch):
    monkeypatch.setattr("accessible_kz_plugin.translation.interface_language", lambda: language)
    one = classFactory(desktop)
    one.initGui()
    keys = [QKeySequence.mnemonic(action.text()).toString() for action in actions_of(desktop)]
    texts = [action.text() for action in actions_of(desktop)]
    one.unload()
    assert all(keys), texts
    assert len(set(keys)) == len(keys), texts
    assert (language == "en") == all(text.isascii() or "…" in text for text in texts)


@pytest.mark.usefixtures("plugin")
def test_toolbar_is_named_for_screen_readers(desktop):
    toolbar = desktop.mainWindow().findChild(QToolBar, "accessible_kz_toolbar")
    assert toolbar.windowTitle() == "Accessible KZ"
    assert toolbar.actions()


@pytest.mark.usefixtures("plugin")
def test_toolbar_passes_the_accessibility_audit(desktop, audit):
    toolbar = desktop.mainWindow().findChild(QToolBar, "accessible_kz_toolbar")
    desktop.mainWindow().show()
    assert audit.audit(toolbar) == []


def test_starting_imports_nothing_heavy():
    code = (
        "import sys\n"
        "from qgis.core import QgsApplication\n"
        "application = QgsApplication([], True); application.initQgis()\n"
        f"sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests' / 'qgis')!r}]\n"
        "from small_desktop import Desktop\n"
        "desktop = Desktop()\n"
        # What the test's own imports brought along must not hide the plugin's.
        "heavy = {'numpy', 'osgeo', 'scipy', 'fiona', 'rasterio', 'osmium', 'pandas', 'openpyxl'}\n"
        "for name in list(sys.modules):\n"
        "    if name.partition('.')[0] in heavy | {'accessible_kz_plugin'}: del sys.modules[name]\n"
        "before = set(sys.modules)\n"
        "import accessible_kz_plugin\n"
        "plugin = accessible_kz_plugin.classFactory(desktop)\n"
        "plugin.initGui()\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new & heavy))\n"
        "plugin.unload(); application.exitQgis()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


@pytest.mark.usefixtures("plugin")
def test_sample_city_is_loaded_scored_and_styled(desktop, qtbot):
    from accessible_kz_plugin.sample_city import SampleCity, load_and_score

    project = QgsProject.instance()
    project.clear()
    load_and_score(desktop)
    qtbot.waitUntil(lambda: SampleCity.loading is None, timeout=60_000)
    names = [layer.name() for layer in project.layerTreeRoot().layerOrder()]
    assert len(names) == 5
    assert desktop.active is not None
    assert desktop.active.renderer().type() == "categorizedSymbol"
    assert "light_movement" in desktop.active.fields().names()
    assert desktop.messageBar().currentItem() is not None
    assert "invented" in desktop.messageBar().currentItem().text()
    desktop.active = None
    project.clear()


def test_sample_city_without_the_provider_says_what_to_do(desktop):
    from accessible_kz_plugin.sample_city import load_and_score

    load_and_score(desktop)
    assert "switch it on" in desktop.messageBar().currentItem().text()
    assert QgsProject.instance().mapLayers() == {}
