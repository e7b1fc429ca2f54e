"""The record for assistants: a server of the Model Context Protocol, for `slugline mcp`.

    server = make_server(Shelf(record, today=..., engine=...))

Needs the extra ``slugline[mcp]``. It answers and never writes: every tool only reads. Whatever was written by others
reaches an assistant as data, cleaned and with a notice that it is a quotation and no instruction (`quoting`). Nothing
here reads the clock: `Shelf` is given it.
"""
