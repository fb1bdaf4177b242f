# SPDX-License-Identifier: MIT
"""Positions in metres: which columns hold them, in which system they may be, and as degrees.

Nobody can tell the system of plain numbers for sure, so it is asked for; what is
proposed are those that put the points into the country, at its towns first.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
from numpy.typing import NDArray

from accessible_core.errors import UsageError
from accessible_core.extras import available, require
from accessible_core.findings import Findings
from accessible_core.knowledge import load_toml
from accessible_core.survey import words
from accessible_core.survey.naming import metre_columns
from accessible_core.survey.positions import in_kazakhstan
from accessible_core.survey.remarks import cell_findings
from accessible_core.survey.table import BoolArray, Survey

Float = NDArray[np.float64]
#: (east, north) -> (longitude, latitude) in degrees on WGS 84, all (n,).
ToDegrees = Callable[[Float, Float], tuple[Float, Float]]
#: ``EPSG:32642``, or a function that transforms (inside QGIS: a QgsCoordinateTransform's).
Crs = Union[str, ToDegrees]

_EPSG = re.compile(r"(?:epsg:)?(\d{4,6})", re.IGNORECASE)
#: Numbers of metres as spreadsheets show them: blanks of any kind or apostrophes in between.
_GROUP_SIGN = re.compile("[ \u00a0\u2009\u202f'\u2019]")
_GROUPED = re.compile(rf"-?\d{{1,3}}(?:{_GROUP_SIGN.pattern}\d{{3}})+(?:[.,]\d+)?")
_MAX_LON, _MAX_LAT = 180.0, 90.0


@dataclass(frozen=True)
class Candidate:
    """A coordinate system that positions may be in.

    Attributes
    ----------
    crs : str
        Such as ``EPSG:32642``.
    name : str
        Of the EPSG dataset.
    swapped : bool
        Whether the first column is the northing.
    inside, at_towns : float
        Share of the points that it puts into the country, and at one of its towns.
    town : int
        Which of the towns is next to the middle point; larger towns have smaller numbers.
    lon, lat : float
        Where it puts the middle one of the points, degrees.
    """

    crs: str
    name: str
    swapped: bool
    inside: float
    at_towns: float
    town: int
    lon: float
    lat: float

    def __str__(self) -> str:
        return f"{self.crs} ({self.name}: {self.lon:.2f}, {self.lat:.2f})"


def with_degrees(survey: Survey, findings: Findings, crs: Optional[Crs] = None) -> Survey:
    """Return a survey whose positions are degrees, where they were read as metres.

    Parameters
    ----------
    survey : Survey
        As read: `lon` and `lat` may hold metres, columns such as ``X`` and ``Y``
        are among its `extra`.
    findings : Findings
    crs : str or callable, optional
        The system of the positions: an EPSG code, or a function (east, north) ->
        (lon, lat) on arrays. Without one positions in metres become unknown,
        with a finding that names the likely systems.

    Raises
    ------
    UsageError
        There is no such system.
    MissingExtraError
        A system is named and pyproj is not installed.
    """
    to_degrees = None if crs is None else _transformation(crs)
    read = _positions(survey, findings)
    name, east, north = read.name, read.east, read.north
    metres = _rows_in_metres(read)
    few = _are_few(metres, read)
    if not metres.any() or (to_degrees is None and few):
        if to_degrees is not None:
            findings.add("crs_unused", field=name, value=_said(crs))
        return _with_plain_degrees(survey, read, findings)
    if to_degrees is None:
        _ask(findings, name, east[metres], north[metres])
        nowhere = np.where(metres, np.nan, east), np.where(metres, np.nan, north)
        return replace(survey, lon=nowhere[0], lat=nowhere[1], doors=_without_metres(survey.doors))
    lon, lat = east.copy(), north.copy()
    swapped = _is_swapped(to_degrees, east[metres], north[metres])
    lon[metres], lat[metres] = _degrees(to_degrees, east[metres], north[metres], swapped)
    if isinstance(crs, str):
        findings.add("crs_swapped" if swapped else "crs_transformed", field=name, value=_said(crs))
    else:
        findings.add("crs_by_function", field=name)
    cells = np.array([f"{x:.10g}, {y:.10g}" for x, y in zip(east, north)], dtype=object)
    lost = np.flatnonzero(metres & ~(np.isfinite(lon) & np.isfinite(lat)))
    cell_findings(findings, "position_not_in_crs", lost, survey.ids, name, cells, crs=_said(crs))
    doors = _doors(survey.doors, to_degrees, swapped)
    return replace(survey, lon=lon, lat=lat, doors=doors)


def positions_in_metres(survey: Survey) -> Optional[tuple[str, Float, Float]]:
    """Return positions for which a system must be named, and the names of their columns.

    Parameters
    ----------
    survey : Survey
        As read, before `with_degrees`, or after it without a system.

    Returns
    -------
    tuple of str, float64 (k,), float64 (k,), or None
        Columns, and what stands there in the rows in metres; None where `with_degrees`
        asks for no system.
    """
    read = _positions(survey, Findings())
    metres = _rows_in_metres(read)
    if not metres.any() or _are_few(metres, read):
        return None
    return read.name, read.east[metres], read.north[metres]


@dataclass(frozen=True)
class System:
    """A coordinate system as `likely_systems` needs it.

    Attributes
    ----------
    name : str
        For people.
    west, east : float
        Where it may be used, degrees of longitude.
    to_degrees : callable
        Its transformation.
    """

    name: str
    west: float
    east: float
    to_degrees: ToDegrees


def likely_systems(
    east: Float, north: Float, system: Optional[Callable[[int], System]] = None
) -> list[Candidate]:
    """Return the systems that put positions into the country, the likeliest first.

    Parameters
    ----------
    east, north : float64 (n,)
        As written, in metres; which is which may be the other way round.
    system : callable, optional
        EPSG code -> system, such as QGIS's own; default: pyproj's.

    Raises
    ------
    MissingExtraError
        No `system` is given and pyproj is not installed.
    """
    step = max(1, math.ceil(len(east) / _limit("tried")))
    east, north = east[::step], north[::step]
    found: list[Candidate] = []
    beyond = _limit("beyond_zone")
    for code in _knowledge()["candidates"]["codes"]:
        crs = (system or _of_pyproj)(code)
        west, eastern = crs.west - beyond, crs.east + beyond
        for swapped in (False, True):
            lon, lat = _degrees(crs.to_degrees, east, north, swapped)
            inside = in_kazakhstan(lon, lat) & (lon >= west) & (lon <= eastern)
            share = float(inside.mean())
            if share >= _limit("inside"):
                middle = int(np.flatnonzero(inside)[inside.sum() // 2])
                away = _to_towns(lon, lat)
                at_towns = float((away.min(axis=1) <= _limit("town")).mean())
                town = int(away[middle].argmin())
                place = float(lon[middle]), float(lat[middle])
                found.append(
                    Candidate(f"EPSG:{code}", crs.name, swapped, share, at_towns, town, *place)
                )
    return sorted(found, key=lambda one: (-one.at_towns, one.town))


def _of_pyproj(code: int) -> System:
    crs = require("pyproj").CRS.from_epsg(code)
    west, _, east, _ = crs.area_of_use.bounds
    return System(crs.name, west, east, _transformation(f"EPSG:{code}"))


def _ask(findings: Findings, name: str, east: Float, north: Float) -> None:
    """Say that the system must be named, and which are likely."""
    if not available("pyproj"):
        codes = ", ".join(f"EPSG:{code}" for code in _knowledge()["candidates"]["codes"])
        findings.add("crs_needed_unchecked", field=name, value=len(east), candidates=codes)
        return
    found = likely_systems(east, north)
    example = f"{east[0]:.10g}, {north[0]:.10g}"
    if not found:
        findings.add("crs_needed_unknown", field=name, value=example)
        return
    best, others = found[0], found[1 : _limit("named")]
    sure = best.at_towns > 0 and all(one.at_towns < best.at_towns for one in others)
    findings.add(
        "crs_needed" if sure or not others else "crs_needed_open",
        field=name,
        value=example,
        likely=best,
        crs=best.crs,
        others="; ".join(map(str, others)) or "\u2014",
    )


@dataclass(frozen=True)
class _Read:
    """Positions as written, before anybody knows whether they are degrees.

    Attributes
    ----------
    name : str
        Of the columns, for messages.
    east, north : float64 (n,)
    judged : bool (n,)
        Rows that tell what the columns hold: those of X and Y where these were read.
    from_xy : bool
        Whether some rows are from columns such as X and Y.
    """

    name: str
    east: Float
    north: Float
    judged: BoolArray
    from_xy: bool


def _positions(survey: Survey, findings: Findings) -> _Read:
    """Return longitudes and latitudes, and where there are none what X and Y hold."""
    open_rows = np.isnan(survey.lon) | np.isnan(survey.lat)
    plain = _Read("lon, lat", survey.lon, survey.lat, ~open_rows, from_xy=False)
    pair = metre_columns(survey.extra)
    if pair is None or not open_rows.any():
        return plain
    columns = [words.mapped(survey.extra[name], _without_groups) for name in pair]
    numbers = [words.number_column(cells) for cells in columns]
    values, bad = [axis for axis, _ in numbers], [rows & open_rows for _, rows in numbers]
    here = open_rows & np.isfinite(values[0]) & np.isfinite(values[1])
    if (bad[0] | bad[1]).sum() > here.sum():
        findings.add("xy_not_read", field=", ".join(pair))
        return plain
    for name, rows, cells in zip(pair, bad, columns):
        cell_findings(
            findings, "position_unreadable", np.flatnonzero(rows), survey.ids, name, cells
        )
    if not here.any():
        return plain
    east, north = (
        np.where(here, axis, given) for axis, given in zip(values, (survey.lon, survey.lat))
    )
    return _Read(", ".join(pair), east, north, here, from_xy=True)


def _rows_in_metres(read: _Read) -> BoolArray:
    far = (np.abs(read.east) > _MAX_LON) | (np.abs(read.north) > _MAX_LAT)
    return np.asarray(_known(read) & far, np.bool_)


def _are_few(metres: BoolArray, read: _Read) -> bool:
    """Tell whether so few rows are no degrees that they are slips."""
    judged = int((_known(read) & read.judged).sum())
    return bool((metres & read.judged).sum() < _limit("share") * max(judged, 1))


def _known(read: _Read) -> BoolArray:
    return np.asarray(np.isfinite(read.east) & np.isfinite(read.north), np.bool_)


def _without_groups(cell: Any) -> Any:
    """Return a number without what stands between its groups of digits (5 663 120,5)."""
    if isinstance(cell, str) and _GROUPED.fullmatch(cell.strip()):
        return _GROUP_SIGN.sub("", cell.strip())
    return cell


def _with_plain_degrees(survey: Survey, read: _Read, findings: Findings) -> Survey:
    """Return the survey with X and Y as degrees where most of them lie in the country."""
    if not read.from_xy:
        return survey
    east, north = read.east[read.judged], read.north[read.judged]
    at_home = in_kazakhstan(east, north) | in_kazakhstan(north, east)
    if at_home.mean() < _limit("share"):
        findings.add("xy_not_read", field=read.name)
        return survey
    findings.add("xy_as_degrees", field=read.name)
    return replace(survey, lon=read.east, lat=read.north)


def _said(crs: Optional[Crs]) -> str:
    """Return the name of a system for messages; a function has none."""
    if not isinstance(crs, str):
        return "\u2014"
    return f"EPSG:{crs}" if crs.isdigit() else crs.upper()


def _transformation(crs: Crs) -> ToDegrees:
    if not isinstance(crs, str):
        return crs
    found = _EPSG.fullmatch(crs.strip())
    if found is None:
        raise UsageError(f"{crs!r} names no coordinate system: write it as EPSG:32642.")
    return _by_code(int(found[1]))


@lru_cache(maxsize=None)
def _by_code(code: int) -> ToDegrees:
    pyproj = require("pyproj")
    try:
        crs = pyproj.CRS.from_epsg(code)
    except pyproj.exceptions.ProjError:
        crs = None
    if crs is None or not (crs.is_projected or crs.is_geographic):
        raise UsageError(
            f"EPSG:{code} is no coordinate system of positions on a map: UTM zone 42N is, for one, "
            "EPSG:32642."
        )
    made = pyproj.Transformer.from_crs(crs, 4326, always_xy=True)

    def to_degrees(east: Float, north: Float) -> tuple[Float, Float]:
        # As lists: of an array of one pyproj makes a number, with a warning of numpy's.
        lon, lat = made.transform(east.tolist(), north.tolist())
        return np.asarray(lon, np.float64), np.asarray(lat, np.float64)

    return to_degrees


def _degrees(
    to_degrees: ToDegrees, first: Float, second: Float, swapped: bool
) -> tuple[Float, Float]:
    """Return degrees, NaN where the system knows no such place."""
    pair = to_degrees(second, first) if swapped else to_degrees(first, second)
    lon, lat = (np.asarray(axis, np.float64) for axis in pair)
    good = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lat) <= _MAX_LAT)
    return np.where(good, lon, np.nan), np.where(good, lat, np.nan)


def _is_swapped(to_degrees: ToDegrees, first: Float, second: Float) -> bool:
    """Tell whether more of the points lie in the country with the northing first."""
    as_named, other = (
        int(in_kazakhstan(*_degrees(to_degrees, first, second, swapped)).sum())
        for swapped in (False, True)
    )
    return other > as_named


def _doors(doors: Float, to_degrees: ToDegrees, swapped: bool) -> Float:
    made = doors.copy()
    metres = _in_metres(doors)
    if metres.any():
        lon, lat = _degrees(to_degrees, doors[metres][:, 0], doors[metres][:, 1], swapped)
        made[metres] = np.column_stack([lon, lat])
    return made


def _without_metres(doors: Float) -> Float:
    return np.where(_in_metres(doors)[..., None], np.nan, doors)


def _in_metres(doors: Float) -> BoolArray:
    far = (np.abs(doors[..., 0]) > _MAX_LON) | (np.abs(doors[..., 1]) > _MAX_LAT)
    return np.asarray(far, np.bool_)


def _to_towns(lon: Float, lat: Float) -> Float:
    """Return how far each point is from each town, degrees of latitude, (n, towns)."""
    towns = np.asarray(_knowledge()["towns"]["lon_lat"], np.float64)
    east = (lon[:, None] - towns[:, 0]) * np.cos(np.radians(towns[:, 1]))
    return np.asarray(np.hypot(east, lat[:, None] - towns[:, 1]), np.float64)


@lru_cache(maxsize=None)
def _knowledge() -> dict[str, Any]:
    return load_toml(Path(__file__).with_name("projected.toml"))


def _limit(name: str) -> Any:
    return _knowledge()["limits"][name]
