"""A list taken over from a terminal while a worker runs, over its own connection."""

from io import BytesIO

from django.contrib.auth import get_user_model

from lms.communes.models import Unit
from lms.dashboards.importing import import_at_once
from lms.learners.models import RosterImport

LIST = "Họ và tên;Năm sinh;Xóm\nQuách Thị Thử;1960;Xóm Mẫu\n".encode()


def test_a_worker_that_hears_of_a_check_finds_it_done(
    committed_world, noon, monkeypatch
):
    states = []  # at the moments when a worker is told to look
    monkeypatch.setattr(
        "lms.jobs.services.send",
        lambda ids: states.append(RosterImport.objects.get().state) or [],
    )
    commune = Unit.objects.get(code="05152")
    officer = get_user_model().objects.get(username="officer")

    import_at_once(commune, BytesIO(LIST), "a.csv", by=officer, at=noon)

    assert states == ["ready", "applying"]
