# SPDX-License-Identifier: MIT
"""The folder of media that a field platform gives beside its table.

KoboToolbox packs ``attachments/<account>/<form>/<submission>/<file>``, ODK Central
``media/<file>``. A cell holds the file's name, so files are found by name, wherever
in the folder they lie. A name never leads out of it: nothing is opened but what
walking through the folder has met, and links are not followed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Union

from accessible_core.errors import InputError
from accessible_core.findings import Findings
from accessible_core.survey.photos.cleaning import knowledge


class MediaFolder:
    """Files of a folder by name.

    Raises
    ------
    InputError
        There is no such folder, it is a file, or it holds more than any survey has.
    """

    def __init__(self, path: Union[str, os.PathLike[str]], findings: Findings) -> None:
        self.path = Path(path)
        if not self.path.exists():
            raise InputError(
                f"There is no folder of photos at {self.path}: check the name, and unpack the "
                "archive that the platform gave."
            )
        if not self.path.is_dir():
            raise InputError(
                f"{self.path} is a file, not a folder: unpack the archive and give its folder."
            )
        self._by_name: dict[str, list[Path]] = {}
        self._used: set[Path] = set()
        limit, count = knowledge()["limits"]["files"], 0
        for folder, _, names in os.walk(self.path):
            count += len(names)
            if count > limit:
                raise InputError(f"{self.path} holds over {limit} files: give the survey's own.")
            for name in sorted(names):
                file = Path(folder) / name
                if file.is_symlink() or not file.is_file():
                    findings.add("photo_link", value=name)
                else:
                    self._by_name.setdefault(name.casefold(), []).append(file)

    def find(self, name: str, submission: str) -> list[Path]:
        """Return the files that a cell can mean: one if it is clear, none, or several.

        Parameters
        ----------
        name : str
            As it stands in the cell; folders in it only help to choose.
        submission : str
            The row's submission, whose folder is preferred; may be empty.
        """
        parts = [part for part in name.replace("\\", "/").split("/") if part]
        found = self._by_name.get(parts[-1].casefold(), []) if parts else []
        if len(found) > 1 and submission:
            found = [file for file in found if submission in file.parts] or found
        if len(found) > 1:
            tail = tuple(parts)
            found = [file for file in found if file.parts[-len(tail) :] == tail] or found
        self._used.update(found)
        return found

    def unused(self) -> list[Path]:
        """Return the files that nobody has asked for."""
        files = [file for same in self._by_name.values() for file in same]
        return sorted(file for file in files if file not in self._used)
