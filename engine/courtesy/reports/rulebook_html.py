"""The rulebook as one page that carries everything with it: search, contents, every card with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator

from courtesy.authoring.documentation import Documentation, ToldCard, ToldSource, Topic
from courtesy.reports.page_document import asset, document, element, text
from courtesy.reports.rulebook_words import (
    clash_tail,
    clash_words,
    example_words,
    facts,
    parameter_value,
    source_line,
    topic_title,
)
from courtesy.reports.words import cite_words
from courtesy.rule import ActCard, AnyCard, MessageCard, Rulebook
from courtesy.verdict import VERDICT_OF_EFFECT

TITLE = "The rulebook"
_KINDS = ("required", "recommended", "permitted", "discouraged", "forbidden", "text", "counsel")


def rulebook_page(told: Documentation) -> str:
    """The whole page."""
    body = [
        element("style", asset("rulebook.css")),
        element("h1", TITLE),
        element("p", text(_introduction(told)), {"class": "quiet"}),
        _finder(),
        element(
            "div",
            [_contents(told), element("main", [_source(told.rulebook, each) for each in told.sources])],
            {"class": "book"},
        ),
        element("script", asset("rulebook.js")),
    ]
    return document(TITLE, "\n".join(body))


def _introduction(told: Documentation) -> str:
    cards = sum(each.cards for each in told.sources)
    return (
        f"{len(told.sources)} sources, {cards} cards, each with its citation. {told.audit_words} {told.rulebook.digest}"
    )


def _finder() -> str:
    options = [
        element("option", "every kind", {"value": ""}),
        *(element("option", kind, {"value": kind}) for kind in _KINDS),
    ]
    return element(
        "form",
        [
            element("label", [element("span", "Search"), '<input id="words" type="search" autocomplete="off">']),
            element("label", [element("span", "Kind"), element("select", options, {"id": "kind"})]),
            element("p", "", {"class": "found", "id": "found", "role": "status"}),
        ],
        {"class": "finder", "role": "search", "onsubmit": "return false"},
    )


def _contents(told: Documentation) -> str:
    parts = []
    for each in told.sources:
        topics = [
            element("li", element("a", text(topic_title(topic.name)), {"href": f"#{_topic_id(each, topic)}"}))
            for topic in each.topics
        ]
        link = element("a", text(each.source.publisher or each.source.title), {"href": f"#{each.source.id}"})
        parts.append(link + element("ul", topics))
    return element("nav", parts, {"class": "contents", "aria-label": "Sources"})


def _topic_id(each: ToldSource, topic: Topic) -> str:
    return f"{each.source.id}---{topic.name}"


# --- sources ------------------------------------------------------------------------------------------------------


def _source(book: Rulebook, each: ToldSource) -> str:
    source = each.source
    return element(
        "section",
        [
            element("h2", text(source.title)),
            element(
                "p", text(f"{source_line(each)}. Source {source.id}, document {source.document}."), {"class": "quiet"}
            ),
            *_names(each),
            *(_topic(book, each, topic) for topic in each.topics),
        ],
        {"class": "source", "id": source.id},
    )


def _names(each: ToldSource) -> Iterator[str]:
    terms = []
    for parameter in each.source.parameters.values():
        terms.append(element("dt", text(f"{parameter.name} = {parameter_value(parameter)}")))
        terms.append(element("dd", text(parameter.says)))
    if terms:
        yield _folded("Vague words made numbers", element("dl", terms, {"class": "names"}))
    terms = []
    for reading in each.source.readings.values():
        terms.append(element("dt", text(f"{reading.name}: {reading.question}")))
        for option, says in reading.options.items():
            terms.append(element("dd", text(f"{option}{' (default)' if option == reading.default else ''}: {says}")))
    if terms:
        yield _folded("Passages that read several ways", element("dl", terms, {"class": "names"}))


def _folded(title: str, content: str) -> str:
    return element("details", [element("summary", text(title)), content])


def _topic(book: Rulebook, each: ToldSource, topic: Topic) -> str:
    return element(
        "section",
        [element("h3", text(topic_title(topic.name))), *(_card(book, card) for card in topic.cards)],
        {"class": "topic", "id": _topic_id(each, topic)},
    )


# --- cards --------------------------------------------------------------------------------------------------------


def kind_of(card: AnyCard) -> str:
    """The word under which a card is found: the verdict that it gives, `text` for a demand, `counsel`."""
    match card:
        case ActCard(effect=effect):
            return VERDICT_OF_EFFECT[effect].value
        case MessageCard():
            return "text"
        case _:
            return "counsel"


def _colour(card: AnyCard) -> str:
    if isinstance(card, ActCard | MessageCard):
        return VERDICT_OF_EFFECT[card.effect].value
    return "silent"


def _card(book: Rulebook, each: ToldCard) -> str:
    card, words = each.card, each.words
    kind = words.effect if not isinstance(card, MessageCard) else f"text {words.effect}"
    rows = [*facts(words), *([("instead", card.fix)] if card.fix else [])]
    cite = cite_words(book, card.source, card.cite) + (", implied" if card.implied else "")
    return element(
        "article",
        [
            element("h4", [element("span", text(kind), {"class": "kind"}), text(card.says)]),
            element("p", [element("code", text(card.id)), text(f" · {words.acts}")], {"class": "name quiet"}),
            element("dl", [element("dt", text(label)) + element("dd", text(phrase)) for label, phrase in rows]),
            element("p", text(cite), {"class": "cite"}),
            *_examples(each),
            *_tests(each),
            *_clashes(each),
        ],
        {"class": f"card {_colour(card)}", "id": each.anchor, "data-kind": kind_of(card)},
    )


def _examples(each: ToldCard) -> Iterator[str]:
    items = [element("li", text(example_words(example))) for example in each.card.examples]
    if items:
        yield _folded(f"Examples ({len(items)})", element("ul", items))


def _tests(each: ToldCard) -> Iterator[str]:
    items = [element("li", text(name)) for name in each.tests]
    if items:
        yield _folded(f"Tests ({len(items)})", element("ul", items))


def _clashes(each: ToldCard) -> Iterator[str]:
    items = [
        element(
            "li",
            [
                text(f"{clash_words(clash)} "),
                element("a", text(clash.other), {"href": f"#{clash.other.replace('/', '--')}"}),
                text(f" {clash_tail(clash)}"),
            ],
        )
        for clash in each.clashes
    ]
    if items:
        yield _folded(f"Conflicts ({len(items)})", element("ul", items))
