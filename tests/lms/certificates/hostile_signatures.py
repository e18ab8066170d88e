"""Files that were signed, and then something was done; or signed by somebody else.

Made of a sheet we issued, one we drew and did not sign, and the keys of two people.
"""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PdfFileWriter, copy_into_new_writer
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from lms.certificates.signing.signer import KeptSigner

NAME = generic.pdf_name


def updated(issued, key, other):
    """Give an issued file with something added after its signature: shadow attacks."""
    yield "signed again by another", signed(issued, other, field="Second")
    yield "signed again by us", signed(issued, key, field="Second")
    yield (
        "signed twice by another",
        signed(signed(issued, other, field="Second"), other, field="Third"),
    )
    for name, change in SHADOWS.items():
        writer = IncrementalPdfFileWriter(BytesIO(issued))
        change(writer)
        out = BytesIO()
        writer.write(out)
        yield name, out.getvalue()
        yield f"{name}, signed by another", signed(out.getvalue(), other, field="B")


def _page(writer):
    return writer.root["/Pages"]["/Kids"][0]


def replace_text(writer):
    page = _page(writer)
    text = generic.StreamObject(stream_data=b"BT ET")
    page[NAME("/Contents")] = writer.add_object(text)
    writer.mark_update(page.container_ref)


def replace_pages(writer):
    page = writer.root["/Pages"]["/Kids"].raw_get(0)
    tree = generic.DictionaryObject(
        {
            NAME("/Type"): NAME("/Pages"),
            NAME("/Kids"): generic.ArrayObject([page]),
            NAME("/Count"): generic.NumberObject(1),
        }
    )
    writer.root[NAME("/Pages")] = writer.add_object(tree)
    writer.update_root()


def lay_over(writer):
    box = generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 800, 500)])
    note = generic.DictionaryObject(
        {
            NAME("/Type"): NAME("/Annot"),
            NAME("/Subtype"): NAME("/FreeText"),
            NAME("/Rect"): box,
            NAME("/Contents"): generic.pdf_string("Bùi Thị Khác"),
        }
    )
    page = _page(writer)
    notes = generic.ArrayObject([*page.get("/Annots", []), writer.add_object(note)])
    page[NAME("/Annots")] = notes
    writer.mark_update(page.container_ref)


def rename(writer):
    writer.set_info(
        generic.DictionaryObject({NAME("/Title"): generic.pdf_string("Bùi Thị Khác")})
    )


def drop_signature(writer):
    writer.root[NAME("/AcroForm")] = generic.DictionaryObject(
        {NAME("/Fields"): generic.ArrayObject()}
    )
    writer.update_root()


def open_something(writer):
    writer.root[NAME("/OpenAction")] = generic.DictionaryObject(
        {
            NAME("/S"): NAME("/JavaScript"),
            NAME("/JS"): generic.pdf_string("app.alert('x')"),
        }
    )
    writer.update_root()


def touch(writer):
    writer.update_root()


SHADOWS = {
    "another text": replace_text,
    "another tree of pages": replace_pages,
    "a name laid over": lay_over,
    "another title": rename,
    "without its signature": drop_signature,
    "a script": open_something,
    "nothing but a revision": touch,
}


def signed(pdf, key, *, field="Signature", kind=SigSeedSubFilter.PADES):
    about = PdfSignatureMetadata(
        field_name=field, subfilter=kind, md_algorithm="sha256"
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    signer = PdfSigner(about, signer=KeptSigner(key))
    return signer.sign_pdf(writer, bytes_reserved=16_384).getvalue()


def locked(pdf, password):
    writer = copy_into_new_writer(PdfFileReader(BytesIO(pdf)))
    writer.encrypt(password, password)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def of_others(issued, drawn, key, other):
    """Give files that other people signed, or nobody, with our words and number."""
    yield "drawn as we do, unsigned", drawn
    yield "saved anew", bytes(_saved_anew(issued))
    yield "signed by another", signed(drawn, other)
    yield "signed by us, never issued", signed(drawn, key)
    yield (
        "an old kind of signature",
        signed(drawn, key, kind=SigSeedSubFilter.ADOBE_PKCS7_DETACHED),
    )
    yield "locked", locked(drawn, "secret")
    yield "locked without a password", locked(drawn, "")
    yield "locked and signed", locked(issued, "")
    yield "blank", _saved(PdfFileWriter())


def _saved_anew(pdf):
    return _saved(copy_into_new_writer(PdfFileReader(BytesIO(pdf))))


def _saved(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
