# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in the background: results, errors as one sentence, stopping, and a clean end."""

import threading

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLineEdit

from accessible_core.errors import InputError
from accessible_core.progress import report
from accessible_kz_plugin.docks.base import AccessibleDock
from accessible_kz_plugin.docks.tasks import TaskRunner, tell_error


class Dock(AccessibleDock):
    """A dock with one control."""

    NAME = "test"

    def __init__(self, desktop):
        super().__init__(desktop, "Test")
        self.line = QLineEdit()
        self.line.setAccessibleName("line")
        self.column.addWidget(self.line)

    def first_control(self):
        return self.line


@pytest.fixture
def dock(desktop, qtbot):
    one = Dock(desktop)
    desktop.addDockWidget(one.AREA, one)
    desktop.mainWindow().show()
    qtbot.waitExposed(desktop.mainWindow())
    one.open()
    yield one
    one.let_go()


def waiting(event):
    """Return work that goes on until `event` is set or it is stopped."""

    def work(progress):
        while not event.wait(0.01):
            report(progress, 0.5)
        return "done"

    return work


def test_work_is_done_in_another_thread_and_told_in_this_one(dock, qtbot):
    told = []
    with qtbot.waitSignal(dock.tasks.ended, timeout=10_000):
        dock.tasks.run(
            "work",
            lambda progress: (progress(0.5), threading.get_ident()),
            lambda result: told.append((result[1], threading.get_ident())),
        )
    worked, here = told[0]
    assert here == threading.get_ident() != worked


def test_an_error_of_the_core_is_one_sentence(dock, desktop, qtbot):
    def work(_progress):
        raise InputError("The layer 'x' has no rows: nothing was read.")

    failed = []
    with qtbot.waitSignal(dock.tasks.ended, timeout=10_000):
        dock.tasks.run("work", work, lambda _: failed.append("done"), failed.append)
    assert [str(one) for one in failed] == ["The layer 'x' has no rows: nothing was read."]
    assert desktop.messageBar().currentItem().text() == str(failed[0])


def test_another_error_has_details(desktop):
    tell_error(desktop, KeyError("geometry"), "Traceback: ...")
    assert "geometry" in desktop.messageBar().currentItem().text()


def test_the_strip_shows_and_stops(dock, qtbot):
    told, event = [], threading.Event()
    assert dock.strip.isHidden()
    dock.tasks.run("Counting", waiting(event), told.append, told.append)
    assert dock.strip.isVisible()
    assert dock.strip.label.text() == "Counting"
    qtbot.waitUntil(lambda: dock.strip.bar.value() == 50, timeout=10_000)
    dock.strip.stop.setFocus()
    with qtbot.waitSignal(dock.tasks.ended, timeout=10_000):
        QTest.keyClick(dock.strip.stop, Qt.Key.Key_Space)
    assert told == []
    assert dock.strip.isHidden()
    # The focus went to a control that is there.
    assert dock.isAncestorOf(QApplication.focusWidget())
    assert dock.desktop.messageBar().currentItem() is None


def test_newer_work_replaces_older(dock, qtbot):
    told, event = [], threading.Event()
    dock.tasks.run("old", waiting(event), lambda _: told.append("old"))
    with qtbot.waitSignal(dock.tasks.ended, timeout=10_000):
        dock.tasks.run("new", lambda _: 1, lambda _: told.append("new"))
    event.set()
    qtbot.wait(50)
    assert told == ["new"]


def test_after_the_end_nobody_is_told(dock, qtbot):
    told, event = [], threading.Event()
    dock.tasks.run("old", waiting(event), told.append, told.append)
    dock.let_go()
    event.set()
    qtbot.wait(100)
    assert told == []
    assert not dock.tasks.busy


def test_the_dock_passes_the_audit(dock, audit, language):  # noqa: ARG001
    dock.strip.show()
    assert audit.audit(dock) == []


def test_runner_needs_no_window(desktop, qtbot):
    runner, told = TaskRunner(desktop, desktop.mainWindow()), []
    with qtbot.waitSignal(runner.ended, timeout=10_000):
        runner.run("work", lambda _: 7, told.append)
    assert told == [7]
