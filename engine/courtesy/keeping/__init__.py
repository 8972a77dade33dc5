"""The keeping of cases: writing a case file, adding events to it, and reading events out of mail and calendars."""
