"""Reading what strangers publish on the web, without becoming their tool or their victim.

Its words: an *address* is where something is published, a *reach* is which machines may be asked at all, an *answer*
is what came back. Nothing here knows what is in an answer, and nothing opens the database.

`addresses` reads what a person typed; `reach` looks a name up and lets only public machines through; `fetcher` asks
one of them, within limits of time and size; `polite` asks again later where a server wants that, and never hurries;
`probing` says whether a page is still where a link says.
"""
