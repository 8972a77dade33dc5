"""Reading a message: the text of a draft into named, typed signals with the words they rest on."""
