"""A cohort like that of Woodall et al. 2018, made up person by person, and its figures beside those printed.

Nobody in it is real. Its answers were sought by `fitting` until means, standard deviations and counts come out as the
paper prints them, so that whoever doubts an evaluation can see it meet figures that others published.
"""
