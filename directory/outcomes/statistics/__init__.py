"""Statistics of outcomes: plain numbers in, one frozen result out, with how many people it is of.

Each module holds one idea. What numbers cannot say is None, and `unsaid` in the result says why: nobody, one person,
or no variance. No function raises for that, and none answers with nan. They agree with scipy and with R to six digits.
"""
