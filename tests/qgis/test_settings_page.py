# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings page: usable without seeing it, keeps what it says, in three languages."""

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QLabel, QWidget

from accessible_kz_plugin import settings
from accessible_kz_plugin.widgets import settings_page
from accessible_kz_plugin.widgets.group_switch import GroupSwitch

#: Unnamed inner parts of Qt: the list that a combo box opens, scroll bars.
QT_OWN = ("QListView ?", "QScrollBar ?")


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    QgsSettings().remove("accessible_kz")
    yield
    QgsSettings().remove("accessible_kz")


@pytest.fixture
def page(qtbot):
    one = settings_page.SettingsPage()
    qtbot.addWidget(one)
    one.resize(700, 640)
    one.show()
    qtbot.waitExposed(one)
    return one


@pytest.mark.parametrize("contrast", [False, True])
def test_audit_in_every_language(language, audit, qtbot, contrast):  # noqa: ARG001
    settings.HIGH_CONTRAST.set(contrast)
    settings.TEXT_SIZE.set(200)
    for widget in (settings_page.SettingsPage(), GroupSwitch()):
        qtbot.addWidget(widget)
        widget.show()
        assert [one for one in audit.audit(widget) if not one.startswith(QT_OWN)] == []


def test_every_control_is_reached_with_tab_in_reading_order(page, audit):
    # In the order of the page: reading, units, judging, streets.
    expected = [
        "language", "palette", "text_size", "high_contrast", "length_unit", "slope_unit",
        "norm_edition", "max_age_years", "overpass_on", "overpass_url",
    ]  # fmt: skip
    page.overpass.setChecked(True)
    order = [name.replace("accessible_kz_", "") for name in audit.tab_order(page)]
    assert [name for name in order if name in expected] == expected


def test_nothing_is_clipped_at_twice_the_size(language, qtbot):  # noqa: ARG001
    settings.TEXT_SIZE.set(200)
    one = settings_page.SettingsPage()
    qtbot.addWidget(one)
    one.resize(700, 640)
    one.show()
    qtbot.waitExposed(one)
    qtbot.wait(50)
    for label in one.findChildren(QLabel):
        if label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
        else:
            assert label.width() >= label.fontMetrics().horizontalAdvance(
                label.text().replace("&", "")
            ), label.text()


def test_apply_keeps_everything_and_tells(page):
    told = []
    settings.changes().settings.connect(lambda: told.append(1))
    page.language.setCurrentIndex(page.language.findData("ru"))
    page.palette_list.setCurrentIndex(page.palette_list.findData("mono"))
    page.text_size.setValue(150)
    page.contrast.setChecked(True)
    page.length_unit.setCurrentIndex(1)
    page.slope_unit.setCurrentIndex(1)
    page.norm.setCurrentIndex(page.norm.findData("sp-rk-2019"))
    page.age.setValue(5)
    page.overpass.setChecked(True)
    page.address.setText(" https://overpass.example/api ")
    assert settings.PALETTE.get() == "registry"
    page.apply()
    assert told == [1]
    assert settings.LANGUAGE.get() == "ru"
    assert settings.PALETTE.get() == "mono"
    assert settings.TEXT_SIZE.get() == 150
    assert settings.HIGH_CONTRAST.get()
    assert settings.LENGTH_UNIT.get() == "imperial"
    assert settings.SLOPE_UNIT.get() == "ratio"
    assert settings.NORM_EDITION.get() == "sp-rk-2019"
    assert settings.MAX_AGE_YEARS.get() == settings.max_age_years() == 5
    assert settings.OVERPASS_ON.get()
    assert settings.OVERPASS_URL.get() == "https://overpass.example/api"
    again = settings_page.SettingsPage()
    assert again.norm.currentData() == "sp-rk-2019"
    assert again.language.currentData() == "ru"
    again.deleteLater()


def test_the_page_itself_follows_what_was_set(page):
    before = page.language.fontMetrics().height()
    page.text_size.setValue(200)
    page.apply()
    assert page.language.fontMetrics().height() > 1.6 * before


def test_the_factory_makes_a_page(qtbot):
    factory = settings_page.SettingsFactory()
    assert factory.title() == "Accessible KZ"
    assert not factory.icon().isNull()
    parent = QWidget()
    qtbot.addWidget(parent)
    assert factory.createWidget(parent).objectName() == settings_page.PAGE
