# SPDX-License-Identifier: GPL-3.0-or-later
"""A second process that reads ahead changes no bit of a network and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from accessible_core.errors import InputError
from accessible_core.network.build import build_network
from accessible_core.network.osm import read_osm
from accessible_core.network.read_ahead import ReadAhead
from accessible_core.network.store import write_network

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork") or len(os.sched_getaffinity(0)) < 2,
    reason="needs two cores and a system that can copy a process",
)

#: Builds as the command line does; what shall happen in between stands in place of {}.
BUILD = """
import os, signal, sys
from accessible_core.network.read_ahead import ReadAhead
with ReadAhead(sys.argv[1]) as ahead:
    assert ahead.extract is not None
    {}
    from accessible_core.network.build import build_network
    from accessible_core.network.store import write_network
    write_network(build_network(sys.argv[1], ahead=ahead), sys.argv[2])
"""
READ_AHEAD = "assert len(ahead.extract.readings()) > 20"
KILLED = "os.kill(ahead._child, signal.SIGKILL)"
KILLED_LATE = "ahead.extract.wait(1); os.kill(ahead._child, signal.SIGKILL)"


def run(folder: Path, script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python with a folder for temporary files that must be empty in the end."""
    temporary = folder / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True, text=True, check=False, env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip
    assert list(temporary.iterdir()) == []
    return done


@pytest.mark.parametrize("between", ["pass", READ_AHEAD, KILLED, KILLED_LATE])
def test_the_network_is_the_same_to_the_last_bit(sample, tmp_path, between):
    city, here, ahead = sample / "sample_city.osm", tmp_path / "here.net", tmp_path / "ahead.net"
    write_network(build_network(city), here)
    done = run(tmp_path, BUILD.format(between), city, ahead)
    assert done.returncode == 0, done.stderr
    assert ahead.read_bytes() == here.read_bytes()


@pytest.mark.parametrize("content", [b"", b"hello", b"<osm version='0.6'><node id='1'", None])
def test_a_broken_file_is_said_as_without(sample, tmp_path, content):
    broken = tmp_path / "broken.osm"
    whole = (sample / "sample_city.osm").read_bytes()
    broken.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(InputError) as caught:
        read_osm(broken)
    script = "import sys; from accessible_core.cli import main; sys.exit(main(sys.argv[1:]))"
    done = run(tmp_path, script, "network", "build", broken, "-o", tmp_path / "new.net")
    assert done.returncode == 2
    assert done.stderr == f"accessible-kz: {caught.value}\n"


def test_leaving_early_ends_the_process(sample, tmp_path):
    script = """
import os, sys
from accessible_core.network.read_ahead import ReadAhead
try:
    with ReadAhead(sys.argv[1]):
        raise KeyboardInterrupt
except KeyboardInterrupt:
    pass
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("alone")
"""
    assert run(tmp_path, script, sample / "sample_city.osm").stdout == "alone\n"


def test_stopping_by_hand_leaves_nothing(shared, tmp_path):
    """Ctrl-C reaches both processes, wherever they are."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    city = shared / "data" / "osm" / "heidelberg_ors.osm.pbf"
    command = [sys.executable, "-m", "accessible_core", "network", "build", city, "-o", "new.net"]
    for wait in (0.1, 0.3, 0.6):
        with subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True,
            env={**os.environ, "TMPDIR": str(temporary)},
        ) as going:  # fmt: skip
            time.sleep(wait)
            os.killpg(going.pid, signal.SIGINT)
            said = going.communicate()[1]
        assert going.returncode != 0
        assert "fault of the program" not in said
        assert list(temporary.iterdir()) == []
        assert not (tmp_path / "new.net").exists()
        with pytest.raises(ProcessLookupError):
            os.killpg(going.pid, 0)


def test_no_copy_is_made_of_a_process_that_has_loaded_everything(sample):
    with ReadAhead(sample / "sample_city.osm") as ahead:
        assert ahead.extract is None


def test_no_copy_is_made_where_there_is_one_core(sample, tmp_path):
    script = (
        "import os, sys; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
        "from accessible_core.network.read_ahead import ReadAhead\n"
        "print(ReadAhead(sys.argv[1]).extract)"
    )
    assert run(tmp_path, script, sample / "sample_city.osm").stdout == "None\n"
