"""Pages outside the page tree: applications, look-up, draws, venues, feeds."""
