"""Feeds that are followed: what is remembered of them, one step after another, and watching until stopped."""
