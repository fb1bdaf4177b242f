# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles: what they know, what they refuse, what the user set."""

from __future__ import annotations

import pytest

from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.routing import profiles
from accessible_core.routing.limits import LIMITS
from accessible_core.routing.profiles import Profile


def test_defaults_of_the_contract():
    profile = Profile.named("manual_wheelchair")
    assert profile.limits["max_incline"] == profile.limits["max_decline"] == 6.0
    assert profile.limits["max_kerb"] == 3.0
    assert profile.limits["min_width"] == 90.0
    assert profile.limits["max_smoothness"] == "bad"
    assert profile.limits["allow_steps"] == "no"
    surfaces = "sand mud earth dirt grass ground snow ice salt rock stone stepping_stones"
    assert profile.values("barred_surfaces") == frozenset(surfaces.split())
    barriers = "stile turnstile full-height_turnstile kissing_gate horse_stile block log"
    barriers += " sump_buster debris"
    # "At the least", says the contract: a wall or a ford on a way stops wheels as well.
    across = "wall city_wall retaining_wall fence hedge ditch guard_rail jersey_barrier step ford"
    assert profile.values("barred_barriers") == frozenset(f"{barriers} {across}".split())
    assert profile.user_set == frozenset()


@pytest.mark.parametrize("name", Profile.names())
def test_every_profile_bars_closed_ways_and_building_sites(name):
    profile = Profile.named(name)
    assert profile.values("barred_access") == {"no", "private", "use_sidepath"}
    assert profile.values("barred_kinds") == {"construction"}


def test_the_six_profiles_of_the_contract_foot_first():
    named = "foot cane manual_wheelchair powered_wheelchair pushchair walking_aid"
    assert Profile.names() == tuple(named.split())


def test_user_set_limits_are_remembered():
    profile = Profile.named("manual_wheelchair").with_limits(max_incline="4,5", allow_steps=True)
    assert profile.number("max_incline") == 4.5
    assert profile.limits["allow_steps"] == "yes"
    assert profile.user_set == {"max_incline", "allow_steps"}
    assert Profile.named("manual_wheelchair").number("max_incline") == 6.0


def test_none_lifts_a_limit():
    profile = Profile.named("manual_wheelchair").with_limits(max_incline="none", min_width=None)
    assert profile.number("max_incline") is None
    assert "width" not in profile.limited
    assert "incline" in profile.limited  # going down is still limited


def test_unknown_limit_lists_the_known_ones():
    with pytest.raises(UsageError) as caught:
        Profile.named("foot").with_limits(max_slope=3)
    assert "max_slope" in str(caught.value)
    for name in LIMITS:
        assert name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_incline", "steep"),
        ("max_incline", -3),
        ("max_incline", float("nan")),
        ("max_incline", float("inf")),
        ("max_incline", True),
        ("min_width", ""),
        ("max_kerb", [3]),
        ("max_smoothness", "smooth"),
        ("max_smoothness", "unknown"),
        ("allow_steps", "maybe"),
        ("barred_surfaces", 7),
        ("barred_access", "nobody"),
    ],
)
def test_wrong_kind_of_value_is_refused_by_name(name, value):
    with pytest.raises(UsageError, match=name):
        Profile.named("manual_wheelchair").with_limits(**{name: value})


def test_units_may_be_written():
    profile = Profile.named("foot").with_limits(max_incline="6 %", max_kerb="2cm")
    assert (profile.number("max_incline"), profile.number("max_kerb")) == (6.0, 2.0)


def test_policy_for_all_and_for_one():
    profile = Profile.named("manual_wheelchair").with_unknown("penalise").with_unknown(kerb="bar")
    assert profile.unknown["kerb"] == "bar"
    assert profile.unknown["width"] == "penalise"
    assert "unknown.kerb" in profile.user_set


@pytest.mark.parametrize("policies", [{"kerb": "refuse"}, {"colour": "bar"}, {"policy": "refuse"}])
def test_wrong_policies_are_refused(policies):
    with pytest.raises(UsageError):
        Profile.named("manual_wheelchair").with_unknown(**policies)


def test_policy_for_what_is_not_limited_is_refused():
    with pytest.raises(UsageError, match="no limit on incline"):
        Profile.named("foot").with_unknown(incline="bar")


def test_no_such_profile_lists_the_profiles():
    with pytest.raises(UsageError, match="foot, cane, manual_wheelchair, powered"):
        Profile.named("skates")


def test_a_new_file_is_a_new_profile(tmp_path, monkeypatch):
    source = profiles._FOLDER / "manual_wheelchair.toml"
    text = source.read_text(encoding="utf-8").replace("max_incline = 6.0", "max_incline = 9.0")
    (tmp_path / "handbike.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(profiles, "_FOLDER", tmp_path)
    assert Profile.names() == ("handbike",)
    assert Profile.named("handbike").number("max_incline") == 9.0


@pytest.mark.parametrize(
    "change",
    [
        ("[speed]", "[sped]"),
        ("max_incline = 6.0", "max_inclination = 6.0"),
        ('kerb = "penalise"', 'kerb = "sometimes"'),
        ("level_kmh = 4.0", 'level_kmh = "fast"'),
        ("carriageway = 1.6", "carriageway = 0.5"),
        ("lift = 60.0", "lift = -60.0"),
    ],
)
def test_a_broken_file_is_named(tmp_path, monkeypatch, change):
    text = (profiles._FOLDER / "manual_wheelchair.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "broken.toml").write_text(text.replace(*change), encoding="utf-8")
    monkeypatch.setattr(profiles, "_FOLDER", tmp_path)
    with pytest.raises(KnowledgeError, match=r"broken\.toml"):
        Profile.named("broken")
