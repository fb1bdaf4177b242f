# SPDX-License-Identifier: MIT
"""``--mapping FILE``: what the columns of somebody else's table are called here."""

from __future__ import annotations

import argparse
from typing import Optional


def add_mapping(parser: argparse.ArgumentParser) -> None:
    """Add the option to a command that reads a survey."""
    parser.add_argument(
        "--mapping", metavar="FILE", help="TOML file of 'column of the file' = 'known name'"
    )


def read_mapping(file: Optional[str]) -> Optional[dict[str, str]]:
    """Read a column mapping: a TOML file of ``"column of the file" = "known name"``."""
    from accessible_core.errors import InputError
    from accessible_core.files import existing_file
    from accessible_core.knowledge import load_toml

    if file is None:
        return None
    table = load_toml(existing_file(file, "column mapping"))
    wrong = [name for name, known in table.items() if not isinstance(known, str)]
    if wrong:
        raise InputError(f'{file}: {wrong[0]} must be given a column name, as in "Id" = "id".')
    return table
