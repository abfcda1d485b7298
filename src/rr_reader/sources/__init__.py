"""One small reader a format: bytes become lines with their markup as hints. Finding files, too."""
