# SPDX-License-Identifier: GPL-3.0-or-later
"""When no more bytes can be written, each command says so in one line and leaves nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from accessible_core.survey.columns import survey_columns
from accessible_core.survey.readers import read_survey
from accessible_core.survey.writers import xlsx_table
from accessible_core.survey.writers.typed import typed_columns

resource = pytest.importorskip("resource", reason="limits on file sizes are a thing of Unix")
#: Bytes; every result of the sample city is larger.
LIMIT = 600


def limited(*arguments, folder):
    """Run the command line where no file may grow beyond the limit, as on a full disk."""
    run = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({LIMIT}, {LIMIT}))\n"
        "from accessible_core.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.run(
        [sys.executable, "-B", "-c", run, *map(str, arguments)],
        capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ["score", "survey.csv", "-o", f"OUT.{end}"]
            for end in ("gpkg", "csv", "geojson", "jsonl")
        ),
        *(
            ["export", "survey.csv", "--to", to, "-o", "OUT"]
            for to in ("a11yjson", "registry", "geojson")
        ),
        *(["stats", "survey.csv", "-o", f"OUT.{end}"] for end in ("gpkg", "csv", "geojson")),
        ["network", "build", "sample_city.osm", "-o", "OUT"],
    ],
    ids=lambda arguments: f"{arguments[0]}-{arguments[-1]}-{arguments[-3]}",
)
def test_one_line_and_nothing_left(sample, tmp_path, arguments):
    given = [sample / word if (sample / word).is_file() else word for word in arguments]
    given = [str(word).replace("OUT", str(tmp_path / "result")) for word in given]
    done = limited(*given, folder=tmp_path)
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_on_a_full_disk_fails_plainly(sample):
    """Not in the table above: openpyxl's own temporary files would meet the limit first."""
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has /dev/full")
    survey = read_survey(sample / "survey.csv")
    with pytest.raises(OSError, match="No space left"):
        xlsx_table.write(survey, typed_columns(survey_columns(survey)), Path("/dev/full"))
