# SPDX-License-Identifier: MIT
"""Which of the registry's categories a survey means: by its number or by its title."""

from __future__ import annotations

from functools import lru_cache

from accessible_core.checklists import Category, categories, full_title
from accessible_core.survey.words import folded
from accessible_core.vocabulary import LANGUAGES


def registry_category(text: str) -> Category | None:
    """Return the category that a survey names, None where there is none such.

    A number is the registry's id; a title may be in any of the three languages.
    A title that several categories bear ("Other") names none of them, unless its
    main category stands before it ("Food / Other").
    """
    word = folded(text)
    if word.isascii() and word.isdigit():
        return _by_id().get(int(word))
    return _by_title().get(word)


@lru_cache(maxsize=None)
def _by_id() -> dict[int, Category]:
    return {category.id: category for category in categories()}


@lru_cache(maxsize=None)
def _by_title() -> dict[str, Category]:
    titles: dict[str, Category] = {}
    several: set[str] = set()
    for category in categories():
        named = [category.title(language) for language in LANGUAGES]
        named += [full_title(category, language) for language in LANGUAGES]
        for title in {folded(title) for title in named}:
            if title in titles:
                several.add(title)
            titles[title] = category
    return {title: category for title, category in titles.items() if title not in several}
