#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up and runs the tests; options are handed to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/setup.sh --dev
unset PROJ_DATA PROJ_LIB GDAL_DATA PYTHONPATH PYTHONHOME
export QT_QPA_PLATFORM=offscreen PATH="$PWD/.venv/bin:$PATH"
# A test that needs a component fails when it is missing: setup has just installed them all.
export AKZ_REQUIRE_COMPONENTS=1
exec .venv/bin/python -m pytest "$@"
