"""One form for rule files: order of keys, quotes, lines; comments kept, the meaning untouched."""
