# SPDX-License-Identifier: GPL-3.0-or-later
"""Photos keep their picture and nothing else; bad ones are findings and the good survive."""

import hashlib
import io
import json
import os
import struct
import time
import zlib

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from accessible_core.cli import main
from accessible_core.errors import Cancelled, InputError, UsageError
from accessible_core.findings import Findings
from accessible_core.survey.photos.cleaning import PhotoFault, clean_photo
from accessible_core.survey.photos.linking import take_photos
from accessible_core.survey.readers import read_survey

HERE = (71.4302, 51.1301)
SECRET = b"SECRET-AUTHOR-7"
RED, BLUE, GREEN = (200, 20, 20), (20, 20, 200), (20, 180, 20)


def picture(width=64, height=48, left=RED, right=BLUE):
    image = Image.new("RGB", (width, height), left)
    image.paste(right, (width // 2, 0, width, height))
    return image


def exif(lon=None, lat=None, orientation=1):
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x013B] = made[0x010E] = SECRET.decode()
    made[0x9C9D] = SECRET.decode().encode("utf-16-le")  # Windows' author
    if lon is not None:
        gps = {1: "S" if lat < 0 else "N", 3: "W" if lon < 0 else "E", 29: "2026:05:31"}
        for tag, value in ((2, abs(lat)), (4, abs(lon))):
            minutes = value % 1 * 60
            gps[tag] = (float(int(value)), float(int(minutes)), minutes % 1 * 60)
        made.get_ifd(0x8825).update(gps)
    return made.tobytes()


def segment(marker, payload):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(payload) + 2) + payload


def jpeg(path, image=None, **options):
    """Write a JPEG with everything that a camera and an editor put in."""
    memory = io.BytesIO()
    (image or picture()).save(memory, "JPEG", exif=exif(**options), quality=95)
    data = memory.getvalue()
    xmp = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    more = segment(0xE1, xmp) + segment(0xED, b"Photoshop 3.0\x008BIM" + SECRET)
    more += segment(0xFE, SECRET) + segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + SECRET)
    preview = io.BytesIO()
    picture(16, 12).save(preview, "JPEG", comment=SECRET)
    path.write_bytes(data[:2] + more + data[2:] + preview.getvalue() + SECRET)
    return path


def png(path, **options):
    info = PngInfo()
    info.add_text("Author", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    info.add_text("Comment", SECRET.decode() * 9, zip=True)
    picture().save(path, "PNG", pnginfo=info, exif=exif(**options))
    return path


def webp(path, **options):
    picture().save(path, "WEBP", exif=exif(**options), xmp=b"<x>" + SECRET + b"</x>", quality=95)
    return path


def markers(data):
    """Return the segments of a JPEG file, and what follows its end: a reader of our own."""
    assert data[:2] == b"\xff\xd8"
    found, place = [], 2
    while data[place + 1] != 0xDA:
        assert data[place] == 0xFF
        found.append(data[place + 1])
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return found, data[data.rindex(b"\xff\xd9") + 2 :]


@pytest.mark.parametrize(("make", "name"), [(jpeg, "a.jpg"), (png, "a.png"), (webp, "a.webp")])
def test_nothing_is_left_but_the_picture(tmp_path, make, name):
    path = make(tmp_path / name, lon=HERE[0], lat=HERE[1])
    raw = path.read_bytes()
    assert SECRET in raw
    with Image.open(path) as source:
        assert source.getexif().get_ifd(0x8825), "the source has a position"
    clean = clean_photo(path)
    assert clean.position == pytest.approx(HERE, abs=1e-6)
    for word in (SECRET, b"Exif", b"http://ns.adobe", b"Photoshop", b"ICC_PROFILE", b"2026:05:31"):
        assert word not in clean.content
    assert SECRET.decode().encode("utf-16-le") not in clean.content
    # Independent of Pillow: pictures' own segments and JFIF's header (no preview), nothing after.
    found, rest = markers(clean.content)
    assert set(found) <= {0xE0, 0xDB, 0xC0, 0xC4, 0xDD}
    assert rest == b""
    again = Image.open(io.BytesIO(clean.content))
    assert dict(again.getexif()) == {}
    assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert again.size == (64, 48)
    for x, colour in ((10, RED), (54, BLUE)):
        assert all(abs(a - b) < 12 for a, b in zip(again.getpixel((x, 20)), colour))
    assert clean.name == hashlib.sha256(clean.content).hexdigest()[:20] + ".jpg"


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        # TIFF 6.0, tag 274: where row 0 and column 0 of the stored picture belong. The left
        # half is stored red; counted by hand.
        (1, (64, 48), "left"), (2, (64, 48), "right"), (3, (64, 48), "right"),
        (4, (64, 48), "left"), (5, (48, 64), "top"), (6, (48, 64), "top"),
        (7, (48, 64), "bottom"), (8, (48, 64), "bottom"),
    ],
)  # fmt: skip
def test_photos_are_turned_upright(tmp_path, orientation, size, red):
    clean = clean_photo(jpeg(tmp_path / "a.jpg", orientation=orientation))
    turned = Image.open(io.BytesIO(clean.content))
    assert turned.size == size
    x, y = {
        "left": (5, 24), "right": (size[0] - 5, 24), "top": (24, 5), "bottom": (24, size[1] - 5),
    }[red]  # fmt: skip
    assert turned.getpixel((x, y))[0] > 150


