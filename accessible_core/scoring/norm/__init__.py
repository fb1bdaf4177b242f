# SPDX-License-Identifier: MIT
"""The honest verdict: measured values judged by a named edition of a norm.

Editions are data (``editions/``), and so is which quantity concerns whom
(``concerns.toml``). What was not measured is not judged.
"""

from __future__ import annotations

from accessible_core.scoring.norm.editions import Edition, edition, editions
from accessible_core.scoring.norm.judge import judge
from accessible_core.scoring.norm.verdicts import Detail, NormVerdicts, State, Verdict

#: Name of the scheme on the command line.
NORM = "norm"

__all__ = [
    "NORM",
    "Detail",
    "Edition",
    "NormVerdicts",
    "State",
    "Verdict",
    "edition",
    "editions",
    "judge",
]
