"""Writing lessons: lessons as files, and copies of a path."""
