# SPDX-License-Identifier: GPL-3.0-or-later
"""``accessible-kz network`` as a user meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from accessible_core.cli import main
from accessible_core.network.store import is_network

NODES = {
    1: (71.4, 51.1),
    2: (71.401, 51.1, {"highway": "crossing", "kerb": "lowered"}),
    3: (71.402, 51.1, {"highway": "crossing"}),
    4: (71.403, 51.1),
    5: (71.5, 51.2),
    6: (71.501, 51.2),
}
WAYS = [
    (10, [1, 2, 3, 4], {"highway": "footway", "surface": "asphalt", "width": "narrow"}),
    (11, [5, 6], {"highway": "steps", "step_count": "7"}),
]


@pytest.fixture
def net(osm_file: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "net"
    assert main(["network", "build", str(osm_file(NODES, WAYS)), "-o", str(path)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "6 nodes, 4 edges" in err
    assert "width = 'narrow' 1x" in err
    return path


def test_info_as_json(net: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "info", str(net), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["nodes"], document["edges"], document["parts"]) == (6, 4, 2)
    assert document["bbox"] == [71.4, 51.1, 71.501, 51.2]
    # Four pieces of 0.001 degrees of longitude: three at 51.1, one at 51.2 degrees north.
    at_511, at_512 = 0.0700383, 0.0698880  # km, pyproj.Geod
    assert document["length_km"] == pytest.approx(3 * at_511 + at_512, abs=1e-3)
    known = document["known"]
    assert known["surface"] == pytest.approx(3 * at_511 / document["length_km"], abs=1e-3)
    assert known["width"] == known["smoothness"] == known["incline"] == 0
    assert known["step_count"] == 1
    assert known["ramp_wheelchair"] == 0
    assert known["kerb"] == 0.5
    assert document["unreadable"] == {"width": {"narrow": 1}}


def test_info_as_text(net: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["network", "info", str(net)]) == 0
    text = capsys.readouterr().out
    assert "6 nodes, 4 edges" in text
    assert "2 unconnected parts" in text
    assert "width = 'narrow' 1x" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "{tmp}/none.osm", "-o", "{tmp}/out"],
        ["build", "{osm}", "-o", "{tmp}/no folder/out"],
        ["build", "{osm}", "-o", "{tmp}/out", "--dem", "{tmp}/none.tif"],
        ["build", "{osm}", "-o", "{tmp}/out", "--dem", "{osm}"],
        ["build", "{osm}", "-o", "{osm}"],
        ["info", "{osm}"],
        ["info", "{tmp}/none"],
    ],
)
def test_misuse_is_one_line_and_writes_nothing(
    arguments: list[str],
    osm_file: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    osm = osm_file(NODES, WAYS)
    before = sorted(tmp_path.rglob("*"))
    code = main(["network", *(part.format(tmp=tmp_path, osm=osm) for part in arguments)])
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_any_name_will_do_for_a_network(osm_file: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("net", "net.bin", "net.osm.pbf", "my network"):
        assert (
            main(["network", "build", str(osm_file(NODES, WAYS)), "-o", str(tmp_path / name)]) == 0
        )
        assert is_network(tmp_path / name)
