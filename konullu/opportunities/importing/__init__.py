"""Files of others become opportunities: a mapping says which column means what, and what is done when a cell is wrong.

Pure but for reading the file: a row goes in, an `Offered` or the reasons against it come out, and every mend is named.
operations/importing.py writes. A mapping is a TOML file in mappings/ (docs/importing.md); `generic` takes a choice of
columns.
"""
