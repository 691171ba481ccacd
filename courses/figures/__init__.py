"""What management reads about the courses (courses.md §7.3, R-10 to R-14): each file is one report."""
