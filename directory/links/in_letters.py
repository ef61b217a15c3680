"""The link in a letter that waits: it is made as the letter leaves, so that nothing that is kept holds its token."""

from directory.links.purposes import LinkPurpose, path_of

# Stands in a letter until it leaves.
LINK_TO_COME = "(a link, made for this letter when it leaves)"


def with_link(text: str, site_address: str, purpose: LinkPurpose, token: str) -> str:
    """The text of a letter as it leaves, with its link."""
    return text.replace(LINK_TO_COME, f"{site_address}{path_of(purpose, token)}")
