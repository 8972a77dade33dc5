"""Values to text, JSON, HTML and the formats of other tools. Text and JSON come from the same value."""
