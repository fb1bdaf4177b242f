# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands within limits of time and memory, each in a process of its own.

Run as a script, this is a server: it has the library loaded and forks for every command, so
that dozens of commands do not load it dozens of times. (The tests' own process must not fork:
libosmium's threads would be missing in the child.)
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Seconds of computing, and bytes beyond what the loaded library has.
CPU_S, MEMORY = 5, 2 << 30


class Commands:
    """Runs commands of the command line, one after the other."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        self._server = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=environment,
        )  # fmt: skip

    def __call__(self, *arguments: object) -> tuple[int, str, str]:
        """Return exit code (negative: the signal that ended it), output and what was said."""
        self._server.stdin.write(json.dumps([str(word) for word in arguments]) + "\n")
        self._server.stdin.flush()
        code, out, said = json.loads(self._server.stdout.readline())
        return code, out, said

    def close(self) -> None:
        """Let the server end."""
        self._server.stdin.close()
        self._server.wait(30)
        self._server.stdout.close()


def _serve() -> None:
    import fiona.transform  # noqa: F401 - loaded once for all
    import openpyxl  # noqa: F401
    import osmium  # noqa: F401
    import rasterio  # noqa: F401

    from accessible_core.cli import main
    from accessible_core.survey import validate  # noqa: F401
    from accessible_core.survey.readers import geopackage, xlsx_table  # noqa: F401

    for line in sys.stdin:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                _run(main, json.loads(line), out.fileno(), said.fileno())
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            texts = []
            for file in (out, said):
                file.seek(0)
                texts.append(file.read().decode("utf-8", "replace"))
            print(json.dumps([code, *texts]), flush=True)


def _run(main, arguments: list[str], out: int, said: int) -> None:
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_AS, (size + MEMORY, size + MEMORY))
    os.dup2(out, 1)
    os.dup2(said, 2)
    code = 70
    try:
        code = main(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
