# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading elevation rasters of several kinds, whole and broken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio

from accessible_core.errors import InputError
from accessible_core.network.dem import read_dem
from accessible_core.network.slopes import Dem

BOX = (71.401, 51.091, 71.409, 51.099)


def write(
    path: Path, values: np.ndarray, *, crs: str | None = "EPSG:4326", **options: object
) -> Path:
    transform = options.pop("transform", rasterio.transform.from_origin(71.4, 51.1, 1e-4, 1e-4))
    scale = options.pop("scale", None)
    unit = options.pop("unit", None)
    with rasterio.open(
        path, "w", driver="GTiff", width=values.shape[-1], height=values.shape[-2],
        count=values.shape[0] if values.ndim == 3 else 1, dtype=values.dtype, crs=crs,
        transform=transform, **options,
    ) as dataset:  # fmt: skip
        dataset.write(values if values.ndim == 3 else values[None])
        if scale:
            dataset.scales = [scale]
        if unit:
            dataset.units = [unit]
    return path


def height_at(dem: Dem, lon: float, lat: float) -> float:
    """Return the height of the cell around a point, by the definition in `Dem`."""
    column = int((lon - dem.west) / dem.step_lon)
    row = int((dem.north - lat) / dem.step_lat)
    return float(dem.values[row, column])


@pytest.fixture
def ramp() -> np.ndarray:
    """100 x 100 cells, climbing a metre a column eastward."""
    return np.tile(np.arange(100), (100, 1)).astype(np.int16)


def test_a_plain_geotiff(tmp_path: Path, ramp: np.ndarray) -> None:
    dem = read_dem(write(tmp_path / "ramp.tif", ramp), BOX)
    assert height_at(dem, 71.40505, 51.095) == 50
    assert dem.cell_m == pytest.approx(11.13, abs=0.01)
    assert dem.source == "ramp.tif"
    # No more is read than the box and a few cells around it.
    assert dem.values.shape[0] < 95
    assert read_dem(tmp_path / "ramp.tif").values.shape == (100, 100)


def test_other_coordinate_systems_are_warped(tmp_path: Path) -> None:
    """A plane in UTM 42N that climbs 1 m in 10 m eastward."""
    from rasterio.warp import transform

    (x,), (y,) = transform("EPSG:4326", "EPSG:32642", [71.405], [51.095])
    west, north, cell = x - 1000, y + 1000, 10.0
    heights = (np.arange(200) + 0.5)[None, :].repeat(200, 0).astype(np.float32)
    path = write(
        tmp_path / "utm.tif", heights, crs="EPSG:32642",
        transform=rasterio.transform.from_origin(west, north, cell, cell),
    )  # fmt: skip
    dem = read_dem(path, BOX)
    assert dem.cell_m == pytest.approx(10)
    for lon, lat in ((71.402, 51.092), (71.405, 51.095), (71.408, 51.098)):
        (x,), _ = transform("EPSG:4326", "EPSG:32642", [lon], [lat])
        assert height_at(dem, lon, lat) == pytest.approx((x - west) / cell, abs=0.75)


def test_feet_and_scales_become_metres(tmp_path: Path, ramp: np.ndarray) -> None:
    feet = read_dem(write(tmp_path / "feet.tif", ramp, unit="ft"), BOX)
    assert height_at(feet, 71.40505, 51.095) == pytest.approx(50 * 0.3048)
    tenths = read_dem(write(tmp_path / "tenths.tif", ramp, scale=0.1), BOX)
    assert height_at(tenths, 71.40505, 51.095) == pytest.approx(5)


@pytest.mark.parametrize(
    ("kind", "void", "nodata"),
    [
        (np.int16, -32768, None),
        (np.int16, -9999, -9999),
        (np.float32, -9999, None),
        (np.float32, np.nan, None),
        (np.float32, 3.4e38, None),
        (np.uint8, 255, None),  # 8 bits end at 255 m: what stands there is 255 m or more
        (np.uint8, 0, 0),
    ],
)
def test_voids_are_unknown_however_they_are_written(
    tmp_path: Path, ramp: np.ndarray, kind: type, void: float, nodata: float | None
) -> None:
    values = (ramp + 1).astype(kind)
    values[40:60, 40:60] = void
    dem = read_dem(write(tmp_path / "void.tif", values, nodata=nodata), BOX)
    assert np.isnan(height_at(dem, 71.40505, 51.09505))
    assert height_at(dem, 71.40205, 51.09505) == 21
    assert np.isnan(dem.values).sum() == 400


