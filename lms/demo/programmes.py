"""The programmes of the demo: one of everything, one for elders and core skills."""

from datetime import datetime, timedelta

from django.utils import timezone

from courses.models import CoursePage
from lms.progress.rules import Meant, Of, Rule
from lms.progress.services import all_of, save_programme

FIRST_STEPS, ELDERS = "buoc-dau", "nguoi-cao-tuoi"
PROGRAMMES = (FIRST_STEPS, ELDERS)
SINCE = timedelta(days=400)  # before anybody's story begins
OF_ELDERS = Rule(Of.SKILLS, ("1", "2", "3", "4", "5"), 2, Meant(age_from=60))


def make_programmes(courses: list[CoursePage], *, at: datetime) -> None:
    """Make both, in force since before anybody's story begins."""
    since = timezone.localdate(at - SINCE)
    save_programme(
        FIRST_STEPS,
        title_vi="Bình dân học vụ số: bước đầu",
        title_en="Digital Literacy for All: first steps",
        rule=all_of(courses),
        from_on=since,
        at=at,
    )
    save_programme(
        ELDERS,
        title_vi="Bình dân học vụ số: người cao tuổi",
        title_en="Digital Literacy for All: older people",
        audience_vi="Người từ 60 tuổi, ít nhất hai kỹ năng",
        audience_en="People of 60 and older, at least two skills",
        rule=OF_ELDERS,
        from_on=since,
        at=at,
    )
