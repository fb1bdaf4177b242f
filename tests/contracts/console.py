# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line from outside: the console script beside this Python, nothing else."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(sys.executable).parent / "accessible-kz"
GROUPS = ("movement", "limb", "vision", "hearing", "intellectual", "kids")
SCORES = {"unknown", "not_accessible", "partial_accessible", "full_accessible", "not_provided"}


def run(*arguments, cwd=None):
    """Run the console script; stdout and stderr apart, as text."""
    return subprocess.run(
        [str(SCRIPT), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        cwd=cwd,
    )


def document(done, code=0):
    """Return the one JSON document on stdout."""
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)
