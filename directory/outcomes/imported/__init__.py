"""Records of people from elsewhere or from before, brought as a file and evaluated as a cohort without casework.

A cohort has a name. Of the file's own mark for a person nothing is kept: people are numbered as they first come. They
stay data about people, and are removed with `lynchpin outcomes remove`.
"""
