"""A rulebook and rules engine for the wait after a job interview."""

__version__: str


def __getattr__(name: str) -> str:
    """`__version__`, read from the installed distribution when it is asked for."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    # Read late: the metadata of installed packages costs more to import than a check takes.
    from importlib.metadata import version  # noqa: PLC0415

    return version("courtesy")
