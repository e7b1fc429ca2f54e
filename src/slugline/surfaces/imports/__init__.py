"""Saved answers of film services as articles and claims: TMDB, TVmaze, Wikidata, schema.org.

    imported(paths, service, day, names)      one `Reading` a document, as for articles
    identities_in(text)                       the ids that a stored document gives to titles and people

Each document becomes an article whose text is its own JSON, so that every claim quotes it, and the ids that it gives
stay where they were said: an id is no property of the claim contract.
"""
