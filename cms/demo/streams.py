"""Turns the blocks of a demo file into what a StreamField stores."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from wagtail.models import Page

from cms.models import CityDocument, CityImage, Department

PAGE_LINK = re.compile(r'href="page:([^"]*)"')
DOCUMENT_LINK = re.compile(r'href="document:([^"]*)"')
TELEPHONE_SEPARATORS = re.compile(r'(?<=href="tel:)[^"]*')


class BlockBuilder:
    """Builds block values; knows the files, departments and (once they exist) the pages that blocks name."""

    def __init__(
        self,
        images: Mapping[str, CityImage],
        documents: Mapping[str, CityDocument],
        departments: Mapping[str, Department],
    ) -> None:
        self.images = images
        self.documents = documents
        self.departments = departments
        self.pages: dict[str, Page] = {}

    def build(self, blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return the blocks as StreamField data: [{"type", "value"}]."""
        return [self.build_one(*next(iter(block.items()))) for block in blocks]

    def build_one(self, name: str, value: Any) -> dict[str, Any]:
        """Return one block. Raises KeyError naming what the block refers to and the demo does not have."""
        builders: dict[str, Callable[[Any], Any]] = {
            "text": self.rich_text,
            "steps": self.titled_texts,
            "accordion": self.titled_texts,
            "table": self.table,
            "links": self.links,
            "file": lambda file: {
                **file,
                "document": self.documents[file["document"]].pk,
                "note": file.get("note", ""),
            },
            "image": self.image,
            "notice": lambda notice: {**notice, "text": self.rich_text(notice["text"])},
            "contact": lambda contact: {
                "department": self.departments[contact["department"]].pk,
                "note": contact.get("note", ""),
            },
            "map_place": lambda place: {**place, "route": self.rich_text(place["route"])},
        }
        build = builders.get(name, str)
        return {"type": name, "value": build(value)}

    def rich_text(self, html: str) -> str:
        """Return the text with links in the form that Wagtail stores."""
        html = PAGE_LINK.sub(lambda match: f'linktype="page" id="{self.pages[match[1].strip("/")].pk}"', html)
        html = DOCUMENT_LINK.sub(lambda match: f'linktype="document" id="{self.documents[match[1]].pk}"', html)
        return TELEPHONE_SEPARATORS.sub(lambda match: match[0].replace("-", ""), html)

    def titled_texts(self, items: list[dict[str, str]]) -> list[dict[str, Any]]:
        values = [{"title": item["title"], "text": self.rich_text(item.get("text", ""))} for item in items]
        return list_items(values)

    def table(self, table: dict[str, Any]) -> dict[str, Any]:
        columns = [{"type": "rich_text", "heading": heading} for heading in table["column_headers"]]
        rows = [{"values": [self.rich_text(str(cell)) for cell in row]} for row in table["rows"]]
        return {
            "row_header": table.get("row_header", True),
            "table": {"columns": columns, "rows": rows, "caption": table["caption"]},
        }

    def links(self, links: dict[str, Any]) -> list[dict[str, Any]]:
        values = [
            {
                "page": self.pages[item["page"].strip("/")].pk if "page" in item else None,
                "url": item.get("url", ""),
                "text": item.get("text", ""),
                "note": item.get("note", ""),
            }
            for item in links["items"]
        ]
        return list_items(values)

    def image(self, image: dict[str, Any]) -> dict[str, Any]:
        return {
            "image": {
                "image": self.images[image["image"]].pk,
                "alt_text": image.get("alt", ""),
                "decorative": image.get("decorative", False),
            },
            "caption": image.get("caption", ""),
        }


def list_items(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the values as a ListBlock stores them; without an id Wagtail takes them for its older format."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]
