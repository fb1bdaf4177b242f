# SPDX-License-Identifier: GPL-3.0-or-later
"""Distances against PROJ's geodesics."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from accessible_core.geo import distance

GEOD = Geod(ellps="WGS84")


@given(
    lon=st.floats(-179, 179),
    lat=st.floats(-75, 75),
    bearing=st.floats(0, 360),
    length=st.floats(0.1, 2000),
)
def test_distance_agrees_with_proj_within_a_millimetre_per_hundred_metres(
    lon, lat, bearing, length
):
    lon2, lat2, _ = GEOD.fwd(lon, lat, bearing, length)
    if abs(lon2 - lon) > 180:
        return  # no city lies on the date line
    assert np.isclose(distance(lon, lat, lon2, lat2), length, rtol=1e-5, atol=1e-6)
