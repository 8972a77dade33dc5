"""English or not: by the share of English function words and of words in the dictionary."""

from __future__ import annotations

from courtesy.message.words import common_words, known_words

_FUNCTION = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "the a an i me my we us our you your he she it its they them their this that these those and or but"
        " if as at by for from in into of on to out up with about so no not be am is are was were been do does"
        " did have has had will would can could should may might what when where who which how why all any"
        " some more very just than then there here i'm it's don't thanks thank hi hello dear hope"
    ).split()
)
_LEAST_FUNCTION_WORDS = 0.12
_LEAST_KNOWN_WORDS = 0.55
_MOST_FOREIGN = 0.12
_FEWEST_WORDS = 6
_FOREIGN_FUNCTION = frozenset(
    (  # noqa: SIM905 - a list of words reads best as words
        "le la les des une et je vous nous est pour dans avec que qui sur votre mon ma mes merci bonjour der"
        " die das und ich sie ist nicht für mit ein eine auf zu den dem von wir ihr ihre ihnen el los las del"
        " por para con que y en su mi una muchas gracias un di il che per con sono della del grazie o os não"
        " com uma obrigado het een en ik voor met niet van och att det som jag är på til og jeg ikke"
    ).split()
)


def language_of(words: list[str], allowed: frozenset[str]) -> str:
    """`en` or `other`, of the folded words of the text; names of the case (`allowed`) do not count.

    A text too short to tell is taken for English unless it has foreign function words and no English one.
    """
    telling = [word for word in words[:600] if word not in allowed and word.isalpha()]
    if not telling:
        return "en"
    english = sum(word in _FUNCTION for word in telling) / len(telling)
    foreign = sum(word in _FOREIGN_FUNCTION and word not in _FUNCTION for word in telling) / len(telling)
    if len(telling) < _FEWEST_WORDS:
        return "other" if foreign > english else "en"
    if foreign > max(english, _MOST_FOREIGN):
        return "other"
    if english >= _LEAST_FUNCTION_WORDS:
        return "en"
    common = sum(word in common_words() or word in known_words() for word in telling) / len(telling)
    return "en" if common >= _LEAST_KNOWN_WORDS else "other"
