"""Where the data of the project lies: the rulebook and the JSON Schemas.

An installed wheel carries both below `courtesy/_data`; an editable install reads them from the
checkout, two levels above the package. Nothing here is opened or parsed.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parent.parent


def rules_directory() -> Path:
    """The directory of the shipped rulebook: `vocabulary.yaml` and one directory a source."""
    return _data_directory("rules")


def schemas_directory() -> Path:
    """The directory of the shipped JSON Schemas: `NAME.schema.json`."""
    return _data_directory("schemas")


def _data_directory(name: str) -> Path:
    installed = _INSTALLED / name
    return installed if installed.is_dir() else _CHECKOUT / name
