"""The command line: arguments, subcommands, the only writer of stdout."""
