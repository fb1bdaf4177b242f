# SPDX-License-Identifier: MIT
"""Reading the TOML files that hold the project's knowledge.

Checklists, scoring rules, profiles, mappings and messages are data files that
lie beside the code that knows their kind. This module only reads them and
turns every fault into one line that names the file.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from accessible_core.errors import KnowledgeError

if sys.version_info >= (3, 11):
    import tomllib
else:  # QGIS 3.22 to 3.34 on Windows and macOS bring Python 3.9
    from accessible_core._vendor import tomli as tomllib


def load_toml(path: Path) -> dict[str, Any]:
    """Read one knowledge file.

    Raises
    ------
    KnowledgeError
        The file is missing, not UTF-8 or not TOML; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error}).") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: not valid TOML ({error}).") from error
