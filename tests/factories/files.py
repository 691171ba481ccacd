"""Files and pictures for tests."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection

from cms.models import CityDocument, CityImage


def find_collection(name: str) -> Collection:
    return Collection.objects.filter(name=name).first() or Collection.get_first_root_node()


def make_document(collection: str = "", name: str = "sample.csv", content: bytes = b"a,b\n") -> CityDocument:
    """Return a stored file in the department's folder (or in none)."""
    return CityDocument.objects.create(
        title="sample", file=ContentFile(content, name=name), collection=find_collection(collection)
    )


def make_image(collection: str = "") -> CityImage:
    """Return a stored picture of 6 × 4 pixels."""
    stream = BytesIO()
    Image.new("RGB", (6, 4), "#ffc62b").save(stream, "PNG")
    return CityImage.objects.create(
        title="sample", file=ContentFile(stream.getvalue(), name="sample.png"), collection=find_collection(collection)
    )
