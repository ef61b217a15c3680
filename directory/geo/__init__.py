"""Where things are: postcodes turned into points, and the distance between two points.

Words. A *postcode* is a whole one, LS11 8ND; its *district* is the first half, LS11; its *sector* is the
first half and the next digit, LS11 8. A *place* is what a postcode resolves to: a point, and how exact that
point is. Positions are WGS84 degrees, latitude first. Distances are metres, and become miles only where a
person reads them.

Everything a request needs is in one file on this machine, so that no postcode leaves it. The geocoders that
go over the network are for an operator's own batch work. What is near what, and in which order, is for
`search` and `matching`.
"""
