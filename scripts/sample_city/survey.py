# SPDX-License-Identifier: GPL-3.0-or-later

"""The survey table of the town, in the column names of the contract."""

from __future__ import annotations

import csv
import io
import random

from sample_city import geometry as geo
from sample_city.answers import COMMENTS, MEASURED, answers
from sample_city.buildings import Building
from sample_city.districts import district_of
from sample_city.facility_plan import Facility
from sample_city.forms import all_columns, keys
from sample_city.mistakes import plans
from sample_city.place import NOTE, TOWN, degrees

Row = dict[str, str]
_FIRST = [
    "id",
    "name",
    "name_kk",
    "name_ru",
    "name_en",
    "category",
    "address",
    "kato",
    "built",
    "surveyed",
    "surveyor_code",
    "method",
    "review",
    "form",
    "lon",
    "lat",
    "note",
    "description",
    "other_names",
    "photos",
    "entrance1_lon",
    "entrance1_lat",
    "entrance2_lon",
    "entrance2_lat",
    "entrance3_lon",
    "entrance3_lat",
]
_GROUPS = ("movement", "limb", "vision", "hearing", "intellectual", "kids")
#: One zone that a moderator judged by hand: the hospital's toilet.
_OVERRIDE = {
    **{f"override_toilet_{group}": "partial_accessible" for group in _GROUPS},
    "override_by": "m-01",
    "override_at": "2026-06-18T10:20:00+05:00",
    "override_reason": "second grab rail fitted after the survey, seen on photos",
}
#: Surveys that are too old to rely on.
_STALE = {
    "UQ-013": "2021-05-14",
    "UQ-016": "2022-08-03",
    "UQ-018": "2020-10-09",
    "UQ-029": "2023-04-27",
    "UQ-036": "2023-06-30",
    "UQ-043": "2022-03-15",
    "UQ-060": "2023-09-11",
}
_REVIEW = {
    "UQ-014": "draft",
    "UQ-028": "draft",
    "UQ-046": "draft",
    "UQ-058": "draft",
    "UQ-033": "returned",
    "UQ-057": "draft",
}
#: Rows filled in with Kazakh or Russian words for yes and no.
_WORDS = {"UQ-022": {"yes": "иә", "no": "жоқ"}, "UQ-023": {"yes": "да", "no": "нет"}}
#: What the registry demands of an adding request beside the answers.
_DESCRIPTION = "Ойдан шығарылған нысан. Вымышленный объект. Invented place."
#: Without a photo: cannot be sent to the registry yet, which is a finding.
_NO_PHOTO = {"UQ-021", "UQ-035", "UQ-055"}
_APPROVED = {
    "story_green_steps",
    "story_red_one_change",
    "story_green_single",
    "story_all_yes",
    "three_entrances",
}


def survey_csv(special: list[Building], others: list[Building]) -> str:
    """Return the table as CSV (UTF-8, comma)."""
    rows = [_row(building) for building in special]
    by_id = {row["id"]: row for row in rows}
    for number, column, value, answer in MEASURED:
        by_id[number][f"{column}_measured"] = value
        by_id[number][column] = answer
    for number, zone, text in COMMENTS:
        by_id[number][f"{zone}_comment"] = text
    by_id["UQ-008"].update(_OVERRIDE)
    rows += _wrong_rows(others)
    used = {column for row in rows for column, value in row.items() if value}
    columns = [*_FIRST]
    for column in all_columns():
        columns += [name for name in (column, f"{column}_measured") if name in used]
    columns += sorted(column for column in used if column.endswith("_comment"))
    columns += [column for column in _OVERRIDE if column in used]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _row(building: Building) -> Row:
    facility = building.facility
    if facility is None:
        raise ValueError(f"building {building.way.id} is no facility")
    row = {
        "id": facility.id,
        **_names(facility.kk, facility.ru, facility.en),
        "category": str(facility.category),
        "address": _address(building),
        "kato": district_of(building.middle),
        **_circumstances(facility),
        "form": facility.form,
        "note": NOTE,
        "description": _DESCRIPTION,
        "other_names": f"{facility.ru}; {facility.en}",
        "photos": _photo(facility),
    }
    row["lon"], row["lat"] = _degrees(building)
    for n, door in enumerate(building.doors, 1):
        lon, lat = degrees(door.at)
        row[f"entrance{n}_lon"], row[f"entrance{n}_lat"] = f"{lon:.7f}", f"{lat:.7f}"
    words = _WORDS.get(facility.id, {})
    row.update({column: words.get(answer, answer) for column, answer in answers(facility).items()})
    return row


def _photo(facility: Facility) -> str:
    """Return a path as the registry's storage gives it (the photo is invented, too)."""
    number = int(facility.id.rpartition("-")[2])
    return "" if facility.id in _NO_PHOTO else f"/storage/{number:032x}.jpg"


def _names(kk: str, ru: str, en: str) -> Row:
    return {"name": kk, "name_kk": kk, "name_ru": ru, "name_en": en}


def _degrees(building: Building) -> tuple[str, str]:
    lon, lat = degrees(building.middle)
    return f"{lon:.7f}", f"{lat:.7f}"


def _address(building: Building) -> str:
    street = building.way.tags["addr:street"]
    return f"{TOWN['kk']} (ойдан шығарылған қала), {street}, {building.number}"


def _circumstances(facility: Facility) -> Row:
    """Return when, by whom and how it was surveyed, and when the house was built."""
    rng = random.Random(int(facility.id[3:]) * 104729)  # noqa: S311 - a fixed seed is wanted
    month, day = 3 + int(rng.random() * 8), 1 + int(rng.random() * 28)
    year = 2026 if rng.random() < 0.7 or facility.pattern in _APPROVED else 2025
    review = "approved" if rng.random() < 0.75 or facility.pattern in _APPROVED else "submitted"
    built = 1955 + int(rng.random() * 65)
    return {
        "surveyed": _STALE.get(facility.id, f"{year}-{month:02}-{day:02}"),
        "surveyor_code": f"s-{1 + int(rng.random() * 5):02}",
        "method": "site visit" if rng.random() < 0.85 else "interview",
        "review": _REVIEW.get(facility.id, review),
        "built": str(built),
    }


def _wrong_rows(others: list[Building]) -> list[Row]:
    """Return the rows of mistakes.py: small forms, otherwise sound."""
    out = []
    for number, at, category, faults, names in plans():
        building = min(others, key=lambda b: geo.distance(b.middle, at))
        row = {
            "id": number,
            **_names(*names),
            "category": category,
            "address": _address(building),
            "kato": district_of(building.middle),
            "built": "1987",
            "surveyed": "2026-05-20",
            "surveyor_code": "s-02",
            "method": "site visit",
            "review": "submitted",
            "form": "small",
            "note": f"{NOTE}, wrong on purpose",
        }
        row["lon"], row["lat"] = _degrees(building)
        for zone in (
            "parking",
            "entrance1",
            "movement",
            "service",
            "toilet",
            "navigation",
            "serviceAccessibility",
            "kidsAccessibility",
        ):
            row.update(
                {
                    f"{zone}_{key}": ("yes", "no", "")[(key + len(out)) % 3]
                    for key in keys("small", zone)
                }
            )
        if number == "UQ-902":
            row["lon"], row["lat"] = row["lat"], row["lon"]
        row.update(faults)
        out.append(row)
    return out
