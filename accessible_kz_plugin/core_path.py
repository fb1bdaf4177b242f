# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the core library is found: installed, vendored in the zip, or in the checkout."""

from __future__ import annotations

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def core_folder() -> Path:
    """Return the folder that holds `accessible_core` for this copy of the plugin."""
    vendored = _PACKAGE / "_vendor"
    return vendored if (vendored / "accessible_core").is_dir() else _PACKAGE.parent


def make_core_importable() -> None:
    """Put the core's folder at the end of `sys.path`: an installed core wins."""
    folder = str(core_folder())
    if folder not in sys.path:
        sys.path.append(folder)