def test_voids_do_not_leak_into_a_warped_raster(tmp_path: Path) -> None:
    heights = np.full((200, 200), 100, np.int16)
    heights[90:110, 90:110] = -32768
    path = write(
        tmp_path / "utm.tif", heights, crs="EPSG:32642",
        transform=rasterio.transform.from_origin(667500, 5665000, 10, 10),
    )  # fmt: skip
    dem = read_dem(path)
    assert np.isnan(dem.values).any()
    assert set(np.unique(dem.values[np.isfinite(dem.values)])) == {100.0}


def test_fine_models_are_averaged(tmp_path: Path) -> None:
    values = np.random.default_rng(1).normal(100, 5, (500, 500)).astype(np.float32)
    fine = rasterio.transform.from_origin(71.4, 51.1, 5e-6, 5e-6)  # about half a metre
    dem = read_dem(write(tmp_path / "fine.tif", values, transform=fine))
    assert dem.values.shape == (125, 125)
    assert dem.cell_m == pytest.approx(4 * 0.5566, abs=0.01)
    assert dem.values[0, 0] == pytest.approx(values[:4, :4].mean(), abs=1e-3)


def test_a_zip_with_one_raster(tmp_path: Path, ramp: np.ndarray) -> None:
    path = tmp_path / "packed {raster}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(write(tmp_path / "ramp.tif", ramp), "folder/ramp.tif")
        archive.writestr("readme.txt", "heights")
    assert height_at(read_dem(path, BOX), 71.40505, 51.095) == 50


def test_an_hgt_tile_with_voids(shared: Path) -> None:
    path = shared / "data" / "dem" / "N43E007.hgt.zip"
    dem = read_dem(path, (7.40, 43.72, 7.44, 43.76))
    with zipfile.ZipFile(path) as archive:
        raw = np.frombuffer(archive.read("N43E007.hgt"), ">i2").reshape(1201, 1201)
    # SRTM: rows from north to south, posts on the degree lines, 3 seconds apart.
    for lon, lat in ((7.42, 43.74), (7.41, 43.73), (7.435, 43.75)):
        row, column = round((44 - lat) * 1200), round((lon - 7) * 1200)
        truth = raw[row, column]
        found = height_at(dem, 7 + column / 1200, 44 - row / 1200)
        assert found == truth if truth != -32768 else np.isnan(found)
    assert dem.cell_m == pytest.approx(92.6, abs=0.1)
    assert not (dem.values < -500).any()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"hello", "text.tif", "cannot be read as a raster"),
        (b"", "empty.tif", "cannot be read as a raster"),
        (b"hello", "text.zip", "not a whole zip"),
    ],
)
def test_what_is_no_raster(tmp_path: Path, content: bytes, name: str, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        read_dem(path, BOX)
    assert "\n" not in str(caught.value)


def test_rasters_that_do_not_fit(tmp_path: Path, ramp: np.ndarray) -> None:
    with pytest.raises(InputError, match="no elevation raster at"):
        read_dem(tmp_path / "none.tif", BOX)
    with pytest.raises(InputError, match="do not overlap"):
        read_dem(write(tmp_path / "far.tif", ramp), (10.0, 50.0, 10.1, 50.1))
    with pytest.raises(InputError, match="no coordinate system"):
        read_dem(write(tmp_path / "loose.tif", ramp, crs=None), BOX)
    picture = np.stack([ramp.astype(np.uint8)] * 3)
    with pytest.raises(InputError, match="picture"):
        read_dem(write(tmp_path / "photo.tif", picture, photometric="RGB"), BOX)
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.tif", b"")
        archive.writestr("b.hgt", b"")
    with pytest.raises(InputError, match="2 rasters"):
        read_dem(tmp_path / "two.zip", BOX)


def test_a_cut_geotiff(tmp_path: Path, ramp: np.ndarray) -> None:
    whole = write(tmp_path / "ramp.tif", ramp).read_bytes()
    cut = tmp_path / "cut.tif"
    for length in (len(whole) // 3, len(whole) // 2, len(whole) - 500):
        cut.write_bytes(whole[:length])
        with pytest.raises(InputError):
            read_dem(cut)


def test_a_georeference_that_is_no_number_is_told(tmp_path):
    path = tmp_path / "nan.tif"
    step = rasterio.Affine(float("nan"), 0, 71, 0, -0.001, 51)
    with rasterio.open(
        path, "w", driver="GTiff", width=4, height=4, count=1, dtype="float32", crs="EPSG:4326",
        transform=step,
    ) as file:  # fmt: skip
        file.write(np.ones((1, 4, 4), "float32"))
    with pytest.raises(InputError, match="georeference is damaged"):
        read_dem(path)