def test_large_photos_become_smaller_and_small_ones_do_not_grow(tmp_path):
    Image.new("L", (10000, 8000), 90).save(tmp_path / "big.jpg")  # 80 MP: decoded at a part
    with Image.open(io.BytesIO(clean_photo(tmp_path / "big.jpg").content)) as made:
        assert max(made.size) == 2048
        assert made.size[1] == pytest.approx(2048 * 0.8, abs=1)


def test_see_through_is_white(tmp_path):
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(tmp_path / "a.png")
    made = Image.open(io.BytesIO(clean_photo(tmp_path / "a.png").content))
    assert min(made.getpixel((10, 10))) > 250


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "LA"])
def test_other_modes_are_pictures_too(tmp_path, mode):
    ending = "jpg" if mode == "CMYK" else "png"
    base = Image.new("I;16", (20, 20)) if mode == "I;16" else picture(20, 20).convert(mode)
    base.save(tmp_path / f"a.{ending}")
    assert Image.open(io.BytesIO(clean_photo(tmp_path / f"a.{ending}").content)).size == (20, 20)


def png_header(width, height):
    body = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + body
    data = zlib.compress(b"\x00" * 100_000)
    idat = b"IDAT" + data
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part))
        for part in (chunk, idat, b"IEND")
    )


def text_bomb():
    """Return a small PNG with 100 MB of text in it, packed."""
    memory = io.BytesIO()
    picture().save(memory, "PNG")
    data = memory.getvalue()
    text = b"zTXtComment\x00\x00" + zlib.compress(b"\x00" * 100_000_000, 9)
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return data[:33] + chunk + data[33:]


def hostile(folder):
    """Yield file and the code of the finding that it deserves."""
    good = jpeg(folder / "good.jpg").read_bytes()
    files = {
        "cut.jpg": (good[:700], "photo_broken"),
        "bomb.png": (png_header(30_000, 30_000), "photo_too_large"),
        "wide.png": (png_header(60_000, 1), "photo_too_large"),
        "decoded.png": (png_header(9_000, 9_000), "photo_too_large"),
        "lies.png": (png_header(100, 100)[:60], "photo_broken"),
        "text.jpg": (b"no photo at all", "photo_no_picture"),
        "empty.jpg": (b"", "photo_no_picture"),
        "svg.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_no_picture"),
        "gif.jpg": (b"GIF89a" + bytes(40), "photo_no_picture"),
        "phone.heic": (b"\x00\x00\x00\x18ftypheic" + bytes(40), "photo_heic"),
        "phone.jpg": (b"\x00\x00\x00\x18ftypmif1" + bytes(40), "photo_heic"),
        "exif.jpg": (good[:24] + b"\xff" * 60 + good[84:], None),
    }
    for name, (data, code) in files.items():
        (folder / name).write_bytes(data)
        yield folder / name, code


def test_hostile_files_are_refused_quickly(tmp_path):
    for path, code in hostile(tmp_path):
        begin = time.monotonic()
        try:
            clean_photo(path)
            found = None
        except PhotoFault as fault:
            found = fault.code
        assert code is None or found == code, path.name
        assert time.monotonic() - begin < 5, path.name


def test_packed_text_does_not_fill_the_memory(tmp_path):
    import tracemalloc

    (tmp_path / "a.png").write_bytes(text_bomb())
    tracemalloc.start()
    with pytest.raises(PhotoFault):
        clean_photo(tmp_path / "a.png")
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_file_larger_than_any_photo_is_not_read(tmp_path):
    with open(tmp_path / "a.jpg", "wb") as file:
        file.write(b"\xff\xd8\xff")
        file.truncate(121_000_000)  # sparse
    with pytest.raises(PhotoFault, match="photo_too_large"):
        clean_photo(tmp_path / "a.jpg")


