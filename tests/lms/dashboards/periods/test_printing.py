from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from lms.dashboards.models import ReportLayout
from lms.dashboards.periods.printing.docx import as_docx
from lms.dashboards.periods.printing.pdf import as_pdf
from lms.dashboards.periods.printing.words import printed
from lms.dashboards.periods.reading import ReportPage


@pytest.fixture
def words(accepted, october, van_son, officer, learnt, noon):
    accepted()
    page = ReportPage(october, van_son, officer, noon)
    return printed(page, layout=ReportLayout.load())


def said(content):
    paper = Document(BytesIO(content))
    cells = [c.text for t in paper.tables for row in t.rows for c in row.cells]
    return "\n".join([*(each.text for each in paper.paragraphs), *cells])


def test_the_words_stand_where_an_office_puts_them(words):
    assert words.left == ["ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ", "ỦY BAN NHÂN DÂN XÃ VÂN SƠN"]
    assert words.place_and_day == "Vân Sơn, ngày 24 tháng 11 năm 2026"
    assert words.about == "Kết quả “Bình dân học vụ số” Tháng 10/2026"
    assert words.tables[0].total[:3] == ["Tổng cộng", "–", "1"]


def test_the_document_says_all_of_it(words):
    found = said(as_docx(words))

    for text in (words.country, words.motto, words.title, "Dịch vụ công", "CHỦ TỊCH"):
        assert text in found
    assert "SHA-256" in found


def test_the_same_words_are_drawn_in_the_same_bytes(words):
    pdf = as_pdf(words)

    assert pdf.startswith(b"%PDF")
    assert pdf == as_pdf(words)


def test_what_the_owner_writes_is_printed(
    client, october, van_son, officer, hamlet, count
):
    count()
    layout = ReportLayout.load()
    layout.signatory, layout.about = "PHÓ CHỦ TỊCH", "Việc {khac} của {commune}"
    layout.save()
    client.force_login(officer, "django.contrib.auth.backends.ModelBackend")

    there = [october.pk, van_son.code, "docx"]
    answer = client.get(reverse("dashboards:report_printed", args=there))

    found = said(answer.content)
    assert "PHÓ CHỦ TỊCH" in found
    assert "Việc {khac} của xã Vân Sơn" in found
    assert answer["Content-Disposition"].endswith('xa-van-son-2026-10-31.docx"')


def test_outside_the_commune_fives_are_printed(
    accepted, october, van_son, provincial, learnt, noon
):
    accepted()
    page = ReportPage(october, van_son, provincial, noon)
    words = printed(page, layout=ReportLayout.load())

    assert [len(each.rows) for each in words.tables] == [0]
    assert words.tables[0].total[2] == "<5"
