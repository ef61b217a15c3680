"""Mirrors of other directories' feeds: read on a clock, or when somebody asks for it.

Its words: a *feed* is a source with an address; a *run* is one reading of it, which the next one goes on with if it
was stopped; a *lease* keeps two runs of one feed apart. A run reads pages into files (`exchange.feeds`), takes them in
as an import does, and only then says of services that the feed no longer lists that they do not run. Nothing is read
from the network while a transaction is open.

`feeds` makes and removes them, `syncing.sync_feed` does a run, `leases` and `runs` keep what has to outlive it.
"""
