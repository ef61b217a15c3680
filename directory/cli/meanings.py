"""`lynchpin meanings`: putting listings to the language model."""

import click

from directory.cli.opening import opened_catalogue
from directory.cli.progress import progress_bar
from directory.jobs.meanings import make_meanings
from directory.matching.current import current_matcher_keeper


@click.command()
def meanings() -> None:
    """Put new and changed listings to the language model now, instead of in the background."""
    with opened_catalogue():
        make_meanings_now()


def make_meanings_now() -> None:
    """Make the vectors that are missing, with a bar; says so where there is no model."""
    keeper = current_matcher_keeper()
    if keeper.embedder is None:
        click.echo("The language model is not installed: matching goes by words alone.", err=True)
        return
    with progress_bar("Reading listings") as show:
        made = make_meanings(keeper, show)
    if made:
        click.echo(f"{made:,} texts put to the language model.", err=True)
