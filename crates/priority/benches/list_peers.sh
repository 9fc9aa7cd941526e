#!/bin/sh
# Makes a Python with DuckDB in a folder of its own and prints what to set for the bench. Not part of ./test.
set -eu
folder="${1:-${TMPDIR:-/tmp}/battlebag-peers}"
python3 -m venv "$folder"
"$folder/bin/pip" --quiet install duckdb==1.4.2
echo "BATTLEBAG_PEERS=$folder/bin/python3 cargo bench -p battlebag-priority --bench list"
