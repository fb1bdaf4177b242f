# SPDX-License-Identifier: MIT
"""The photos of a survey: taken from a media folder, cleaned, checked and linked anew."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
from numpy.typing import NDArray

from accessible_core.checklists.devices import device_columns
from accessible_core.errors import InputError, OutputError, UsageError
from accessible_core.findings import Findings
from accessible_core.geo import distance
from accessible_core.progress import Progress, report
from accessible_core.survey.personal.texts import without_people
from accessible_core.survey.photos.cleaning import CleanPhoto, PhotoFault, clean_photo, knowledge
from accessible_core.survey.photos.media import MediaFolder
from accessible_core.survey.table import Survey
from accessible_core.survey.words import as_text, text_column

_BETWEEN = re.compile(r"[;\n]+")
_SHOWN = 80


@dataclass(frozen=True)
class TakenPhotos:
    """What came of a survey's photos.

    Attributes
    ----------
    survey : Survey
        Its cells link to the new files, ``photos/<name>.jpg``.
    linked : int
        Links to photos that were taken.
    files : int
        New files; the same picture is one file however often it is linked.
    """

    survey: Survey
    linked: int
    files: int


def photo_columns(survey: Survey) -> list[str]:
    """Return the columns that link to photos: those of our forms, and by name and content."""
    rules = knowledge()["columns"]
    endings = tuple(ending for many in knowledge()["endings"].values() for ending in many)
    ours = {name.casefold() for name in device_columns() if name.endswith("_photo")}
    found = []
    for name, column in survey.extra.items():
        low = name.strip().casefold()
        if low in ours or low in rules["own"]:
            found.append(name)
        elif any(word in low for word in rules["words"]):
            cells = (as_text(cell).strip().lower() for cell in column)
            if any(cell.endswith((*endings, ".heic", ".heif")) for cell in cells):
                found.append(name)
    return found


def take_photos(
    survey: Survey,
    media: Union[str, os.PathLike[str]],
    folder: Union[str, os.PathLike[str]],
    findings: Findings,
    *,
    progress: Optional[Progress] = None,
) -> TakenPhotos:
    """Take over the photos that a survey's cells name, without anything but their pictures.

    Parameters
    ----------
    survey : Survey
    media : path
        Folder where the files lie, at any depth.
    folder : path
        Where ``photos/`` with the new files is made; not inside `media`.
    findings : Findings
        Told what was not found, not readable or taken far from its facility.
    progress : callable, optional
        Told the share done.

    Raises
    ------
    InputError
        There is no such folder, or no column of photos.
    UsageError
        `folder` is the media folder, or inside it.
    OutputError
        The files cannot be written.
    Cancelled
        `progress` wanted it to stop; no file was written.
    """
    target = Path(folder)
    if os.path.realpath(target).startswith(os.path.realpath(media) + os.sep) or os.path.realpath(
        target
    ) == os.path.realpath(media):
        raise UsageError(f"{target} is the folder of the originals: choose another for the result.")
    columns = photo_columns(survey)
    if not columns:
        raise InputError(f"{survey.source} has no column of photos, such as entrance1_photo.")
    taking = _Taking(survey, MediaFolder(media, findings), findings)
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".writing-", dir=target) as temporary:
            cells = taking.columns(columns, Path(temporary), progress)
            report(progress, 1.0)
            place = target / knowledge()["written"]["folder"]
            place.mkdir(exist_ok=True)
            for name in taking.names:
                os.replace(Path(temporary) / name, place / name)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(
            f"{target} cannot be written ({error.strerror or error}): choose another folder or "
            "free it."
        ) from error
    unused = taking.media.unused()
    if unused:
        findings.add("photo_unlinked", value=len(unused), example=_shown(unused[0].name))
    extra = {name: cells.get(name, column) for name, column in survey.extra.items()}
    return TakenPhotos(replace(survey, extra=extra), taking.linked, len(taking.names))


class _Taking:
    """The photos of one survey while they are taken."""

    def __init__(self, survey: Survey, media: MediaFolder, findings: Findings) -> None:
        self.media = media
        self.linked = 0
        self.names: set[str] = set()
        self._survey, self._findings = survey, findings
        self._done: dict[Path, Union[PhotoFault, tuple[str, Optional[tuple[float, float]]]]] = {}
        ids = survey.extra.get("submission_id")
        self._submissions = text_column(ids) if ids is not None else None

    def columns(
        self, names: list[str], folder: Path, progress: Optional[Progress]
    ) -> Mapping[str, NDArray[Any]]:
        """Return the cells of the columns with new links; files are written to `folder`."""
        result, total, done = {}, len(names) * max(len(self._survey), 1), 0
        for name in names:
            texts = text_column(self._survey.extra[name])
            fresh = np.full(len(texts), "", dtype=object)
            for row, cell in enumerate(texts.tolist()):
                report(progress, done / total)
                done += 1
                links = [self._link(row, name, part, folder) for part in _listed(cell)]
                fresh[row] = "; ".join(link for link in links if link)
            result[name] = fresh
        return result

    def _link(self, row: int, column: str, cell: str, folder: Path) -> str:
        """Return what a cell's part is to hold: a new link, an address, or nothing."""
        rules = knowledge()
        say, ident, shown = self._findings.add, self._survey.ids[row], _shown(cell)
        if cell.lower().startswith(tuple(rules["columns"]["elsewhere"])):
            say("photo_elsewhere", ident, column, shown)
            return cell
        if ".." in cell.replace("\\", "/").split("/") or "\x00" in cell:
            say("photo_path_refused", ident, column, shown)
            return ""
        found = self.media.find(cell, "" if self._submissions is None else self._submissions[row])
        results = [self._taken(file, folder) for file in found]
        faults = [one for one in results if isinstance(one, PhotoFault)]
        good = {one[0]: one[1] for one in results if not isinstance(one, PhotoFault)}
        if len(good) > 1 or (good and faults):
            say("photo_ambiguous", ident, column, shown, count=len(found))
            return ""
        if not good:
            fault = faults[0] if faults else PhotoFault("photo_missing")
            say(fault.code, ident, column, shown, **fault.details)
            return ""
        ((name, position),) = good.items()
        self.linked += 1
        self.names.add(name)
        self._check_position(row, column, shown, position)
        return f"{rules['written']['folder']}/{name}"

    def _taken(
        self, file: Path, folder: Path
    ) -> Union[PhotoFault, tuple[str, Optional[tuple[float, float]]]]:
        """Clean a file once, however often it is named."""
        if file not in self._done:
            try:
                photo: CleanPhoto = clean_photo(file)
            except PhotoFault as fault:
                self._done[file] = fault
            else:
                (folder / photo.name).write_bytes(photo.content)
                self._done[file] = photo.name, photo.position
                if not photo.ending_fits:
                    self._findings.add("photo_wrong_ending", value=_shown(file.name))
        return self._done[file]

    def _check_position(
        self, row: int, column: str, shown: str, position: Optional[tuple[float, float]]
    ) -> None:
        """Report a photo that was taken far from its facility and all of its doors."""
        survey, limit = self._survey, knowledge()["position"]["far_m"]
        if position is None:
            return
        places = np.vstack([[survey.lon[row], survey.lat[row]], survey.doors[row]])
        places = places[~np.isnan(places).any(axis=1)]
        if not len(places):
            return
        away = float(distance(places[:, 0], places[:, 1], *position).min())
        if away > limit:
            self._findings.add(
                "photo_far_away", survey.ids[row], column, shown,
                distance=f"{away:.0f}", limit=limit,
            )  # fmt: skip


def _listed(cell: str) -> list[str]:
    """Return the photos that one cell names."""
    if cell.startswith("["):  # as registry records keep a list
        try:
            return [str(part) for part in json.loads(cell) if part]
        except ValueError:
            pass
    return [part.strip() for part in _BETWEEN.split(cell) if part.strip()]


def _shown(name: str) -> str:
    """Return a file's name as a finding quotes it: without folders, which name accounts."""
    plain = without_people(name.replace("\\", "/").rpartition("/")[2])
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}..."
