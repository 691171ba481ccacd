"""The demo city: pages, departments, files, staff. All texts are invented; every page says so."""

from cms.demo.city import finish, load

__all__ = ["finish", "load"]
