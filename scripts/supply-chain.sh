#!/usr/bin/env bash
# What is in the build, and whether it may be: licences, bans and sources (deny.toml), known weaknesses where the network
# reaches the RustSec database, and two CycloneDX lists of everything that goes in.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
tools=$target/tools
mkdir -p "$target/sbom"
export PATH=$tools/bin:$PATH

# tool NAME VERSION: installs it once into the target folder, nothing elsewhere.
tool() {
    if ! "$1" --version 2>/dev/null | grep -qF "$2"; then
        echo "Installing $1 $2 into $tools. This takes some minutes, once (built without optimising: it runs for seconds)."
        CARGO_TARGET_DIR=$tools/build cargo install --quiet --debug --locked --root "$tools" "$1@$2"
    fi
}

tool cargo-deny 0.20.2
tool cargo-sbom 0.10.0
rm -rf "$tools/build"

cargo deny --locked --log-level error check licenses bans sources
if timeout 60 git ls-remote --quiet --exit-code https://github.com/rustsec/advisory-db HEAD >/dev/null 2>&1; then
    cargo deny --locked --log-level error check advisories
else
    echo "Known weaknesses are not checked: github.com/rustsec/advisory-db cannot be reached from here."
fi
cargo sbom --output-format cyclone_dx_json_1_6 >"$target/sbom/battlebag-rust.cdx.json"
(cd ui && npm sbom --sbom-format cyclonedx --omit dev) >"$target/sbom/battlebag-ui.cdx.json"
for list in "$target"/sbom/*.cdx.json; do
    echo "$(node -e 'const s = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); console.log(`${s.bomFormat} ${s.specVersion}: ${s.components.length} components`)' "$list") in $list"
done
