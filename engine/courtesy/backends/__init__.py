"""Clauses and a situation → the clauses that hold."""
