"""Pages about one spell of support: its case, plan, steps and measured outcomes, and the evaluation of many."""
