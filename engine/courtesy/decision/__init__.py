"""From the rules that match to verdicts, a decision, and the reasons for it."""
