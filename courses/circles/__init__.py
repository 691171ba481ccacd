"""Circles: the yearly confirmation, and messages of residents that the city hands on."""
