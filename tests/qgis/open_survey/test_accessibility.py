# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page: named, in order, nothing clipped, in three languages; keys alone are enough."""

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel, QPushButton

from accessible_kz_plugin import open_survey, settings

#: Unnamed inner parts of Qt and QGIS: the list that a combo box opens, scroll bars, headers.
QT_OWN = ("QListView ?", "QScrollBar ?", "QHeaderView ?", "QTableCornerButton ?")


def visited(assistant, work, path, part=0):
    """Yield every page of the assistant in turn, with a survey read."""
    assistant.page.path.setText(str(path))
    yield assistant.page
    assistant.page.parts.setCurrentIndex(part)
    work(assistant, assistant.forward.click)
    for page in assistant.pages[1:]:
        if assistant.page is not page:
            assistant._show(assistant.pages.index(page))
        yield page
        if page is assistant.pages[1]:
            work(assistant, assistant.forward.click)


@pytest.mark.parametrize("contrast", [False, True])
def test_audit_of_every_page_in_every_language(
    language, contrast, audit, desktop, work, russian_sheet, qtbot
):
    settings.LANGUAGE.set(language)
    settings.HIGH_CONTRAST.set(contrast)
    assistant = open_survey.open_assistant(desktop)
    qtbot.waitExposed(assistant)
    for page in visited(assistant, work, russian_sheet, 1):
        shown = [*audit.audit(page), *_mnemonics_twice(assistant)]
        assert [one for one in shown if not one.startswith(QT_OWN)] == [], page.title()


def _mnemonics_twice(assistant):
    """Return mnemonics that two controls have, which can be reached at the same time."""
    from qgis.PyQt.QtGui import QKeySequence

    words = {}
    for one in (*assistant.findChildren(QLabel), *assistant.findChildren(QPushButton)):
        if one.isVisible():
            key = QKeySequence.mnemonic(one.text()).toString()
            if key:
                words.setdefault(key, []).append(one.text())
    return [f"{key}: {texts}" for key, texts in words.items() if len(texts) > 1]


def test_nothing_is_clipped_at_twice_the_size(language, desktop, work, russian_sheet, qtbot):
    settings.LANGUAGE.set(language)
    settings.TEXT_SIZE.set(200)
    assistant = open_survey.open_assistant(desktop)
    qtbot.waitExposed(assistant)
    for page in visited(assistant, work, russian_sheet, 1):
        qtbot.wait(50)
        # Nobody has to scroll sideways.
        assert page.width() <= page.parentWidget().width(), page.title()
        for label in page.findChildren(QLabel):
            if label.isVisible() and label.text():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
        for one in assistant.findChildren(QPushButton):
            if one.isVisible():
                assert one.width() >= one.sizeHint().width(), one.text()


def tab_to(name):
    """Press Tab until a control has the focus, as somebody does who cannot see."""
    passed = []
    for _ in range(60):
        here = QApplication.focusWidget()
        if here is not None and here.objectName() == f"accessible_kz_{name}":
            return here
        assert here is not None, f"nothing has the focus after {passed}"
        passed.append(here.objectName())
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(f"{name} cannot be reached with Tab: {passed}")


def test_whole_assistant_by_keys_only(assistant, qtbot, russian_sheet, tmp_path):
    def idle():
        qtbot.waitUntil(lambda: not assistant.tasks.busy, timeout=60_000)

    def press(name, key=Qt.Key.Key_Space):
        QTest.keyClick(tab_to(name), key)
        idle()

    # Qt's tests cannot type Cyrillic letters; people can.
    sheet = russian_sheet.rename(tmp_path / "survey.xlsx")

    def type_in(name, words):
        field = tab_to(name)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, words)
        return field

    assistant.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is assistant.page.path)
    type_in("source_path", str(sheet))
    QTest.keyClick(tab_to("source_part"), Qt.Key.Key_Down)  # the second sheet
    press("open_survey_next")
    page = assistant.page
    assert page is assistant.pages[1]
    # To the fourth column: the width of the door, and what it holds by some letters of it.
    columns = tab_to("mapping_columns")
    QTest.keyClick(columns, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        QTest.keyClick(columns, Qt.Key.Key_Down)
    assert page.choice.column == "Ширина дверного проема в свету, см"
    holds = tab_to("mapping_holds")
    QTest.keyClick(holds, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(holds, "entrance1_30_measured")
    unit = tab_to("mapping_unit")
    assert page.choice.to == "entrance1_30_measured"
    QTest.keyClick(unit, Qt.Key.Key_Down)
    assert page.choice.unit == "cm"
    # Without a window manager the list of what was found stays the active window.
    assistant.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is assistant)
    press("mapping_preview")
    assert "Places with answers: 4 of 4" in page.result.toPlainText()
    press("open_survey_next")
    assert assistant.page is assistant.pages[2]
    press("open_survey_next")
    assert assistant.page is assistant.pages[3]
    press("open_survey_next")
    assert assistant.page is assistant.pages[4]
    type_in("result_path", str(tmp_path / "by_keys.gpkg"))
    press("open_survey_next")
    assert (tmp_path / "by_keys.gpkg").exists()
    layer = assistant.project.mapLayer(assistant.made_layer)
    assert layer.featureCount() == 4
    QTest.keyClick(assistant, Qt.Key.Key_Escape)
    assert not open_survey._SHOWN
