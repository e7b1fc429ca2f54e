"""Hostile inputs for every reader: what they promise of any bytes, and the commands that try them."""
