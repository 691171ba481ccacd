"""Easy Japanese: what makes a text hard, and easier words."""
