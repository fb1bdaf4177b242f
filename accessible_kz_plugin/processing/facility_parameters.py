# SPDX-License-Identifier: GPL-3.0-or-later
"""Words of parameters about facilities as goals."""

from __future__ import annotations

from accessible_kz_plugin.processing import parameters as common
from accessible_kz_plugin.translation import tr

SCORE_GROUP = "SCORE_GROUP"
#: Whose scores count; empty = those that go with the profile.
SCORE_GROUP_VALUES: tuple[str, ...] = ("", *common.GROUP_VALUES)


def score_group_words() -> dict[str, str]:
    """Return whose scores count."""
    return {"": tr("those that go with who is on the way"), **common.group_words()}


def score_words() -> dict[str, str]:
    """Return the least scores in words."""
    return {
        "full_accessible": tr("fully accessible"),
        "partial_accessible": tr("partly accessible or better"),
        "any": tr("any score, or none"),
    }
