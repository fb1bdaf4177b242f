# SPDX-License-Identifier: MIT
"""Which of the two engines searches: the base, or its compiled twin.

Both find the same ways to the last bit; the choice is one of speed alone. The base
runs on the standard library and numpy, all that every QGIS has; the compiled twin
needs the extra ``fast`` (numba).
"""

from __future__ import annotations

import os
from enum import Enum
from functools import lru_cache

from accessible_core.errors import MissingExtraError, UsageError
from accessible_core.extras import require

#: Environment variable that says what "auto" means, for programs that give no choice.
VARIABLE = "ACCESSIBLE_KZ_ENGINE"
AUTO = "auto"


class Engine(Enum):
    """What searches."""

    BASE = "base"
    FAST = "fast"


#: Edges from which one question is answered sooner by compiled code: loading it took 0.4 s,
#: laying out lists for the base 0.7 microseconds an edge and searching about as much.
_WORTH_LOADING = 300_000

#: What may be asked for.
CHOICES: tuple[str, ...] = (AUTO, *(engine.value for engine in Engine))


def chosen(engine: str | Engine = AUTO) -> Engine:
    """Return the engine that `engine` means here.

    Parameters
    ----------
    engine : str or Engine
        ``base``, ``fast``, or ``auto``: what the environment variable
        ``ACCESSIBLE_KZ_ENGINE`` says, else the compiled one where it is installed.

    Raises
    ------
    UsageError
        There is no such engine.
    MissingExtraError
        The compiled engine was asked for and is not installed.
    """
    if isinstance(engine, Engine):
        return engine
    asked, where = engine, "The engine"
    if asked == AUTO:
        asked, where = os.environ.get(VARIABLE) or AUTO, f"The environment variable {VARIABLE}"
    if asked not in CHOICES:
        raise UsageError(f"{where} is one of {', '.join(CHOICES)}, not {asked!r}.")
    if asked == AUTO:
        return Engine.FAST if _loads() else Engine.BASE
    if asked == Engine.FAST.value:
        require("numba")
    return Engine(asked)


def for_one_question(engine: str, edge_count: int) -> str:
    """Return what `engine` means to a process that asks once and ends.

    Loading machine code takes longer than it saves then, unless the network is large.
    """
    undecided = engine == AUTO and not os.environ.get(VARIABLE)
    return Engine.BASE.value if undecided and edge_count < _WORTH_LOADING else engine


@lru_cache(maxsize=None)
def _loads() -> bool:
    """Tell whether numba is installed and works with the numpy that is here."""
    try:
        require("numba")
    except MissingExtraError:
        return False
    return True
