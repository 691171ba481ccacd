"""Training of the staff: what each person has to do, how a lesson is passed, and the monthly reminder."""
