# SPDX-License-Identifier: MIT
"""The command line: one thin module a command, nothing but arguments and printing.

A command module has ``NAME``, ``HELP``, ``add_arguments(parser)`` and
``run(args) -> int``; it imports the library inside ``run`` so that ``--help`` is
quick. Exit codes: 0 done, 1 done with error findings or no route, 2 misuse or
unreadable input (one line on stderr, nothing written), 70 a fault of the program.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

from accessible_core import __version__
from accessible_core.errors import AccessibleError

_MISUSE = 2


class _Parser(argparse.ArgumentParser):
    """A parser whose word on misuse is one line, as all messages are."""

    def error(self, message: str) -> NoReturn:
        self.exit(_MISUSE, f"{self.prog}: {message}; see `{self.prog} --help`.\n")


#: Exit code for a fault of this program (EX_SOFTWARE of sysexits.h).
FAULT = 70

#: Modules of this package, one a command, in the order of the help.
COMMANDS = (
    "score",
    "explain",
    "compare",
    "validate",
    "checklist",
    "network",
    "route",
    "reach",
    "matrix",
    "nearest",
    "access",
    "barriers",
    "stats",
    "passport",
    "export",
    "mapping",
    "photos",
    "personal",
    "store",
    "survey",
)


def parser(names: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of some commands."""
    top = _Parser(
        prog="accessible-kz",
        description="Accessibility surveys: score, validate, route step-free, count, export.",
    )
    top.add_argument("--version", action="version", version=f"accessible-kz {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in names:
        command = importlib.import_module(f"{__name__}.{name}")
        sub = commands.add_parser(command.NAME, help=command.HELP, description=command.HELP)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    # Loading the modules of all commands takes longer than most commands do.
    args = parser(words[:1] if words and words[0] in COMMANDS else COMMANDS).parse_args(arguments)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except AccessibleError as error:
        print(f"accessible-kz: {error}", file=sys.stderr)
        return _MISUSE
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("accessible-kz: stopped; nothing was written.", file=sys.stderr)
        return 130
    except Exception:  # noqa: BLE001 - the last resort: a fault of ours must not look like a result
        traceback.print_exc()
        print("accessible-kz: a fault of the program; please report it.", file=sys.stderr)
        return FAULT
    return code
