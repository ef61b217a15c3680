"""Asking whether listings are still right: the cycle, its letters, and what groups answer behind their link."""
