"""Finding what is listed twice: which records are compared, how alike two are and why, and what people decided.

Making two records one is left to `directory.catalogue.merging`.
"""
