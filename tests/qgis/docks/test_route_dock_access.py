# SPDX-License-Identifier: GPL-3.0-or-later
"""The route dock without a mouse and without sight: names, keys, order, enlarged text."""

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabWidget,
)
from route_controls import choose, control

from accessible_kz_plugin import settings

#: Unnamed inner parts of Qt: lists that combo boxes open, scroll bars, buttons in lines.
QT_OWN = (
    "QListView ?",
    "QScrollBar ?",
    "QLineEditIconButton ?",
    "QToolButton ScrollLeftButton",
    "QToolButton ScrollRightButton",
)


def answered(dock, qtbot, story):
    for end in ("from", "to"):
        control(dock, f"{end}_place", QLineEdit).setText("{}, {}".format(*story[end]))
    with qtbot.waitSignal(dock.tasks.ended, timeout=30_000):
        control(dock, "find").click()


@pytest.mark.parametrize("contrast", [False, True])
@pytest.mark.usefixtures("language")
def test_audit_in_every_language(open_route_dock, audit, contrast, qtbot, stories):
    settings.HIGH_CONTRAST.set(contrast)
    settings.TEXT_SIZE.set(200)
    dock = open_route_dock()
    control(dock, "own_limits", QCheckBox).setChecked(True)
    issues = audit.audit(dock)
    for kind in ("facility", "nearest"):
        choose(dock, "to_kind", kind)
        issues += audit.audit(dock)
    choose(dock, "to_kind", "point")
    for name in ("step_free_not_shortest", "refused_steps"):
        answered(dock, qtbot, stories["routes"][name])
        issues += audit.audit(dock)
    assert [one for one in issues if not one.startswith(QT_OWN)] == []


@pytest.mark.usefixtures("language")
def test_keys_are_told_once(open_route_dock):
    dock = open_route_dock()
    texts = [
        one.text()
        for kind in (QLabel, QAbstractButton)
        for one in dock.findChildren(kind)
        if QKeySequence.mnemonic(one.text()).toString()
    ]
    keys = [QKeySequence.mnemonic(text).toString() for text in texts]
    assert len(keys) >= 10
    assert len(set(keys)) == len(keys), sorted(zip(keys, texts))


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.usefixtures("language")
def test_nothing_is_clipped(open_route_dock, qtbot, stories, percent):
    settings.TEXT_SIZE.set(percent)
    dock = open_route_dock()
    control(dock, "own_limits", QCheckBox).setChecked(True)
    qtbot.wait(50)
    check_labels(dock)
    answered(dock, qtbot, stories["routes"]["step_free_not_shortest"])
    qtbot.wait(50)
    check_labels(dock)


def check_labels(dock):
    seen = [label for label in dock.findChildren(QLabel) if label.isVisible() and label.text()]
    assert seen
    for label in seen:
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        else:
            words = label.text().replace("&", "")
            assert label.width() >= label.fontMetrics().horizontalAdvance(words), label.text()
    for button in dock.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width(), button.text()


def test_the_tab_key_goes_in_reading_order(dock, audit):
    control(dock, "own_limits", QCheckBox).setChecked(True)
    order = [name.replace("accessible_kz_route_", "") for name in audit.tab_order(dock)]
    expected = [
        "tabs", "network", "other_network", "profile", "own_limits", "max_incline",
        "max_decline", "max_kerb", "min_width", "max_smoothness", "allow_steps",
        "allow_step_ramps", "unknown", "snap", "timed", "moment", "from_kind", "from_place",
        "from_pick", "from_middle", "to_kind", "to_place", "to_pick", "to_middle",
        "corrections", "new_corrections", "find", "servicearea", "matrix", "barriers",
        "networkcheck",
    ]  # fmt: skip
    assert [name for name in order if name in expected] == expected


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def tab_to(widget):
    for _ in range(60):
        if QApplication.focusWidget() is widget:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"{widget.objectName()} is not reached with Tab")


def test_a_whole_way_with_keys_only(open_route_dock, qtbot, stories, desktop):
    """From the open dock to the third step on the map, and the answer in the clipboard."""
    story = stories["routes"]["step_free_not_shortest"]
    dock = open_route_dock()
    assert QApplication.focusWidget() is control(dock, "network", QComboBox)
    tab_to(control(dock, "from_place", QLineEdit))
    QTest.keyClicks(QApplication.focusWidget(), "{}, {}".format(*story["from"]))
    tab_to(control(dock, "to_place", QLineEdit))
    QTest.keyClicks(QApplication.focusWidget(), "{}, {}".format(*story["to"]))
    tab_to(control(dock, "find"))
    with qtbot.waitSignal(dock.tasks.ended, timeout=30_000):
        press(Qt.Key.Key_Space)
    # The answer has the focus, so that it is read out.
    assert QApplication.focusWidget() is dock.answers.summary
    assert dock.answers.summary.toPlainText()
    before = desktop.mapCanvas().extent()
    tab_to(dock.answers.steps)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert desktop.mapCanvas().extent() != before
    assert dock.answers.steps.currentRow() == 2
    tab_to(dock.answers.heights.table)
    tab_to(control(dock, "copy"))
    press(Qt.Key.Key_Space)
    copied = QApplication.clipboard().text()
    assert dock.answers.steps.item(2).text() in copied
    assert len(QgsProject.instance().mapLayersByName("Route")) == 1
    # Back to the question with the tab bar's own keys.
    tabs = dock.findChild(QTabWidget)
    tabs.tabBar().setFocus()
    press(Qt.Key.Key_Left)
    assert tabs.currentIndex() == 0


def test_heights_stand_in_the_table_too(dock, qtbot, stories):
    answered(dock, qtbot, stories["routes"]["step_free_not_shortest"])
    table = dock.answers.heights.table
    assert table.isVisible()
    assert table.rowCount() > 3
    assert table.item(0, 0).text() == "0 m"
    assert all(table.item(row, 1).text() for row in range(table.rowCount()))
    answered(dock, qtbot, stories["routes"]["refused_steps"])
    assert not dock.answers.heights.isVisible()


def test_f1_opens_the_page_of_the_dock(dock, monkeypatch):
    opened = []
    monkeypatch.setattr("accessible_kz_plugin.docks.base.open_help", opened.append)
    dock.show_help()
    assert opened == ["routedock"]
