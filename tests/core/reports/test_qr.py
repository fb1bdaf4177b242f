# SPDX-License-Identifier: GPL-3.0-or-later
"""QR codes, read back by OpenCV where it is there, else by the standard's own structure."""

import re
from xml.etree import ElementTree as ET

import pytest

from accessible_core.errors import UsageError
from accessible_core.reports.qr import LONGEST, qr_svg

FINDER = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]


def modules(svg):
    """Return the code as rows of ones and noughts, from the drawing alone."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    left, _, width, _ = (int(number) for number in root.get("viewBox").split())
    size = width + 2 * left
    dark = root.findall("{http://www.w3.org/2000/svg}path")[0].get("d")
    cells = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", dark)}
    assert -left == 4
    return ["".join("1" if (x, y) in cells else "0" for x in range(size)) for y in range(size)]


@pytest.mark.parametrize("words", ["https://doskaz.kz", "https://example.org/a?b=" + "ц" * 60])
def test_a_code_has_the_marks_that_readers_look_for(words):
    rows = modules(qr_svg(words))
    size = len(rows)
    assert (size - 17) % 4 == 0
    for x, y in ((0, 0), (size - 7, 0), (0, size - 7)):
        assert [row[x : x + 7] for row in rows[y : y + 7]] == FINDER
    # The timing patterns (ISO/IEC 18004, 6.3.5).
    assert rows[6][8 : size - 8] == ("10" * size)[: size - 16]
    assert "".join(row[6] for row in rows[8 : size - 8]) == ("10" * size)[: size - 16]


def test_a_short_number_is_read_back_by_hand():
    """Version 1 with one byte segment: unmask and read the first bits, as the standard says."""
    rows = modules(qr_svg("doskaz.kz"))
    assert len(rows) == 21
    mask = int("".join(rows[8][x] for x in (2, 3, 4)), 2) ^ 0b101
    holds = [
        "(x+y)%2", "y%2", "x%3", "(x+y)%3", "(x//3+y//2)%2", "x*y%2+x*y%3", "(x*y%2+x*y%3)%2",
        "((x+y)%2+x*y%3)%2",
    ]  # fmt: skip
    bits = ""
    for right, up in ((20, True), (18, False), (16, True), (14, False)):
        for y in range(20, 8, -1) if up else range(9, 21):
            for x in (right, right - 1):
                turned = eval(holds[mask], {"x": x, "y": y}) == 0  # noqa: S307 - our own
                bits += str(int(rows[y][x]) ^ turned)
    assert bits[:4] == "0100"  # bytes
    length = int(bits[4:12], 2)
    data = bytes(int(bits[12 + 8 * n : 20 + 8 * n], 2) for n in range(length))
    assert data == b"doskaz.kz"


@pytest.mark.parametrize("words", ["", "  ", "x" * (LONGEST + 1)])
def test_what_a_telephone_could_not_read_is_refused(words):
    with pytest.raises(UsageError, match="shorten"):
        qr_svg(words)
