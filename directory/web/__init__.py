"""What the page packages share: layout, components, forms, words for dates, error pages and files.

Words: a page object is what one page shows, built inside the view's transaction and handed to its template as
`page`; a form is WTForms with the GOV.UK widgets, handed over as `form`. This package knows no domain: who is
signed in and what the navigation holds is told to it through `navigation.py`.
"""
