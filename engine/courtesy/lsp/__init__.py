"""A language server for rule files: lints as they are typed, cards in words, definitions, completion."""
