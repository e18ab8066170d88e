"""Why nothing can be signed just now, each in a sentence for the operator.

In English, as all that the commands say.
"""

from typing import ClassVar


class KeyProblem(Exception):
    """A key that cannot sign. Certificates are issued all the same; sheets wait."""

    sentence: ClassVar[str]

    def __str__(self) -> str:
        return self.sentence


class KeyMissing(KeyProblem):
    sentence = (
        "There is no signing key: SIGNING_KEY is empty, or the file it names is not "
        "there."
    )


class KeyUnreadable(KeyProblem):
    sentence = "The file that SIGNING_KEY names may not be read by this program."


class NotAKey(KeyProblem):
    sentence = "The file that SIGNING_KEY names is damaged, or no PKCS#12 file."


class WrongPassword(KeyProblem):
    sentence = "SIGNING_KEY_PASSWORD does not open the signing key."


class KeyIncomplete(KeyProblem):
    sentence = (
        "The signing key's file must hold one private key together with its own "
        "certificate."
    )


class KeyUnsuited(KeyProblem):
    sentence = (
        "The signing key is of no use for signing: RSA of 2048 bits or more, or an "
        "elliptic curve of NIST, is needed, and a certificate that allows signatures."
    )


class KeyNotYetValid(KeyProblem):
    sentence = "The signing key's certificate is not valid yet."


class KeyExpired(KeyProblem):
    sentence = "The signing key's certificate has expired."


class KeyIsForTests(KeyProblem):
    sentence = "The signing key is one of a test authority, and this is no test."


class StampProblem(Exception):
    """The time-stamp authority is away, refuses, or answers something odd."""
