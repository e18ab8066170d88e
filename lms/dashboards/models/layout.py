"""How a report is laid out in print: the words that differ from office to office."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting

IN_BRACES = _(
    "{commune}, {province}, {period}, {first}, {last} stand for what the report is "
    "about. In Vietnamese, for it is printed so."
)


class ReportLayout(BaseGenericSetting):
    """The texts around the figures of a printed report, as the owner wants them.

    Written in Vietnamese: it is an office's paper, whatever language a screen is in.
    """

    superior = models.CharField(
        _("office above"),
        max_length=120,
        blank=True,
        default="ỦY BAN NHÂN DÂN {province}",
    )
    agency = models.CharField(
        _("office"), max_length=120, default="ỦY BAN NHÂN DÂN {commune}"
    )
    number = models.CharField(
        _("number"),
        max_length=60,
        default="Số:        /BC-UBND",
        help_text=_("The office's own book gives the number; leave room to write it."),
    )
    title = models.CharField(_("title"), max_length=60, default="BÁO CÁO")
    about = models.CharField(
        _("what it is about"),
        max_length=200,
        default="Kết quả “Bình dân học vụ số” {period}",
    )
    opening = models.TextField(
        _("opening"),
        max_length=1000,
        default="Kính gửi: Ủy ban nhân dân {province}.\n"
        "Ủy ban nhân dân {commune} báo cáo kết quả từ ngày {first} đến hết ngày "
        "{last} như sau:",
    )
    closing = models.TextField(
        _("closing"), max_length=1000, blank=True, default="Trân trọng báo cáo./."
    )
    recipients = models.TextField(
        _("recipients"),
        max_length=600,
        blank=True,
        default="- Như trên;\n- Lưu: VT.",
    )
    capacity = models.CharField(
        _("signed on behalf of"),
        max_length=120,
        blank=True,
        default="TM. ỦY BAN NHÂN DÂN",
    )
    signatory = models.CharField(
        _("office of the signatory"), max_length=120, default="CHỦ TỊCH"
    )

    panels = [
        MultiFieldPanel(
            ["superior", "agency", "number"], heading=_("Head"), help_text=IN_BRACES
        ),
        MultiFieldPanel(["title", "about", "opening", "closing"], heading=_("Text")),
        MultiFieldPanel(["recipients", "capacity", "signatory"], heading=_("Foot")),
    ]

    class Meta:
        verbose_name = _("printed report")
        verbose_name_plural = _("printed reports")
