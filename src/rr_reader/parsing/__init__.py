"""Understanding: from a source's bytes to an `Article`. Pure; nothing but `ReaderError` escapes.

`importing.parse_source` is the import, `quotations.quotes_of` the one function that finds the quotations of
prose. Loading a cleaned file needs only the latter: so this package imports neither by itself.
"""
