import struct
import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Font

from lms.lib.sheets import errors
from lms.lib.sheets.reading import look, rows

NAMES = ["Nguyễn Thị Mẫu", "Đinh Văn Thử", "Xóm Mẫu", "xã Ngổ Luông", "Bùi Thị Ánh"]
TCVN3 = ["NguyÔn ThÞ MÉu", "§inh V¨n Thö", "Xãm MÉu", "x· Ngæ Lu«ng"]
VNI = ["Nguyeãn Thò Maãu", "Ñinh Vaên Thöû", "Xoùm Maãu", "xaõ Ngoå Luoâng"]
WINDOWS = ["NguyêÞn Thiò MâÞu", "Ðinh Vãn ThýÒ", "Xóm MâÞu", "xaÞ NgôÒ Luông"]
TEXT = "Họ và tên;Năm sinh\nBùi Thị Mẫu;1958\n\nĐinh Văn Thử;1960\n"


def saved(workbook):
    file = BytesIO()
    workbook.save(file)
    return BytesIO(file.getvalue())


def workbook_of(*lines):
    workbook = openpyxl.Workbook()
    for line in lines:
        workbook.active.append(line)
    return workbook


def read(file):
    book = look(file)
    lettering = book.sheets[0].lettering.name
    return [(row.number, row.values) for row in rows(file, lettering=lettering)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_text_is_read_in_every_unicode_encoding(encoding):
    file = BytesIO(TEXT.encode(encoding))

    assert look(file).separator == ";"
    assert read(file) == [
        (1, ("Họ và tên", "Năm sinh")),
        (2, ("Bùi Thị Mẫu", "1958")),
        (4, ("Đinh Văn Thử", "1960")),
    ]


@pytest.mark.parametrize(
    ("written", "name"), [(TCVN3, "tcvn3"), (VNI, "vni"), (WINDOWS, "windows-1258")]
)
def test_an_old_lettering_is_known_by_its_words(written, name):
    file = BytesIO("\n".join(written).encode("latin-1"))

    lettering = look(file).sheets[0].lettering
    assert (lettering.name, lettering.sure) == (name, True)
    assert [values[0] for _, values in read(file)] == NAMES[:4]


@pytest.mark.parametrize("written", [TCVN3, VNI])
def test_an_old_lettering_inside_a_workbook_is_known_too(written):
    file = saved(workbook_of(*([name] for name in written)))

    assert [values[0] for _, values in read(file)] == NAMES[:4]


def test_unicode_beside_an_old_font_stays_as_it_is():
    workbook = workbook_of(["Bùi Thị Mẫu"], ["bïi thÞ mÉu"], ["Hà"])
    workbook.active["A2"].font = Font(name=".VnTimeH")

    assert [v[0] for _, v in read(saved(workbook))] == [
        *["Bùi Thị Mẫu", "BÙI THỊ MẪU", "Hà"]
    ]


def test_a_workbook_tells_what_is_hidden_merged_and_calculated():
    workbook = workbook_of(["Danh sách"], ["Xóm Mẫu", 1958.0], [None, "=1+1"], ["x", 2])
    sheet = workbook.active
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    workbook.create_sheet("Ẩn").sheet_state = "hidden"
    book = look(saved(workbook))

    title, first, second, last = book.sheets[0].top
    assert title.spans == {0: 2}
    assert first.values == ("Xóm Mẫu", 1958)
    assert (second.values[0], second.filled) == ("Xóm Mẫu", {0})
    assert second.formulas == {1}
    assert last.hidden
    assert [sheet.hidden for sheet in book.sheets] == [False, True]


@pytest.mark.filterwarnings("ignore")
def test_an_old_xls_is_read_with_its_marks():
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Danh sách")
    sheet.write_merge(1, 2, 1, 1, "Xóm Mẫu")
    sheet.write(1, 2, 1958)
    sheet.write(2, 2, xlwt.Formula("1+1"))
    sheet.row(2).hidden = True
    style = xlwt.easyxf("font: name .VnTime")
    sheet.write(4, 1, "§inh V¨n Thö", style)

    book = look(saved(workbook))

    assert (book.kind, book.sheets[0].name) == ("xls", "Danh sách")
    first, second, third = book.sheets[0].top
    assert (first.number, first.values) == (2, (None, "Xóm Mẫu", 1958))
    assert (second.hidden, second.formulas, second.filled) == (True, {2}, {1})
    assert (third.number, third.values[1]) == (5, "Đinh Văn Thử")


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x">
<office:body><office:spreadsheet><table:table table:name="S">
<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell
 table:number-rows-spanned="2" office:value-type="string"><text:p>Xóm Mẫu</text:p>
</table:table-cell><table:table-cell office:value-type="float" office:value="1958.0"/>
</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell
 table:formula="of:=1" office:value-type="float" office:value="1"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


MANIFEST = """<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<m:file-entry m:full-path="/" m:media-type="{}"/></m:manifest>"""


def package(parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return BytesIO(file.getvalue())


def ods(content):
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST.format(kind))
        archive.writestr("content.xml", content)
    return BytesIO(file.getvalue())


def real_ods(content=ODS):
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    for short, long in (("o", "office"), ("t", "table"), ("x", "text")):
        content = content.replace(
            f'xmlns:{long}="{short}"', f'xmlns:{long}="{urn}{long}:1.0"'
        )
    return ods(content.replace("\n<", "<"))  # between tags calamine bears no space


def test_an_ods_is_read_with_its_marks():
    first, second = look(real_ods()).sheets[0].top

    assert (first.number, first.values, first.hidden) == (4, ("Xóm Mẫu", 1958), True)
    assert (second.filled, second.formulas) == ({0}, {1})


def xlsx_with(changes):
    with zipfile.ZipFile(saved(workbook_of(["Mẫu", 1]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return package({**parts, **changes})


def far_corners():
    workbook = workbook_of(["a"])
    workbook.active["XFD1048576"] = "b"
    return saved(workbook)


ENTITIES = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'
WHOLE = saved(workbook_of(["Mẫu", 1])).getvalue()
REFUSED = {
    "empty": (BytesIO(b" \n"), errors.EmptyFile),
    "big": (BytesIO(b"a" * (20 * 2**20 + 1)), errors.FileTooBig),
    "picture": (BytesIO(b"\x89PNG\r\n"), errors.NotASheet),
    "page": (BytesIO(b"\xef\xbb\xbf <html><table>"), errors.NotASheet),
    "binary": (BytesIO(bytes(range(32)) * 9), errors.NotASheet),
    "letter": (package({"word/document.xml": "<w/>"}), errors.NotASheet),
    "xlsb": (package({"xl/workbook.bin": "x"}), errors.OtherKind),
    "cut": (BytesIO(WHOLE[: len(WHOLE) // 2]), errors.Damaged),
    "ole": (BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 90), errors.Damaged),
    "corners": (far_corners(), errors.SheetTooBig),
    "repeated": (
        real_ods(ODS.replace('repeated="3"', 'repeated="300000"')),
        errors.SheetTooBig,
    ),
    "entities": (xlsx_with({"xl/sharedStrings.xml": ENTITIES}), errors.Suspicious),
    "path": (xlsx_with({"../../etc/passwd": "x"}), errors.Suspicious),
    "bomb": (xlsx_with({"xl/media/a.xml": b" " * 20_000_000}), errors.UnpacksTooBig),
}


@pytest.mark.parametrize("which", sorted(REFUSED))
def test_what_cannot_be_read_is_refused_with_a_sentence(which):
    file, why = REFUSED[which]

    with pytest.raises(errors.SheetError) as refused:
        list(rows(file))

    assert type(refused.value) is why
    assert refused.value.for_resident


def test_an_archive_that_lies_about_its_sizes_is_refused():
    lying = bytearray(WHOLE)
    at = lying.index(b"PK\x01\x02")
    struct.pack_into("<I", lying, at + 24, 10)

    with pytest.raises(errors.SheetError):
        look(BytesIO(bytes(lying)))


def test_a_file_called_otherwise_is_read_by_what_it_is(tmp_path):
    path = tmp_path / "danh-sach.csv"
    path.write_bytes(WHOLE)

    assert look(path).kind == "xlsx"
    assert list(tmp_path.iterdir()) == [path]


def test_macros_are_told_and_not_run():
    assert look(xlsx_with({"xl/vbaProject.bin": b"x"})).macros


def test_a_stray_quotation_mark_swallows_no_row():
    file = BytesIO(b'a,b\n"c,d\ne,f\n')

    assert [number for number, _ in read(file)] == [1, 2, 3]


def test_stopping_half_way_ends_the_process():
    first = rows(BytesIO(b"a,b\n" * 50_000))

    assert next(first).number == 1
    first.close()
