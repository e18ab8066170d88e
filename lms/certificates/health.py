"""What an operator should know of the signing key before somebody asks for a sheet."""

from datetime import timedelta

from django.utils import timezone

from lms.certificates.signing import keys
from lms.certificates.signing.errors import KeyProblem
from lms.jobs.health import remark

SOON = timedelta(days=30)


@remark("signing")
def signing() -> str:
    """Return ``waits`` where sheets cannot be signed, ``ends soon`` a month before."""
    at = timezone.now()
    try:
        key = keys.current(at=at)
    except KeyProblem as problem:
        return f"waits: {type(problem).__name__}"
    ends = key.certificate.not_valid_after_utc
    return f"ends {ends:%Y-%m-%d}" if ends - at < SOON else ""
