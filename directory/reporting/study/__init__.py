"""The figures that Woodall et al. 2018 printed, beside those of the made-up cohort like theirs."""
