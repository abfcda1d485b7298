"""The reader in a browser: who is let in, a process for each tab, the page. `cli/serve.py` is the command."""
