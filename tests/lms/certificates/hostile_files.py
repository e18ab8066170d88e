"""Files that want to hang whoever looks into them, or pretend to be signed.

All are made of a few seeds: a sheet we issued, and a small PDF file written here.
"""

import random
import re
import zlib


def small(*objects, trailer="", xref=None, begin=b"%PDF-1.7\n"):
    """Return a PDF file of these objects, the first of them its catalogue."""
    file, places = bytearray(begin), []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        body = body if isinstance(body, bytes) else body.encode()
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n".encode()
    return bytes(file) + b"startxref\n%d\n%%%%EOF\n" % (at if xref is None else xref)


def stream(content, about="", length=None):
    size = len(content) if length is None else length
    head = f"<</Length {size}{about}>>\nstream\n".encode()
    return head + content + b"\nendstream"


PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
SIGNED = "<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>>>"
FIELD = "<</FT/Sig/T(Signature)/V 5 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]>>"


def fake(ranges, contents="<00>", subfilter="/ETSI.CAdES.detached"):
    """Return a file whose signature is made up."""
    value = f"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter{subfilter}"
    return small(
        SIGNED, PAGES, PAGE, FIELD, f"{value}/ByteRange{ranges}/Contents{contents}>>"
    )


def bombs():
    """Give files that grow, turn in a circle, or go down without end."""
    zeros = zlib.compress(b"\0" * 2**27, 9)
    twice, nested = zlib.compress(zeros, 9), "[" * 50_000
    flate, both = "/Filter/FlateDecode", "/Filter[/FlateDecode/FlateDecode]"
    objects = f"/Type/ObjStm/N 99999999/First 10{flate}"
    crossing = f"/Type/XRef/Size 99999999/W[1 4 2]/Root 1 0 R{flate}"
    yield "a stream that grows", small(SIGNED, PAGES, PAGE, FIELD, stream(zeros, flate))
    yield "one that grows twice", small(SIGNED, PAGES, PAGE, stream(twice, both))
    yield "objects that grow", small(SIGNED, PAGES, PAGE, stream(zeros, objects))
    for name, packed in (("grows", zeros), ("grows twice", twice)):
        about = crossing.replace(flate, both) if packed is twice else crossing
        file = b"%PDF-1.7\n1 0 obj\n" + stream(packed, about) + b"\nendobj\n"
        yield f"a table that {name}", file + b"startxref\n9\n%%EOF\n"
    yield (
        "a chain of filters",
        small(SIGNED, stream(b"x", f"/Filter[{'/FlateDecode ' * 9999}]")),
    )
    yield "nested arrays", small(nested)
    yield "nested dictionaries", small("<</A" * 50_000)
    yield "nested forms", small(SIGNED.replace("[4 0 R]", nested))
    yield "a file that is its own past", small(CATALOG, PAGES, PAGE, trailer="/Prev 9")
    for past in ("0", "-1", "99999999999999999999", "1 0 R", "/A", "(x)", "1.5"):
        yield f"a past at {past}", small(CATALOG, PAGES, trailer=f"/Prev {past}")
    whole = small(CATALOG, PAGES, PAGE)
    itself = whole.index(b"xref\n0")
    yield (
        "a table before itself",
        small(CATALOG, PAGES, PAGE, trailer=f"/Prev {itself}"),
    )
    yield (
        "streams of tables in a circle",
        small(CATALOG, PAGES, PAGE, trailer=f"/XRefStm {itself}"),
    )
    for at in (0, 1, 5, 10**9, 10**30):
        yield f"a table at {at}", small(CATALOG, PAGES, PAGE, xref=at)
    yield "pages in a circle", small(CATALOG, PAGES.replace("3 0", "2 0"))
    yield "a catalogue of itself", small("1 0 R")
    yield (
        "fields in a circle",
        small(SIGNED, PAGES, PAGE, "<</T(a)/Kids[4 0 R]/Parent 4 0 R>>"),
    )
    yield "a value of itself", small(SIGNED, PAGES, PAGE, FIELD.replace("5 0", "4 0"))
    yield (
        "a length of itself",
        small(SIGNED, PAGES, PAGE, FIELD, b"<</Length 5 0 R>>\nstream\nx\nendstream"),
    )
    for length in (-1, 0, 10**12):
        yield (
            f"a length of {length}",
            small(SIGNED, PAGES, PAGE, FIELD, stream(b"x" * 100, length=length)),
        )
    yield (
        "ten thousand fields",
        small(
            SIGNED.replace("[4 0 R]", f"[{'4 0 R ' * 10_000}]"),
            PAGES,
            PAGE,
            FIELD,
            "null",
        ),
    )
    yield "numbers without end", small(f"<</A {'9' * 500_000}>>")
    yield "names without end", small(f"<</{'#41' * 200_000} 1>>")
    yield "brackets in a text", small(f"<</A {'(' * 200_000}>>")
    yield "a comment without end", b"%PDF-1.7\n" + b"%" * 10**6
    yield "ends without end", b"%PDF-1.7\n" + b"startxref\n0\n%%EOF\n" * 50_000
    yield "spaces", b"%PDF-1.7\n" + b" " * 10**6


