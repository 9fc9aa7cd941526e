#!/usr/bin/env python3
"""Python's readers over the same FHIR files, to hold our import against: json, and fhir.resources where it is installed.

    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install fhir.resources==8.3.0
    /tmp/peers/bin/python crates/census/benches/fhir_peers.py FOLDER
"""
import gzip
import json
import pathlib
import sys
import time

try:
    from fhir.resources.R4B import get_fhir_model_class
except ImportError:
    get_fhir_model_class = None


def documents(folder):
    for path in sorted(pathlib.Path(folder).rglob("*")):
        name = path.name.removesuffix(".gz")
        if not path.is_file() or not name.endswith((".json", ".ndjson")):
            continue
        data = gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes()
        yield from (data.splitlines() if name.endswith(".ndjson") else [data])


def timed(what, work, all_of):
    start, refused = time.perf_counter(), 0
    for one in all_of:
        try:
            work(one)
        except Exception:  # a peer may refuse what it likes; how often is what we want to know
            refused += 1
    took = time.perf_counter() - start
    megabytes = sum(map(len, all_of)) / 1e6
    print(f"{what:<16} {took:8.2f} s  {megabytes / took:8.1f} MB/s  {refused} of {len(all_of)} refused")


def typed(text):
    tree = json.loads(text)
    get_fhir_model_class(tree["resourceType"]).model_validate(tree)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    all_of = [one for one in documents(sys.argv[1]) if one.strip()]
    timed("json", json.loads, all_of)
    if get_fhir_model_class is None:
        print("fhir.resources   not installed (see the head of this file)")
    else:
        timed("fhir.resources", typed, all_of)


main()
