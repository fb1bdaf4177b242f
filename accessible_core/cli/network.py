# SPDX-License-Identifier: MIT
"""``accessible-kz network``: one module an action."""

from __future__ import annotations

import argparse

from accessible_core.cli import network_build, network_export, network_info
from accessible_core.cli.network_check import add_check

NAME = "network"
HELP = "Build a street network from OpenStreetMap or line layers, show, check and export it."

#: Modules with ``ACTION``, ``HELP``, ``add_arguments(parser)`` and ``run(args) -> int``.
_ACTIONS = (network_build, network_info, network_export)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for module in _ACTIONS:
        sub = actions.add_parser(module.ACTION, help=module.HELP, description=module.HELP)
        module.add_arguments(sub)
        sub.set_defaults(act=module.run)
    add_check(actions)


def run(args: argparse.Namespace) -> int:
    code: int = args.act(args)
    return code
