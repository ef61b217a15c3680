"""Amounts of money as people write them."""

from directory.translation import gettext


def pounds(pence: int) -> str:
    """£2.50, £3, Free."""
    if pence == 0:
        return gettext("Free")
    sign, whole, rest = "-" if pence < 0 else "", *divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{rest:02}" if rest else f"{sign}£{whole:,}"
