# SPDX-License-Identifier: GPL-3.0-or-later
"""The survey dock for screen readers, keyboards and enlarged text; it comes and goes whole."""

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QLabel,
    QPlainTextEdit,
    QRadioButton,
    QTableWidget,
    QTreeWidget,
)

from accessible_kz_plugin import classFactory, settings
from accessible_kz_plugin.docks import shown

#: Unnamed inner parts of Qt: the lists that combo boxes open, scroll bars, headers.
QT_OWN = (
    "QListView ?",
    "QScrollBar ?",
    "QHeaderView ?",
    "QToolButton ScrollLeftButton",
    "QToolButton ScrollRightButton",
)


def opened_place(open_dock, layer, find, facility="UQ-001"):
    dock = open_dock()
    dock.open_place(find(layer, facility).id())
    return dock


@pytest.mark.parametrize("contrast", [False, True])
def test_audit_in_every_language(language, audit, open_dock, layer, find, contrast):
    settings.LANGUAGE.set(language)
    settings.HIGH_CONTRAST.set(contrast)
    settings.TEXT_SIZE.set(200)
    dock = opened_place(open_dock, layer, find)
    for page in range(dock.tabs.count()):
        dock.tabs.setCurrentIndex(page)
        for part in range(dock.page.results.count()):
            dock.page.results.setCurrentIndex(part)
            QCoreApplication.processEvents()
            found = [one for one in audit.audit(dock) if not one.startswith(QT_OWN)]
            assert found == []


def test_order_of_the_tab_key_follows_the_page(audit, open_dock, layer, find):
    dock = opened_place(open_dock, layer, find)
    order = [name.removeprefix("accessible_kz_") for name in audit.tab_order(dock)]
    expected = [
        "survey_layer", "pick_place", "places_search", "places_count", "places",
        "place", "place_previous", "place_next", "place_passport", "place_undo",
        "place_redo", "place_save", "checklist", "go_on", "question_text",
        "answer_yes", "answer_no", "answer_unknown", "answer_not_provided",
        "measured_value", "measured_verdict", "zone_comment", "scores", "why",
        "review", "history", "survey_status",
    ]  # fmt: skip
    assert [name for name in order if name in expected] == expected


