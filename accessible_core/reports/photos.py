# SPDX-License-Identifier: MIT
"""Photos of facilities as pictures of their passports: small, and nothing but the picture."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import numpy as np

from accessible_core.extras import require
from accessible_core.findings import Findings
from accessible_core.progress import Progress
from accessible_core.reports.pictures import Picture
from accessible_core.survey.photos.linking import photo_columns, take_photos
from accessible_core.survey.subset import some_rows
from accessible_core.survey.table import Survey
from accessible_core.vocabulary import ENTRANCES, Zone, ZoneKind

#: On A4, 17 cm wide, 1000 pixels are 150 to the inch: enough to see a threshold.
_LONGEST_SIDE = 1000
_QUALITY = 80
#: More than that of one facility make no passport but an album.
MOST = 12


def photos_of(
    survey: Survey,
    records: Sequence[str],
    media: str | os.PathLike[str],
    findings: Findings,
    *,
    progress: Progress | None = None,
) -> dict[str, tuple[Picture, ...]]:
    """Return the photos of some facilities, without position, author and date.

    Parameters
    ----------
    survey : Survey
        Names files in columns of photos (``entrance1_photo``).
    records : sequence of str
        Ids of facilities.
    media : path
        Folder where the files lie, at any depth.
    findings : Findings
        Told what was not found, not readable, taken far from its facility or left out.
    progress : callable, optional

    Raises
    ------
    InputError
        There is no such folder, or no column of photos.
    MissingExtraError
        Pillow is not installed.
    """
    row_of = {str(one): row for row, one in enumerate(survey.ids)}
    rows = np.array([row_of[one] for one in records if one in row_of], np.intp)
    some = some_rows(survey, rows)
    found: dict[str, tuple[Picture, ...]] = {}
    with tempfile.TemporaryDirectory(prefix="photos-") as folder:
        taken = take_photos(some, media, folder, findings, progress=progress).survey
        columns = {name: _zone_of(name) for name in photo_columns(some)}
        for row, record in enumerate(taken.ids):
            links = [
                (zone, link.strip())
                for name, zone in columns.items()
                for link in str(taken.extra[name][row]).split(";")
                # What lies elsewhere keeps its address, and is not fetched.
                if (Path(folder) / link.strip()).is_file()
            ]
            if len(links) > MOST:
                findings.add("passport_photos_many", record, value=len(links), most=MOST)
            found[str(record)] = tuple(
                Picture(_smaller(Path(folder) / link), "image/jpeg", zone)
                for zone, link in links[:MOST]
            )
    return found


def _zone_of(column: str) -> Zone | None:
    """Return the zone that a column of photos shows; None: the whole facility."""
    start = column.casefold()
    for zone in Zone:
        if start.startswith(f"{zone.value.casefold()}_"):
            return zone
    entrance = f"{ZoneKind.ENTRANCE.value}_"
    return ENTRANCES[0] if start.startswith(entrance) else None


def _smaller(path: Path) -> bytes:
    with require("PIL.Image").open(path, formats=("JPEG",)) as photo:
        photo.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        written = BytesIO()
        photo.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()
