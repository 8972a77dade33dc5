"""The command line of courtesy: one file a command, no logic."""

import gc

# A command lives for a moment and makes few cycles: to look for them was a tenth of a `check`.
gc.set_threshold(50_000)