def forged():
    """Give files with signatures that cover what they should not, or nothing."""
    ranges = (
        *("[]", "[0]", "[0 1]", "[0 10 20]", "[0 0 0 0]", "[0 10 20 999999]"),
        *("[0 -1 5 5]", "[-5 5 5 5]", "[0 99999999999 0 0]", "[0 10 5 10]", "null"),
        *("[0 5 5 5 5 5]", "[(a)(b)(c)(d)]", "[0 1 2 3.5]", "[4 0 R 4 0 R 0 0]"),
        *("<</A 1>>", f"[{'0 1 ' * 50_000}]", "[1 10 20 30]", "[0 1 1 1]"),
    )
    for each in ranges:
        yield f"a range {each[:24]}", fake(each)
    contents = (
        *("<>", "null", "<0>", "(text)", "<30>", "<3080>", "<30820000>", "5 0 R"),
        *("<3084FFFFFFFF>", f"<{'30' * 5000}>", f"<{'00' * 9000}>", "<zz>", "[]"),
        f"<{'3080' * 20_000}>",
    )
    for each in contents:
        yield f"contents {each[:12]}", fake("[0 10 20 30]", each)
    kinds = ("/adbe.pkcs7.sha1", "/ETSI.RFC3161", "/adbe.x509.rsa_sha1", "(x)", "/")
    for each in kinds:
        yield f"a kind {each}", fake("[0 10 20 30]", subfilter=each)


def spoiled(issued, seed=7):
    """Give what becomes of an issued file that is cut, torn, mended and mixed."""
    chance, size = random.Random(seed), len(issued)
    for part in range(1, 20):
        yield f"cut after {part}/20", issued[: size * part // 20]
    for number in range(20):
        at, long = chance.randrange(20, size), chance.randrange(1, 3000)
        yield f"torn {number}", issued[:at] + issued[at + long :]
        yield f"doubled {number}", issued[: at + long] + issued[at:]
    for number in range(10):
        noise = chance.randbytes(chance.randrange(10, 5000))
        yield f"noise {number}", b"%PDF-1.7\n" + noise
        at = chance.randrange(20, size - 6000)
        yield f"noise within {number}", issued[:at] + noise + issued[at + len(noise) :]
    yield "something before it", b"%PDF-1.4\n" + issued
    yield "two of it", issued + issued
    yield (
        "its signature emptied",
        re.sub(
            rb"/Contents <[0-9A-F]{3000,}>",
            lambda found: b"/Contents <" + b"0" * (len(found[0]) - 12) + b">",
            issued,
        ),
    )
    yield "its kind changed", issued.replace(b"/ETSI.CAdES.det", b"/adbe.pkcs7.det")
    yield (
        "its range moved",
        re.sub(rb"/ByteRange \[0 (\d)", rb"/ByteRange [1 \1", issued),
    )
    yield "a longer filling", re.sub(rb"00>", b"01>", issued, count=1)
    yield (
        "in small letters",
        re.sub(rb"<[0-9A-F]{3000,}>", lambda found: found[0].lower(), issued),
    )
