# SPDX-License-Identifier: GPL-3.0-or-later
"""The core loads with the standard library and numpy alone: all that every QGIS has."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Runs in a fresh interpreter: refuses every import that is neither standard
# library nor numpy nor the core, then imports every module of the core.
PROBE = """
import sys, importlib, importlib.abc, pkgutil
sys.path.insert(0, {root!r})
ALLOWED = set(sys.stdlib_module_names) | {{"numpy", "accessible_core"}}

class Refuse(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in ALLOWED:
            raise ModuleNotFoundError("refused: " + name, name=name)
        return None

import numpy
sys.meta_path.insert(0, Refuse())
before = set(sys.modules)
import accessible_core
count = 0
for module in pkgutil.walk_packages(accessible_core.__path__, "accessible_core."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
        count += 1
for name in accessible_core.__all__:
    getattr(accessible_core, name)
foreign = {{m.partition(".")[0] for m in set(sys.modules) - before}} - ALLOWED
assert not foreign, foreign
print(count)
"""


def test_every_core_module_loads_with_standard_library_and_numpy_alone():
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(root=str(ROOT))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    modules = [p for p in (ROOT / "accessible_core").rglob("*.py") if p.name != "__main__.py"]
    # Every file was imported: packages by their __init__, without the top one.
    assert int(done.stdout) == len(modules) - 1


def test_importing_the_package_loads_nothing_heavy():
    probe = "import sys, accessible_core; print([m for m in sys.modules if m == 'numpy'])"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"
