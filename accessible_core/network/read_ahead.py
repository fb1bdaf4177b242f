# SPDX-License-Identifier: MIT
"""A second process: reads an OSM file while this one loads its modules, then helps it on.

A command that starts from nothing needs as long for loading as libosmium needs for
reading a city. Afterwards the second process crosses areas from the last one on, while
this one does so from the first (`areas.lines`). Whatever keeps it from its work (no
pyosmium, a broken file, no room) happens again where the file is then read, and is said
there; what it does not get done is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import shutil
import signal
import struct
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accessible_core.network.osm_extract import NODES, Extract, ReadingFailed, take_out

if TYPE_CHECKING:  # numpy is loaded while the file is being read
    from accessible_core.network.areas.crossing import Crossing
    from accessible_core.network.streets import OsmStreets

#: Stages after those of an extract.
_CROSSING, _ENDED = NODES + 1, NODES + 2
_STREETS = "streets.pickle"
_SIZE = struct.Struct("<Q")
#: What ends a program from outside, as far as it can do something about it.
_ENDING = (signal.SIGINT, signal.SIGTERM)
#: Attempts to remove a folder into which another thread may just be writing.
_ATTEMPTS = 10


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
        self._path = Path(path)
        self._done = 0
        self._stopped_by = 0
        self._handlers: dict[signal.Signals, Any] = {}

    def __enter__(self) -> ReadAhead:  # noqa: PYI034 - Self needs Python 3.11
        if _is_of_use():
            # Whoever stops the program finds it before the second process began, or able to end it.
            signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
            try:
                self._begin()
                signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
            except BaseException:
                signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
                self._end()
                raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.extract is None:
            return
        signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        self._end()
        # Python loses what is raised while it cleans up behind an import, for example.
        if self._stopped_by and (kind is None or issubclass(kind, Exception)):
            _raise(self._stopped_by)

    def cross(self, streets: OsmStreets) -> None:
        """Have the areas of `streets` crossed, the last one first; once, after reading."""
        if self.extract is None or self._done != NODES:
            return
        work = pickle.dumps(streets, protocol=pickle.HIGHEST_PROTOCOL)
        # Where the process has ended, or there is no room, everything is done here.
        with suppress(OSError):
            (Path(self.extract.folder.name) / _STREETS).write_bytes(work)
            os.write(self._asking, b"\0")
            self._done = _CROSSING

    def crossed(self) -> Crossing | None:
        """Return the next area that `cross` has had crossed; None, at once, if none is ready."""
        if self._done != _CROSSING or not select.select([self._told], [], [], 0)[0]:
            return None
        head = self._read(_SIZE.size)
        found = self._read(_SIZE.unpack(head)[0]) if head else b""
        if not found:
            self._done = _ENDED
            return None
        # A process of ours wrote it into our own pipe just now.
        crossing: Crossing = pickle.loads(found)  # noqa: S301  # nosec B301
        return crossing

    def _begin(self) -> None:
        """Begin the second process, if the system lets us."""
        pipes: list[int] = []
        try:
            extract = Extract(wait=self._wait)
            pipes += os.pipe()
            pipes += os.pipe()
            child = os.fork()
        except OSError:
            for each in pipes:
                os.close(each)
            return
        self._told, telling, asked, self._asking = pipes
        if not child:
            os.close(self._told)
            os.close(self._asking)
            _work(self._path, Path(extract.folder.name), telling, asked)
        self.extract, self._child = extract, child
        os.close(telling)
        os.close(asked)
        for each in _ENDING:
            # Whoever does something of their own, or nothing, when told to end goes on doing so.
            if signal.getsignal(each) in (signal.SIG_DFL, signal.default_int_handler):
                self._handlers[each] = signal.signal(each, self._stop)

    def _end(self) -> None:
        """End the process and remove what it has made; signals are blocked, and let in then."""
        if self.extract is not None:
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            os.close(self._told)
            os.close(self._asking)
            self._done = _ENDED  # nothing to wait for any more
            self.extract.folder.cleanup()
        for each, handler in self._handlers.items():
            signal.signal(each, handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)

    def _stop(self, number: int, _: object) -> None:
        self._stopped_by = number
        _raise(number)

    def _wait(self, stage: int) -> None:
        while self._done < stage:
            told = os.read(self._told, 1)
            if not told:
                raise ReadingFailed
            self._done = told[0]

    def _read(self, size: int) -> bytes:
        """Return so many bytes of what the process says, b"" where it has ended before."""
        found = bytearray()
        while len(found) < size:
            more = os.read(self._told, size - len(found))
            if not more:
                return b""
            found += more
        return bytes(found)


def _raise(number: int) -> None:
    """Raise what Python, or a shell, makes of a signal."""
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(128 + number)


def _is_of_use() -> bool:
    """Tell whether there is a core to spare, something to load, and no thread to lose."""
    if not hasattr(os, "fork") or "numpy" in sys.modules or threading.active_count() > 1:
        return False
    if threading.current_thread() is not threading.main_thread():
        return False
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) > 1
    return (os.cpu_count() or 1) > 1


# ------------------------------------------------------------------ the second process


def _work(path: Path, folder: Path, telling: int, asked: int) -> None:
    """Do all that the second process does, which ends here, silently."""
    code = 1
    try:
        for each in _ENDING:  # ends at once, in the middle of C++, too
            if signal.getsignal(each) is not signal.SIG_IGN:
                signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        gc.disable()  # nothing here lives long
        threading.Thread(target=_watch, args=(asked, folder), daemon=True).start()
        take_out(path, folder, lambda stage: _tell(telling, bytes([stage])))
        from accessible_core.network.areas.crossing import Ground

        if os.read(asked, 1):
            # Our own parent wrote it, into a folder that only we may enter.
            work = (folder / _STREETS).read_bytes()
            ground = Ground(pickle.loads(work))  # noqa: S301  # nosec B301
            for area in reversed(range(ground.area_count)):
                found = pickle.dumps(ground.crossing(area), protocol=pickle.HIGHEST_PROTOCOL)
                _tell(telling, _SIZE.pack(len(found)) + found)
        code = 0
    finally:
        if _is_alone(asked, 0):
            _remove(folder)
        os._exit(code)


def _watch(asked: int, folder: Path) -> None:
    """End this process when nobody is left to ask for anything.

    Comes to its turn when libosmium has ended a pass through the file.
    """
    if _is_alone(asked, None):
        _remove(folder)
    os._exit(1)


def _is_alone(asked: int, wait_ms: int | None) -> bool:
    """Tell whether the first process has ended; None waits until it has."""
    gone = select.poll()
    gone.register(asked, 0)
    return bool(gone.poll(wait_ms))


def _remove(folder: Path) -> None:
    for _ in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            break


def _tell(pipe: int, said: bytes) -> None:
    while said:
        said = said[os.write(pipe, said) :]
