# SPDX-License-Identifier: GPL-3.0-or-later

"""Rows that are wrong on purpose, so that findings can be seen.

=======  =====================================================================
UQ-901   answer word "частично" (partly) in entrance1_1: no answer, never yes
UQ-902   longitude and latitude swapped
UQ-903   entrance1_30 = yes, but 72 cm measured (90 needed): contradiction
UQ-904   surveyed on 2025-02-30, which does not exist
UQ-010   the id of the pharmacy again (duplicate)
UQ-906   toilet_30 answered, a key that the small form lacks
UQ-907   neither position nor door
UQ-908   measured "wide enough" (no number), and the review word "checked"
UQ-909   category 999, and a form "tiny" that does not exist
=======  =====================================================================
"""

from __future__ import annotations

from sample_city.place import Point

Row = dict[str, str]

#: id, place, what is wrong, names kk / ru / en.
_PLANS: tuple[tuple[str, Point, Row, tuple[str, str, str]], ...] = (
    (
        "UQ-901",
        (-480, -250),
        {"entrance1_1": "частично"},
        ("«Нан» наубайханасы", "Пекарня «Нан»", "Nan Bakery"),
    ),
    ("UQ-902", (-640, -160), {}, ("«Гүл» дүкені", "Магазин «Гул»", "Gul Flower Shop")),
    (
        "UQ-903",
        (160, -180),
        {"entrance1_30": "yes", "entrance1_30_measured": "72 cm"},
        ("«Сағат» дүкені", "Магазин «Сагат»", "Saghat Watch Shop"),
    ),
    (
        "UQ-904",
        (-220, 310),
        {"surveyed": "2025-02-30"},
        ("«Тігін» ательесі", "Ателье «Тигин»", "Tigin Tailor"),
    ),
    (
        "UQ-010",
        (290, -340),
        {},
        ("«Шипа» дәріханасы (қайталанған)", "Аптека «Шипа» (повтор)", "Shipa Pharmacy (again)"),
    ),
    ("UQ-906", (700, 430), {"toilet_30": "yes"}, ("«Ойын» клубы", "Клуб «Ойын»", "Oiyn Club")),
    (
        "UQ-907",
        (0, 0),
        {"lon": "", "lat": ""},
        ("Жылжымалы кітапхана", "Передвижная библиотека", "Mobile Library"),
    ),
    (
        "UQ-908",
        (-330, -200),
        {"entrance1_30": "", "entrance1_30_measured": "wide enough", "review": "checked"},
        ("«Доп» дүкені", "Магазин «Доп»", "Dop Sports Shop"),
    ),
    (
        "UQ-909",
        (850, 60),
        {"category": "999", "form": "tiny"},
        ("«Шай» шайханасы", "Чайхана «Шай»", "Shai Tea House"),
    ),
)

_CATEGORIES = {
    "UQ-901": "73",
    "UQ-902": "86",
    "UQ-903": "67",
    "UQ-904": "87",
    "UQ-010": "19",
    "UQ-906": "31",
    "UQ-907": "28",
    "UQ-908": "77",
    "UQ-909": "91",
}


def plans() -> list[tuple[str, Point, str, Row, tuple[str, str, str]]]:
    """Return id, place, category, faults and names of each wrong row."""
    return [
        (number, at, _CATEGORIES[number], faults, names) for number, at, faults, names in _PLANS
    ]
