"""The desk: the record as a web application, for `slugline serve`.

    app = make_app(Desk(record, today=..., now=...))

Needs the extra ``slugline[web]``. Pages are rendered on the server and need no script; `slugline.surfaces.web.api`
hands the same facts to programs. Nothing here reads the clock: `Desk` is given it.
"""
