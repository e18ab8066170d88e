"""Lists as files, and a way to take them through all that is done with them."""

import io

import pytest

from lms.dashboards import importing
from lms.learners.models import RosterLine
from lms.learners.rosters.applying import ask_to_apply
from lms.learners.rosters.checking import check
from lms.learners.rosters.starting import ask_to_check, start
from tests.factories import NOON

HEADER = "STT;Họ và tên;Năm sinh;Giới tính;Số điện thoại;Xóm;Chủ hộ"


class Clerk:
    """Sends lists of a commune and takes them as far as a test wants."""

    def __init__(self, places, officer, at=NOON):
        self.commune, self.officer, self.at = places.commune, officer, at

    def send(self, *lines, header=HEADER):
        text = "\n".join([header, *lines])
        file = io.BytesIO(text.encode())
        return start(self.commune, file, "danh sách.csv", by=self.officer, at=self.at)

    def check(self, *lines, **more):
        roster = self.send(*lines, **more)
        ask_to_check(roster, at=self.at)
        check(str(roster.pk), at=self.at)
        roster.refresh_from_db()
        return roster

    def apply(self, roster):
        ask_to_apply(roster, at=self.at)
        importing.apply(str(roster.pk), at=self.at)
        roster.refresh_from_db()
        return roster

    def line(self, roster, number):
        return RosterLine.objects.get(roster=roster, number=number)


@pytest.fixture
def clerk(places, staff):
    return Clerk(places, staff["officer"])
