# SPDX-License-Identifier: MIT
"""Passports as files: one facility, a folder of them, or one document with bookmarks.

PDF is made by WeasyPrint as PDF/UA-1 (ISO 14289-1): tagged, with language, title and
bookmarks. HTML needs the standard library alone. A folder of many PDF is made by several
processes.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from accessible_core.errors import OutputError, UsageError
from accessible_core.extras import require
from accessible_core.files import replacing
from accessible_core.progress import Progress, report
from accessible_core.reports.map_cutout import map_cutout
from accessible_core.reports.passport import Passport, passport
from accessible_core.reports.passport_html import passport_html
from accessible_core.reports.pictures import Picture
from accessible_core.scoring.explain_facility import one_row, row_of
from accessible_core.survey.table import Survey
from accessible_core.vocabulary import LANGUAGES

ENDINGS = (".pdf", ".html")
#: PDF/UA-1 (ISO 14289-1): tagged, with language and title, for screen readers.
_VARIANT = "pdf/ua-1"
#: File systems take 255 bytes of a name; ids may be longer than that.
_LONGEST_STEM = 80
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
#: Names that Windows keeps for devices.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
#: So many passports are handed to each process at a time.
_AHEAD = 2


@dataclass(frozen=True)
class Look:
    """How passports look.

    Attributes
    ----------
    language : str
        ``kk``, ``ru`` or ``en``.
    large : bool
        Large print, 18 pt.
    palette : str
        ``registry``, ``safe`` or ``mono``.
    publisher : str
        Stands at the foot of each page.
    """

    language: str = "kk"
    large: bool = False
    palette: str = "registry"
    publisher: str = ""

    def page(self, passports: Sequence[Passport]) -> str:
        """Return passports as one HTML page."""
        return passport_html(
            passports,
            self.language,
            large=self.large,
            palette=self.palette,
            publisher=self.publisher,
        )


@dataclass(frozen=True)
class Sources:
    """What passports are made from, beside the survey.

    Attributes
    ----------
    network : StreetNetwork or None
        For the small map.
    costs : mapping or None
        From `remedies_costs.read_costs`.
    history : mapping of str to tuple of Revision
        By facility.
    photos : mapping of str to tuple of Picture
        By facility.
    today : date or None
    max_age_years : int or None
        After how many years a survey is too old.
    """

    network: Any = None
    costs: Any = None
    history: Mapping[str, Any] = field(default_factory=dict)
    photos: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    today: date | None = None
    max_age_years: int | None = None


def gather(survey: Survey, record: str, sources: Sources) -> Passport:
    """Return the passport of one facility with its pictures and history.

    Raises
    ------
    InputError
        The survey has no such facility.
    """
    alone = one_row(survey, row_of(survey, record))
    pictures = list(sources.photos.get(record, ()))
    if sources.network is not None:
        names = {language: alone.name(0, language) for language in LANGUAGES}
        drawn = map_cutout(
            sources.network, float(alone.lon[0]), float(alone.lat[0]), alone.doors[0], names
        )
        pictures += [] if drawn is None else [drawn]
    return passport(
        alone,
        record,
        costs=sources.costs,
        history=sources.history.get(record, ()),
        pictures=pictures,
        today=sources.today,
        max_age_years=sources.max_age_years,
    )


def write_passport(
    survey: Survey,
    records: str | Sequence[str],
    path: str | os.PathLike[str],
    look: Look | None = None,
    sources: Sources | None = None,
    *,
    progress: Progress | None = None,
) -> None:
    """Write the passports of one or several facilities into one ``.pdf`` or ``.html`` file.

    Parameters
    ----------
    survey : Survey
        Completed from measurements, if that is wanted (`survey.validate`).
    records : str or sequence of str
        Ids of facilities; several ones get a list with links, and bookmarks.
    path : str or path
    look : Look, optional
    sources : Sources, optional
    progress : callable, optional

    Raises
    ------
    InputError
        The survey has no such facility.
    UsageError
        `path` has another ending, or there is no such language or palette.
    OutputError
        The file cannot be written.
    MissingExtraError
        WeasyPrint, which makes the PDF, is not installed.
    Cancelled
        The caller wants the work to stop; nothing was written.
    """
    look, sources = look or Look(), sources or Sources()
    wanted = [records] if isinstance(records, str) else list(records)
    pdf = _is_pdf(path)
    if pdf:
        require("weasyprint")
    passports = []
    for done, record in enumerate(wanted):
        # Gathering takes a third of the time that making the pages takes.
        report(progress, done / len(wanted) / 3)
        passports.append(gather(survey, record, sources))
    report(progress, 1 / 3)
    content = _content(look.page(passports), pdf=pdf)
    report(progress, 1.0)
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def write_passports(
    survey: Survey,
    records: Sequence[str],
    folder: str | os.PathLike[str],
    look: Look | None = None,
    sources: Sources | None = None,
    *,
    ending: str = ".pdf",
    jobs: int = 0,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the passports of many facilities into a folder, a file each.

    Files are named by the facilities' ids. What is finished stays if the work is stopped.

    Parameters
    ----------
    folder : str or path
        Made if it is not there.
    ending : str
        ``.pdf`` or ``.html``.
    jobs : int
        Processes that work at the same time; 0: one a processor. HTML takes one only.

    Returns
    -------
    list of Path
        In the order of `records`.

    Raises
    ------
    InputError, UsageError, OutputError, MissingExtraError, Cancelled
        See `write_passport`.
    """
    look, sources = look or Look(), sources or Sources()
    target = Path(folder)
    files = [target / name for name in file_names(records, ending)]
    pdf = _is_pdf(target / f"x{ending}")
    if pdf:
        require("weasyprint")
    try:
        target.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{target} cannot be made a folder ({error.strerror}): choose another place."
        ) from error
    work = zip(records, files)
    workers = min(jobs or os.cpu_count() or 1, len(files)) if pdf else 1
    pages = ((look.page([gather(survey, record, sources)]), file) for record, file in work)
    for done, _ in enumerate(_written(pages, workers, pdf=pdf), start=1):
        report(progress, done / len(files))
    return files


