#!/usr/bin/env python3
"""The questions behind aggregate pages, asked of DuckDB over the same rows: the yardstick of `benches/serving.rs`.

    pip install duckdb
    qarau budget generate --facts 10000000 --package DIR
    python3 benches/duckdb_yardstick.py DIR [BUDGET] [YEAR-MONTH]

DuckDB reads DIR/facts.csv into a table of its own (in the order of the file, which is that of budgets and months) and
answers from it with all cores; each question is asked 20 times, and the median is printed. The portal's answer is a
whole page: rights, scope, rows, HTML, journal.
"""

import statistics
import sys
import time
from pathlib import Path

import duckdb

MEASURES = ["approved", "refined", "corrected", "plan_by_payments", "plan_by_obligations", "obligations", "executed"]
SUMS = ", ".join(f"sum({measure})" for measure in MEASURES)
EXPENDITURE = "section = '2'"
SPENT = "section IN ('2', '3', '4', '7') AND administrator IS NOT NULL"


def questions(budget, month):
    one = f"budget = '{budget}' AND period = '{month}'"
    year = int(month[:4])
    years = ", ".join(f"'{y}-{m:02}'" for y in (year - 2, year - 1, year) for m in range(1, 13))
    return {
        "lines: a section by group": f'SELECT "group", {SUMS} FROM facts WHERE {one} AND {EXPENDITURE} GROUP BY 1',
        "lines: by administrator": f"SELECT administrator, {SUMS} FROM facts WHERE {one} AND {SPENT} GROUP BY 1",
        "lines: by economic class": f"SELECT specific::INTEGER // 10, {SUMS} FROM facts WHERE {one} AND {SPENT} GROUP BY 1",
        "year: three years by month": f"SELECT period, {SUMS} FROM facts WHERE budget = '{budget}' AND {EXPENDITURE} "
        f"AND period IN ({years}) GROUP BY 1",
        "places: budgets side by side": f"SELECT budget, {SUMS} FROM facts WHERE period = '{month}' AND {EXPENDITURE} GROUP BY 1",
        "composition: ten biggest": f'SELECT "group", subgroup, administrator, programme, subprogramme, {SUMS} FROM facts '
        f"WHERE {one} AND {EXPENDITURE} GROUP BY ALL ORDER BY sum(executed) DESC LIMIT 10",
    }


def main():
    folder = Path(sys.argv[1])
    budget = sys.argv[2] if len(sys.argv) > 2 else "republican"
    file = folder / "yardstick.duckdb"
    file.unlink(missing_ok=True)
    base = duckdb.connect(str(file))
    amounts = ", ".join(f"'{measure}': 'DECIMAL(18, 2)'" for measure in MEASURES)
    begun = time.perf_counter()
    base.execute(
        f"CREATE TABLE facts AS SELECT * FROM read_csv('{folder / 'facts.csv'}', header = true, types = {{"
        f"'budget': 'VARCHAR', 'period': 'VARCHAR', 'section': 'VARCHAR', {amounts}}})"
    )
    (rows,) = base.execute("SELECT count(*) FROM facts").fetchone()
    print(f"{rows} facts read in {time.perf_counter() - begun:.1f} s, {file.stat().st_size / 1e6:.0f} MB")
    month = sys.argv[3] if len(sys.argv) > 3 else base.execute("SELECT max(period) FROM facts").fetchone()[0]
    for name, question in questions(budget, month).items():
        times = []
        for _ in range(20):
            begun = time.perf_counter()
            answer = base.execute(question).fetchall()
            times.append((time.perf_counter() - begun) * 1e3)
        print(f"  {name:30} {len(answer):4} rows   median {statistics.median(times):7.2f} ms")
    base.close()
    file.unlink()


if __name__ == "__main__":
    main()
