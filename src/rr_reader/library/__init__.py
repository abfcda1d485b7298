"""The library folder: cleaned files, the articles in memory, queries and facets."""
