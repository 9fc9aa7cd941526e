#!/bin/sh
# Installs the peers of the ward_pack bench in a folder of their own; nothing of the program needs them.
# Usage: crates/paper/benches/peers.sh FOLDER; then BATTLEBAG_PEERS=FOLDER/bin/python3 cargo bench -p battlebag-paper
set -eu
folder=${1:?say where to put them}
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet reportlab==5.1.0 typst==0.15.2 weasyprint==70.0
echo "BATTLEBAG_PEERS=$folder/bin/python3"
