# SPDX-License-Identifier: GPL-3.0-or-later

"""What makes this town itself: square, park, station, terrace, embankment, bazaar."""

from __future__ import annotations

from sample_city.joints import join_crossings
from sample_city.odd_ways import draw_odd_ways
from sample_city.osm_file import OsmData
from sample_city.park import draw_park
from sample_city.paths import Landmarks
from sample_city.place import INVENTED, TOWN
from sample_city.riverside import draw_embankment
from sample_city.squares import draw_bazaar, draw_square, draw_terrace
from sample_city.station import draw_bus_station, draw_station


def draw_landmarks(osm: OsmData) -> Landmarks:
    """Add all landmarks."""
    out = Landmarks()
    osm.begin(3)
    osm.node(
        (-20, 20),
        place="town",
        **{"name": TOWN["kk"], "name:kk": TOWN["kk"], "name:ru": TOWN["ru"], "name:en": TOWN["en"]},
        population="9800",
        note="invented",
        description=INVENTED["en"],
        **{f"description:{k}": v for k, v in INVENTED.items()},
    )
    draw_square(osm, out)
    draw_park(osm, out)
    draw_station(osm, out)
    draw_bus_station(osm, out)
    draw_terrace(osm, out)
    draw_embankment(osm, out)
    draw_bazaar(osm, out)
    draw_odd_ways(osm)
    join_crossings(osm)
    return out
