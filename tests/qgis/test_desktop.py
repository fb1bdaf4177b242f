# SPDX-License-Identifier: GPL-3.0-or-later
"""The real desktop under Xvfb: the plugin starts, loads the sample city and leaves again.

Pictures go to the folder that AKZ_SCREENSHOTS names, else to a temporary one.
"""

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
PICTURES = [
    "desktop_first_steps",
    "desktop_map",
    "desktop_routes",
    "desktop_menu",
    "desktop_route_dialog",
]
#: Seconds after which QGIS hangs; the story takes about fifteen.
_LONGEST_S = 180
STORY = Path(__file__).with_name("desktop_story.py")


@pytest.fixture(scope="module")
def told(tmp_path_factory, plain_environment, request):
    """Run the story once; return its report and the folder of its pictures."""
    plugin = request.config.pluginmanager.get_plugin(str(ROOT / "tests" / "conftest.py"))
    for program in ("/usr/bin/xvfb-run", "/usr/bin/qgis.bin"):
        plugin.need(Path(program).exists(), program)
    home = tmp_path_factory.mktemp("desktop")
    out = Path(os.environ.get("AKZ_SCREENSHOTS") or home / "pictures")
    out.mkdir(parents=True, exist_ok=True)
    environment = {
        **plain_environment,
        "HOME": str(home),
        "QT_QPA_PLATFORM": "xcb",
        "QGIS_PLUGINPATH": str(ROOT),
        "QGIS_CUSTOM_CONFIG_PATH": str(home / "config"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "AKZ_STORY_OUT": str(out),
    }
    screen = ["/usr/bin/xvfb-run", "-a", "-s", "-screen 0 1600x1000x24"]
    qgis = ["/usr/bin/qgis.bin", "--nologo", "--noversioncheck", "--code", str(STORY)]
    report = out / "report.json"
    report.unlink(missing_ok=True)
    with (home / "log").open("w+") as log:
        # A session of its own, so that Xvfb and QGIS can both be ended if they hang.
        started = subprocess.Popen(
            [*screen, *qgis], env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            started.wait(_LONGEST_S)
        finally:
            if started.poll() is None:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait()
        log.seek(0)
        assert report.is_file(), log.read()[-3000:]
    assert started.returncode == 0, "QGIS did not close by itself"
    return json.loads(report.read_text(encoding="utf-8")), out


def test_every_step_was_done(told):
    report, _ = told
    assert report["error"] is None, report["error"]
    assert report["steps"][-1] == "unload_plugin"


def test_the_sample_city_is_on_the_map(told):
    report, _ = told
    assert len(report["layers"]) == 5
    assert report["places"] > 60
    assert report["renderer"] == "categorizedSymbol"
    assert "route" in report["dialog"].lower()


def test_a_scored_layer_is_named_and_styled_when_loaded(told):
    scored = told[0]["scored"]
    assert scored["name"].endswith("Незрячие и слабовидящие люди")
    assert scored["attribute"] == "light_vision"
    assert len(scored["words"]) == 7
    assert all(any(letter in word for letter in "аеиоыя") for word in scored["words"])


def test_routes_are_styled_when_loaded(told):
    ways = told[0]["routes"]
    assert ways["step_free_not_shortest"]["status"] == "ok"
    assert ways["refused_steps"]["status"] == "no_route"
    assert ways["refused_steps"]["renderers"] == ["RuleRenderer", "singleSymbol"]


def test_nothing_stays_behind(told):
    report, _ = told
    assert report["left"] == []
    assert not report["plugins"]
    assert not report["provider_left"]


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_show_something(told, name):
    picture = QImage(str(told[1] / f"{name}.png"))
    assert not picture.isNull()
    step_x, step_y = max(picture.width() // 60, 1), max(picture.height() // 60, 1)
    colours = {
        picture.pixel(x, y)
        for x in range(0, picture.width(), step_x)
        for y in range(0, picture.height(), step_y)
    }
    assert len(colours) > 5
