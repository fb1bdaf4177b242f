# SPDX-License-Identifier: MIT
"""The two knowledge files of this package, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.knowledge import load_toml

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=None)
def rules() -> dict[str, Any]:
    """Return ``rules.toml``: what tags mean for people on foot."""
    return load_toml(_FOLDER / "rules.toml")


@lru_cache(maxsize=None)
def tag_words() -> dict[str, Any]:
    """Return ``tags.toml``: how values of tags are read."""
    return load_toml(_FOLDER / "tags.toml")
