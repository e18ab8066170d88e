"""Who may open a certificate: its holder, and those whose work it is there."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone

from lms.accounts.roles import Data
from lms.certificates.models import Certificate
from lms.communes.services import may_see
from lms.looks.models import Seen
from lms.looks.services import look_at


def certificate_for(request: HttpRequest, certificate_id: UUID) -> Certificate:
    """Return the certificate, or answer 404 to all who have no business with it.

    That somebody on the staff opened it is written down; its holder looks unseen.
    """
    rows = Certificate.every.select_related("learner")
    certificate = rows.filter(pk=certificate_id).first()
    user = request.user
    if certificate is None or not user.is_authenticated:
        raise Http404
    if certificate.learner.user_id == user.pk:
        return certificate
    today = timezone.localdate()
    hamlet = certificate.learner.hamlet_on(today)
    if hamlet is None or not may_see(user, hamlet, Data.CERTIFICATES, on=today):
        raise Http404
    look_at(
        certificate.learner,
        Seen.CERTIFICATE,
        home=hamlet.pk,
        by=user,
        at=timezone.now(),
    )
    return certificate
