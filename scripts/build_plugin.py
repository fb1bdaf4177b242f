# SPDX-License-Identifier: GPL-3.0-or-later
"""Build the plugin's zip: the same bytes from the same sources, with the core inside.

The zip is checked against the hard rules of the plugin site before it is put in
place; its SHA-256 is printed.
"""

from __future__ import annotations

import argparse
import configparser
import hashlib
import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "accessible_kz_plugin"
CORE = "accessible_core"
#: Where the core lies inside the plugin; accessible_kz_plugin/core_path.py looks there.
VENDOR = f"{PACKAGE}/_vendor/{CORE}"

#: Names that never go in, whatever folder they lie in.
SKIPPED_NAMES = frozenset({"__pycache__", "Thumbs.db"})
SKIPPED_ENDINGS = (".pyc", ".pyo", ".ts", ".orig", ".swp", "~")
#: A date that every zip can hold, the same for every build.
DATE = (2000, 1, 1, 0, 0, 0)
MODE = 0o100644

# The plugin site's rules (qgis-plugins: validators of uploaded packages).
LARGEST = 25 * 1024 * 1024
REQUIRED_FILES = ("__init__.py", "metadata.txt", "LICENSE")
REQUIRED_KEYS = (
    "name",
    "description",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "about",
    "tracker",
    "repository",
)
BINARY_ENDINGS = (".so", ".dll", ".dylib", ".pyd", ".exe", ".whl", ".jar", ".bin")


class BuildError(Exception):
    """The zip cannot be built, or would be rejected; the message says why."""


def main() -> int:
    """Build as asked on the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the zip of the QGIS plugin.")
    default = ROOT / "dist" / f"{PACKAGE}.zip"
    parser.add_argument("-o", "--output", type=Path, default=default, metavar="ZIP")
    args = parser.parse_args()
    try:
        data = build(ROOT)
        write(data, args.output)
    except BuildError as error:
        print(f"build_plugin: {error}", file=sys.stderr)
        return 2
    digest = hashlib.sha256(data).hexdigest()
    print(f"{args.output}  {len(data) / 1024:.0f} KiB  sha256 {digest}")
    return 0


def build(root: Path) -> bytes:
    """Return the zip of the plugin in the checkout at `root`.

    Raises
    ------
    BuildError
        Something is missing, or breaks a rule of the plugin site.
    """
    entries = dict(plugin_files(root))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(entries):
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever it is built, for the permissions
            info.external_attr = MODE << 16
            archive.writestr(info, entries[name])
    data = packed.getvalue()
    faults = list(rejections(data))
    if faults:
        raise BuildError("the plugin site would reject this zip: " + "; ".join(faults))
    return data


def plugin_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of everything that goes in, links followed."""
    for folder, prefix in ((root / PACKAGE, PACKAGE), (root / CORE, VENDOR)):
        if not (folder / "__init__.py").is_file():
            raise BuildError(f"{folder} is no Python package: run this in a complete checkout.")
        for path in files_below(folder):
            yield f"{prefix}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, links to folders followed, in no fixed order."""
    for here, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if wanted(name)]
        for name in names:
            path = Path(here) / name
            if not path.exists():
                raise BuildError(f"{path} is a link to {path.readlink()}, which is missing.")
            if wanted(name):
                yield path


def wanted(name: str) -> bool:
    """Tell whether a file or folder of this name goes into the zip."""
    return not (name.startswith(".") or name in SKIPPED_NAMES or name.endswith(SKIPPED_ENDINGS))


def rejections(data: bytes) -> Iterator[str]:
    """Yield why the plugin site would refuse a zip."""
    if len(data) > LARGEST:
        yield f"{len(data) / 2**20:.1f} MB, more than {LARGEST // 2**20}"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        yield from (f"{name} is {fault}" for name in names for fault in name_faults(name))
        missing = [f for f in REQUIRED_FILES if f"{PACKAGE}/{f}" not in names]
        yield from (f"{PACKAGE}/{name} is missing" for name in missing)
        if "metadata.txt" not in missing:
            metadata = archive.read(f"{PACKAGE}/metadata.txt").decode("utf-8")
            yield from metadata_faults(metadata)


def name_faults(name: str) -> Iterator[str]:
    """Yield what is wrong with one name in the zip."""
    parts = PurePosixPath(name).parts
    if parts[0] != PACKAGE:
        yield "outside the plugin's folder"
    if ".." in parts:
        yield "a way out of the folder"
    if any(part.startswith(".") for part in parts):
        yield "hidden"
    if "__pycache__" in parts or name.endswith((".pyc", ".pyo")):
        yield "compiled Python"
    if name.endswith(BINARY_ENDINGS):
        yield "a binary"


def metadata_faults(text: str) -> Iterator[str]:
    """Yield what metadata.txt lacks."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.optionxform = str  # type: ignore[assignment,method-assign] # keys keep their case
    metadata.read_string(text)
    if not metadata.has_section("general"):
        yield "metadata.txt has no section [general]"
        return
    for key in REQUIRED_KEYS:
        if not metadata.get("general", key, fallback="").strip():
            yield f"metadata.txt lacks {key}"


def write(data: bytes, target: Path) -> None:
    """Put the zip in place in one step."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".building-") as folder:
            temporary = Path(folder) / target.name
            temporary.write_bytes(data)
            temporary.replace(target)
    except OSError as error:
        raise BuildError(f"{target} cannot be written ({error.strerror}).") from error


if __name__ == "__main__":
    sys.exit(main())
