# SPDX-License-Identifier: GPL-3.0-or-later
"""No file that is written names who wrote it, or on which machine: every kind, byte by byte."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib

import pytest
from PIL import Image

#: The user's name and home folder, unmistakable; folders of others' machines in the data.
USER, HOST = "zhalynuser77", "qyzmethost88"
#: What a library writes about itself is no person, but a workbook's author is meant to be one.
AUTHOR = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy|Company|Manager)\b[^>]*>[^<]")
SOURCES = ("survey.csv", "sample_city.osm", "districts.geojson")


def commands(sample, out):
    """Return one call for each kind of file that the command line writes about surveys."""
    survey = sample / "survey.csv"
    calls = [
        ["score", survey, "-o", out / f"score.{ending}"]
        for ending in ("csv", "xlsx", "gpkg", "geojson", "jsonl")
    ]
    calls += [
        ["export", survey, "--to", target, "-o", out / f"export-{target}"]
        for target in ("a11yjson", "registry", "geojson")
    ]
    calls += [
        ["stats", survey, "--areas", sample / "districts.geojson", "--area-id", "kato",
         "-o", out / f"stats.{ending}"]
        for ending in ("csv", "geojson", "gpkg")
    ]  # fmt: skip
    return [
        *calls,
        ["validate", survey, "-o", out / "report.html"],
        ["checklist", "xlsform", "small", "-o", out / "form.xlsx"],
        ["checklist", "paper", "small", "-o", out / "paper.pdf"],
        ["checklist", "paper", "small", "-o", out / "paper.html"],
        ["store", "init", out / "store.gpkg", "--survey", survey],
        ["passport", survey, "--id", "UQ-001", "-o", out / "passport.pdf"],
        ["passport", survey, "--id", "UQ-001", "-o", out / "passport.html"],
        ["network", "build", sample / "sample_city.osm", "-o", out / "net.akz"],
        ["photos", sample / "photos.csv", "--media", sample / "media", "-o", out / "photos"],
        ["validate", sample / "photos.csv", "--personal", out / "people.sqlite"],
    ]


CALLS = """
import getpass, json, pathlib, sys
from accessible_core.cli import main
assert getpass.getuser() == sys.argv[2] and sys.argv[2] in str(pathlib.Path.home())
for call in json.loads(sys.argv[1]):
    code = main(call)
    print(call[0], pathlib.Path(call[call.index("-o") + 1] if "-o" in call else call[2]), code)
    assert code in (0, 1), (call, code)
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory, sample):
    import json

    home = tmp_path_factory.mktemp("home") / USER
    home.mkdir()
    mine = home / "sources"
    mine.mkdir()
    for name in SOURCES:
        shutil.copy(sample / name, mine / name)
    media = mine / "media"
    media.mkdir()
    exif = Image.Exif()
    exif[0x013B] = exif[0x9C9D] = USER
    Image.new("RGB", (40, 30), "red").save(media / "a.jpg", exif=exif.tobytes())
    (mine / "photos.csv").write_text(
        f"id,form,toilet_photo,username\na,small,/home/{USER}/a.jpg,\n", encoding="utf-8"
    )
    out = home / "out"
    out.mkdir()
    environment = {
        **os.environ, "HOME": str(home), "USER": USER, "LOGNAME": USER, "USERNAME": USER,
        "HOSTNAME": HOST, "COMPUTERNAME": HOST, "XDG_CACHE_HOME": str(home / ".cache"),
    }  # fmt: skip
    calls = json.dumps([list(map(str, call)) for call in commands(mine, out)])
    done = subprocess.run(
        [sys.executable, "-c", CALLS, calls, USER],
        capture_output=True, text=True, env=environment, cwd=home, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def layers(data):
    """Yield a file's bytes, and those of everything that is packed in it."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield archive.comment
            for member in archive.infolist():
                yield member.filename.encode() + member.comment + member.extra
                yield from layers(archive.read(member))
    if data.startswith(b"%PDF"):
        for match in re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            unpacked = zlib.decompressobj()
            try:
                yield unpacked.decompress(match[1])
            except zlib.error:  # a stream that is not packed stands in the file itself
                continue


def test_no_file_names_its_writer(written):
    files = [path for path in written.rglob("*") if path.is_file()]
    kinds = {path.suffix for path in files}
    assert {".csv", ".xlsx", ".gpkg", ".geojson", ".jsonl", ".html", ".pdf", ".jpg"} <= kinds
    assert len(files) >= 22
    words = [
        word.encode(coding)
        for word in (USER, HOST, "/sources")
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
    ]
    for path in files:
        for data in layers(path.read_bytes()):
            for word in words:
                assert word not in data, (path.name, word)


@pytest.mark.parametrize("name", ["score.xlsx", "form.xlsx"])
def test_workbooks_have_no_author(written, name):
    for data in layers((written / name).read_bytes()):
        assert not AUTHOR.search(data)


@pytest.mark.parametrize("name", ["paper.pdf", "passport.pdf"])
def test_pdf_documents_have_no_author(written, name):
    for data in layers((written / name).read_bytes()):
        assert b"/Author" not in data
        assert b"<dc:creator>" not in data


def test_the_scan_finds_what_there_is(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.properties.creator = USER
    book.save(tmp_path / "a.xlsx")
    found = list(layers((tmp_path / "a.xlsx").read_bytes()))
    assert any(USER.encode() in data for data in found)
    assert any(AUTHOR.search(data) for data in found)
