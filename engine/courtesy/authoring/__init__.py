"""What rule authors need: the account of passages, citations proved, lints, tests, coverage, mutation, scaffolding."""
