"""Set-up of a working copy, behind the Makefile. Standard library only: it runs before anything is installed."""
