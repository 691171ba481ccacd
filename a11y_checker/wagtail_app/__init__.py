"""The checker inside Wagtail: stored reports, the command check_site, the report in the admin."""
