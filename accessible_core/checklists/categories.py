# SPDX-License-Identifier: MIT
"""Facility categories and user groups of the national registry, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from accessible_core.checklists.model import Words, in_language
from accessible_core.errors import KnowledgeError, UsageError
from accessible_core.knowledge import load_toml
from accessible_core.vocabulary import LANGUAGES, Group

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Category:
    """One category of facilities.

    Attributes
    ----------
    id : int
        The registry's number.
    words : mapping of str to str
        The title by language.
    parent : int or None
        Id of the main category; None for the main categories themselves.
    """

    id: int
    words: Words
    parent: Optional[int] = None

    def title(self, language: str = "en") -> str:
        """Return the title in `language`."""
        return in_language(self.words, language)


def full_title(item: Category, language: str = "en") -> str:
    """Return a category's title after that of its main category: "Food / Other"."""
    title = item.title(language)
    return title if item.parent is None else f"{category(item.parent).title(language)} / {title}"


@dataclass(frozen=True)
class UserGroup:
    """A group of people as they call themselves, and the score that serves them.

    Attributes
    ----------
    name : str
        The registry's key, such as ``babyCarriage``.
    group : Group
        Whose score is shown to them.
    words : mapping of str to str
        The name by language.
    """

    name: str
    group: Group
    words: Words

    def title(self, language: str = "en") -> str:
        """Return the name in `language`."""
        return in_language(self.words, language)


@lru_cache(maxsize=None)
def categories() -> tuple[Category, ...]:
    """Return the main categories, each followed by its subcategories."""
    path = _FOLDER / "categories.toml"
    found: list[Category] = []
    for main in load_toml(path).get("categories", []):
        top = _category(path, main, None)
        found.append(top)
        found.extend(_category(path, sub, top.id) for sub in main.get("sub", []))
    ids = [item.id for item in found]
    if len(set(ids)) < len(ids):
        raise KnowledgeError(f"{path}: the id {max(ids, key=ids.count)} stands twice.")
    return tuple(found)


@lru_cache(maxsize=None)
def _category_by_id() -> dict[int, Category]:
    return {item.id: item for item in categories()}


def category(number: int) -> Category:
    """Return one category by the registry's number.

    Raises
    ------
    UsageError
        There is no such category.
    """
    try:
        return _category_by_id()[number]
    except KeyError:
        raise UsageError(f"There is no category {number} in the registry's list.") from None


@lru_cache(maxsize=None)
def user_groups() -> tuple[UserGroup, ...]:
    """Return the twelve user groups in the registry's order."""
    path = _FOLDER / "user_groups.toml"
    found = []
    for name, entry in load_toml(path).items():
        try:
            group = Group(entry.get("group"))
        except ValueError:
            raise KnowledgeError(f"{path}: [{name}] group = {entry.get('group')!r}.") from None
        found.append(UserGroup(name, group, _words(path, f"[{name}]", entry)))
    return tuple(found)


def user_group(name: str) -> UserGroup:
    """Return one user group by the registry's key.

    Raises
    ------
    UsageError
        There is no such group; the message lists the known ones.
    """
    for group in user_groups():
        if group.name == name:
            return group
    known = ", ".join(group.name for group in user_groups())
    raise UsageError(f"There is no user group '{name}': known are {known}.")


def _category(path: Path, entry: dict[str, Any], parent: Optional[int]) -> Category:
    number = entry.get("id")
    if type(number) is not int:
        raise KnowledgeError(f"{path}: a category has the id {number!r}, not a whole number.")
    return Category(number, _words(path, f"category {number}", entry), parent)


def _words(path: Path, where: str, entry: dict[str, Any]) -> Words:
    missing = [language for language in LANGUAGES if not entry.get(language)]
    if missing:
        raise KnowledgeError(f"{path}: {where} lacks {', '.join(missing)}.")
    return {language: str(entry[language]) for language in LANGUAGES}
