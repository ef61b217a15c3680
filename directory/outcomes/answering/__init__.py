"""Questionnaires that are open, answered question by question: what is left out is told apart, and kept.

Words: an AskedTogether is what is asked in one sitting, of one questionnaire or two that belong together.
"""
