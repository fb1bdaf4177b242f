# SPDX-License-Identifier: MIT
"""Reading surveys: the kind of file is told by its ending."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Optional

from accessible_core.errors import InputError
from accessible_core.files import existing_file
from accessible_core.findings import Findings
from accessible_core.progress import Progress, report
from accessible_core.survey.mapping.loading import Source, as_mapping
from accessible_core.survey.personal.parting import redacted, without_personal
from accessible_core.survey.personal.people_file import PersonalFile
from accessible_core.survey.projected import Crs, with_degrees
from accessible_core.survey.readers.a11yjson_places import is_a11yjson
from accessible_core.survey.readers.json_table import reader_of
from accessible_core.survey.table import Survey

#: Ending -> module beside this one whose ``read`` reads it.
_READERS: dict[str, str] = {
    ".csv": "csv_table",
    ".tsv": "csv_table",
    ".xlsx": "xlsx_table",
    ".gpkg": "geopackage",
    ".geojson": "geojson",
    ".shp": "vector_layer",
    ".osm": "osm_places",
    ".osm.gz": "osm_places",
    ".osm.bz2": "osm_places",
    ".osm.pbf": "osm_places",
    ".jsonl": "registry_records",
    ".jsonl.gz": "registry_records",
    ".json": "registry_records",
    ".json.gz": "registry_records",
}
#: Endings of files that may be A11yJSON; their beginning tells.
_MAYBE_PLACES = (".geojson", ".jsonl", ".jsonl.gz", ".json", ".json.gz")
_Reader = Callable[[Path, Optional[Source], Findings, Optional[Progress]], Survey]


def read_survey(
    path: str | os.PathLike[str],
    *,
    mapping: Source | None = None,
    crs: Crs | None = None,
    findings: Findings | None = None,
    progress: Progress | None = None,
    personal: PersonalFile | None = None,
) -> Survey:
    """Read a survey table, registry records, A11yJSON or the places of an OSM file.

    Parameters
    ----------
    path : path
        ``.csv .tsv .xlsx .gpkg .geojson .shp`` survey tables, ``.jsonl[.gz]`` and
        ``.json[.gz]`` registry records or A11yJSON places (``.geojson``, too, as the
        Accessibility Cloud gives them), ``.json[.gz]`` records of an open-data portal,
        ``.osm[.gz|.bz2|.pbf]`` OpenStreetMap.
    mapping : Mapping, dict or path to a TOML file, optional
        For tables that call their columns differently: what stands for what, in the
        least column of the file -> column known by name. Without one, a mapping
        beside the file (``*.mapping.toml``) or a shipped one is found by the header.
    crs : str or callable, optional
        System of positions that are no degrees and of which the file does not say it
        (columns X and Y): ``EPSG:32642``, or a function (east, north) -> (lon, lat) on
        arrays. Where it is needed and not given, a finding names the likely ones.
    findings : Findings, optional
        Takes what was wrong or was changed.
    progress : callable, optional
        Told the share done.
    personal : PersonalFile, optional
        Takes names, phones and the like, for which the survey then holds codes;
        without one they are left out. Findings tell where they stood.

    Raises
    ------
    InputError
        The file is missing, empty, cut off or not what its ending says.
    UsageError
        There is no such coordinate system.
    KnowledgeError
        The mapping says something that cannot be.
    MissingExtraError
        The package that reads this kind of file is not installed.
    """
    source = existing_file(path, "survey file")
    name = source.name.lower()
    endings = [ending for ending in _READERS if name.endswith(ending)]
    if not endings:
        raise InputError(
            f"{source} is of no kind that can be read as a survey; known endings: "
            f"{' '.join(_READERS)}."
        )
    if source.stat().st_size == 0:
        raise InputError(f"{source} is empty: there is no survey in it.")
    module = _READERS[max(endings, key=len)]
    if max(endings, key=len) in _MAYBE_PLACES and is_a11yjson(source):
        module = "a11yjson_places"
    elif max(endings, key=len) in (".json", ".json.gz"):
        module = reader_of(source)
    findings = Findings() if findings is None else findings
    report(progress, 0.0)
    met = Findings()
    try:
        survey = _read(module, source, as_mapping(mapping), met, progress)
        survey = with_degrees(survey, met, crs)
    finally:
        findings.extend(redacted(met))
    survey = without_personal(survey, findings, personal)
    report(progress, 1.0)
    return survey


def _read(
    module: str,
    source: Path,
    mapping: Source | None,
    findings: Findings,
    progress: Progress | None,
) -> Survey:
    home = import_module(f"accessible_core.survey.readers.{module}")
    try:
        if module == "registry_records":
            survey: Survey = home.read_records(source, findings)
        else:
            read: _Reader = home.read
            survey = read(source, mapping, findings, progress)
    except PermissionError as error:
        raise InputError(f"{source} cannot be read: permission denied.") from error
    return survey
