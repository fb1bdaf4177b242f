# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of lists that dialogs, docks and parameters share."""

from __future__ import annotations

from accessible_kz_plugin.translation import tr


def language_words() -> dict[str, str]:
    """Return each language in its own words."""
    return {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def palette_words() -> dict[str, str]:
    """Return what each palette is for."""
    return {
        "registry": tr("As in the national registry (green, orange, red)"),
        "safe": tr("Safe without colour vision (blue, orange, vermilion)"),
        "mono": tr("Black and white, for print"),
    }


def profile_words() -> dict[str, str]:
    """Return what each mobility profile is called."""
    return {
        "manual_wheelchair": tr("Wheelchair, by hand"),
        "powered_wheelchair": tr("Wheelchair, powered"),
        "walking_aid": tr("Walking frame or crutches"),
        "pushchair": tr("Pushchair"),
        "cane": tr("White cane"),
        "foot": tr("On foot, without limits"),
    }


def unknown_words() -> dict[str, str]:
    """Return the policies for what is not known; empty for the profile's own."""
    return {
        "": as_profile(),
        "accept": tr("is taken for passable"),
        "penalise": tr("is avoided where possible"),
        "bar": tr("is never used"),
    }


def smoothness_words() -> dict[str, str]:
    """Return OSM's words for how even a surface is; empty for the profile's own."""
    return {
        "": as_profile(),
        "excellent": tr("excellent (thin rollers)"),
        "good": tr("good (thin wheels)"),
        "intermediate": tr("intermediate (wheels)"),
        "bad": tr("bad (robust wheels)"),
        "very_bad": tr("very bad (high clearance)"),
        "horrible": tr("horrible (off-road)"),
        "very_horrible": tr("very horrible (specialised off-road)"),
        "impassable": tr("impassable"),
    }


def as_profile() -> str:
    """Return what stands for a limit that is not set otherwise."""
    return tr("as the profile has it")
