# SPDX-License-Identifier: GPL-3.0-or-later
"""QGIS for the tests of the plugin: one application, its versions in the header."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import tomllib

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for name in ("PROJ_DATA", "PROJ_LIB", "GDAL_DATA"):
    os.environ.pop(name, None)

import pytest  # noqa: E402 - Qt reads the environment when it is imported

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

try:
    import qgis.core as qgis_core
except ImportError:
    qgis_core = None
    if os.environ.get("CI") or os.environ.get("AKZ_REQUIRE_COMPONENTS"):
        raise pytest.UsageError(
            "QGIS's Python modules are missing: scripts/setup.sh --dev installs them"
        ) from None
    collect_ignore_glob = ["*"]


def pytest_report_header() -> list[str]:
    if qgis_core is None:
        return ["QGIS: not here, its tests are left out"]
    from osgeo import gdal
    from qgis.PyQt.QtCore import QT_VERSION_STR

    proj = qgis_core.QgsProjUtils.projVersionMajor()
    gdal_version = f"GDAL {gdal.__version__}, PROJ {proj}"
    return [f"QGIS {qgis_core.Qgis.QGIS_VERSION}, Qt {QT_VERSION_STR}, {gdal_version}"]


@pytest.fixture
def require(request):
    """Skip where a tool is missing, but fail where it must be there (tests/conftest.py)."""
    plugin = request.config.pluginmanager.get_plugin(str(ROOT / "tests" / "conftest.py"))
    return plugin.need


@pytest.fixture
def tool(require):
    """Return the path of a program by name."""

    def find(name: str) -> str:
        beside = Path(sys.executable).with_name(name)
        path = str(beside) if beside.exists() else shutil.which(name)
        require(path is not None, name)
        return path

    return find


@pytest.fixture(scope="session")
def plain_environment():
    """Environment of a user who has Debian's QGIS and nothing else."""
    kept = ("LANG", "LC_ALL", "TMPDIR", "XDG_RUNTIME_DIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return {**environment, "PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def processing_run(tmp_path, plain_environment, tool):
    """Return a function that calls qgis_process.bin and returns the finished process."""

    def run(*arguments: str, profile: Path, plugins: Path | None = None, **variables: str):
        environment = {
            **plain_environment,
            **variables,
            "HOME": str(tmp_path),
            "QGIS_CUSTOM_CONFIG_PATH": str(profile),
        }
        if plugins is not None:
            environment["QGIS_PLUGINPATH"] = str(plugins)
        return subprocess.run(
            [tool("qgis_process.bin"), *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def sample_folder() -> Path:
    """Folder of the embedded sample city, for fixtures of wider scope."""
    return ROOT / "resources" / "sample"


@pytest.fixture(scope="module")
def provider(qgis_app, qgis_processing):  # noqa: ARG001 - both must be there first
    """The plugin's provider, registered beside QGIS's own while a module's tests run."""
    from qgis.core import QgsApplication

    from accessible_kz_plugin.processing.provider import AccessibleKzProvider

    one = AccessibleKzProvider()
    assert one.register()
    yield one
    QgsApplication.processingRegistry().removeProvider("accessiblekz")


@pytest.fixture
def heard():
    """A feedback that keeps what an algorithm says."""

    class Heard(qgis_core.QgsProcessingFeedback):
        def __init__(self):
            super().__init__(False)
            self.warnings, self.infos = [], []

        def pushWarning(self, text):  # noqa: N802 - QGIS's name
            self.warnings.append(text)

        def pushInfo(self, text):  # noqa: N802 - QGIS's name
            self.infos.append(text)

    return Heard()


@pytest.fixture
def run(provider, heard):
    """Return a function that runs one of the plugin's algorithms."""
    from qgis import processing

    def go(name, feedback=None, **parameters):
        algorithm = f"{provider.id()}:{name}"
        return processing.run(algorithm, parameters, feedback=feedback or heard)

    return go


@pytest.fixture
def survey_csv(sample) -> str:
    """The sample city's survey."""
    return str(sample / "survey.csv")


@pytest.fixture(scope="session")
def stories(sample_folder):
    """What the sample city is to show."""
    return tomllib.loads((sample_folder / "stories.toml").read_text(encoding="utf-8"))


@pytest.fixture
def desktop(qgis_app):  # noqa: ARG001 - widgets need an application
    """The part of QGIS's desktop that the plugin uses, made of real widgets."""
    from qgis.PyQt.QtCore import QCoreApplication, QEvent
    from small_desktop import Desktop

    one = Desktop()
    yield one
    one.mainWindow().deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def audit(shared):
    """The checks of what a screen reader and a keyboard find in a window."""
    spec = importlib.util.spec_from_file_location("a11y_audit", shared / "tools" / "a11y_audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["kk", "ru", "en"])
def language(request, qgis_app):  # noqa: ARG001 - a translator needs an application
    """The interface in a language, as after a start of QGIS."""
    from qgis.PyQt.QtCore import QCoreApplication

    from accessible_kz_plugin import settings, translation

    settings.LANGUAGE.set(request.param)
    translator = translation.install_translator()
    yield request.param
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
    settings.LANGUAGE.set("")
