# SPDX-License-Identifier: MIT
"""``accessible-kz store``: the actions for work in the field: packages, projects, forms."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accessible_core.cli.output import print_json, say

if TYPE_CHECKING:
    from accessible_core.lights import Light
    from accessible_core.survey.table import Survey
    from accessible_core.survey_store.store import SurveyStore

_Action = Callable[[Any, str, Any, str], argparse.ArgumentParser]


def add_field_actions(actions: Any, action: _Action) -> None:
    """Add the actions to those of ``store``."""
    package = action(actions, "package", _package, "write a volunteer's field package")
    package.add_argument("volunteer", metavar="VOLUNTEER", help="code of the volunteer")
    package.add_argument("-o", "--output", metavar="FOLDER", default=".", help="default: here")
    package.add_argument("--name", default="", help="of the campaign; default: all")
    package.add_argument("--blank", action="store_true", help="without the earlier answers")
    package.add_argument(
        "--qfield", action="store_true",
        help="as a folder for QField and QGIS: project, facilities and form, photos",
    )  # fmt: skip
    package.add_argument(
        "--xlsform", action="store_true",
        help="with forms for ODK Collect or KoboToolbox, in which the facilities can be chosen",
    )  # fmt: skip
    project = action(actions, "project", _project, "write a QGIS project beside the store")
    for parser in (package, project):
        parser.add_argument(
            "--basemap", metavar="FILE|osm", default="",
            help="raster (.mbtiles .tif .gpkg) to be copied beside, or tiles of OpenStreetMap "
            "(needs the internet); default: none",
        )  # fmt: skip
        parser.add_argument(
            "--group",
            default="movement",
            help="whose lights the map of the project shows (default: %(default)s)",
        )


def _package(args: argparse.Namespace) -> int:
    from accessible_core.errors import UsageError
    from accessible_core.survey_store.store import SurveyStore

    if args.basemap and not args.qfield:
        raise UsageError("A base map belongs to a project: add --qfield.")
    folder = Path(args.output)
    with SurveyStore.open(args.store) as store:
        lights = _lights(store, args.group) if args.qfield else {}
        if args.qfield:
            folder /= args.volunteer
            _checked_base_map(args.basemap)
            folder.mkdir(parents=True, exist_ok=True)
        path = store.field_package(
            args.volunteer,
            folder,
            campaign=args.name,
            answers=not args.blank,
            language=args.lang or "",
        )
    with SurveyStore.open(path, read_only=True) as package:
        survey, forms = package.survey(), package.forms
        files = [path]
        if args.qfield:
            files.append(_written_project(package, lights, args))
    if args.xlsform:
        files += _forms(survey, forms, path, args.volunteer)
    if args.json:
        print_json(
            {
                "facilities": len(survey),
                "package": str(path),
                "files": [str(file) for file in files],
            }
        )
    else:
        say(f"{len(survey)} facilities for {args.volunteer}: {', '.join(map(str, files))}")
    return 0


def _project(args: argparse.Namespace) -> int:
    from accessible_core.survey_store.store import SurveyStore

    with SurveyStore.open(args.store, read_only=True) as store:
        _checked_base_map(args.basemap)
        path = _written_project(store, _lights(store, args.group), args)
        count = len(store)
    if args.json:
        print_json({"facilities": count, "project": str(path)})
    else:
        say(f"Project of {count} facilities: {path}")
    return 0


def _written_project(
    store: SurveyStore, lights: dict[str, Light], args: argparse.Namespace
) -> Path:
    from accessible_core.survey_store.qgis_project import write_project

    return write_project(store, lights, language=args.lang or "", basemap=args.basemap)


def _checked_base_map(basemap: str) -> None:
    """Say what is wrong with a base map before anything is written."""
    from accessible_core.survey_store.qgis_project import check_base_map

    check_base_map(basemap)


def _lights(store: SurveyStore, group: str) -> dict[str, Light]:
    """Return the light of each facility as it is now."""
    from accessible_core.errors import UsageError
    from accessible_core.findings import Findings
    from accessible_core.lights import light_of
    from accessible_core.scoring.engine import score
    from accessible_core.survey.validate import validate
    from accessible_core.vocabulary import GROUPS, Score

    names = [one.value for one in GROUPS]
    if group not in names:
        raise UsageError(f"There is no group '{group}': use one of {', '.join(names)}.")
    column = names.index(group)
    survey = validate(store.survey(), Findings())
    scores = score(survey)
    return {
        str(ident): light_of(
            Score(int(scores.overall[row, column])), bool(scores.confirmed[row, column])
        )
        for row, ident in enumerate(survey.ids)
    }


def _forms(survey: Survey, forms: tuple[str, ...], package: Path, volunteer: str) -> list[Path]:
    """Write a form for each checklist, in which the facilities of the package can be chosen."""
    from accessible_core.fieldwork import known_places, write_xlsform

    known = known_places(survey)
    paths = []
    for form in forms:
        path = package.with_name(f"{volunteer}_{form}.xlsx")
        write_xlsform(form, path, known, volunteer=volunteer)
        paths.append(path)
    return paths
