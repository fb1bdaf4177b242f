# SPDX-License-Identifier: GPL-3.0-or-later
"""A second process that reads ahead changes no bit of a network and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
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
KILLED = "os.kill(ahead._child, signal.SIGKILL)"
KILLED_LATE = "ahead.extract.wait(2); os.kill(ahead._child, signal.SIGKILL)"
#: All areas are left to the second process, or as many as it gets to before it is killed.
ALL_ACROSS = """
    from accessible_core.network.areas import lines
    def patient(self, once=ReadAhead.crossed):
        import select
        select.select([self._told], [], [])
        return once(self)
    ReadAhead.crossed = patient"""
KILLED_ACROSS = ALL_ACROSS.replace(
    "return once(self)",
    """found = once(self)
        os.kill(self._child, signal.SIGKILL)
        return found""",
)


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


@pytest.mark.parametrize("between", ["pass", KILLED, KILLED_LATE, ALL_ACROSS, KILLED_ACROSS])
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


#: Says when it can be stopped, and waits for what will not come.
WAITING = """
import sys, time
from accessible_core.network.read_ahead import ReadAhead
with ReadAhead(sys.argv[1]) as ahead:
    ahead.extract.wait(int(sys.argv[2]))
    print("waiting", flush=True)
    ahead.extract.wait(1)
    time.sleep(5)  # an interrupt that Python loses counts when this ends
"""


def begun(folder: Path, command: list[object]) -> subprocess.Popen[str]:
    """Begin something that has a folder for temporary files, in a group of its own."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, *map(str, command)], cwd=folder, start_new_session=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(temporary)},
    )  # fmt: skip


def nothing_is_left(folder: Path, group: int) -> None:
    """Wait until all processes have ended and their files are gone."""
    wait_for(lambda: is_gone(group))
    wait_for(lambda: list((folder / "temporary").iterdir()) == [])


def wait_for(what: Callable[[], object]) -> None:
    """Wait until something is so; fail when it does not become so."""
    for _ in range(3000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError(what)


def is_gone(group: int) -> bool:
    """Tell whether no process of a group is left, ended ones that nobody asked for apart."""
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, its_group = each.read_text().rpartition(") ")[2].split(" ")[:3]
        except OSError:  # it has ended just now
            continue
        if int(its_group) == group and state != "Z":
            return False
    return True


@pytest.mark.parametrize("stage", [0, 2])
@pytest.mark.parametrize(
    ("number", "code", "to_all"),
    [
        (signal.SIGINT, -signal.SIGINT, True),
        (signal.SIGINT, -signal.SIGINT, False),
        (signal.SIGTERM, 128 + signal.SIGTERM, True),
        (signal.SIGTERM, 128 + signal.SIGTERM, False),
        (signal.SIGKILL, -signal.SIGKILL, False),
    ],
)
def test_what_ends_the_first_process_ends_the_second(sample, tmp_path, stage, number, code, to_all):
    source = sample / "sample_city.osm"
    if not stage:  # a file that never comes to its end
        source = tmp_path / "endless.osm"
        os.mkfifo(source)
    with begun(tmp_path, ["-c", WAITING, source, stage]) as going:
        assert going.stdout.readline() == "waiting\n"
        (os.killpg if to_all else os.kill)(going.pid, number)
        going.communicate()
    assert going.returncode == code
    nothing_is_left(tmp_path, going.pid)


def test_an_interrupt_that_python_loses_counts_in_the_end(sample, tmp_path):
    script = """
import os, signal, sys
from accessible_core.network.read_ahead import ReadAhead
class Lost:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)
with ReadAhead(sys.argv[1]) as ahead:
    lost = Lost()
    del lost
    print("went on", flush=True)
print("and on")
"""
    done = run(tmp_path, script, sample / "sample_city.osm")
    assert done.stdout == "went on\n"
    assert "KeyboardInterrupt" in done.stderr
    assert done.returncode == -signal.SIGINT


def test_signals_are_left_as_they_were(sample, tmp_path):
    script = """
import signal, sys
from accessible_core.network.read_ahead import ReadAhead
signal.signal(signal.SIGTERM, signal.SIG_IGN)
with ReadAhead(sys.argv[1]):
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()
"""
    assert run(tmp_path, script, sample / "sample_city.osm").stderr == ""


def test_stopping_by_hand_leaves_nothing(shared, tmp_path):
    """Ctrl-C reaches both processes, wherever they are."""
    city = shared / "data" / "osm" / "heidelberg_ors.osm.pbf"
    command = ["-m", "accessible_core", "network", "build", city, "-o", "new.net"]
    for wait in (0.1, 0.3, 0.6):
        with begun(tmp_path, command) as going:
            time.sleep(wait)
            os.killpg(going.pid, signal.SIGINT)
            said = going.communicate()[1]
        # A machine that is quick enough has done it already.
        written = (tmp_path / "new.net").exists()
        assert (going.returncode == 0) == written, said
        (tmp_path / "new.net").unlink(missing_ok=True)
        assert "fault of the program" not in said
        nothing_is_left(tmp_path, going.pid)


def test_no_copy_is_made_of_a_process_that_has_loaded_everything(sample):
    with ReadAhead(sample / "sample_city.osm") as ahead:
        assert ahead.extract is None


def test_the_system_lets_no_second_process_begin(sample, tmp_path):
    script = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (5, 5))  # for one pipe, not for two
from accessible_core.network.read_ahead import ReadAhead
before = sorted(os.listdir("/proc/self/fd"))
with ReadAhead(sys.argv[1]) as ahead:
    print(ahead.extract, sorted(os.listdir("/proc/self/fd")) == before)
"""
    assert run(tmp_path, script, sample / "sample_city.osm").stdout == "None True\n"


def test_no_copy_is_made_where_there_is_one_core(sample, tmp_path):
    script = (
        "import os, sys; os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])\n"
        "from accessible_core.network.read_ahead import ReadAhead\n"
        "with ReadAhead(sys.argv[1]) as ahead:\n    print(ahead.extract)"
    )
    assert run(tmp_path, script, sample / "sample_city.osm").stdout == "None\n"
