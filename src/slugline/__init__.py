"""Slugline: dated, sourced claims about screen titles, and the answers that they support."""
