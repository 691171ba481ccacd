"""Practice for newcomers: a page with seeded faults, private to the person, with a score that rises as they are mended."""
