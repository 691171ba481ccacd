"""What a public body has to publish about accessibility: its policy, and each year's test result."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from a11y_checker.wagtail_app.models import YearlyTest
from a11y_checker.wagtail_app.yearly.files import write_checklist
from a11y_checker.wagtail_app.yearly.statement import CHECKLIST_COLUMNS
from cms.models.base import BasePage, BodyPage
from cms.models.files import put_in_brackets

CSV_PATH, PDF_PATH = "csv/", "pdf/"
BYTES_PER_KB = 1000


class AccessibilityPolicyPage(BodyPage):
    """ウェブアクセシビリティ方針. Source of its contents: WAIC, 方針策定ガイドライン (2021-12)."""

    is_only_japanese = True
    page_description = _("What the city promises: scope, level, deadline, exceptions.")
    scope = models.TextField(
        _("pages it is about"), help_text=_("So that a reader can tell from an address whether a page belongs to it.")
    )
    standard = models.CharField(_("standard"), max_length=60, default="JIS X 8341-3:2016")
    level = models.CharField(_("level"), max_length=3, choices=[("A", "A"), ("AA", "AA")], default="AA")
    wording = models.CharField(
        _("degree aimed at"),
        max_length=10,
        choices=[("準拠", "準拠"), ("一部準拠", "一部準拠"), ("配慮", "配慮")],
        default="準拠",
    )
    deadline = models.CharField(_("until when"), max_length=60, blank=True)
    exceptions = models.TextField(_("exceptions"), blank=True, help_text=_("One a line, with the reason."))
    more_criteria = models.TextField(_("criteria beyond the level"), blank=True, help_text=_("One a line."))
    known_problems = models.TextField(
        _("known problems and when they will be mended"), blank=True, help_text=_("One a line.")
    )

    parent_page_types = ["cms.AccessibilityPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.opening_panels,
        FieldPanel("answer"),
        FieldPanel("scope"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("standard"), FieldPanel("level")]),
                FieldRowPanel([FieldPanel("wording"), FieldPanel("deadline")]),
            ],
            heading=_("Target"),
        ),
        FieldPanel("exceptions"),
        FieldPanel("more_criteria"),
        FieldPanel("known_problems"),
        FieldPanel("body"),
        BasePage.care_panel,
    ]

    class Meta:
        verbose_name = _("accessibility policy")
        verbose_name_plural = _("accessibility policies")

    def get_extra_search_text(self) -> list[str]:
        return [self.scope, self.exceptions, self.more_criteria, self.known_problems]

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["exceptions"] = self.exceptions.splitlines()
        context["more_criteria"] = self.more_criteria.splitlines()
        context["known_problems"] = self.known_problems.splitlines()
        context["results"] = AccessibilityResultPage.objects.sibling_of(self).live().order_by("-test__fiscal_year")
        return context


class AccessibilityResultPage(RoutablePageMixin, BasePage):
    """試験結果 of one year, with the checklist as CSV and the whole as PDF. Made when a test is published, never by hand."""

    is_only_japanese = True
    page_description = _("The result of a yearly test. It is made when the test is published.")
    test = models.ForeignKey(YearlyTest, on_delete=models.PROTECT, related_name="+", verbose_name=_("test"))

    is_creatable = False
    parent_page_types = ["cms.AccessibilityPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("result of an accessibility test")
        verbose_name_plural = _("results of accessibility tests")

    def get_extra_search_text(self) -> list[str]:
        statement = self.test.statement or {}
        return [statement.get("wording", ""), statement.get("scope", ""), statement.get("standard", "")]

    def get_context(self, request, *args, **kwargs) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        statement = self.test.statement
        context["statement"] = statement
        context["stated_on"] = date.fromisoformat(statement["stated_on"])
        context["drawn_on"] = date.fromisoformat(statement["selection"]["drawn_on"])
        context["period"] = [date.fromisoformat(day) for day in statement["period"]]
        context["redraws"] = [
            {"drawn_on": date.fromisoformat(one["drawn_on"]), "reason": one["reason"]}
            for one in statement["selection"]["redraws"]
        ]
        context["page_columns"] = [{"heading": name} for name in ("番号", "題名", "URI", "選び方")]
        context["page_rows"] = [
            [
                str(entry["number"]),
                format_html('<a href="{}">{}</a>', entry["url"], entry["title"] or entry["url"]),
                entry["uri"],
                f"{entry['kind']}（{entry['why']}）" if entry["why"] else entry["kind"],
            ]
            for entry in statement["pages"]
        ]
        context["checklist_columns"] = [{"heading": name} for name in CHECKLIST_COLUMNS]
        context["checklist_rows"] = [[row[name] for name in CHECKLIST_COLUMNS] for row in statement["checklist"]]
        context["files"] = self.get_files(request)
        return context

    def get_files(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the downloads as components/file.html wants them; no PDF where none could be made."""
        found = [(_("達成基準チェックリスト"), "CSV", CSV_PATH, len(write_checklist(self.test.statement)))]
        if self.test.pdf:
            found.append((_("試験結果のすべて"), "PDF", PDF_PATH, len(self.test.pdf)))
        address = self.get_url(request)
        return [
            {
                "text": text,
                "document": {
                    "file_type": kind,
                    "url": f"{address}{name}",
                    "facts": put_in_brackets(kind, f"{max(1, round(size / BYTES_PER_KB))}KB"),
                },
            }
            for text, kind, name, size in found
        ]

    @path(CSV_PATH, name="checklist")
    def serve_checklist(self, request: HttpRequest) -> HttpResponse:
        """Serve the checklist for spreadsheet programs."""
        return self.make_download(write_checklist(self.test.statement), "text/csv; charset=utf-8", "csv")

    @path(PDF_PATH, name="pdf")
    def serve_pdf(self, request: HttpRequest) -> HttpResponse:
        """Serve the tagged PDF; where none could be made, say what there is instead."""
        if not self.test.pdf:
            text = _("PDFを作れませんでした。ページの文章か、CSVのファイルをご利用ください。")
            return HttpResponse(str(text), status=404, content_type="text/plain; charset=utf-8")
        return self.make_download(bytes(self.test.pdf), "application/pdf", "pdf")

    def make_download(self, data: bytes, content_type: str, ending: str) -> HttpResponse:
        response = HttpResponse(data, content_type=content_type)
        name = f"accessibility-{self.test.fiscal_year}.{ending}"
        response["Content-Disposition"] = f'{"attachment" if ending == "csv" else "inline"}; filename="{name}"'
        return response
