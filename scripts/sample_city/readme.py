# SPDX-License-Identifier: GPL-3.0-or-later
"""The README of resources/sample."""

from __future__ import annotations

from sample_city import mistakes, stories
from sample_city.buildings import Building
from sample_city.place import INVENTED, LAT0, LON0, TOWN

_FILES = """\
| file | what |
|---|---|
| `sample_city.osm` | streets, sidewalks, crossings, kerbs, steps, barriers, houses (OSM XML) |
| `sample_dem.tif` | heights in metres, WGS 84, cells just under 10 m, float32, void -9999 |
| `districts.geojson` | three districts; `kato` looks like a KATO code, but no region 99 exists |
| `population.geojson` | people in cells of 250 m |
| `corrections.geojson` | changes since: a broken lift, a building site, new surface |
| `survey.csv` | facilities, answers in all three forms, doors, measured values, one override |
| `stories.toml` | which facility and which pair of points shows what (for demo and tests) |
"""

_SHOWN = """\
In the centre (between Arna and Samal Street) sidewalks are ways of their own, with crossings and
kerbs; elsewhere they are tags of the road, with their own surface and width. The west and the south
leave many tags out on purpose; the sidewalks of Samal and Alau Street have no width and seldom a
surface. The hill in the north-west has slopes up to 11 %; Buralan Street winds up at about 4 %.
Under and over the railway: an underpass with steps and ramps that are too steep, a footbridge with
two lifts, a level crossing. The Keruen Arcade west of Central Square is drawn inside, too: a hall,
a gallery over it, rooms with doors, a lift and stairs. Spellings of `incline`, `width` and
`kerb:height` differ as they do in real data. Surveys are dated up to October 2026, some over two
years before.
"""


def readme(special: list[Building]) -> str:
    """Return the text."""
    names = {b.facility.id: b.facility for b in special if b.facility}
    out = [
        # REUSE-IgnoreStart
        "<!-- SPDX-License-Identifier: CC0-1.0 -->",
        # REUSE-IgnoreEnd
        f"# {TOWN['kk']} / {TOWN['ru']} / {TOWN['en']}: the sample city",
        "",
        f"- kk: {TOWN['kk']} — {INVENTED['kk']}.",
        f"- ru: {TOWN['ru']} — {INVENTED['ru']}.",
        f"- en: {TOWN['en']} — {INVENTED['en']}.",
        "",
        "The town, its people, places and codes are invented; nothing is taken from real data.",
        f"It is put into open steppe at {LON0} E, {LAT0} N. Licence: CC0-1.0. Made by",
        "`scripts/make_sample_city.py` (this file too), byte for byte the same each time; change",
        "the script, not the files.",
        "",
        "## Files",
        _FILES,
        "## What is in the town",
        _SHOWN,
        "## Stories",
        "| story | facility | what is to be seen |",
        "|---|---|---|",
    ]
    for key, number, text in stories.FACILITIES:
        out.append(f"| `{key}` | {number} {names[number].en} | {text} |")
    out += [
        "",
        "| pair of points | manual_wheelchair | foot | what is to be seen |",
        "|---|---|---|---|",
    ]
    for key, _, _, text, wheelchair, foot in stories.ROUTES:
        out.append(f"| `{key}` | {wheelchair} | {foot} | {text} |")
    out += [
        "",
        "## Wrong on purpose",
        "The last rows of `survey.csv` are wrong so that findings can be seen:",
        "",
    ]
    out += [
        "```",
        *(mistakes.__doc__ or "").split("=\n", 1)[1].rstrip().split("\n")[:-1],
        "```",
        "",
    ]
    return "\n".join(out)
