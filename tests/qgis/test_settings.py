# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: kept, checked, told about; units; the language in force."""

import pytest
from qgis.core import QgsApplication, QgsSettings

from accessible_kz_plugin import settings, units
from accessible_kz_plugin.translation import interface_language


@pytest.fixture(autouse=True)
def clean(qgis_app):  # noqa: ARG001 - QgsSettings needs an application
    """Put everything back as shipped, before and after."""
    QgsSettings().remove("accessible_kz")
    yield
    QgsSettings().remove("accessible_kz")


def test_each_setting_has_a_key_of_its_own():
    assert len({one.key for one in settings.ALL}) == len(settings.ALL)


@pytest.mark.parametrize("one", settings.ALL, ids=lambda one: one.key)
def test_what_a_broken_profile_holds_counts_as_not_set(one):
    for value in ("nonsense", "", None, -7, 10**9, [1], b"\xff"):
        QgsSettings().setValue(f"accessible_kz/{one.key}", value)
        if isinstance(one, settings.Line):
            assert isinstance(one.get(), str)
        else:
            assert one.get() == one.default


def test_values_survive_a_file():
    settings.HIGH_CONTRAST.set(True)
    settings.TEXT_SIZE.set(150)
    QgsSettings().sync()
    # An INI file gives words back.
    QgsSettings().setValue("accessible_kz/high_contrast", "true")
    QgsSettings().setValue("accessible_kz/text_size", "175")
    assert settings.HIGH_CONTRAST.get() is True
    assert settings.TEXT_SIZE.get() == 175


def test_misuse_is_refused():
    with pytest.raises(ValueError, match="one of registry, safe, mono"):
        settings.PALETTE.set("pink")
    with pytest.raises(ValueError, match="from 100 to 200"):
        settings.TEXT_SIZE.set(300)


def test_downloads_are_off_as_shipped():
    assert settings.OVERPASS_ON.get() is False
    assert settings.OVERPASS_URL.get().startswith("https://")


def test_the_set_language_goes_before_that_of_qgis(monkeypatch):
    monkeypatch.setattr(QgsApplication, "locale", lambda: "de_DE")
    assert interface_language() == "en"
    settings.LANGUAGE.set("kk")
    assert interface_language() == "kk"


def test_networks_are_those_that_are_there(tmp_path):
    assert settings.known_networks() == []
    assert settings.new_network() == ""
    for name in ("b.aknet", "a.aknet", "notes.txt"):
        (tmp_path / name).touch()
    settings.NETWORK_FOLDER.set(f" {tmp_path} ")
    settings.remember_network(str(tmp_path / "b.aknet"))
    assert settings.known_networks() == [str(tmp_path / "b.aknet"), str(tmp_path / "a.aknet")]
    first = settings.new_network()
    open(first, "w").close()
    assert settings.new_network() not in ("", first)
    (tmp_path / "b.aknet").unlink()
    assert str(tmp_path / "b.aknet") not in settings.known_networks()


def test_changes_are_told_until_let_go():
    heard = []
    settings.changes().settings.connect(lambda: heard.append(1))
    settings.announce()
    settings.let_go()
    settings.announce()
    assert heard == [1]


@pytest.mark.parametrize(
    ("unit", "metres", "said"),
    [
        ("metric", 999.4, "999 m"),
        ("metric", 1500, "1.50 km"),
        ("imperial", 100, "328 ft"),
        ("imperial", 1609.344, "1.00 mi"),
    ],
)
def test_lengths(unit, metres, said):
    settings.LENGTH_UNIT.set(unit)
    assert units.length_text(metres) == said


@pytest.mark.parametrize(
    ("unit", "per_cent", "said"),
    [
        ("percent", 8.33, "8.3 %"),
        ("ratio", 8.0, "1:12"),
        ("ratio", 0.0, "0.0 %"),
        ("degrees", 100.0, "45.0°"),
        ("degrees", -8.0, "-4.6°"),
    ],
)
def test_slopes(unit, per_cent, said):
    settings.SLOPE_UNIT.set(unit)
    assert units.slope_text(per_cent) == said


def test_widths():
    assert units.small_length_text(90) == "90 cm"
    settings.LENGTH_UNIT.set("imperial")
    assert units.small_length_text(2.54) == "1.0 in"
