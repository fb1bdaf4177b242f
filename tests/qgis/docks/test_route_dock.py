# SPDX-License-Identifier: GPL-3.0-or-later
"""The route dock on the sample city: ways, doors, reasons, corrections, a clean end."""

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit
from route_controls import choose, control

from accessible_core.findings import Findings
from accessible_core.network.store import read_network
from accessible_core.routing.profiles import Profile
from accessible_core.routing.router import Router


def ask(dock, qtbot):
    with qtbot.waitSignal(dock.tasks.ended, timeout=30_000):
        QTest.mouseClick(control(dock, "find"), Qt.MouseButton.LeftButton)


def give(dock, story):
    for end in ("from", "to"):
        lon, lat = story[end]
        control(dock, f"{end}_place", QLineEdit).setText(f"{lon}, {lat}")


def layers(name):
    return QgsProject.instance().mapLayersByName(name)


def expected(network_path, story, profile="manual_wheelchair", **limits):
    one = Profile.named(profile)
    if limits:
        one = one.with_limits(**limits)
    return Router(read_network(network_path), one).route(story["from"], story["to"])


def test_a_way_is_found_drawn_and_told(dock, qtbot, stories, network_path):
    story = stories["routes"]["step_free_not_shortest"]
    give(dock, story)
    ask(dock, qtbot)
    truth = expected(network_path, story)
    (layer,) = layers("Route")
    feature = next(layer.getFeatures())
    assert feature["distance_m"] == pytest.approx(truth.distance_m, abs=0.1)
    assert feature["confidence"] == ("confirmed" if truth.confirmed else "unverified")
    assert layer.renderer().type() == "RuleRenderer"
    assert layers("What blocks the way") == []
    told = dock.answers.text()
    assert dock.answers.steps.count() > 3
    assert dock.tabs.currentIndex() == 1
    for share in truth.unknown_share.values():
        assert share == 0.0 or f"{round(100 * share)} %" in told
    assert "Known all along: " in told
    # Both ends are marked.
    assert [mark is not None for mark in dock.view._marks] == [True, True]


def test_every_entry_leads_to_its_place(dock, qtbot, stories, desktop):
    story = stories["routes"]["step_free_not_shortest"]
    give(dock, story)
    ask(dock, qtbot)
    steps, centres = dock.answers.steps, []
    whole = desktop.mapCanvas().extent()
    steps.setFocus()
    for row in range(steps.count()):
        steps.setCurrentRow(row)
        QTest.keyClick(steps, Qt.Key.Key_Return)
        centres.append(desktop.mapCanvas().extent())
    # The first leg begins at the start, none is outside of the way.
    assert centres[0].contains(QgsPointXY(*story["from"]))
    assert len({(round(one.center().x(), 6), round(one.center().y(), 6)) for one in centres}) > 3
    assert all(whole.buffered(0.002).contains(one.center()) for one in centres)


def test_no_way_says_why_and_where(dock, qtbot, stories, network_path, desktop):
    story = stories["routes"]["refused_steps"]
    give(dock, story)
    ask(dock, qtbot)
    truth = expected(network_path, story)
    assert truth.reason == "barred"
    (blocked,), (route,) = layers("What blocks the way"), layers("Route")
    assert blocked.featureCount() == len(truth.blocked_by)
    assert next(route.getFeatures())["status"] == "no_route"
    told = dock.answers.text()
    # What would have to be allowed is said in the form's words, not as an option.
    assert "Steps: allowed" in told
    assert "--" not in told
    assert "bars" in dock.answers.steps_label.text().replace("&", "")
    # The way with the fewest barriers first, then each barred place.
    steps = dock.answers.steps
    assert "fewest barriers" in steps.item(0).text()
    cause = truth.blocked_by[0]
    steps.setCurrentRow(1)
    QTest.keyClick(steps, Qt.Key.Key_Return)
    assert desktop.mapCanvas().extent().contains(QgsPointXY(cause.lon, cause.lat))
    assert desktop.mapCanvas().extent().width() < 0.01


def test_off_the_network(dock, qtbot, stories):
    give(dock, stories["routes"]["start_off_network"])
    ask(dock, qtbot)
    assert "100" in dock.answers.summary.toPlainText()
    assert layers("What blocks the way") == []


