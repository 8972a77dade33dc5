"""Loading: YAML files to checked values, every problem collected with its place in the user's text."""
