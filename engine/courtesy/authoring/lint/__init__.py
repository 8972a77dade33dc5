"""Lints: what loads, and is yet wrong or weak. Each has a code, a severity, and a page in `docs/lints/`."""