def test_profile_and_limits_count(dock, qtbot, stories, network_path):
    story = stories["routes"]["refused_steps"]
    give(dock, story)
    choose(dock, "profile", "foot")
    ask(dock, qtbot)
    assert next(layers("Route")[0].getFeatures())["status"] == "ok"
    choose(dock, "profile", "manual_wheelchair")
    control(dock, "own_limits", QCheckBox).setChecked(True)
    assert control(dock, "max_kerb", QDoubleSpinBox).value() == 3.0
    assert dock.limits.changes() == {}
    choose(dock, "allow_steps", "yes")
    control(dock, "max_kerb", QDoubleSpinBox).setValue(20.0)
    control(dock, "max_incline", QDoubleSpinBox).setValue(-1.0)
    limits = {"allow_steps": "yes", "max_kerb": 20.0, "max_incline": None}
    assert dock.limits.changes() == limits
    ask(dock, qtbot)
    truth = expected(network_path, story, **limits)
    found = next(layers("Route")[0].getFeatures())
    assert found["distance_m"] == pytest.approx(getattr(truth, "distance_m", -1.0), abs=0.1)


def test_profiles_and_their_limits_are_the_cores(dock):
    combo = control(dock, "profile", QComboBox)
    assert {combo.itemData(row) for row in range(combo.count())} == set(Profile.names())
    control(dock, "own_limits", QCheckBox).setChecked(True)
    for name in Profile.names():
        choose(dock, "profile", name)
        assert dock.limits.changes() == {}
        assert dock.limits.profile() == Profile.named(name)


def test_to_the_door_of_a_facility(dock, qtbot, stories, survey):
    assert survey is not None
    start = stories["routes"]["step_free_centre"]["from"]
    door = stories["facilities"]["all_yes"]
    control(dock, "from_place", QLineEdit).setText(f"{start[0]} {start[1]}")
    with qtbot.waitSignal(dock.tasks.ended, timeout=30_000):
        choose(dock, "to_kind", "facility")
    line = control(dock, "to_facility", QLineEdit)
    names = line.completer().model().stringList()
    assert any("(UQ-052)" in name for name in names)
    line.setText("UQ-052")
    ask(dock, qtbot)
    feature = next(layers("Route")[0].getFeatures())
    assert feature["status"] == "ok"
    end = feature.geometry().asPolyline()[-1]
    assert end.distance(QgsPointXY(*door["door"])) < 0.001
    # Another word that means one facility, and one that means none.
    line.setText("no such place")
    ask(dock, qtbot)
    assert "no such place" in dock.desktop.messageBar().currentItem().text()


def test_the_nearest_that_is_so(dock, qtbot, stories, survey, network_path):
    from accessible_core.routing.facilities.goals import facilities_for
    from accessible_core.routing.facilities.nearest import Wanted, nearest_facilities
    from accessible_core.survey.readers import read_survey
    from accessible_core.survey.validate import validate

    start = stories["routes"]["step_free_centre"]["from"]
    control(dock, "from_place", QLineEdit).setText(f"{start[0]}, {start[1]}")
    with qtbot.waitSignal(dock.tasks.ended, timeout=30_000):
        choose(dock, "to_kind", "nearest")
    category = control(dock, "to_category", QComboBox)
    assert category.count() > 3
    ask(dock, qtbot)
    router = Router(read_network(network_path), Profile.named("manual_wheelchair"))
    path = survey.source().partition("?")[0].replace("file://", "")
    facilities = facilities_for(validate(read_survey(path), Findings()), router.network)
    truth = nearest_facilities(router, start, facilities, wanted=Wanted(), count=1)
    feature = next(layers("Route")[0].getFeatures())
    assert feature["distance_m"] == pytest.approx(truth.found[0].route.distance_m, abs=0.1)
    name = facilities.survey.name(truth.found[0].row, "en")
    assert name in dock.answers.text()


def test_what_is_missing_is_said_and_gets_the_focus(dock, qtbot):
    QTest.mouseClick(control(dock, "find"), Qt.MouseButton.LeftButton)
    assert not dock.tasks.busy
    assert dock.desktop.messageBar().currentItem().text().startswith("Start: ")
    assert QApplication.focusWidget() is control(dock, "from_place", QLineEdit)
    control(dock, "from_place", QLineEdit).setText("69.9; 48,9")
    QTest.mouseClick(control(dock, "find"), Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is control(dock, "to_place", QLineEdit)
    # A point beyond the earth is refused by the core, in one sentence.
    control(dock, "to_place", QLineEdit).setText("269, 48")
    ask(dock, qtbot)
    assert "no position on earth" in dock.desktop.messageBar().currentItem().text()


def test_points_are_clicked_on_the_map(dock, qtbot, desktop):
    canvas = desktop.mapCanvas()
    QTest.mouseClick(control(dock, "from_pick"), Qt.MouseButton.LeftButton)
    tool = canvas.mapTool()
    assert tool is not None
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=canvas.rect().center())
    qtbot.wait(20)
    lon, lat = (float(part) for part in control(dock, "from_place", QLineEdit).text().split(","))
    centre = canvas.center()
    assert (lon, lat) == pytest.approx((centre.x(), centre.y()), abs=2e-4)
    assert canvas.mapTool() is not tool
    # Escape gives up, and the focus comes back to the button.
    QTest.mouseClick(control(dock, "to_pick"), Qt.MouseButton.LeftButton)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert control(dock, "to_place", QLineEdit).text() == ""
    assert QApplication.focusWidget() is control(dock, "to_pick")
    QTest.mouseClick(control(dock, "to_middle"), Qt.MouseButton.LeftButton)
    assert control(dock, "to_place", QLineEdit).text() == f"{centre.x():.6f}, {centre.y():.6f}"


