# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos in passports: at their zone, small, with nothing but the picture."""

import base64
import re
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import accessible_core as akz
from accessible_core.cli import main
from accessible_core.survey.subset import some_rows
from tests.conftest import need

try:
    from PIL import Image
except ImportError:
    Image = None

MARK = "MARK-AUTHOR-7"


@pytest.fixture
def folder(tmp_path):
    need(Image is not None, "Pillow")
    media = tmp_path / "media"
    media.mkdir()
    for name, colour in (("door.jpg", (200, 20, 20)), ("all.png", (20, 200, 20))):
        image = Image.new("RGB", (2400, 1200), colour)
        about = Image.Exif()
        about[0x013B] = MARK
        image.save(media / name, exif=about.tobytes())
    rows = ["id,form,name,entrance1_30,entrance1_photo,photos"]
    rows.append("A,small,Place A,yes,door.jpg,all.png; missing.jpg")
    rows.append("B,small,Place B,no,../../etc/passwd,")
    rows.append("C,small,Place C,no,," + "; ".join(["all.png"] * 20))
    (tmp_path / "survey.csv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def passport(folder, name, *more):
    path = folder / "p.html"
    given = ["--id", name, "--photos", str(folder / "media"), "-o", str(path), "--lang", "en"]
    assert main(["passport", str(folder / "survey.csv"), *given, *more]) == 0
    return path.read_text(encoding="utf-8")


def pictures(page):
    """Return the alternative text and the decoded picture of each image of a page."""
    found = re.findall(r'<img src="data:image/jpeg;base64,([^"]+)" alt="([^"]*)"', page)
    return [(words, Image.open(BytesIO(base64.b64decode(raw)))) for raw, words in found]


def test_each_photo_stands_at_its_zone_and_is_small(folder, capsys):
    page = passport(folder, "A")
    (whole, green), (door, red) = pictures(page)
    assert (whole, door) == ("Photos", "Photo: Entrance")
    assert green.size == red.size == (1000, 500)
    assert red.getpixel((5, 5))[0] > 150
    assert green.getpixel((5, 5))[1] > 150
    assert not red.getexif()
    assert page.index("Photo: Entrance") > page.index(">Entrance</h3>")
    assert "missing.jpg" in capsys.readouterr().err
    raw = b"".join(base64.b64decode(one) for one in re.findall(r"base64,([^\"]+)", page))
    assert MARK.encode() not in raw


def test_no_photo_from_outside_the_folder(folder, capsys):
    assert not pictures(passport(folder, "B"))
    assert "passwd" in capsys.readouterr().err


def test_an_album_is_cut_and_said(folder, capsys):
    assert len(pictures(passport(folder, "C"))) == 12
    assert "first 12" in capsys.readouterr().err


def test_a_survey_without_photos_is_told(sample, tmp_path, capsys):
    folder = tmp_path / "media"
    folder.mkdir()
    table = tmp_path / "s.csv"
    table.write_text("id,form,entrance1_30\nA,small,yes\n", encoding="utf-8")
    given = ["--id", "A", "--photos", str(folder), "-o", str(tmp_path / "p.html")]
    assert main(["passport", str(table), *given]) == 2
    assert "no column of photos" in capsys.readouterr().err
    assert sample.is_dir()


@given(st.data())
def test_some_rows_are_those_rows(sample, data):
    survey = akz.read_survey(sample / "survey.csv")
    rows = data.draw(st.lists(st.integers(0, len(survey) - 1), unique=True, max_size=9))
    some = some_rows(survey, np.array(rows, np.intp))
    assert some.ids.tolist() == [survey.ids[row] for row in rows]
    scores = akz.score(survey)
    assert np.array_equal(akz.score(some).overall, scores.overall[rows])
    assert np.array_equal(akz.score(some).zones, scores.zones[rows])
    assert len(some.overrides) == sum(int(row) in rows for row in survey.overrides.row)
