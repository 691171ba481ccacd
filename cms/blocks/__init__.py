"""The building blocks an editor puts a page together from."""

from cms.blocks.body import BodyStreamBlock

__all__ = ["BodyStreamBlock"]
