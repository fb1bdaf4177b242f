# SPDX-License-Identifier: GPL-3.0-or-later
"""The assistant in a small desktop, and the tables that it opens."""

import openpyxl
import pytest
from qgis.core import QgsProject, QgsSettings

from accessible_kz_plugin import open_survey


@pytest.fixture(autouse=True)
def clean(desktop):  # noqa: ARG001 - the assistant goes before its desktop
    QgsSettings().remove("accessible_kz")
    yield
    open_survey.let_go()
    QgsProject.instance().clear()
    QgsSettings().remove("accessible_kz")


@pytest.fixture
def assistant(desktop, qtbot):
    one = open_survey.open_assistant(desktop)
    qtbot.waitExposed(one)
    yield one
    open_survey.let_go()


@pytest.fixture
def work(qtbot):
    """Return a function that does something and waits until its work has ended."""

    def go(assistant, deed):
        deed()
        # One piece of work may begin the next.
        qtbot.waitUntil(lambda: not assistant.tasks.busy, timeout=60_000)

    return go


#: What a city's office writes: no id, no form, a column of people.
HEADER = (
    "Наименование объекта", "Адрес", "Директор", "Ширина дверного проема в свету, см",
    "Наличие лифта", "Долгота", "Широта",
)  # fmt: skip
ROWS = (
    ("Аптека № 1", "ул. Абая, 12", "Иванова Мария Петровна", 95, "нет", 71.4304, 51.1281),
    ("Школа № 5", "ул. Абая, 14", "Ахметов Ержан Болатович", 80, "да", 71.4312, 51.1290),
    ("Поликлиника", "ул. Сатпаева, 3", "", 102, "да", None, None),
    ("Музей", "ул. Сатпаева, 5", "", 91, "не знаю", None, None),
)


@pytest.fixture
def russian_sheet(tmp_path):
    """A Russian spreadsheet with two sheets, the survey on the second."""
    book = openpyxl.Workbook()
    book.active.title = "Сведения"
    book.active.append(("Обследование 2025",))
    book.active.append(("Отдел занятости",))
    sheet = book.create_sheet("Объекты")
    sheet.append(HEADER)
    for row in ROWS:
        sheet.append(row)
    path = tmp_path / "обследование.xlsx"
    book.save(path)
    return path
