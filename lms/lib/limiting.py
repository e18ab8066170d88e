"""How often something was asked for from one place, without keeping which place."""

from datetime import datetime
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def from_where(request: HttpRequest) -> str:
    """Return a word for the address that asks; the address itself is not kept.

    Behind nginx it says who asks (docs/operate/hocso-proxy.conf); else anybody could.
    Whoever has one address of IPv6 has all of its last half, which count as one.
    """
    proxied = settings.SECURE_PROXY_SSL_HEADER is not None
    said = request.headers.get("X-Forwarded-For", "") if proxied else ""
    address = _network(said or request.META.get("REMOTE_ADDR", ""))
    return salted_hmac("from where", address).hexdigest()[:16]


def _network(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:  # a socket has none
        return address
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or known.packed[:8].hex())
    return str(known)


def times(what: str, who: str, seconds: int, *, at: datetime) -> int:
    """Return how often they have asked for it in this stretch, this time included.

    A stretch begins every so many ``seconds`` by the clock, for everybody.
    """
    name = f"{what}-{who}-{seconds}-{int(at.timestamp()) // seconds}"
    cache.add(name, 0, timeout=2 * seconds)
    try:
        return cache.incr(name)
    except ValueError:  # thrown out of the cache in between
        return 1
