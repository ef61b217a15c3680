"""Lynchpin: a community activity directory and referral-matching service for social prescribing."""
