"""Where things are kept, settings, reading positions: the reader's own data."""