def test_a_correction_counts_at_once(dock, qtbot, stories, tmp_path, network_path):
    story = stories["routes"]["step_free_centre"]
    give(dock, story)
    ask(dock, qtbot)
    truth = expected(network_path, story)
    before = next(layers("Route")[0].getFeatures())["distance_m"]
    layer = dock.add_corrections(tmp_path / "corrections.gpkg", "point")
    assert dock.corrections.layer() is layer
    assert layer.isEditable()
    # What is closed lies on the way that was found: half way along it.
    middle = len(truth.lon) // 2
    feature = QgsFeature(layer.fields())
    feature["attribute"], feature["value"] = "closed", "yes"
    feature["note"] = "flooded"
    place = QgsPointXY(float(truth.lon[middle]), float(truth.lat[middle]))
    feature.setGeometry(QgsGeometry.fromPointXY(place))
    with qtbot.waitSignal(dock.tasks.ended, timeout=30_000):
        layer.addFeature(feature)
    now = next(layers("Route")[0].getFeatures())
    assert now["status"] != "ok" or now["distance_m"] != before
    assert "flooded" in dock.answers.text()
    # The edit is taken back: so is its effect.
    with qtbot.waitSignal(dock.tasks.ended, timeout=30_000):
        layer.undoStack().undo()
    assert next(layers("Route")[0].getFeatures())["distance_m"] == before
    layer.rollBack()


def test_a_route_of_another_name_stays(dock, qtbot, stories):
    give(dock, stories["routes"]["step_free_centre"])
    ask(dock, qtbot)
    layers("Route")[0].setName("mine")
    ask(dock, qtbot)
    ask(dock, qtbot)
    assert len(layers("mine")) == len(layers("Route")) == 1


def test_a_network_that_is_gone_is_said(dock, qtbot, stories, tmp_path):
    give(dock, stories["routes"]["step_free_centre"])
    dock.offer_networks(str(tmp_path / "gone.aknet"))
    ask(dock, qtbot)
    assert "gone.aknet" in dock.desktop.messageBar().currentItem().text()


def test_dialogs_are_filled_in(dock, stories, provider, tmp_path):
    give(dock, stories["routes"]["step_free_centre"])
    control(dock, "own_limits", QCheckBox).setChecked(True)
    control(dock, "max_kerb", QDoubleSpinBox).setValue(5.0)
    layer = dock.add_corrections(tmp_path / "corrections.gpkg", "line")
    for name in ("servicearea", "matrix", "barriers", "networkcheck"):
        given = dock.parameters_for(name)
        algorithm = provider.algorithm(name)
        assert given["NETWORK"] == dock.network()
        assert all(algorithm.parameterDefinition(one) is not None for one in given)
        if algorithm.parameterDefinition("MAX_KERB") is not None:
            assert given["MAX_KERB"] == 5.0
        if algorithm.parameterDefinition("CORRECTIONS") is not None:
            assert given["CORRECTIONS"] == layer.id()
    assert dock.parameters_for("servicearea")["FROM"].endswith("[EPSG:4326]")
    layer.rollBack()


def test_nothing_stays_behind(desktop, open_route_dock, qtbot, stories):
    from accessible_kz_plugin.docks import shown

    desktop.mapCanvas().setExtent(QgsRectangle(69.885, 48.890, 69.915, 48.910))
    tool, before = desktop.mapCanvas().mapTool(), desktop.contents()
    for _ in range(3):
        dock = open_route_dock()
        give(dock, stories["routes"]["step_free_centre"])
        ask(dock, qtbot)
        QTest.mouseClick(control(dock, "from_pick"), Qt.MouseButton.LeftButton)
        assert desktop.contents() != before
        shown.let_go(desktop)
        assert desktop.mapCanvas().mapTool() is tool
        desktop.messageBar().clearWidgets()
        qtbot.wait(1500)  # what flashes on the map goes by itself
        assert desktop.contents() == before
    # The answer is the user's: it stays.
    assert len(layers("Route")) == 3


