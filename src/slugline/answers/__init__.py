"""What the record answers, as JSON-able dictionaries and lists: keys as in the record contract.

    guide(record, title, *, as_of, year=None, kind=None) -> dict       UnknownTitle, AmbiguousTitle
    ask(record, question, *, as_of, year=None, kind=None) -> dict      "standing": "unanswered" where it abstains
    changes(record, title=None, *, since=None, as_of, year=None, kind=None) -> list[dict]   newest first
    check(record, claims, *, as_of) -> dict        {"claims": [...]}; see `is_stale(result)` for the exit status
    timeline(record, franchise, *, order="story", as_of) -> dict       UnknownTitle where nothing bears the name

``as_of``, ``since`` are `datetime.date`; ``kind`` is one of film, series, special; ``claims`` is a
sequence of `slugline.model.Claim` (of one article or of several). `record` is a `slugline.record.Record`.
Nothing here reads the clock.
"""
