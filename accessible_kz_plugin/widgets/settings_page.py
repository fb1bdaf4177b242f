# SPDX-License-Identifier: GPL-3.0-or-later
"""The page "Accessible KZ" among QGIS's options (Settings > Options)."""

from __future__ import annotations

from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from accessible_kz_plugin import settings
from accessible_kz_plugin.icons import icon
from accessible_kz_plugin.translation import interface_language, tr
from accessible_kz_plugin.widgets.appearance import follow_settings
from accessible_kz_plugin.widgets.forms import LabelledForm
from accessible_kz_plugin.widgets.help_key import help_key
from accessible_kz_plugin.widgets.words import language_words, palette_words

#: The page's name for `iface.showOptionsDialog`.
PAGE = "accessible_kz_settings"


class SettingsFactory(QgsOptionsWidgetFactory):
    """Makes the page whenever the options are opened."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle("Accessible KZ")

    def icon(self) -> QIcon:
        """Return the picture in the list of pages."""
        return icon("accessible_kz")

    def createWidget(self, parent: QWidget) -> SettingsPage:  # noqa: N802 - QGIS's name
        """Return a fresh page."""
        return SettingsPage(parent)


class SettingsPage(QgsOptionsPageWidget):
    """All settings of the plugin; nothing is kept before OK or Apply."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(PAGE)
        inside = QWidget()
        column = QVBoxLayout(inside)
        for box in (self._reading(), self._units(), self._judging(), self._streets()):
            column.addWidget(box)
        column.addStretch()
        # Enlarged text does not fit; nothing is cut off, and the focus scrolls along.
        area = QScrollArea(self)
        area.setObjectName("accessible_kz_settings_area")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.setFocusProxy(self.language)
        help_key(self, "settings")
        follow_settings(self)

    def _reading(self) -> QWidget:
        languages = {"": tr("as QGIS"), **language_words()}
        self.language = _list(languages, settings.LANGUAGE.get(), "language")
        self.palette_list = _list(palette_words(), settings.PALETTE.get(), "palette")
        self.text_size = _number(settings.TEXT_SIZE, "text_size")
        self.text_size.setSuffix(" %")
        self.text_size.setSingleStep(25)
        self.contrast = QCheckBox(tr("&High contrast"))
        self.contrast.setObjectName("accessible_kz_high_contrast")
        self.contrast.setChecked(settings.HIGH_CONTRAST.get())
        form = LabelledForm(tr("Reading and colours"))
        form.row(tr("Lan&guage:"), self.language)
        form.note(tr("Results come in the new language at once, menus when QGIS is started again."))
        form.row(tr("&Colours of the lights:"), self.palette_list)
        form.note(tr("Shapes always differ as well, whatever the colours."))
        form.row(tr("Size of te&xt and symbols:"), self.text_size)
        form.alone(self.contrast)
        form.note(tr("Black on white with thick frames, in the plugin's windows."))
        return form.box

    def _units(self) -> QWidget:
        lengths = {"metric": tr("metres and kilometres"), "imperial": tr("feet and miles")}
        slopes = {
            "percent": tr("per cent (8 %)"),
            "ratio": tr("one to so many (1:12)"),
            "degrees": tr("degrees (4.6°)"),
        }
        self.length_unit = _list(lengths, settings.LENGTH_UNIT.get(), "length_unit")
        self.slope_unit = _list(slopes, settings.SLOPE_UNIT.get(), "slope_unit")
        form = LabelledForm(tr("Units in the plugin's windows"))
        form.row(tr("L&engths:"), self.length_unit)
        form.row(tr("&Slopes:"), self.slope_unit)
        form.note(tr("Files and the toolbox keep metres, centimetres and per cent."))
        return form.box

    def _judging(self) -> QWidget:
        from accessible_core.scoring.evidence import max_age_years
        from accessible_core.scoring.norm.editions import editions

        norms = {"": tr("by the date of the building")}
        norms.update((one.name, one.title(interface_language())) for one in editions())
        self.norm = _list(norms, settings.NORM_EDITION.get(), "norm_edition")
        self.age = _number(settings.MAX_AGE_YEARS, "max_age_years")
        self.age.setSpecialValueText(tr("as shipped ({n})").replace("{n}", str(max_age_years())))
        form = LabelledForm(tr("Judging"))
        form.row(tr("&Norm for measured values:"), self.norm)
        form.row(tr("A survey counts as &old after so many years:"), self.age)
        form.note(tr("An old green is shown as green, unconfirmed."))
        return form.box

    def _streets(self) -> QWidget:
        self.folder = QgsFileWidget()
        self.folder.setObjectName("accessible_kz_network_folder")
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.setFilePath(settings.NETWORK_FOLDER.get())
        folder_label = tr("&Folder for street networks:")
        _name_file_widget(self.folder, folder_label)
        self.overpass = QCheckBox(tr("Allow &downloads of streets"))
        self.overpass.setObjectName("accessible_kz_overpass_on")
        self.overpass.setChecked(settings.OVERPASS_ON.get())
        self.address = QLineEdit(settings.OVERPASS_URL.get())
        self.address.setObjectName("accessible_kz_overpass_url")
        self.address.setEnabled(self.overpass.isChecked())
        self.overpass.toggled.connect(self.address.setEnabled)
        form = LabelledForm(tr("Streets"))
        form.row(folder_label, self.folder)
        form.alone(self.overpass)
        form.note(
            tr("From OpenStreetMap; the server learns the map extent that is asked for, no more.")
        )
        form.row(tr("&Address of the Overpass server:"), self.address)
        return form.box

    def apply(self) -> None:
        """Keep what the page says, and tell everything that shows it."""
        settings.LANGUAGE.set(self.language.currentData())
        settings.PALETTE.set(self.palette_list.currentData())
        settings.TEXT_SIZE.set(self.text_size.value())
        settings.HIGH_CONTRAST.set(self.contrast.isChecked())
        settings.LENGTH_UNIT.set(self.length_unit.currentData())
        settings.SLOPE_UNIT.set(self.slope_unit.currentData())
        settings.NORM_EDITION.set(self.norm.currentData())
        settings.MAX_AGE_YEARS.set(self.age.value())
        settings.NETWORK_FOLDER.set(self.folder.filePath())
        settings.OVERPASS_ON.set(self.overpass.isChecked())
        settings.OVERPASS_URL.set(self.address.text())
        settings.announce()


def _list(words: dict[str, str], chosen: str, name: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(f"accessible_kz_{name}")
    # Long titles of norms must not make the page wider than the window.
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    for value, title in words.items():
        combo.addItem(title, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    return combo


def _number(setting: settings.Whole, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setObjectName(f"accessible_kz_{name}")
    box.setRange(setting.least, setting.most)
    box.setValue(setting.get())
    return box


def _name_file_widget(widget: QgsFileWidget, label: str) -> None:
    """Name the parts of QGIS's file widget: it names none of them itself."""
    plain = label.replace("&", "").rstrip(":")
    widget.lineEdit().setAccessibleName(plain)
    widget.setFocusProxy(widget.lineEdit())
    for button in widget.findChildren(QToolButton):
        if button.parent() is widget:
            button.setAccessibleName(tr("Choose a folder"))
            button.setToolTip(tr("Choose a folder"))
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