def test_a_layer_of_corrections_has_a_form_for_what_the_core_reads(dock, tmp_path):
    """Each word that the form offers is understood, what it refuses is not."""
    from accessible_core.routing.corrections.meaning import ATTRIBUTES, meaning
    from accessible_kz_plugin.docks.route import corrections

    layer = dock.add_corrections(tmp_path / "corrections.gpkg", "point")
    place = layer.fields().indexOf("attribute")
    setup = layer.editorWidgetSetup(place)
    assert setup.type() == "ValueMap"
    offered = [value for pair in setup.config()["map"] for value in pair.values()]
    assert sorted(offered) == sorted(ATTRIBUTES)
    check = QgsExpression(corrections.value_expression())
    context = QgsExpressionContext()
    context.setFields(layer.fields())

    def passes(attribute, value):
        feature = QgsFeature(layer.fields())
        feature["attribute"], feature["value"] = attribute, value
        context.setFeature(feature)
        return bool(check.evaluate(context))

    for attribute in ATTRIBUTES:
        assert passes(attribute, None)
        for value in corrections.values_of(attribute):
            assert meaning(attribute, value) is not None
            assert passes(attribute, value) or attribute in ("width", "incline"), attribute
    for attribute, wrong in (("closed", "maybe"), ("kerb:height", "tall"), ("lift", "12")):
        assert meaning(attribute, wrong) is None
        assert not passes(attribute, wrong)
    # There already: nothing is written over.
    assert dock.add_corrections(tmp_path / "corrections.gpkg", "line") is None
    assert "corrections.gpkg" in dock.desktop.messageBar().currentItem().text()
    layer.rollBack()


def test_stopping_leaves_the_answer_before(dock, qtbot, stories):
    give(dock, stories["routes"]["step_free_centre"])
    ask(dock, qtbot)
    before = dock.answers.text()
    dock.ask()
    dock.tasks.stop()
    qtbot.waitUntil(lambda: not dock.tasks.busy, timeout=30_000)
    assert dock.answers.text() == before


def test_the_window_goes_on_while_a_way_is_found(dock, qtbot, stories):
    """The event loop turns while the work is done: no work of it runs in this thread."""
    import threading

    give(dock, stories["routes"]["refused_steps"])
    threads = []
    memory = dock._memory
    read = memory.network_of
    memory.network_of = lambda path: (threads.append(threading.get_ident()), read(path))[1]
    ask(dock, qtbot)
    assert threads
    assert threads[0] != threading.get_ident()


def test_another_project_begins_anew(dock, qtbot, stories, tmp_path):
    layer = dock.add_corrections(tmp_path / "corrections.gpkg", "point")
    give(dock, stories["routes"]["step_free_centre"])
    ask(dock, qtbot)
    layer.rollBack()
    QgsProject.instance().clear()
    qtbot.wait(900)  # longer than corrections take to settle
    assert not dock.tasks.busy
    assert layers("Route") == []
    assert dock.answers.text() == ""
    assert dock.corrections.layer() is None


def test_names_come_after_a_question_that_was_quicker(dock, qtbot, stories, survey):
    """Who asks at once, by number, finds the names in the list afterwards."""
    assert survey is not None
    start = stories["routes"]["step_free_centre"]["from"]
    control(dock, "from_place", QLineEdit).setText(f"{start[0]}, {start[1]}")
    choose(dock, "to_kind", "facility")
    line = control(dock, "to_facility", QLineEdit)
    line.setText("UQ-052")
    dock.ask()
    qtbot.waitUntil(lambda: line.completer().model().stringList() != [], timeout=30_000)
    assert next(layers("Route")[0].getFeatures())["status"] == "ok"


def test_points_as_people_write_them():
    from accessible_core.errors import UsageError
    from accessible_kz_plugin.docks.route.question import point_of_text, text_of_point

    for text in ("69.9005, 48.8953", "69.9005,48.8953", "69,9005; 48,8953", " 69.9005  48.8953 "):
        assert point_of_text(text) == (69.9005, 48.8953)
    assert point_of_text("69,9005 48,8953") == (69.9005, 48.8953)
    assert point_of_text(text_of_point((-0.1, 51.5))) == (-0.1, 51.5)
    for text in ("", "69.9", "1, 2, 3", "69,9,48,8", "here, there", "nan, 1", "1e400, 2"):
        with pytest.raises(UsageError):
            point_of_text(text)
