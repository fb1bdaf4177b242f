# SPDX-License-Identifier: MIT
"""``python -m accessible_core`` is the same as ``accessible-kz``."""

from __future__ import annotations

import sys

from accessible_core.cli import main

if __name__ == "__main__":
    sys.exit(main())
