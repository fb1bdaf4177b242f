#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up and runs the main job: survey -> scores -> statistics -> network -> routes -> exchange files -> map.
set -euo pipefail
here=$PWD
cd "$(dirname "$0")/.."
for argument in "$@"; do
    case $argument in -h | --help) exec python3 scripts/demo.py --help ;; esac
done
bash scripts/setup.sh
unset PROJ_DATA PROJ_LIB GDAL_DATA PYTHONPATH PYTHONHOME
export QT_QPA_PLATFORM=offscreen
# File names are meant as seen from where the user stands.
root=$PWD
cd "$here"
exec "$root/.venv/bin/python" "$root/scripts/demo.py" "$@"
