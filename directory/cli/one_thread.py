"""How many threads a product of numpy's may take: one, before numpy is imported, unless somebody says otherwise."""

import os


def keep_to_one_thread() -> None:
    """Where several people are served at once, threads of one product wait for one another's cores.

    A match then takes many times as long. The library that numpy multiplies with reads this as it is loaded.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
