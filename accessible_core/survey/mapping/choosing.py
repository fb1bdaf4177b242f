# SPDX-License-Identifier: MIT
"""Which mapping a table is read with: the one given, or one found by the header."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Optional

from accessible_core.findings import Findings
from accessible_core.survey.mapping.loading import Source, as_mapping, load_mapping
from accessible_core.survey.mapping.model import Mapping

#: A mapping saved beside a table, under this ending, is found again by its header.
ENDING = ".mapping.toml"


def mapping_for(
    header: list[str], path: Path | None, given: Optional[Source], findings: Findings
) -> Mapping:
    """Return the mapping for a table; one that says nothing where none is needed.

    Parameters
    ----------
    header : list of str
        Names of the columns in the file.
    path : Path or None
        The table, where it is a file; mappings beside it (``*.mapping.toml``) come
        before shipped ones.
    given : mapping, dict, path or None
        What the caller asked for; it is taken as it is. A column that it names
        and the table lacks is a finding.
    findings : Findings
        Says which mapping was chosen by the header.
    """
    chosen = as_mapping(given)
    if chosen is not None:
        for column in sorted(set(chosen.columns) - set(header)):
            findings.add("mapping_column_missing", field=column, value=chosen.columns[column].to)
        return chosen
    files = [] if path is None else sorted(path.parent.glob(f"*{ENDING}"))
    beside = (load_mapping(file) for file in files)
    for mapping in (*beside, *shipped()):
        if mapping.fits(header):
            findings.add("mapping_chosen", value=mapping.name)
            return mapping
    return Mapping()


@lru_cache(maxsize=None)
def shipped() -> tuple[Mapping, ...]:
    """Return the mappings that come with the library."""
    folder = Path(__file__).parent / "shipped"
    return tuple(load_mapping(file) for file in sorted(folder.glob("*.toml")))
