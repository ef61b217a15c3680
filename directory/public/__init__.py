"""Pages for residents: the search, the page of an activity, and what this site does with what it is told.

No account is needed and no cookie is set. A form here has a search form's name (`search_form`), a page object the name
of its page (`activity_page`).
"""
