# SPDX-License-Identifier: MIT
"""What of a survey stands where in A11yJSON: the data that writing and reading share."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from accessible_core.knowledge import load_toml
from accessible_core.survey.naming import meaning_of

#: Tag that says where a place is known from if nobody surveyed it.
SOURCE_TAG = "akz:source"
#: Tag with OpenStreetMap's own word.
OSM_TAG = "osm:wheelchair"


@lru_cache(maxsize=None)
def mapping() -> dict[str, Any]:
    """Return ``a11yjson.toml``."""
    return load_toml(Path(__file__).with_name("a11yjson.toml"))


@lru_cache(maxsize=None)
def is_kept(column: str) -> bool:
    """Tell whether a survey table's column is written as a tag, and read from one."""
    kept = mapping()["kept"]
    if column in kept["not"]:
        return False
    known = meaning_of(column).kind in kept["kinds"] or column in kept["names"]
    return known or column.endswith(tuple(kept["endings"]))
