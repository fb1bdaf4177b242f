# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the command line: exit codes that cannot be mistaken for each other."""

import argparse
import sys

import pytest

from accessible_core import cli
from accessible_core.cli.output import counted
from accessible_core.errors import InputError


@pytest.fixture
def command(monkeypatch):
    """A command that does what the test wants, beside the real ones."""

    class Probe:
        NAME, HELP = "probe", "only here"
        add_arguments = staticmethod(lambda _parser: None)

        @staticmethod
        def run(_args: argparse.Namespace) -> int:
            raise Probe.error

        error: BaseException = RuntimeError("broken inside")

    monkeypatch.setitem(sys.modules, "accessible_core.cli.probe", Probe)
    monkeypatch.setattr(cli, "COMMANDS", (*cli.COMMANDS, "probe"))
    return Probe


@pytest.mark.usefixtures("command")
def test_a_fault_of_the_program_looks_like_no_result(capsys):
    assert cli.main(["probe"]) == cli.FAULT
    out, err = capsys.readouterr()
    assert not out
    assert "broken inside" in err
    assert err.splitlines()[-1] == "accessible-kz: a fault of the program; please report it."


def test_unreadable_input_is_one_line_and_exit_2(command, capsys):
    command.error = InputError("There is no survey at x.csv: check the name.")
    assert cli.main(["probe"]) == 2
    assert (
        capsys.readouterr().err == "accessible-kz: There is no survey at x.csv: check the name.\n"
    )


def test_interrupting_is_one_line(command, capsys):
    command.error = KeyboardInterrupt()
    assert cli.main(["probe"]) == 130
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main([name, "--help"])
    assert stopped.value.code == 0
    assert "usage: accessible-kz" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 findings"), (1, "1 finding"), (2, "2 findings")]
)
def test_one_thing_is_said_as_one(number, said):
    assert counted(number, "finding") == said
