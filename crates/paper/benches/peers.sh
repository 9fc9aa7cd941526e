#!/bin/sh
# Installs the peers of the ward_pack bench in a folder of their own; nothing of the program needs them.
# Usage: crates/paper/benches/peers.sh FOLDER; it prints how to run the bench. Chromium is not installed: the bench takes
# the one on the PATH, or the one that BATTLEBAG_CHROMIUM names.
set -eu
folder=${1:?say where to put them}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
benches=$(cd "$(dirname "$0")" && pwd)
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet reportlab==5.1.0 typst==0.15.2 weasyprint==70.0
CARGO_TARGET_DIR="$folder/build" cargo build --quiet --release --locked --manifest-path "$benches/peers/Cargo.toml"
echo "BATTLEBAG_PEERS=$folder/venv/bin/python3 BATTLEBAG_RUST_PEERS=$folder/build/release/peers \\"
echo "    cargo bench -p battlebag-paper --bench ward_pack"
