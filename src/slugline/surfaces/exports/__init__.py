"""The record for other programs: claims and statements as JSON Lines, CSV, Parquet, RDF and QuickStatements.

    chosen = Chosen(record, connection, as_of, title=…, franchise=…)
    write_jsonl, write_csv, write_parquet, write_rdf, write_quickstatements

Each reads one snapshot a few titles at a time and writes as it goes: memory does not grow with the record.
"""
