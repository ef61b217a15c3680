"""Support sessions: when a coordinator and a person meet within a spell of support, and what came of each.

Its words: a SupportSession is one meeting, planned or past; the number of one is worked out from those that use one up;
MoreSessions is a question for more of them than the team gives, and who allowed it. It leaves a person's plan and the
ending of their support to others.
"""
