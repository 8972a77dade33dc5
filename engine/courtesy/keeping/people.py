"""Who of the case an address belongs to: by the address itself, or by the name beside it, which is a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from courtesy.case import Case
from courtesy.frozen import dataclass
from courtesy.keeping.finding import Identity
from courtesy.keeping.mail import Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressBook:
    """Addresses (lower case) of the candidate, and of people by their ids."""

    candidate: frozenset[str]
    people: Mapping[str, str]
    names: Mapping[frozenset[str], str]
    strangers: frozenset[str]

    def is_candidate(self, mailbox: Mailbox) -> bool:
        """True where the address is one of the candidate's."""
        return mailbox.address in self.candidate

    def known(self, mailboxes: Iterable[Mailbox]) -> tuple[str, ...]:
        """The people whose addresses these are, each once."""
        found = (self.people.get(mailbox.address) for mailbox in mailboxes)
        return tuple(dict.fromkeys(person for person in found if person))

    def questions(self, mailboxes: Iterable[Mailbox]) -> tuple[Identity, ...]:
        """One question for each unknown address that carries the name of a person of the case."""
        return tuple(
            Identity(person=person, name=mailbox.name, address=mailbox.address)
            for mailbox in mailboxes
            if mailbox.address not in {*self.people, *self.candidate, *self.strangers}
            and (person := self.names.get(_name_words(mailbox.name)))
        )


def address_book(
    case: Case,
    own: Iterable[str] = (),
    known_as: Mapping[str, str] | None = None,
    strangers: Iterable[str] = (),
) -> AddressBook:
    """The addresses of a case.

    `own` are further ones of the candidate, `known_as` maps further ones to people, and `strangers` are nobody's,
    whatever name stands beside them.
    """
    candidate = {*own, case.candidate.email or ""}
    people = {person.email.casefold(): person.id for person in case.people if person.email}
    people |= {address.casefold(): person for address, person in (known_as or {}).items()}
    names = {_name_words(person.name): person.id for person in case.people if person.name}
    return AddressBook(
        candidate=frozenset(address.casefold() for address in candidate if address),
        people=people,
        names=names,
        strangers=frozenset(address.casefold() for address in strangers),
    )


def _name_words(name: str) -> frozenset[str]:
    """The words of a name in any order: `Lee, Kim` is `Kim Lee`."""
    from courtesy.message.people import name_words  # noqa: PLC0415 - only an import compares names

    return frozenset(name_words(name))
