"""A package, so that nothing else of this name is imported: some of the packages we use install a `tests` of their own."""
