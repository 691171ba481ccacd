"""Lets other apps show courses without importing them."""
