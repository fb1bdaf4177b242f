# SPDX-License-Identifier: MIT
"""How long work tells its caller where it stands, and learns that it shall stop."""

from __future__ import annotations

from collections.abc import Callable

from accessible_core.errors import Cancelled

#: Called with the share done (0 to 1); returns False to stop the work.
Progress = Callable[[float], bool]


def report(progress: Progress | None, share: float) -> None:
    """Tell `progress` the share done.

    Raises
    ------
    Cancelled
        The caller wants the work to stop.
    """
    if progress is not None and not progress(min(max(share, 0.0), 1.0)):
        raise Cancelled("Stopped on request; nothing was written.")


def part(progress: Progress | None, begin: float, end: float) -> Progress | None:
    """Return the progress of one part of the work, as a share of the whole."""
    if progress is None:
        return None
    return lambda share: progress(begin + share * (end - begin))
