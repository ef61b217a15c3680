"""Handing a client over from one team to another."""
