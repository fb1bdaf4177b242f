# SPDX-License-Identifier: GPL-3.0-or-later
"""What several contract tests stand on, made once."""

import pytest
from console import run


@pytest.fixture(scope="session")
def town_net(sample, tmp_path_factory):
    """The sample city's network, under a name that says nothing."""
    path = tmp_path_factory.mktemp("net") / "kala.any.name"
    done = run(
        "network", "build", sample / "sample_city.osm", "-o", path,
        "--dem", sample / "sample_dem.tif",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    return path
