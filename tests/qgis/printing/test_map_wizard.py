# SPDX-License-Identifier: GPL-3.0-or-later
"""The map assistant: by keys alone, named for screen readers, and it makes the map."""

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMainWindow, QWidget, QWizard

from accessible_kz_plugin.printing.wizard import ONE, SERIES, MapWizard

pytestmark = pytest.mark.usefixtures("provider")
#: Unnamed inner parts of Qt: the list that a combo box opens, scroll bars.
QT_OWN = ("QListView ?", "QScrollBar ?")


@pytest.fixture
def desktop(qgis_iface, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)

    class Desktop:
        def mainWindow(self):  # noqa: N802
            return window

        def mapCanvas(self):  # noqa: N802
            return qgis_iface.mapCanvas()

        def messageBar(self):  # noqa: N802
            return qgis_iface.messageBar()

    return Desktop()


def opened(desktop, qtbot, algorithm, **given):
    one = MapWizard(desktop, algorithm, given)
    one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(one)
    one.show()
    qtbot.waitExposed(one)
    return one


@pytest.mark.parametrize("algorithm", [ONE, SERIES])
def test_every_control_has_a_name_and_a_key(language, audit, desktop, qtbot, algorithm):  # noqa: ARG001
    wizard = opened(desktop, qtbot, algorithm)
    for _ in wizard.pageIds():
        page = wizard.currentPage()
        assert [one for one in audit.audit(page) if not one.startswith(QT_OWN)] == []
        assert page.findChildren(QWidget)
        wizard.next()


def test_a_map_by_keys_alone(desktop, qtbot, sample_folder, tmp_path):
    target = tmp_path / "map.svg"
    wizard = opened(
        desktop, qtbot, ONE, INPUT=str(sample_folder / "survey.csv"), OUTPUT=str(target)
    )
    for _ in range(len(wizard.pageIds()) - 1):
        qtbot.keyClick(wizard.button(QWizard.WizardButton.NextButton), Qt.Key.Key_Space)
    qtbot.keyClick(wizard.button(QWizard.WizardButton.FinishButton), Qt.Key.Key_Space)
    assert not wizard.isVisible()
    assert target.stat().st_size > 10_000


def test_a_missing_survey_is_told_and_the_assistant_stays(desktop, qtbot, tmp_path, qgis_iface):
    wizard = opened(desktop, qtbot, ONE, OUTPUT=str(tmp_path / "map.svg"))
    wizard.accept()
    assert wizard.isVisible()
    assert not list(tmp_path.iterdir())
    assert qgis_iface.messageBar() is not None


def test_a_series_by_the_assistant(desktop, qtbot, sample_folder, tmp_path):
    wizard = opened(
        desktop, qtbot, SERIES, INPUT=str(sample_folder / "survey.csv"), GROUPS=[0], LANGUAGES=[2],
        AREAS=str(sample_folder / "districts.geojson"), KIND=1, OUTPUT=str(tmp_path / "maps"),
    )  # fmt: skip
    wizard.accept()
    assert len(list((tmp_path / "maps").glob("*_movement_en.svg"))) == 3
