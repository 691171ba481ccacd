"""Dead links: collect.py reads the links of public pages, check.py asks where they lead, views.py lists what is dead."""