def file_names(records: Iterable[str], ending: str) -> list[str]:
    """Return names of files for facilities, that every file system takes, no two alike."""
    taken: set[str] = set()
    names = []
    for record in records:
        plain = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", record)).strip("._")
        stem = plain[:_LONGEST_STEM].rstrip("._") or "facility"
        if _DEVICES.fullmatch(stem):
            stem = f"facility_{stem}"
        name, number = stem, 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}_{number}"
        taken.add(name.casefold())
        names.append(name + ending)
    return names


def _written(pages: Iterable[tuple[str, Path]], workers: int, *, pdf: bool) -> Iterator[None]:
    """Write pages as files, yielding after each; by several processes where that pays."""
    if workers == 1:
        for page, file in pages:
            _write(page, file, pdf)
            yield None
        return
    from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    # A fresh process each: a fork would take along whatever the caller holds open.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: set[Future[None]] = set()
        try:
            for page, file in pages:
                running.add(pool.submit(_write, page, file, pdf))
                while len(running) >= workers * _AHEAD:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    for one in done:
                        one.result()
                        yield None
            for one in running:
                one.result()
                yield None
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _write(page: str, file: Path, pdf: bool) -> None:
    content = _content(page, pdf=pdf)
    with replacing(file) as temporary:
        temporary.write_bytes(content)


def _content(page: str, *, pdf: bool) -> bytes:
    if not pdf:
        return page.encode("utf-8")
    weasyprint = require("weasyprint")
    # Pages hold text of strangers: nothing is loaded but what the page itself holds.
    own = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    content: bytes = weasyprint.HTML(string=page, url_fetcher=own).write_pdf(pdf_variant=_VARIANT)
    return content


def _is_pdf(path: str | os.PathLike[str]) -> bool:
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"{path}: a passport ends in {' or '.join(ENDINGS)}.")
    return ending == ".pdf"
