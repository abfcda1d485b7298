"""The disposable index: what is known of every article, and its words, in one SQLite file of the cache folder.

Deleting it costs only time. The cleaned files are the truth; the index remembers what they said when it last looked.
"""
