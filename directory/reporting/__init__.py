"""Figures that span packages, for managers and commissioners: what is missing where, and what there is.

A figure is made of counts by set-based queries, and leaves here only as somebody may see it: small counts are hidden,
and so is what they could be worked out from. Its pages and files are made above. It names nobody, and opens nothing
that is sealed.
"""
