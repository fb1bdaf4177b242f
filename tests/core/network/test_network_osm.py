# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading OSM files: all formats alike, and one clear line for each broken one."""

from __future__ import annotations

import bz2
import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import osmium
import pytest

from accessible_core.errors import InputError
from accessible_core.network.osm import read_osm
from accessible_core.network.streets import OsmStreets

NODES = {
    1: (71.4000001, 51.1),
    2: (71.401, 51.1000003, {"barrier": "gate", "access": "private"}),
    3: (71.402, 51.1),
    4: (71.403, 51.1, {"amenity": "bench"}),
    5: (71.5, 51.2, {"barrier": "bollard"}),  # on no way
}
WAYS = [
    (10, [1, 2, 3], {"highway": "footway", "name": "Тротуар & «жол»"}),
    (11, [3, 4], {"railway": "platform"}),
    (12, [1, 4], {"railway": "rail"}),
    (13, [1, 4], {"building": "yes"}),
]
#: A way whose nodes the file does not have.
NODELESS = b"""<osm version="0.6">
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way>
</osm>"""


def as_pbf(source: Path, target: Path) -> None:
    with osmium.SimpleWriter(str(target)) as writer:
        for item in osmium.FileProcessor(str(source)):
            writer.add(item)


@pytest.fixture(params=["osm", "osm.gz", "osm.bz2", "osm.pbf", "misnamed"])
def file(request: pytest.FixtureRequest, osm_file: Callable[..., Path], tmp_path: Path) -> Path:
    plain = osm_file(NODES, WAYS)
    target = tmp_path / f"streets.{request.param}"
    text = plain.read_bytes()
    if request.param == "osm.gz":
        target.write_bytes(gzip.compress(text))
    elif request.param == "osm.bz2":
        target.write_bytes(bz2.compress(text))
    elif request.param == "osm.pbf":
        as_pbf(plain, target)
    else:
        target.write_bytes(text)
    return target


def check(streets: OsmStreets) -> None:
    assert streets.way_id.tolist() == [10, 11]
    assert streets.way_tags[0] == {"highway": "footway", "name": "Тротуар & «жол»"}
    assert streets.ref_start.tolist() == [0, 3, 5]
    assert streets.refs.tolist() == [1, 2, 3, 3, 4]
    assert streets.node_id.tolist() == [1, 2, 3, 4]
    assert streets.node_lon.tolist() == [71.4000001, 71.401, 71.402, 71.403]
    assert streets.node_lat.tolist() == [51.1, 51.1000003, 51.1, 51.1]
    assert streets.node_tags == {2: {"barrier": "gate", "access": "private"}}
    assert streets.meta["incomplete_ways"] == 0


def test_every_format_gives_the_same(file: Path) -> None:
    check(read_osm(file))


