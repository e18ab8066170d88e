import pytest
from django.utils.translation import override

from lms.communes.errors import (
    FileUnreadable,
    LoadRefused,
    NotInACommune,
    UnitNotInForce,
    UnknownKindWord,
)
from lms.communes.models import Unit
from lms.communes.services import add_hamlet, load_hamlets
from lms.lib.text import TextMissing, TextTooLong

GOOD = """commune_code,kind_word,name
05152,xóm,Mẫu
05152,khu,1
05092,tổ dân phố,Thử Hai
"""


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "hamlets.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def hamlets():
    return {
        f"{hamlet.parent.code} {hamlet}"
        for hamlet in Unit.objects.hamlets().select_related("parent")
    }


EXPECTED = {"05152 Xóm Mẫu", "05152 Khu 1", "05092 Tổ dân phố Thử Hai"}


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        GOOD.encode("utf-8-sig"),
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t").replace("\n", "\r\n"),
        GOOD + "\n,,\n",
        GOOD.replace("commune_code,kind_word,name", "Mã xã,Loại,Tên xóm"),
        GOOD.replace("05", "5").replace("Mẫu", "Ma\u0302\u0303u"),
        GOOD.replace("xóm,Mẫu", ",Xóm  Mẫu").replace("khu,1", "khu,Khu 1"),
        GOOD.replace("tổ dân phố", "TỔ DÂN PHỐ").replace("name\n", "name,note\n"),
    ],
)
def test_a_list_is_loaded_however_it_was_saved(register, noon, file, content):
    report = load_hamlets(file(content), at=noon)

    assert hamlets() == EXPECTED
    assert (report.added, report.communes) == (3, 2)


def test_a_hamlet_begins_with_its_commune_and_lies_in_it(register, noon, file):
    load_hamlets(file(GOOD), at=noon)

    hamlet = Unit.objects.hamlets().get(name="Mẫu")
    assert hamlet.parent == Unit.objects.get(code="05152", valid_until=None)
    assert hamlet.valid_from == hamlet.parent.valid_from
    assert hamlet.path.startswith(hamlet.parent.path)


def test_a_second_run_changes_nothing(register, noon, file):
    load_hamlets(file(GOOD), at=noon)
    before = list(Unit.objects.hamlets().order_by("pk").values_list())

    report = load_hamlets(file(GOOD), at=noon)

    assert list(Unit.objects.hamlets().order_by("pk").values_list()) == before
    assert (report.added, report.corrected, report.unchanged) == (0, 0, 3)


def test_another_place_of_the_tone_mark_corrects_the_spelling(register, noon, file):
    load_hamlets(file(GOOD.replace("Mẫu", "Hoà")), at=noon)

    report = load_hamlets(file(GOOD.replace("Mẫu", "Hòa")), at=noon)

    assert (report.added, report.corrected) == (0, 1)
    assert Unit.objects.hamlets().filter(name="Hòa").exists()


def test_a_check_writes_nothing(register, noon, file):
    report = load_hamlets(file(GOOD), at=noon, only_check=True)

    assert report.added == 3
    assert "nothing was written" in report.sentences()[0]
    assert not hamlets()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("99999,xóm,Mẫu", "has the code “99999”"),
        (",xóm,Mẫu", "has the code “”"),
        ("05152,làng,Mẫu", "xóm, thôn, bản, khu, tiểu khu, tổ dân phố"),
        ("05152,,Mẫu", "Write before the name"),
        ("05152,xóm,", "Please fill this in"),
        ("05152,xóm," + "Đ" * 81, "at most 80"),
        ("05152,xóm,mẪu", "stands in an earlier line"),
        ("05194,xóm,Mẫu", "has the code “05194”"),
    ],
)
def test_one_wrong_line_is_named_and_nothing_is_loaded(
    register, noon, file, line, said
):
    with pytest.raises(LoadRefused) as refused:
        load_hamlets(file(f"{GOOD}{line}\n"), at=noon)

    [problem] = refused.value.problems
    assert (problem.file, problem.line) == ("hamlets.csv", 5)
    assert said in problem.sentence
    assert not hamlets()


def test_wrong_lines_are_left_out_where_that_is_asked_for(register, noon, file):
    spoilt = GOOD.replace("05152,khu", "99999,khu") + "05092,xóm,\n"

    report = load_hamlets(file(spoilt), at=noon, skip_refused=True)

    assert hamlets() == EXPECTED - {"05152 Khu 1"}
    assert [problem.line for problem in report.refused] == [3, 5]
    assert "2 lines were left out:" in report.sentences()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (GOOD.encode("utf-16"), "CSV UTF-8"),
        (GOOD.encode("windows-1258", "replace"), "CSV UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "CSV UTF-8"),
        ("", "no column “commune_code”"),
        ("commune_code;kind_word\n", "no column “name”"),
        (GOOD + '05152,xóm,"Thử\n', "cannot be read as a table"),
        (GOOD + "05152,xóm," + "x" * 200_000, "cannot be read as a table"),
    ],
)
def test_what_is_no_such_table_is_refused_with_advice(
    register, noon, file, content, said
):
    with pytest.raises(FileUnreadable) as refused:
        load_hamlets(file(content), at=noon)

    assert said in refused.value.for_resident
    assert not hamlets()


def test_a_missing_file_is_said_to_be_missing(register, noon, tmp_path):
    with pytest.raises(FileUnreadable) as refused:
        load_hamlets(tmp_path / "nowhere.csv", at=noon)

    assert "nowhere.csv" in refused.value.for_resident


def test_many_wrong_lines_are_cut_short(register, noon, file):
    with pytest.raises(LoadRefused) as refused:
        load_hamlets(file(GOOD + "99999,xóm,Mẫu\n" * 80), at=noon)

    assert len(refused.value.problems) == 80
    assert refused.value.for_resident.count("hamlets.csv") == 50


def test_a_hamlet_is_added_once(van_son, noon):
    first = add_hamlet(van_son, "Xóm Mẫu", at=noon)

    assert str(first) == "Xóm Mẫu"
    assert add_hamlet(van_son, "mẫu", kind_word="xóm", at=noon) == first
    assert add_hamlet(van_son, "Khu Mẫu", at=noon) != first


def test_tieu_khu_is_not_a_khu(van_son, noon):
    assert add_hamlet(van_son, "Tiểu khu 2", at=noon).kind_word == "tiểu khu"


@pytest.mark.parametrize(
    ("name", "error"),
    [("Mẫu", UnknownKindWord), ("", TextMissing), ("x" * 81, TextTooLong)],
)
def test_a_hamlet_without_a_proper_name_is_refused(van_son, noon, name, error):
    with pytest.raises(error):
        add_hamlet(van_son, name, at=noon)


def test_a_hamlet_lies_in_a_commune_of_today(unit, hamlet, noon):
    with pytest.raises(UnitNotInForce):
        add_hamlet(unit("xã Ngổ Luông", old=True), "Xóm Mẫu", at=noon)
    for above in (unit("tỉnh Phú Thọ"), hamlet):
        with pytest.raises(NotInACommune):
            add_hamlet(above, "Xóm Mẫu", at=noon)
