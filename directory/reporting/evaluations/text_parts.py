"""Numbers in words, as text tells them."""

from directory.outcomes.statistics.shares import Share


def share_words(share: Share) -> str:
    return f"{share.count:,} of {share.n:,}" + (f" ({share.share:.1%})" if share.share is not None else "")


def sd_words(sd: float | None) -> str:
    return f" (SD {sd:.2f})" if sd is not None else ""


def p_words(p: float | None) -> str:
    if p is None:
        return "not to be said"
    return "< .001" if p < 0.001 else f"{p:.3f}"
