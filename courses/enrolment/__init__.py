"""All that decides about enrolments: plain functions. Time, randomness and the acting person come in as arguments."""
