"""Where the sources contradict one another: questions over the clauses, proved, each with a dated diary as witness."""
