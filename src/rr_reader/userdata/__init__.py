"""Where things are kept, settings, reading places: the reader's own data."""
