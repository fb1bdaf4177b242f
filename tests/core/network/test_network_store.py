# SPDX-License-Identifier: GPL-3.0-or-later
"""The network file: whole or refused."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accessible_core.errors import InputError, OutputError
from accessible_core.network.model import StreetNetwork
from accessible_core.network.store import VERSION, is_network, read_network, write_network

NODES = {1: (71.4, 51.1), 2: (71.401, 51.1, {"barrier": "gate"}), 3: (71.402, 51.1)}
WAYS = [
    (10, [1, 2, 3], {"highway": "residential", "name": "Сатпаев көшесі", "sidewalk": "left"}),
    (11, [1, 3], {"highway": "footway", "surface": "sand", "width": "narrow"}),
]


@pytest.fixture
def network(network_of: Callable[..., StreetNetwork]) -> StreetNetwork:
    return network_of(NODES, WAYS)


@pytest.fixture
def file(network: StreetNetwork, tmp_path: Path) -> Path:
    path = tmp_path / "қала.network"
    write_network(network, path)
    return path


def same(one: StreetNetwork, other: StreetNetwork) -> None:
    for part in fields(StreetNetwork):
        a, b = getattr(one, part.name), getattr(other, part.name)
        if part.name in ("nodes", "edges", "entrances", "buildings"):
            assert list(a) == list(b)
            for name in a:
                assert a[name].dtype == b[name].dtype
                np.testing.assert_array_equal(a[name], b[name])
        elif isinstance(a, np.ndarray):
            assert a.dtype == b.dtype
            np.testing.assert_array_equal(a, b)
        else:
            assert a == b


def test_a_network_comes_back_as_it_was(network: StreetNetwork, file: Path) -> None:
    again = read_network(file)
    same(network, again)
    assert is_network(file)
    with pytest.raises(ValueError, match="read-only"):
        again.edge_length[0] = 1


def test_a_real_network_comes_back_as_it_was(heidelberg: StreetNetwork, tmp_path: Path) -> None:
    write_network(heidelberg, tmp_path / "net")
    same(heidelberg, read_network(tmp_path / "net"))


def test_the_name_is_exactly_the_one_given_and_nothing_else_is_left(file: Path) -> None:
    assert [path.name for path in file.parent.iterdir() if path.suffix != ".osm"] == [file.name]


def test_a_network_in_use_can_be_replaced(network: StreetNetwork, file: Path) -> None:
    opened = read_network(file)
    write_network(network, file)
    same(opened, read_network(file))


def test_a_network_cut_anywhere_is_refused(file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    cut = tmp_path / "cut"
    for length in range(1, len(whole), 10):
        cut.write_bytes(whole[:length])
        with pytest.raises(InputError, match="damaged network file") as caught:
            read_network(cut)
        assert "\n" not in str(caught.value)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(file: Path, tmp_path: Path, place: int, bit: int) -> None:
    broken = bytearray(file.read_bytes())
    broken[place % len(broken)] ^= 1 << bit
    path = tmp_path / "flipped"
    path.write_bytes(broken)
    with pytest.raises(InputError):
        read_network(path)


def test_appended_bytes_are_noticed(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")
    with pytest.raises(InputError, match="damaged"):
        read_network(file)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"\x00" * 100]
)
def test_foreign_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign"
    path.write_bytes(content)
    with pytest.raises(InputError, match="not a network file"):
        read_network(path)
    assert not is_network(path)


def test_missing_files_and_folders(tmp_path: Path, network: StreetNetwork) -> None:
    with pytest.raises(InputError, match="no network file at"):
        read_network(tmp_path / "none")
    with pytest.raises(InputError, match="is a folder"):
        read_network(tmp_path)
    with pytest.raises(OutputError, match="cannot be written"):
        write_network(network, tmp_path / "no folder" / "net")
    assert not is_network(tmp_path / "none")


def test_another_version_says_so(file: Path) -> None:
    content = bytearray(file.read_bytes())
    struct.pack_into("<I", content, 8, VERSION + 1)
    file.write_bytes(content)
    with pytest.raises(InputError, match=f"format {VERSION + 1}.*newer version"):
        read_network(file)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document["arrays"][0].update(type="|O8"),
        lambda document: document["arrays"][0].update(shape=[10**9]),
        lambda document: document["arrays"][0].update(shape=[-1]),
        lambda document: document["arrays"][0].update(offset=10**9),
        lambda document: document["arrays"][0].update(name="nonsense"),
        lambda document: document["arrays"].pop(0),
        lambda document: document.pop("words"),
        lambda document: document.clear(),
    ],
)
def test_a_wrong_table_of_contents_with_right_checksums_is_refused(
    file: Path, change: Callable[[dict], object]
) -> None:
    content = file.read_bytes()
    magic, version, size, _, _, body_sum = struct.unpack_from("<8sIIQII", content)
    document = json.loads(content[32 : 32 + size])
    change(document)
    header = json.dumps(document).encode()
    header += b" " * (-(32 + len(header)) % 64)
    body = content[32 + size :]
    fixed = struct.pack(
        "<8sIIQII",
        magic,
        version,
        len(header),
        32 + len(header) + len(body),
        zlib.crc32(header),
        body_sum,
    )
    file.write_bytes(fixed + header + body)
    with pytest.raises(InputError, match="table of contents"):
        read_network(file)
