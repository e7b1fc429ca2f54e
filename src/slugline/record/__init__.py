"""The record: what was said, when, by whom, and what it comes to on a given day.

    open_record(url, specs, *, policy=None) -> Record      url: "sqlite:///path" or a bare path
    load_policy(path=None) -> Policy                       None: the policy that Slugline ships

    Record.add(article | None, claims, recorded_at) -> tuple[Added, ...]
        one `Added` for each article: with an article given exactly one; with ``None`` the claims
        (of a .claims.jsonl) are grouped by source.url, else source.file. One transaction each.
    Record.close(), and a record is a context manager.

    Added(source: Source, said_on: date, outcome: "new" | "changed" | "same", claims: int)

Errors: `RecordError` (cannot be opened, read or written), `PolicyError`.
"""
