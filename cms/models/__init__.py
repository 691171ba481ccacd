"""Everything the site stores: people, departments, files, pages, emergency notices."""

from cms.models.accessibility_pages import AccessibilityPolicyPage, AccessibilityResultPage
from cms.models.accounts import User
from cms.models.departments import Department
from cms.models.emergency import EmergencyNotice, EmergencyPhrase
from cms.models.events import EventIndexPage, EventPage
from cms.models.files import CityDocument, CityImage, Rendition
from cms.models.forms import FormItem, FormsPage
from cms.models.home import HomePage, PopularLink, TopTask
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.organisation import DepartmentIndexPage, DepartmentPage
from cms.models.plans import PlanPage
from cms.models.site_pages import AccessibilityPage, ContactPage, DisplaySettingsPage, SiteMapPage
from cms.models.site_settings import CitySettings, CityWords
from cms.models.standard import ArticlePage, FAQItem, FAQPage, SectionPage
from cms.models.videos import VideoPage
from cms.models.workflow import WebOfficerTask

__all__ = [
    "AccessibilityPage",
    "AccessibilityPolicyPage",
    "AccessibilityResultPage",
    "ArticlePage",
    "CityDocument",
    "CityImage",
    "CitySettings",
    "CityWords",
    "ContactPage",
    "Department",
    "DepartmentIndexPage",
    "DepartmentPage",
    "DisplaySettingsPage",
    "EmergencyNotice",
    "EmergencyPhrase",
    "EventIndexPage",
    "EventPage",
    "FAQItem",
    "FAQPage",
    "FormItem",
    "FormsPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PlanPage",
    "PopularLink",
    "Rendition",
    "SectionPage",
    "SiteMapPage",
    "TopTask",
    "User",
    "VideoPage",
    "WebOfficerTask",
]
