"""How long a million answers of 100,000 people take to be read from a file, kept, and evaluated with all groups.

Promised: the evaluation, with reading the cohort from the database, within 20 seconds and 1 GB.
"""

import csv
import os
import platform
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from directory import clock
from directory.cli.outcomes import keep
from directory.cli.schema import upgrade
from directory.db import open_database, reading, use_database
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.imported.queries import get_cohort, read_dataset
from directory.outcomes.imported.reading import read_past_records
from directory.reporting.evaluations.document import evaluation_document

PEOPLE = 100_000
MOST_SECONDS, MOST_MEGABYTES = 20, 1024
SEED = 20180604
ETHNICITIES = ("White British", "White Irish", "Pakistani", "Indian", "Black African", "Mixed White and Asian", "")
SOURCES = ("self", "gp", "nurse", "social_care", "voluntary_sector", "")
TOTALS = {"swemwbs": (7, 35), "eq5d_vas": (0, 100), "social_networks": (3, 15)}
HEADINGS = ("person", "sex", "age", "ethnicity", "referral_source", "stage", "on", "measure", "item", "value")


def write_cohort(path: Path, people: int) -> int:
    """A file of past records with ten answers a person; returns how many rows it has."""
    chance = np.random.default_rng(SEED)
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for number in range(people):
            sex, age = chance.choice(("female", "male", "other")), int(chance.integers(16, 95))
            about = (f"P{number}", sex, age, chance.choice(ETHNICITIES), chance.choice(SOURCES))
            for stage, on in (("baseline", "2025-01-06"), ("exit", "2025-04-14")):
                for measure, (low, high) in TOTALS.items():
                    writer.writerow((*about, stage, on, measure, "", int(chance.integers(low, high + 1))))
                writer.writerow((*about, stage, on, "eq5d5l", "anxiety_depression", int(chance.integers(1, 6))))
                gp = "weekly_or_more" if stage == "baseline" else "bit_less"
                writer.writerow((*about, stage, on, "gp_use", "", gp))
                rows += len(TOTALS) + 2
    return rows


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def take_in(folder: Path, people: int) -> None:
    """Make a database with a cohort in it."""
    path = folder / "past.csv"
    rows = write_cohort(path, people)
    started = time.perf_counter()
    read = read_past_records(path, clock.today())
    seconds = time.perf_counter() - started
    keep("many", read, "", lambda *_: None)
    kept = time.perf_counter() - started - seconds
    print(f"{rows:,} rows read in {seconds:.1f} s and kept in {kept:.1f} s, peak {megabytes():.0f} MB")


def evaluate() -> None:
    """Evaluate the cohort, and say whether it is as promised."""
    before = megabytes()
    started = time.perf_counter()
    with reading() as db:
        dataset = read_dataset(db, get_cohort(db, "many"))
    read = time.perf_counter() - started
    evaluation = evaluate_cohort(dataset)
    document = evaluation_document(evaluation, {})
    seconds = time.perf_counter() - started
    peak = megabytes()
    print(
        f"{evaluation.answers:,} answers of {evaluation.people:,} people, {len(evaluation.groups)} groups,"
        f" {len(document['measures'])} measures: {seconds:.1f} s ({read:.1f} s of it reading), peak {peak:.0f} MB"
        f" ({before:.0f} MB before)"
    )
    print("as promised" if seconds <= MOST_SECONDS and peak <= MOST_MEGABYTES else "worse than promised")


def main() -> None:
    """Take the cohort in in one process and evaluate it in another, so that each has a peak of its own."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/lynchpin.db"
        upgrade(url)
        for step in (lambda: take_in(Path(folder), people), evaluate):
            child = os.fork()
            if child == 0:
                database = open_database(url)
                use_database(database)
                step()
                sys.stdout.flush()
                os._exit(0)
            if os.waitpid(child, 0)[1]:
                raise SystemExit(1)


if __name__ == "__main__":
    main()
