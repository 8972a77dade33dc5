"""The command line of courtesy: one file a command, no logic."""
