"""Training of the staff: everybody's own lessons, and the training officer's overview."""
