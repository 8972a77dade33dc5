"""From a case and a proposal to the named, typed values that the rulebook mentions."""
