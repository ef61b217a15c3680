"""All pages of this package."""

from directory.own_page import complaining, opening, stopping_group, stopping_support, telling, withdrawing
from directory.own_page.blueprint import bp

__all__ = ["bp"]

MODULES = (complaining, opening, stopping_group, stopping_support, telling, withdrawing)
