#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what Accessible KZ needs on Debian 12. Safe to run again: does nothing when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
    cat <<'END'
usage: bash scripts/setup.sh [--dev] [--no-apt]
  --dev     also what the tests need (validators, headless tools, linters)
  --no-apt  install no system package; name the missing ones and stop if there are any
END
}

dev=no apt=yes
for argument in "$@"; do
    case $argument in
        --dev) dev=yes ;;
        --no-apt) apt=no ;;
        -h | --help) usage; exit 0 ;;
        *) echo "setup: '$argument' is no option of this script." >&2; usage >&2; exit 2 ;;
    esac
done

kinds=(runtime)
[ "$dev" = no ] || kinds+=(dev)

# --- Debian packages -------------------------------------------------------
missing=()
for kind in "${kinds[@]}"; do
    while read -r package why; do
        case $package in '' | '#'*) continue ;; esac
        state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
        [ "${state:0:2}" = ii ] && continue
        missing+=("$package")
        printf 'setup: Debian package %-18s is missing (%s)\n' "$package" "$why"
    done <"requirements/apt-$kind.txt"
done

if [ ${#missing[@]} -gt 0 ]; then
    if [ "$apt" = no ]; then
        echo "setup: not installed because of --no-apt. To install them:" >&2
        echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    if ! command -v apt-get >/dev/null; then
        echo "setup: this machine has no apt-get; on Debian 12 or a relative these packages are needed: ${missing[*]}" >&2
        exit 1
    fi
    as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "setup: installing packages needs root or sudo; or use --no-apt." >&2; exit 1; }
        as_root=(sudo)
    fi
    echo "setup: installing ${#missing[@]} Debian packages (QGIS and what it needs: some minutes, about 450 MB to fetch)"
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update -qq &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        echo "setup: apt-get failed; its last lines stand above." >&2
        exit 1
    fi
    rm -f "$log"
fi

# --- Python environment ----------------------------------------------------
# PyQGIS belongs to the system's Python: the environment must stand on that one.
# Variables of another GDAL or PROJ would be taken for ours.
unset PROJ_DATA PROJ_LIB GDAL_DATA PYTHONPATH PYTHONHOME
python=/usr/bin/python3
wanted=$(cat scripts/setup.sh pyproject.toml requirements/*.txt tests/tools/package-lock.json 2>/dev/null | sha256sum | cut -d' ' -f1)
stamp=.venv/.setup-$dev
have=$(cat "$stamp" 2>/dev/null || true)

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
    echo "setup: making the Python environment .venv on $python"
    rm -rf .venv
    "$python" -m venv --system-site-packages .venv
    have=
fi
if [ "$have" != "$wanted" ]; then
    list=runtime
    [ "$dev" = no ] || list=dev
    echo "setup: installing the Python packages of requirements/$list.txt"
    .venv/bin/pip install --quiet --disable-pip-version-check -r "requirements/$list.txt"
    .venv/bin/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
    if [ "$dev" = yes ]; then
        .venv/bin/pip install --quiet --disable-pip-version-check --no-deps -r requirements/dev-no-deps.txt
        echo "setup: installing the A11yJSON validator (npm package @sozialhelden/a11yjson, tests only)"
        # Node trusts its own certificates only; a machine behind a proxy has more.
        store=/etc/ssl/certs/ca-certificates.crt
        [ ! -e "$store" ] || export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$store}
        (cd tests/tools && PATH="$PWD/../../.venv/bin:$PATH" npm ci --loglevel=error --ignore-scripts --no-audit --no-fund)
    fi
    .venv/bin/python -c 'import qgis.core, fiona, rasterio, numpy, osmium' || {
        echo "setup: the environment does not work; the message above says what failed." >&2
        exit 1
    }
    echo "$wanted" >"$stamp"
    # What the tests need includes what the product needs.
    [ "$dev" = no ] || echo "$wanted" >.venv/.setup-no
    echo "setup: done"
else
    echo "setup: everything is in place"
fi