# --- whole surveys -----------------------------------------------------------------------


def survey_in(folder, cells, **more):
    """Write a survey of one row a cell at the same place and return it."""
    names = ["id", "form", "lon", "lat", "toilet_photo", *more]
    lines = [",".join(names)]
    for row, cell in enumerate(cells):
        fixed = [f"f{row}", "small", str(HERE[0]), str(HERE[1]), f'"{cell}"']
        lines.append(",".join([*fixed, *(column[row] for column in more.values())]))
    (folder / "s.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_survey(folder / "s.csv")


@pytest.fixture
def media(tmp_path):
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


def codes(findings, record=None):
    return sorted(f.code for f in findings if record in (None, f.record))


def test_links_lead_to_clean_photos_and_the_same_picture_is_kept_once(tmp_path, media):
    jpeg(media / "a.jpg", lon=HERE[0], lat=HERE[1])
    jpeg(media / "copy.JPG", lon=HERE[0] + 0.001, lat=HERE[1])  # other EXIF, same picture
    jpeg(media / "other.jpg", picture(right=GREEN))
    jpeg(media / "nobody.jpg")
    survey = survey_in(tmp_path, ["a.jpg", "COPY.jpg; other.jpg", "a.jpg", ""])
    findings = Findings()
    taken = take_photos(survey, media, tmp_path / "out", findings)
    links = taken.survey.extra["toilet_photo"].tolist()
    first, second = links[1].split("; ")
    assert links[0] == links[2] == first != second
    assert links[3] == ""
    assert (taken.linked, taken.files) == (4, 2)
    written = sorted((tmp_path / "out" / "photos").iterdir())
    assert {f"photos/{path.name}" for path in written} == {first, second}
    for path in written:
        assert SECRET not in path.read_bytes()
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(path.stem)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["photos"]
    assert codes(findings) == ["photo_unlinked"]


def test_photos_far_from_their_facility_are_told_without_their_position(tmp_path, media):
    # One degree of latitude is 111.2 km here: 0.002 are 222 m, 0.0025 are 278 m.
    for name, lat in (("near.jpg", 0.002), ("far.jpg", 0.0025), ("door.jpg", 0.005)):
        jpeg(media / name, lon=HERE[0], lat=HERE[1] + lat)
    jpeg(media / "zero.jpg", lon=0.0, lat=0.0)
    jpeg(media / "south.jpg", lon=-HERE[0], lat=-HERE[1])
    cells = ["near.jpg", "far.jpg", "door.jpg", "zero.jpg", "south.jpg"]
    door = ["", "", str(HERE[1] + 0.004), "", ""]
    survey = survey_in(
        tmp_path, cells, entrance1_lon=[str(HERE[0]) if d else "" for d in door], entrance1_lat=door
    )
    findings = Findings()
    take_photos(survey, media, tmp_path / "out", findings)
    far = {f.record: f for f in findings if f.code == "photo_far_away"}
    assert set(far) == {"f1", "f4"}
    assert int(far["f1"].details["distance"]) == pytest.approx(278, abs=2)
    assert far["f1"].details["limit"] == "250"
    hint = far["f1"].hint("ru")
    assert "278" in hint
    assert "51.13" not in hint


def test_bad_photos_are_findings_and_good_ones_survive(tmp_path, media):
    expected = dict(hostile(media))
    names = [path.name for path in expected]
    survey = survey_in(tmp_path, ["good.jpg", *names, "absent.jpg"])
    findings = Findings()
    taken = take_photos(survey, media, tmp_path / "out", findings)
    links = taken.survey.extra["toilet_photo"].tolist()
    assert links[0].startswith("photos/")
    for row, code in enumerate(expected.values(), start=1):
        if code is not None:
            assert links[row] == ""
            assert codes(findings, f"f{row}") == [code], names[row - 1]
    assert codes(findings, f"f{len(names) + 1}") == ["photo_missing"]


def test_names_never_lead_out_of_the_folder(tmp_path, media):
    secret = jpeg(tmp_path / "secret.jpg")
    jpeg(media / "in.jpg")
    (media / "link.jpg").symlink_to(secret)
    (media / "folder").symlink_to(tmp_path)
    os.mkfifo(media / "pipe.jpg")
    cells = [
        "../secret.jpg", str(secret), "link.jpg", "folder/secret.jpg", "pipe.jpg",
        "..\\secret.jpg", "https://example.org/a.jpg", "x/../../secret.jpg", "file:///etc/passwd",
        "C:\\Users\\aigul\\in.jpg",
    ]  # fmt: skip
    findings = Findings()
    taken = take_photos(survey_in(tmp_path, cells), media, tmp_path / "out", findings)
    links = taken.survey.extra["toilet_photo"].tolist()
    assert links[:6] == [""] * 6
    assert links[6] == cells[6], "an address is nobody's file"
    assert links[7:9] == ["", ""]
    assert links[9].startswith("photos/"), "the folder of another machine does not matter"
    assert len(list((tmp_path / "out" / "photos").iterdir())) == 1
    counts = findings.counts()
    assert counts["photo_path_refused"] == 3
    assert counts["photo_link"] == 2, "the folder behind a link is not walked"
    assert counts["photo_missing"] == 5
    told = " ".join(f.hint(lang) for f in findings for lang in ("kk", "ru", "en"))
    assert "aigul" not in told
    assert str(tmp_path) not in told


def test_the_submissions_folder_decides_between_files_of_one_name(tmp_path, media):
    for name, colour in (("u1", RED), ("u2", GREEN)):
        folder = media / "attachments" / "aigul" / name
        folder.mkdir(parents=True)
        jpeg(folder / "1.jpg", picture(left=colour))
    survey = survey_in(tmp_path, ["1.jpg", "1.jpg", "1.jpg"], submission_id=["u2", "u1", "u9"])
    findings = Findings()
    taken = take_photos(survey, media, tmp_path / "out", findings)
    links = taken.survey.extra["toilet_photo"].tolist()
    made = []
    for link in links[:2]:
        with Image.open(tmp_path / "out" / link) as photo:
            made.append(photo.getpixel((5, 5)))
    assert made[0][1] > 150 > made[1][1]
    assert links[2] == ""
    assert codes(findings) == ["photo_ambiguous"]


def test_stopping_leaves_no_file(tmp_path, media):
    for number in range(3):
        jpeg(media / f"{number}.jpg", picture(60 + number))
    survey = survey_in(tmp_path, [f"{n}.jpg" for n in range(3)])
    shares = []

    def stop(share):
        shares.append(share)
        return share < 0.5

    with pytest.raises(Cancelled):
        take_photos(survey, media, tmp_path / "out", Findings(), progress=stop)
    assert shares[0] == 0
    assert list((tmp_path / "out").iterdir()) == []


def test_what_cannot_be_is_said(tmp_path, media):
    survey = survey_in(tmp_path, ["a.jpg"])
    with pytest.raises(InputError, match="unpack"):
        take_photos(survey, tmp_path / "absent", tmp_path / "out", Findings())
    with pytest.raises(InputError, match="is a file"):
        take_photos(survey, tmp_path / "s.csv", tmp_path / "out", Findings())
    for folder in (media, media / "inside"):
        with pytest.raises(UsageError, match="originals"):
            take_photos(survey, media, folder, Findings())
    (tmp_path / "n.csv").write_text("id,form\na,small\n")
    with pytest.raises(InputError, match="no column of photos"):
        take_photos(read_survey(tmp_path / "n.csv"), media, tmp_path / "out", Findings())


def test_columns_of_other_tables_are_found_by_name_and_content(tmp_path, media):
    jpeg(media / "a.jpg")
    (tmp_path / "s.csv").write_text(
        "id,form,Фото входа,Есть фото?\na,small,a.jpg,да\n", encoding="utf-8"
    )
    taken = take_photos(read_survey(tmp_path / "s.csv"), media, tmp_path / "out", Findings())
    assert taken.survey.extra["Фото входа"][0].startswith("photos/")
    assert taken.survey.extra["Есть фото?"][0] == "да"


def test_the_command_writes_a_survey_beside_its_photos(tmp_path, media, capsys):
    jpeg(media / "a.jpg", lon=HERE[0] + 1, lat=HERE[1])
    survey_in(tmp_path, ["a.jpg"], **{"ФИО волонтёра": ["Айгуль Ахметова"]})
    out = tmp_path / "out"
    arguments = ["photos", str(tmp_path / "s.csv"), "--media", str(media), "-o", str(out)]
    assert main([*arguments, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["linked"], document["files"]) == (1, 1)
    assert document["findings"]["photo_far_away"] == 1
    again = read_survey(out / "s.csv")
    assert (out / again.extra["toilet_photo"][0]).is_file()
    assert "Айгуль" not in (out / "s.csv").read_text(encoding="utf-8-sig")
    assert main([*arguments, "--lang", "ru"]) == 0
    told = capsys.readouterr()
    assert "1 record, 1 link to 1 photo." in told.out
    assert "снято в" in told.err
