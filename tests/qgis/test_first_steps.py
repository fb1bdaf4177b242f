# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for newcomers: shown once, the sample city in one click, worked with keys."""

from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, Qt, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QComboBox, QLabel, QPushButton

from accessible_kz_plugin import classFactory, settings
from accessible_kz_plugin.docks.shown import let_go, open_dock
from accessible_kz_plugin.sample_city import SampleCity
from accessible_kz_plugin.widgets import first_steps
from accessible_kz_plugin.widgets.settings_page import SettingsPage


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    QgsSettings().remove("accessible_kz")
    yield
    first_steps.let_go()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QgsSettings().remove("accessible_kz")
    QgsProject.instance().clear()


def page_of(desktop):
    return desktop.mainWindow().findChild(first_steps.FirstSteps)


@pytest.fixture
def switched_on(desktop, qtbot):
    desktop.mainWindow().show()
    qtbot.waitExposed(desktop.mainWindow())
    one = classFactory(desktop)
    one.initGui()
    yield one
    one.unload()


@pytest.mark.usefixtures("switched_on")
def test_it_comes_once_and_a_key_loads_the_sample_city(desktop, qtbot):
    qtbot.waitUntil(lambda: page_of(desktop) is not None and page_of(desktop).isVisible())
    assert not settings.FIRST_STEPS.get()
    page = page_of(desktop)
    assert page.focusWidget() is page.buttons["sample"]
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert not page.isVisible()
    qtbot.waitUntil(lambda: SampleCity.loading is None, timeout=60_000)
    assert len(QgsProject.instance().mapLayers()) == 5
    desktop.active = None


def test_it_does_not_come_again(desktop, qtbot):
    settings.FIRST_STEPS.set(False)
    desktop.mainWindow().show()
    one = classFactory(desktop)
    one.initGui()
    qtbot.wait(50)
    assert page_of(desktop) is None
    one.unload()


def test_unloading_takes_it_away(desktop, qtbot):
    desktop.mainWindow().show()
    before = desktop.contents()
    one = classFactory(desktop)
    one.initGui()
    qtbot.waitUntil(lambda: page_of(desktop) is not None)
    one.unload()
    assert desktop.contents() == before
    # Unloaded before it came: it never comes.
    settings.FIRST_STEPS.set(True)
    one = classFactory(desktop)
    one.initGui()
    one.unload()
    qtbot.wait(50)
    assert page_of(desktop) is None


def test_who_wants_it_gets_it_again(desktop):
    settings.FIRST_STEPS.set(False)
    page = first_steps.open_first_steps(desktop)
    page.again.setChecked(True)
    assert settings.FIRST_STEPS.get()
    assert first_steps.open_first_steps(desktop) is page


@pytest.mark.parametrize("contrast", [False, True])
def test_audit_and_room_in_every_language(language, audit, desktop, contrast, qtbot):  # noqa: ARG001
    settings.HIGH_CONTRAST.set(contrast)
    settings.TEXT_SIZE.set(200)
    page = first_steps.open_first_steps(desktop)
    qtbot.waitExposed(page)
    qtbot.wait(50)
    assert [one for one in audit.audit(page) if not one.startswith("QScrollBar ?")] == []
    for label in page.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()


class Browser(QObject):
    """Stands for the web browser: takes the addresses that are opened."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @pyqtSlot("QUrl")
    def show(self, url):
        self.opened.append(url)


@pytest.fixture
def browser():
    one = Browser()
    QDesktopServices.setUrlHandler("file", one, "show")
    yield one
    QDesktopServices.unsetUrlHandler("file")


@pytest.mark.parametrize("name", ["first steps", "settings", "dashboard"])
def test_f1_opens_a_page_that_lies_on_the_disk(language, desktop, browser, qtbot, name):
    desktop.mainWindow().show()
    if name == "first steps":
        window, page = first_steps.open_first_steps(desktop), "index"
    elif name == "settings":
        window, page = SettingsPage(desktop.mainWindow()), "settings"
        window.show()
    else:
        window, page = open_dock(desktop, "dashboard"), "dashboard"
    focus = next(one for one in window.findChildren(QComboBox) + window.findChildren(QPushButton)
                 if one.isVisible() and one.isEnabled())  # fmt: skip
    focus.window().activateWindow()
    focus.setFocus()
    qtbot.waitUntil(focus.hasFocus)
    QTest.keyClick(focus, Qt.Key.Key_F1)
    assert [Path(url.toLocalFile()).name for url in browser.opened] == [f"{page}.{language}.html"]
    assert Path(browser.opened[0].toLocalFile()).is_file()
    let_go(desktop)


def test_order_of_the_tab_key(desktop, audit):
    page = first_steps.open_first_steps(desktop)
    order = [name.replace("accessible_kz_first_steps_", "") for name in audit.tab_order(page)]
    assert order == ["sample", "score", "help", "settings", "again", "close"]
