"""Getting to a place, into it and about in it: what is asked, and what the answers say.

The standard has words for this and no questions, so each answer is kept as words that anybody can read: what there is,
or what there is not. A place of which something was never asked holds nothing about it: silence is not a no. That it
was asked and nobody knew is kept here, and published nowhere.
"""
