"""`lynchpin meanings`: putting listings to the language model."""

import click

from directory.cli.opening import opened_catalogue
from directory.cli.progress import progress_bar
from directory.errors import WrongSettings
from directory.jobs.meanings import make_meanings
from directory.matching.current import current_matcher_keeper


@click.command()
def meanings() -> None:
    """Put new and changed listings to the language model now, instead of in the background."""
    with opened_catalogue() as settings:
        if not settings.with_semantic:
            click.echo("The language model is switched off by LYNCHPIN_SEMANTIC.")
        elif current_matcher_keeper().embedder is None:
            raise WrongSettings("The language model is not installed, so that matching goes by words alone.")
        elif not make_meanings_now():
            click.echo("Every listing has been put to the language model already.")


def make_meanings_now() -> int:
    """Make the vectors that are missing, with a bar; none where there is no model. Returns how many there were."""
    keeper = current_matcher_keeper()
    if keeper.embedder is None:
        return 0
    with progress_bar("Reading listings") as show:
        made = make_meanings(keeper, show)
    if made:
        click.echo(f"{made:,} texts put to the language model.", err=True)
    return made
