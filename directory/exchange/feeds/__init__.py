"""Reading another directory's feed, page by page, into files that an import can take in.

Its words: an *item* is one service as a page lists it, a *detail* the same service by its id, which in most feeds
says more. A *walk* goes through the pages; what it reads is *staged* in files, so that a run which is stopped goes on
where it was. `pages` reads what a page says, `client` asks for pages and details, `abilities` finds out what a feed
honours, `walking` does the walk. A feed is hostile until read: it may be endless, go round in circles, or lie.
"""
