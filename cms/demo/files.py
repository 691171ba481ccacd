"""Loads the demo's pictures and files."""

import csv
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from django.core.files import File
from wagtail.models import Collection

from cms.models import CityDocument, CityImage

IMAGE_ENDINGS = {".png", ".jpg", ".webp"}
PREVIEW_PICTURE = "og.png"
DOCUMENT_ENDINGS = {".pdf", ".csv", ".xlsx", ".docx", ".webm", ".vtt"}


def read_titles(folder: Path) -> dict[str, str]:
    """Return the title of each file by its name, from the folder's list of licences."""
    with (folder / "LICENCES.tsv").open(encoding="utf-8", newline="") as stream:
        return {row["file"]: row["title"] for row in csv.DictReader(stream, delimiter="\t")}


def load_images(folder: Path, collections: Mapping[str, Collection]) -> dict[str, CityImage]:
    """Return the pictures of the folder by file name, stored in the site; not the one for social networks.

    collections: the folder of the department that uses each file, by file name.
    """
    titles = read_titles(folder)
    return {
        path.name: CityImage.objects.create(
            file=File(BytesIO(path.read_bytes()), path.name), title=titles[path.name], collection=collections[path.name]
        )
        for path in sorted(folder.glob("*"))
        if path.suffix in IMAGE_ENDINGS and path.name != PREVIEW_PICTURE
    }


def load_documents(folder: Path, collections: Mapping[str, Collection]) -> dict[str, CityDocument]:
    """Return the files of the folder by file name, stored in the site. `collections` is as for the pictures."""
    titles = read_titles(folder)
    return {
        path.name: CityDocument.objects.create(
            file=File(BytesIO(path.read_bytes()), path.name), title=titles[path.name], collection=collections[path.name]
        )
        for path in sorted(folder.glob("*"))
        if path.suffix in DOCUMENT_ENDINGS
    }


def find_images(folder: Path) -> dict[str, CityImage]:
    """Return the stored pictures by the name of the file they were loaded from."""
    stored = {image.title: image for image in CityImage.objects.all()}
    return {name: stored[title] for name, title in read_titles(folder).items() if title in stored}


def find_documents(folder: Path) -> dict[str, CityDocument]:
    """Return the stored files by the name of the file they were loaded from."""
    stored = {document.title: document for document in CityDocument.objects.all()}
    return {name: stored[title] for name, title in read_titles(folder).items() if title in stored}
