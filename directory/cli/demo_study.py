"""`lynchpin demo-study`: the tables of the study behind Lynchpin, beside those of a made-up cohort like theirs."""

from pathlib import Path

import click

from directory import clock
from directory.cli.outputs import whole_binary_file
from directory.cli.town import seeds_folder
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.imported.reading import read_past_records
from directory.reporting.evaluations.document import evaluation_document
from directory.reporting.study.comparison import compare_with_study, comparison_lines
from directory.reporting.study.printed import Evidence

FILE = "study-cohort.csv"


@click.command("demo-study")
@click.option(
    "--copy",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also copy the cohort to this file, to try `lynchpin outcomes import` with it.",
)
def demo_study(copy: Path | None) -> None:
    """Print the figures of Woodall et al. 2018 beside ours, of a made-up cohort like theirs.

    The cohort is evaluated as one of past records would be; nobody in it is real, and no database is needed.
    docs/operations/study.md says how it was made, and which printed figures contradict others.
    """
    file = seeds_folder() / FILE
    if copy:
        with whole_binary_file(copy) as stream:
            stream.write(file.read_bytes())
    dataset = read_past_records(file, clock.today()).dataset
    seen = Evidence(evaluation_document(evaluate_cohort(dataset), {}), dataset)
    for line in comparison_lines(compare_with_study(seen)):
        click.echo(line)
