"""The files of the site that a draft links to: read where they are stored, not over the net."""

from urllib.parse import unquote, urlsplit

from django.core.cache import cache
from django.urls import Resolver404, resolve
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument

from a11y_checker.files import MAX_BYTES, judge, kind_of
from a11y_checker.page import FileFacts, LinkedPage

# Our choice: a file does not change under its hash; this only bounds what is kept.
KEPT_S = 24 * 60 * 60


class StoredDocuments:
    """Tells rules what is wrong with the documents of the site; each is opened once a day."""

    def __init__(self) -> None:
        self._known: dict[str, AbstractDocument | None] = {}

    def facts(self, url: str, page_url: str) -> FileFacts | None:
        """What is wrong with a file; None when it is none of the site's documents."""
        document = self._find(url)
        if document is None or not kind_of(url):
            return None
        if getattr(document, "judged_at", None):  # the city's own documents keep what was found when they were uploaded
            return FileFacts(kind_of(url), document.problems)
        key = f"a11y-file-{document.pk}-{document.file_hash}"
        known = cache.get(key) if document.file_hash else None
        if known is None:
            known = _judge(document, kind_of(url))
            cache.set(key, known, KEPT_S)
        return known

    def page(self, url: str, page_url: str) -> LinkedPage | None:
        """Never a page: what other pages say is left to the nightly run."""
        return None

    def size_of(self, url: str) -> int | None:
        """The size of a document in bytes."""
        document = self._find(url)
        return document.get_file_size() if document else None

    def _find(self, url: str) -> AbstractDocument | None:
        path = urlsplit(url).path
        if path not in self._known:
            self._known[path] = _find_document(path)
        return self._known[path]


def _find_document(path: str) -> AbstractDocument | None:
    try:
        match = resolve(unquote(path))
    except Resolver404:
        return None
    if match.url_name != "wagtaildocs_serve":
        return None
    key = match.kwargs.get("document_id") or match.args[0]
    return get_document_model().objects.filter(pk=key).first()


def _judge(document: AbstractDocument, kind: str) -> FileFacts:
    try:
        with document.open_file() as file:
            return judge(file.read(MAX_BYTES + 1), kind)
    except OSError:
        return FileFacts(kind, {"missing": ""})
