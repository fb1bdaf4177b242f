# SPDX-License-Identifier: GPL-3.0-or-later
"""One control shows another group: map, legend, table, name; its style needs no plugin."""

import subprocess
import sys

import pytest
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsSettings,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt, QVariant
from qgis.PyQt.QtTest import QTest

from accessible_core.checklists.categories import user_groups
from accessible_core.errors import UsageError
from accessible_core.lights import Light
from accessible_core.vocabulary import GROUPS
from accessible_kz_plugin import settings
from accessible_kz_plugin.styles import groups
from accessible_kz_plugin.widgets.group_switch import GroupSwitch

#: What the registry shows to each of its groups (disabilitiesCategorySettings.js).
SHOWN = {
    "movement": "movement", "limb": "limb", "vision": "vision", "hearing": "hearing",
    "intellectual": "intellectual", "temporal": "limb", "babyCarriage": "movement",
    "missingLimbs": "limb", "pregnant": "limb", "agedPeople": "limb", "withChild": "kids",
    "justView": "movement",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    QgsSettings().remove("accessible_kz")
    yield
    QgsSettings().remove("accessible_kz")
    QgsProject.instance().clear()


def scored_layer(kind="light"):
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "places", "memory")
    names = [f"{kind}_{group.value}" for group in GROUPS]
    if kind == "score":
        names += [f"confirmed_{group.value}" for group in GROUPS]
    layer.dataProvider().addAttributes([QgsField(name, QVariant.String) for name in names])
    layer.updateFields()
    layer.dataProvider().addFeature(QgsFeature(layer.fields()))
    return layer


@pytest.mark.parametrize("user", SHOWN)
@pytest.mark.parametrize("palette", settings.PALETTE.values)
def test_every_group_in_every_palette(user, palette):
    layer = scored_layer()
    groups.show_group(layer, user, "en", palette)
    renderer = layer.renderer()
    assert renderer.classAttribute() == f"light_{SHOWN[user]}"
    looks = {}
    for category in renderer.categories():
        shapes = [
            (one.shape(), one.angle(), one.size() > 0) for one in category.symbol().symbolLayers()
        ]
        looks[category.value()] = str(shapes)
        assert category.label()
    assert set(looks) == {light.value for light in Light}
    # By shape alone all are told apart, "green, unconfirmed" among them.
    assert len(set(looks.values())) == len(Light)


def test_the_twelve_groups_in_three_languages():
    for language in ("kk", "ru", "en"):
        titles = groups.group_titles(language)
        assert list(titles) == [one.name for one in user_groups()] == list(SHOWN)
        assert len(set(titles.values())) == 12


@pytest.mark.parametrize("kind", ["light", "score"])
def test_switching_recolours_what_is_ours_and_leaves_the_rest(kind):
    ours, plain, own = scored_layer(kind), scored_layer(kind), scored_layer(kind)
    lines = QgsVectorLayer("LineString?crs=EPSG:4326", "lines", "memory")
    groups.show_group(ours, "movement")
    groups.name_layer(ours, "first")
    own.setRenderer(QgsRuleBasedRenderer(QgsSymbol.defaultSymbol(own.geometryType())))
    QgsProject.instance().addMapLayers([ours, plain, own, lines])
    told = []
    settings.changes().group.connect(told.append)
    assert groups.show_everywhere(QgsProject.instance(), "withChild") == 2
    assert told == ["withChild"]
    assert "kids" in ours.renderer().classAttribute()
    assert "kids" in plain.renderer().classAttribute()
    assert own.renderer().type() == "RuleRenderer"
    # Our own name follows the group; a name that somebody gave stays.
    assert "small children" in ours.name()
    assert plain.name() == "places"
    ours.setName("mine")
    groups.show_everywhere(QgsProject.instance(), "vision")
    assert ours.name() == "mine"


def test_a_layer_without_scores_is_refused_by_name():
    layer = QgsVectorLayer("Point?crs=EPSG:4326", "benches", "memory")
    assert not groups.is_scored(layer)
    with pytest.raises(UsageError, match="'benches' has neither light_vision nor score_vision"):
        groups.show_group(layer, "vision")
    with pytest.raises(UsageError, match="no user group 'nobody'"):
        groups.show_everywhere(QgsProject.instance(), "nobody")
    assert groups.shown_group() == "movement"


def test_the_table_shows_symbols_beside_words():
    layer = scored_layer()
    groups.show_group(layer, "hearing")
    styles = layer.conditionalStyles().fieldStyles("light_hearing")
    assert [one.name() for one in styles] == [light.value for light in Light]
    assert all(one.symbol() is not None for one in styles)


def test_the_score_group_keeps_the_chosen_user_group_where_it_fits():
    settings.USER_GROUP.set("pregnant")
    assert groups.user_group_for("limb") == "pregnant"
    assert groups.user_group_for("kids") == "withChild"
    settings.USER_GROUP.set("gone with an update")
    assert groups.shown_group() == "movement"


def test_a_saved_style_opens_without_the_plugin(tmp_path):
    """Another process that never saw the plugin loads the style and draws by it."""
    layer = scored_layer("score")
    groups.show_group(layer, "vision", "ru", "safe")
    style = tmp_path / "style.qml"
    layer.saveNamedStyle(str(style))
    assert "akz_" not in style.read_text(encoding="utf-8")
    code = (
        "import sys\n"
        "from qgis.core import *\n"
        "a = QgsApplication([], False); a.initQgis()\n"
        "fields = '&'.join(f'field=score_{g}:string&field=confirmed_{g}:string' for g in "
        "'movement limb vision hearing intellectual kids'.split())\n"
        "layer = QgsVectorLayer('Point?' + fields, 'x', 'memory')\n"
        f"said, good = layer.loadNamedStyle({str(style)!r})\n"
        "assert good, said\n"
        "f = QgsFeature(layer.fields())\n"
        "f['score_vision'], f['confirmed_vision'] = 'full_accessible', 'false'\n"
        "r = layer.renderer().clone()\n"
        "c = QgsRenderContext(); c.expressionContext().setFields(layer.fields())\n"
        "c.expressionContext().setFeature(f)\n"
        "r.startRender(c, layer.fields())\n"
        "print(sorted(r.legendKeysForFeature(f, c)), [x.label() for x in r.categories()][1])\n"
        "r.stopRender(c)\n"
        "assert 'accessible_kz_plugin' not in sys.modules\n"
        "del layer, r; a.exitQgis()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    keys, _, label = done.stdout.strip().partition(" ")
    assert keys == "['1']"  # "full, unconfirmed" is the second light
    assert label


def test_the_control_is_worked_with_keys_alone(qtbot):
    layer = scored_layer()
    QgsProject.instance().addMapLayer(layer)
    switch, other = GroupSwitch(), GroupSwitch()
    qtbot.addWidget(switch)
    qtbot.addWidget(other)
    switch.show()
    qtbot.waitExposed(switch)
    switch.combo.setFocus()
    QTest.keyClick(switch.combo, Qt.Key.Key_Down)
    QTest.keyClick(switch.combo, Qt.Key.Key_Down)
    assert switch.group() == other.group() == groups.shown_group() == "vision"
    groups.show_group(layer, switch.group())
    QTest.keyClick(switch.combo, Qt.Key.Key_Down)
    assert layer.renderer().classAttribute() == "light_hearing"
