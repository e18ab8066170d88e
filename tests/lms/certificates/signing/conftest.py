"""Keys of invented organisations, and a time-stamp authority on this machine."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

PASSWORD = "mật khẩu"


def certificate_of(private, name, *, begins, ends, issuer=None, extensions=()):
    """Return a certificate, by itself or by ``issuer`` (its key and certificate)."""
    above, vouching = issuer or (private, None)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    about = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(vouching.subject if vouching else subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )
    for extension in extensions:
        about = about.add_extension(extension, critical=True)
    return about.sign(above, SHA256())


def usage(*what):
    every = (
        *("digital_signature", "content_commitment", "key_encipherment"),
        *("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"),
        *("encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{each: each in what for each in every})


@pytest.fixture(scope="session")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def organisation(noon):
    """Return the PKCS#12 file of an organisation's key, and its certificate."""

    def organisation(
        private=None,
        *,
        begins=noon - timedelta(days=1),
        ends=noon + timedelta(days=700),
        password=PASSWORD,
        may=("digital_signature", "content_commitment"),
        holds_key=True,
    ):
        above = ec.generate_private_key(ec.SECP256R1())
        long = {"begins": begins, "ends": noon + timedelta(days=3650)}
        authority = certificate_of(
            above,
            "Cơ quan cấp Mẫu",
            **long,
            extensions=[x509.BasicConstraints(True, 0), usage("key_cert_sign")],
        )
        private = private or ec.generate_private_key(ec.SECP256R1())
        own = certificate_of(
            private,
            "Trung tâm Mẫu",
            begins=begins,
            ends=ends,
            issuer=(above, authority),
            extensions=[usage(*may)],
        )
        how = BestAvailableEncryption(password.encode())
        key = private if holds_key else None
        return pkcs12.serialize_key_and_certificates(None, key, own, [authority], how)

    return organisation


@pytest.fixture
def signing_key(settings, tmp_path):
    """Lay a file down as the key of the settings; return where it lies."""

    def lay_down(content, password=PASSWORD):
        path = tmp_path / "key.p12"
        if content is not None:
            path.write_bytes(content)
        settings.SIGNING_KEY = str(path)
        settings.SIGNING_KEY_PASSWORD = password
        settings.SIGNING_TEST_AUTHORITY = False
        return path

    return lay_down


class StampAuthority:
    """Answers over HTTP as time-stamp authorities do; ``answer`` spoils that."""

    def __init__(self, stamper, address):
        self.stamper = stamper
        self.address = address
        self.answer = None
        self.asked = 0


@pytest.fixture
def stamp_authority(noon):
    private = rsa.generate_private_key(65537, 2048)
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = certificate_of(
        private,
        "Giờ Mẫu",
        begins=noon - timedelta(days=1),
        ends=noon + timedelta(days=3650),
        extensions=[stamping, usage("digital_signature")],
    )
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(
        asn1.Certificate.load(certificate.public_bytes(Encoding.DER)),
        asn1_keys.PrivateKeyInfo.load(der),
        certs_to_embed=SimpleCertificateStore(),
    )

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            authority.asked += 1
            sent = self.rfile.read(int(self.headers["Content-Length"]))
            body = authority.answer
            if body is None:
                body = stamper.request_tsa_response(tsp.TimeStampReq.load(sent)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *about):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    authority = StampAuthority(stamper, f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield authority
    server.shutdown()
    thread.join()
    server.server_close()
