# SPDX-License-Identifier: MIT
"""What is asked: the forms with their questions, categories and user groups.

Everything here is data in TOML files; a form is found because its file lies in
``forms/`` (see ``forms/README.md`` for how a city adds its own).
"""

from __future__ import annotations

from accessible_core.checklists.categories import (
    Category,
    UserGroup,
    categories,
    category,
    full_title,
    user_group,
    user_groups,
)
from accessible_core.checklists.loader import checklist, forms, load_form
from accessible_core.checklists.model import (
    Checklist,
    ChecklistQuestion,
    QuestionGroup,
    Subgroup,
    Threshold,
)

__all__ = [
    "Category",
    "Checklist",
    "ChecklistQuestion",
    "QuestionGroup",
    "Subgroup",
    "Threshold",
    "UserGroup",
    "categories",
    "category",
    "checklist",
    "forms",
    "full_title",
    "load_form",
    "user_group",
    "user_groups",
]
