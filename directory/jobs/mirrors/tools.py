"""What every run needs that is not in the database: who may be asked, how, and where to keep what is read."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from directory.config import Settings
from directory.exchange.fetching.fetcher import Fetcher, FetchLimits
from directory.exchange.fetching.polite import Manners, PoliteFetcher
from directory.exchange.fetching.reach import Reach


@dataclass(frozen=True)
class MirrorTools:
    """How feeds are read by this installation. `folder` holds what runs have read and not taken in yet."""

    folder: Path
    reach: Reach
    user_agent: str
    limits: FetchLimits = field(default_factory=FetchLimits)
    manners: Manners = field(default_factory=Manners)
    sleep: Callable[[float], None] = time.sleep

    def fetcher(self) -> Fetcher:
        """Something that asks one question at a time; to be closed in the end."""
        return Fetcher(self.reach, self.user_agent, self.limits)

    def polite(self, fetcher: Fetcher, meanwhile: Callable[[], None] = lambda: None) -> PoliteFetcher:
        return PoliteFetcher(fetcher, self.manners, meanwhile, self.sleep)


def tools_for(settings: Settings) -> MirrorTools:
    """The tools as the settings of this installation want them."""
    return MirrorTools(settings.instance / "feeds", Reach(settings.private_feeds), user_agent(settings.contact))


def user_agent(contact: str) -> str:
    """How we introduce ourselves to the servers of other directories."""
    name = f"Lynchpin/{version('lynchpin')}"
    return f"{name} (+{contact})" if contact else name
