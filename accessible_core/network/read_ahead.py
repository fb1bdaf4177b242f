# SPDX-License-Identifier: MIT
"""Reading an OSM file in a second process, while this one loads its modules and goes ahead.

A command that starts from nothing needs as long for loading as libosmium needs for
reading a city. Whatever keeps the second process from its work (no pyosmium, a broken
file, no room) happens again where the file is then read, and is said there.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from accessible_core.network.osm_extract import (
    READINGS,
    Extract,
    ReadingFailed,
    read_tags,
    take_out,
)


class ReadAhead:
    """One file being read; to be used as a context, which ends the process in any case.

    Parameters
    ----------
    path : path
        Perhaps an OSM file.

    Attributes
    ----------
    extract : Extract or None
        What the process takes out of the file; looking at what it does not get done raises
        `ReadingFailed`. None where there is no second process.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.extract: Extract | None = None
        if not _is_of_use():
            return
        self.extract = Extract(wait=self._wait)
        self._done = 0
        self._told, telling = os.pipe()
        self._child = os.fork()
        if not self._child:
            _work(Path(path), Path(self.extract.folder.name), telling)
        os.close(telling)

    def __enter__(self) -> ReadAhead:  # noqa: PYI034 - Self needs Python 3.11
        return self

    def __exit__(self, *_: object) -> None:
        if self.extract is not None:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            os.close(self._told)
            self._done = READINGS  # nothing to wait for any more
            self.extract.folder.cleanup()

    def _wait(self, stage: int) -> None:
        while self._done < stage:
            told = os.read(self._told, 1)
            if not told:
                raise ReadingFailed
            self._done = told[0]


def _is_of_use() -> bool:
    """Tell whether there is a core to spare, something to load, and no thread to lose."""
    if not hasattr(os, "fork") or "numpy" in sys.modules or threading.active_count() > 1:
        return False
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) > 1
    return (os.cpu_count() or 1) > 1


def _work(path: Path, folder: Path, telling: int) -> None:
    """Read a file in the second process, which ends here, silently."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends at once, in the middle of C++, too
        take_out(path, folder, lambda stage: _tell(telling, stage))
        read_tags(folder)
        _tell(telling, READINGS)
        code = 0
    finally:
        os._exit(code)


def _tell(pipe: int, stage: int) -> None:
    os.write(pipe, bytes([stage]))
