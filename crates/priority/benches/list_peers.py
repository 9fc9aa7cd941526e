#!/usr/bin/env python3
"""The list as SQL, in SQLite and in DuckDB on one thread. Prints "name<TAB>milliseconds of CPU<TAB>peak MiB<TAB>same order as the engine".
Usage: list_peers.py FOLDER ENGINE   Needs, for duckdb: pip install duckdb==1.4.2 (list_peers.sh does it)
FOLDER holds the tables as CSV and expected.csv, the engine's order. Tables are loaded before the clock starts; a run changes one system
and asks for the whole list again.
"""
import csv
import os
import resource
import sqlite3
import sys
import time

KEYS = {
    "patient": "pid TEXT, place TEXT, score INTEGER, three INTEGER, rising INTEGER, vulnerable INTEGER, running TEXT",
    "patient_profile": "pid TEXT, unit TEXT",
    "unit": "code TEXT, emergency INTEGER, urgent INTEGER",
    "brings": "unit TEXT, added TEXT, too TEXT",
    "by_news2": "news2_from INTEGER, added TEXT",
    "need": "nid INTEGER, unit TEXT, system TEXT, loss_h DOUBLE, definitive_h DOUBLE, severity INTEGER, irreversible INTEGER, grave_at_bed INTEGER, carries INTEGER",
    "way": "nid INTEGER, fallback TEXT, is_full INTEGER, lead_h DOUBLE, buys_h DOUBLE, counts INTEGER, blocked INTEGER",
    "state": "system TEXT, down INTEGER",
}


def rows(folder, name):
    with open(os.path.join(folder, name + ".csv"), newline="", encoding="utf-8") as file:
        return [[None if cell == "" and name == "patient" and at == 2 else cell for at, cell in enumerate(row)] for row in csv.reader(file)]


def median(times):
    return sorted(times)[len(times) // 2]


def main():
    folder, engine = sys.argv[1], sys.argv[2]
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "list_peers.sql"), encoding="utf-8") as file:
        query = file.read().rstrip().rstrip(";")
    if engine == "sqlite":
        base = sqlite3.connect(":memory:")
        query = query.replace("GREATEST(", "MAX(").replace("LEAST(", "MIN(")
    else:
        import duckdb

        base = duckdb.connect(":memory:")
        base.execute("SET threads = 1")
    for name, columns in KEYS.items():
        base.execute(f"CREATE TABLE {name} ({columns})")
        found = rows(folder, name)
        if engine == "sqlite":
            base.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(found[0]))})", found)
        else:
            path = os.path.join(folder, name + ".csv")
            base.execute(f"INSERT INTO {name} SELECT * FROM read_csv('{path}', header = false, all_varchar = true, nullstr = '')" if name == "patient"
                         else f"INSERT INTO {name} SELECT * FROM read_csv('{path}', header = false, all_varchar = true)")
    if engine != "sqlite":
        base.execute("UPDATE patient SET running = '' WHERE running IS NULL")
    else:
        for table, column in [("patient", "pid"), ("patient_profile", "pid"), ("brings", "unit"), ("need", "unit"), ("way", "nid"), ("state", "system")]:
            base.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
        base.execute("ANALYZE")
    expected = [row[0] for row in rows(folder, "expected")]
    times, same = [], None
    changed = "UPDATE state SET down = 1 WHERE system = 'IDAM'"
    for _ in range(3 if len(expected) > 50000 else 7):
        start = time.process_time()
        base.execute(changed)
        order = [pid for (pid,) in base.execute(query).fetchall()]
        times.append((time.process_time() - start) * 1e3)
        same = order == expected
    if not same and os.environ.get("BATTLEBAG_PEERS_WHY"):
        differ = [i for i, (a, b) in enumerate(zip(order, expected)) if a != b]
        print(len(order), len(expected), len(differ), differ[:5], [(order[i], expected[i]) for i in differ[:5]], file=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{engine}\t{median(times):.1f}\t{peak:.0f}\t{'yes' if same else 'no'}")


main()
