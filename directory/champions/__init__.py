"""Champions: who keeps which part of the catalogue true.

Its words: a ChampionDomain is a set of terms of any vocabulary (an interest, a need, a group of people) with a
Champion, who is usually a coordinator too; its listings are the services tagged with any of those terms; a
ListingCheck says that somebody looked at one and what they found.
"""
