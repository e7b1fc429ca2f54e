"""Articles by the million: inputs in units of work, isolated reading, an engine over the units, tables, and loading.

inputs      files, folders and archives as units, and what a unit has come to (`Done`)
cell        a process of its own that reads pages, replaced where one kills it or takes too long
reading     one unit read into tables of its own, whole or not at all
engine      Daft: units over the cores of a machine, or of a Ray cluster
running     a whole run: what is done already, the rest, one output in the order of the inputs
tables      claims and articles as Parquet
loading     such tables as articles with claims, for a record
"""
