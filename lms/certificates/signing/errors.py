"""Why nothing can be signed just now, each in a sentence for the operator."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class KeyProblem(Exception):
    """A key that cannot sign. Certificates are issued all the same; sheets wait."""

    sentence: ClassVar[Promise]

    def __str__(self) -> str:
        return str(self.sentence)


class KeyMissing(KeyProblem):
    sentence = _(
        "There is no signing key: SIGNING_KEY is empty, or the file it names is not "
        "there."
    )


class KeyUnreadable(KeyProblem):
    sentence = _("The file that SIGNING_KEY names may not be read by this program.")


class NotAKey(KeyProblem):
    sentence = _("The file that SIGNING_KEY names is damaged, or no PKCS#12 file.")


class WrongPassword(KeyProblem):
    sentence = _("SIGNING_KEY_PASSWORD does not open the signing key.")


class KeyIncomplete(KeyProblem):
    sentence = _(
        "The signing key's file must hold one private key together with its own "
        "certificate."
    )


class KeyUnsuited(KeyProblem):
    sentence = _(
        "The signing key is of no use for signing: RSA of 2048 bits or more, or an "
        "elliptic curve of NIST, is needed, and a certificate that allows signatures."
    )


class KeyNotYetValid(KeyProblem):
    sentence = _("The signing key's certificate is not valid yet.")


class KeyExpired(KeyProblem):
    sentence = _("The signing key's certificate has expired.")


class KeyIsForTests(KeyProblem):
    sentence = _("The signing key is one of a test authority, and this is no test.")


class StampProblem(Exception):
    """The time-stamp authority is away, refuses, or answers something odd."""


class SheetChanged(Exception):
    """A sheet that lies with us is not, byte for byte, what was signed."""
