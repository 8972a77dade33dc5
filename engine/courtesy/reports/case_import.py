"""What an import found, as text for a decision: the mail, what it seems to be, and why."""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.case import Case
from courtesy.keeping.finding import Found
from courtesy.reports.words import listed, moment_words, people_words


def found_words(found: Found, case: Case) -> str:
    """One event that was found, in a few lines."""
    return "\n".join(_lines(found, case))


def _lines(found: Found, case: Case) -> Iterator[str]:
    at = found.at.astimezone(case.timezone)
    yield f"{moment_words(at)}  {_who(found, case)}“{_shown(found.title)}”"
    yield f"  {_guess(found)}: {', '.join(found.because)}"
    for one in found.identities:
        yield f"  not sure who <{one.address}> is: the name is that of {one.person} (--is {one.person}={one.address})"
    if found.already:
        already = found.already
        yield f"  the case has `{already.event}` at {moment_words(already.at)} already"


def _who(found: Found, case: Case) -> str:
    if found.from_:
        return f"from {people_words(case, [found.from_])}: "
    if found.to:
        return f"to {people_words(case, found.to)}: "
    return f"with {people_words(case, found.with_)}: " if found.with_ else ""


def _guess(found: Found) -> str:
    says = f" (says {found.says})" if found.event == "reply" and found.says else ""
    if found.event is None:
        return f"not told ({listed(found.likely, 'or')}?)"
    return f"{found.event}{says}" if found.sure else f"perhaps {found.event}{says}"


def _shown(title: str) -> str:
    return title[:100] or "no subject"
