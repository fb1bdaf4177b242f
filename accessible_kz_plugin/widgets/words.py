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