def test_every_format_cut_anywhere_is_refused_or_short(file: Path, tmp_path: Path) -> None:
    """A cut file gives one clear line; a PBF cut between two blocks cannot be told from a whole."""
    whole = file.read_bytes()
    cut = tmp_path / ("cut" + file.name[file.name.index(".") :])
    # Cutting the last newline of an XML file takes nothing away.
    for length in range(0, len(whole) - 2, max(1, len(whole) // 60)):
        cut.write_bytes(whole[:length])
        with pytest.raises(InputError) as caught:
            read_osm(cut)
        line = str(caught.value)
        assert str(cut) in line
        assert "\n" not in line
        assert line.endswith((".", ")"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"hello", "not an OSM file"),
        (b"<!---->" * 500, "not an OSM file"),
        (b"\x00" * 500, "not an OSM file"),
        (b"<?xml version='1.0'?><gpx/>", "not an OSM file"),
        (b"<osmChange version='0.6'></osmChange>", "not an OSM file"),
        (gzip.compress(b"hello"), "not OSM"),
        (b"\x1f\x8bhello", "cannot be unpacked"),
        (b"BZh9hello", "cannot be unpacked"),
        (b"<osm version='0.6'></osm>", "no street"),
        (b"<osm version='0.6'><node id='1' lon='1' lat='1'><", "cannot be read to its end"),
        (
            b"<osm><way id='1'><nd ref='1'/><nd ref='2'/><tag k='highway' v='path'/></way></osm>",
            "cannot be read to its end",
        ),
        (NODELESS, "no street or path with its nodes"),
        (b"<osm version='0.6'><way id='x'/></osm>", "cannot be read to its end"),
        (b"<osm version='0.6'><node id='1' lon='x' lat='1'/></osm>", "cannot be read to its end"),
        (b"<osm version='0.6'><node id='1' lon='500' lat='1'/></osm>", "cannot be read to its end"),
    ],
)
def test_what_is_no_street_file(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "file.osm"
    path.write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_osm(path)


def test_prologs_and_comments_before_the_root(osm_file: Callable[..., Path]) -> None:
    path = osm_file(NODES, WAYS)
    text = path.read_text(encoding="utf-8").replace("<osm", "<!-- a - b -->\n<!---->\n<osm", 1)
    path.write_text(text, encoding="utf-8-sig")
    check(read_osm(path))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no OSM file at"):
        read_osm(tmp_path / "nowhere.osm.pbf")
    with pytest.raises(InputError, match="is a folder"):
        read_osm(tmp_path)


@pytest.mark.parametrize(
    "name",
    ["heidelberg_ors.osm.pbf", "almaty.nometa.osm.pbf", "monaco.osm.gz", "malta.osm.pbf"],
)
def test_real_files_read_as_a_plain_pass_reads_them(shared: Path, name: str) -> None:
    path = shared / "data" / "osm" / name
    ways: dict[int, list[int]] = {}
    places: dict[int, tuple[float, float]] = {}
    for item in osmium.FileProcessor(str(path)):
        if item.is_node():
            places[item.id] = (item.location.lon, item.location.lat)
        elif item.is_way() and "highway" in item.tags:
            refs = [node.ref for node in item.nodes]
            if item.tags["highway"] != "elevator" or refs[0] != refs[-1]:  # shafts are areas
                ways[item.id] = refs
    streets = read_osm(path)
    ours: dict[int, list[int]] = {}
    for w, way in enumerate(streets.way_id.tolist()):
        if "highway" in streets.way_tags[w]:
            ours.setdefault(way, []).extend(
                streets.refs[streets.ref_start[w] : streets.ref_start[w + 1]].tolist()
            )
    for way, refs in ways.items():
        present = [ref for ref in refs if ref in places]
        if len(present) == len(refs) > 1:
            assert ours[way] == refs
        else:
            assert set(ours.get(way, [])) <= set(present)
    lon, lat = np.array([places[node] for node in streets.node_id.tolist()]).T
    assert np.array_equal(lon, streets.node_lon)
    assert np.array_equal(lat, streets.node_lat)


SIGNS = {
    "name": "50 % of it, a=b %20% \\ \"quoted\" 'x' 日本 🚲",
    "odd key, =%": "tab\tand line\nend",
    "note": "",
    "highway": "path",
}


def test_tags_hold_any_sign(osm_file: Callable[..., Path]) -> None:
    nodes = {1: (71.4, 51.1, {"barrier": "gate;a, b = 10 %"}), 2: (71.401, 51.1)}
    # What XML makes of the signs is read by another reader.
    path = osm_file(nodes, [(10, [1, 2], SIGNS)])
    expected = [
        {tag.k: tag.v for tag in way.tags}
        for way in osmium.FileProcessor(str(path), osmium.osm.WAY)
    ]
    streets = read_osm(path)
    assert streets.way_tags == expected
    assert streets.node_tags == {1: {"barrier": "gate;a, b = 10 %"}}


def test_ways_may_come_before_their_nodes(osm_file: Callable[..., Path], tmp_path: Path) -> None:
    nodes = {**NODES, 6: (71.4, 51.11, {"entrance": "yes"})}
    ways = [*WAYS[:3], (13, [6, 1, 4, 6], {"building": "yes"})]
    plain = osm_file(nodes, ways)
    head, *rest = plain.read_text(encoding="utf-8").partition('<node id="1"')
    of_nodes, start, of_ways = "".join(rest).partition('<way id="10"')
    turned = tmp_path / "turned.osm"
    body, end, _ = (start + of_ways).partition("</osm>")
    turned.write_text(head + body + of_nodes + end, encoding="utf-8")
    found = read_osm(turned)
    check(found)
    assert found.doors.buildings["osm"].tolist() == [13]
    assert found.doors.buildings["lon"].tolist() == [71.4, 71.4000001, 71.403, 71.4]


def test_the_date_of_the_newest_object_where_the_file_has_none(tmp_path: Path) -> None:
    path = tmp_path / "dated.osm"
    node = '<node id="{0}" version="1" timestamp="{1}" lon="71.4" lat="51.{0}"/>'
    lines = [
        node.format(1, "2020-01-01T00:00:00Z"),
        node.format(2, "2030-01-01T00:00:00Z"),  # tells nothing about streets
        '<way id="1" version="1" timestamp="2021-05-06T07:08:09Z"><nd ref="1"/><nd ref="2"/>',
        '<tag k="highway" v="path"/></way>',
    ]
    path.write_text('<osm version="0.6">' + "\n".join(lines) + "</osm>", encoding="utf-8")
    assert read_osm(path).meta["timestamp"] == "2021-05-06T07:08:09Z"


def test_places_off_the_earth_are_said(tmp_path: Path) -> None:
    path = tmp_path / "off.osm"
    nodes = '<node id="1" lon="71.4" lat="95"/><node id="2" lon="71.4" lat="51"/>'
    way = '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="path"/></way>'
    path.write_text(f'<osm version="0.6">{nodes}{way}</osm>', encoding="utf-8")
    with pytest.raises(InputError, match="invalid location"):
        read_osm(path)


#: Runs where no file may grow over a kilobyte.
NO_ROOM = """
import resource, signal, sys
from accessible_core.errors import OutputError
from accessible_core.network.osm import read_osm
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
try:
    read_osm(sys.argv[1])
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of files are POSIX")
def test_no_room_for_the_temporary_file_is_said_and_ends_nothing(
    osm_file: Callable[..., Path],
) -> None:
    ways = [(way, [1, 2, 3], {"highway": "path", "name": "x" * 50}) for way in range(1, 200)]
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(osm_file(NODES, ways))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "make room in" in done.stdout