def test_nothing_is_clipped_at_twice_the_size(language, open_dock, layer, find, qtbot):
    settings.LANGUAGE.set(language)
    settings.TEXT_SIZE.set(200)
    dock = opened_place(open_dock, layer, find)
    dock.desktop.mainWindow().resizeDocks([dock], [760], Qt.Orientation.Horizontal)
    for page in range(dock.tabs.count()):
        dock.tabs.setCurrentIndex(page)
        qtbot.wait(60)
        for label in dock.findChildren(QLabel):
            if label.isVisible():
                needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
                width = label.fontMetrics().horizontalAdvance(label.text().replace("&", ""))
                assert label.height() >= needed, label.text()
                assert label.wordWrap() or label.width() >= width, label.text()
        for button in dock.findChildren(QAbstractButton):
            if button.isVisible() and button.text():
                words = button.text().replace("&", "")
                width = button.fontMetrics().horizontalAdvance(words)
                assert button.width() >= width, words
                assert button.height() >= button.fontMetrics().height(), words
        for text in dock.findChildren(QPlainTextEdit):
            if text.isVisible():
                assert text.viewport().height() >= text.fontMetrics().lineSpacing()
    tree = dock.page.tree
    item = tree.topLevelItem(0).child(0)
    while item.childCount():
        item = item.child(0)
    height = tree.visualItemRect(item).height()
    width = tree.columnWidth(0) - 3 * tree.indentation()
    lines = -(-tree.fontMetrics().horizontalAdvance(item.text(0)) // max(width, 1))
    assert height >= min(lines, 2) * tree.fontMetrics().lineSpacing()


def test_rows_are_no_taller_than_their_text(open_dock, layer, find, qtbot):
    dock = opened_place(open_dock, layer, find)
    dock.page.tree.expandAll()
    qtbot.wait(100)
    tree = dock.page.tree
    heading = tree.topLevelItem(1).child(0)
    assert heading.childCount()
    assert heading.text(1) == ""
    index = tree.indexFromItem(heading, 0)
    assert tree.visualItemRect(heading).height() == tree.sizeHintForIndex(index).height()


def test_rows_say_question_answer_and_measurement(open_dock, layer, find):
    dock = opened_place(open_dock, layer, find)
    role = Qt.ItemDataRole.AccessibleTextRole
    tree = dock.page.tree
    question = next(q for q in tree.questions() if dock.record.measured(q))
    spoken = tree._questions[question].data(0, role)
    asked = dock.record.form.question(question.zone.kind, question.key).text("en")
    assert spoken.startswith(asked)
    assert dock.record.measured(question) in spoken
    zone = tree.topLevelItem(0).data(0, role)
    assert "Parking" in zone
    assert "open" in zone
    for table in dock.findChildren(QTableWidget):
        for row in range(table.rowCount()):
            for column in range(table.columnCount()):
                cell = table.item(row, column)
                assert table.horizontalHeaderItem(column).text() in cell.data(role)
                assert table.verticalHeaderItem(row).text() in cell.data(role)


def test_every_light_has_a_glyph_and_words(open_dock, layer, find):
    dock = opened_place(open_dock, layer, find)
    glyphs = "●◐▲■◇\u2013⬠"
    table = dock.page.scores
    words = [table.item(0, column).text() for column in range(table.columnCount())]
    words += [dock.places.model.index(row, 0).data() for row in range(5)]
    words.append(dock.page.headline.toPlainText().split(": ", 1)[1])
    for one in words:
        assert one[0] in glyphs, one
        assert len(one) > 5, one


def test_the_explanation_has_a_text_twin(open_dock, layer, find):
    dock = opened_place(open_dock, layer, find, "UQ-004")
    tree = dock.page.why
    assert isinstance(tree, QTreeWidget)
    tops = [tree.topLevelItem(row).text(0) for row in range(tree.topLevelItemCount())]
    for title in tops:
        assert title.split(":")[0] in tree.plain_text()
    assert any(title.startswith("Why") for title in tops)
    assert any(title.startswith("Find out first") for title in tops) or "Find out" not in (
        tree.plain_text()
    )


def test_answers_have_words_and_keys(open_dock, layer, find, language):
    settings.LANGUAGE.set(language)
    dock = opened_place(open_dock, layer, find)
    texts = [button.text() for button in dock.page.box.findChildren(QRadioButton)]
    assert [text[:3] for text in texts] == ["&1 ", "&2 ", "&3 ", "&4 "]


def test_twenty_reloads_leave_nothing(desktop, layer, find, qtbot):
    registry = QgsApplication.processingRegistry()
    before = desktop.contents()
    for round_ in range(20):
        one = classFactory(desktop)
        one.initGui()
        dock = shown.open_dock(desktop, "survey")
        if round_ % 5 == 0:
            qtbot.waitUntil(lambda here=dock: not here.tasks.busy, timeout=20_000)
            dock.open_place(find(layer, "UQ-004").id())
            dock.pick.setChecked(True)
        one.unload()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert desktop.contents() == before
        assert registry.providerById("accessiblekz") is None
        assert desktop.mapCanvas().mapTool() is None
    # What the dock had connected is gone: these would call into deleted objects.
    layer.startEditing()
    layer.changeAttributeValue(find(layer, "UQ-004").id(), 1, "x")
    layer.rollBack()
    layer.selectByIds([find(layer, "UQ-004").id()])
    settings.announce()
    QgsProject.instance().removeMapLayer(layer)
    QCoreApplication.processEvents()


def test_passport_without_the_provider_says_what_to_do(open_dock, layer, find):
    dock = opened_place(open_dock, layer, find, "UQ-004")
    assert QgsApplication.processingRegistry().providerById("accessiblekz") is None
    dock.make_passport()
    assert "switch it on" in dock.status.toPlainText()


def test_passport_of_the_place_that_is_open(open_dock, layer, find, provider, tmp_path):
    from qgis import processing

    dock = opened_place(open_dock, layer, find, "UQ-004")
    asked = {**dock.passport_parameters(), "FORMAT": 1, "OUTPUT": str(tmp_path)}
    result = processing.run(f"{provider.id()}:passports", asked)
    assert result["COUNT"] == 1
    assert [path.name for path in tmp_path.glob("*UQ-004*")]


def test_a_passport_of_an_id_that_stands_twice_is_refused(open_dock, layer, find, provider):  # noqa: ARG001
    dock = opened_place(open_dock, layer, find, "UQ-010")
    dock.make_passport()
    assert "UQ-010" in dock.status.toPlainText()
