# SPDX-License-Identifier: MIT
"""Files are replaced, never half-written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from accessible_core.errors import AccessibleError, InputError, OutputError, UsageError


@contextmanager
def replacing(target: str | os.PathLike[str]) -> Iterator[Path]:
    """Yield a temporary path beside `target` that takes its place on success.

    The temporary file lies in a fresh folder beside the target and bears the
    target's own name, so that drivers which look at the extension, or write
    companion files, behave as they would on the real one. On leaving without an
    exception the file is synced to disk and moved over `target` in one step; on
    an exception nothing of it remains and `target` is what it was.

    Raises
    ------
    OutputError
        The folder of `target` is missing or cannot be written to, or writing
        failed on the way (a full disk).
    """
    path = Path(target)
    if path.is_dir():
        raise OutputError(f"{path} is a folder: give the name of a file to write.")
    try:
        folder = tempfile.TemporaryDirectory(prefix=".writing-", dir=path.parent)
    except OSError as error:
        raise OutputError(_cannot_write(path, error)) from error
    with folder as name:
        temporary = Path(name) / path.name
        try:
            yield temporary
        except AccessibleError:
            raise
        except OSError as error:
            raise OutputError(_cannot_write(path, error)) from error
        try:
            _sync(temporary)
            os.replace(temporary, path)
        except OSError as error:
            raise OutputError(_cannot_write(path, error)) from error


def existing_file(source: str | os.PathLike[str], what: str) -> Path:
    """Return `source` as a path, or say in one line that `what` is not there.

    Raises
    ------
    InputError
        There is no such file, it is a folder, or it may not be read.
    """
    path = Path(source)
    if path.is_dir():
        raise InputError(f"{path} is a folder, not a file: give the {what} itself.")
    if not path.exists():
        raise InputError(f"There is no {what} at {path}: check the name and the folder.")
    if not path.is_file():
        raise InputError(f"{path} is a device or a pipe, not a file: give the {what} itself.")
    if not os.access(path, os.R_OK):
        raise InputError(f"{path} cannot be read: permission denied.")
    return path


def keep_inputs(output: str | os.PathLike[str], *inputs: str | os.PathLike[str] | None) -> None:
    """Refuse to write a result over one of the files that it is made from.

    Raises
    ------
    UsageError
        `output` is one of `inputs`, perhaps under another name.
    """
    for source in inputs:
        if source is not None and os.path.realpath(source) == os.path.realpath(output):
            raise UsageError(
                f"{output} is an input and would be overwritten: "
                "choose another name for the result."
            )


def _sync(path: Path) -> None:
    # Windows syncs only handles opened for writing.
    with open(path, "rb+") as handle:
        os.fsync(handle.fileno())


def _cannot_write(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{path} cannot be written ({reason}): choose another folder or free it."
