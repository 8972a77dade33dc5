"""Many decisions: one record in, one decision out, in input order, by one process or several."""
