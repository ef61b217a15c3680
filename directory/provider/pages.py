"""All pages of this package."""

from directory.provider import answers, joining, own_pause, own_room, own_strength, questions, replies
from directory.provider.blueprint import bp

__all__ = ["bp"]

MODULES = (answers, joining, own_pause, own_room, own_strength, questions, replies)
