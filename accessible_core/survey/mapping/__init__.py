# SPDX-License-Identifier: MIT
"""Tables that call their columns differently: what stands for what, kept as TOML."""

from accessible_core.survey.mapping.applying import mapped_survey
from accessible_core.survey.mapping.choosing import mapping_for
from accessible_core.survey.mapping.loading import as_mapping, load_mapping
from accessible_core.survey.mapping.model import ColumnRule, Group, GroupItem, Mapping

__all__ = [
    "ColumnRule",
    "Group",
    "GroupItem",
    "Mapping",
    "as_mapping",
    "load_mapping",
    "mapped_survey",
    "mapping_for",
]
