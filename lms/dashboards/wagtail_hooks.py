"""Where the owner says how reports are printed."""

from wagtail.contrib.settings.registry import register_setting

from lms.dashboards.models import ReportLayout

register_setting(ReportLayout, icon="doc-full")
