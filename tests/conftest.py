# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tests share: where data lie, and versions in the header."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "resources" / "sample"


def pytest_report_header() -> list[str]:
    return [
        f"Python {sys.version.split()[0]}, numpy {np.__version__}, shared data: {SHARED.is_dir()}"
    ]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the real data; absent on a user's clone."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: the sample city covers the same code")
    return SHARED


@pytest.fixture(scope="session")
def sample() -> Path:
    """Folder of the embedded sample city."""
    return SAMPLE


def need(present: bool, what: str) -> None:
    """Skip where a component is missing, but fail where it must be there (CI, test.sh)."""
    if present:
        return
    if os.environ.get("CI") or os.environ.get("AKZ_REQUIRE_COMPONENTS"):
        pytest.fail(f"{what} is missing: scripts/setup.sh --dev installs it")
    pytest.skip(f"{what} is missing: scripts/setup.sh --dev installs it")
