"""Structured descriptions of titles as claims: schema.org's, and what the importers of services share."""
