"""What the operator should look at although the server is ready: a register.

An app has something to say with `remark` in its ``health.py``.
"""

from collections.abc import Callable

from django.utils.module_loading import autodiscover_modules

from lms.lib.registers import Register

Says = Callable[[], str]

_remarks: Register[Says] = Register()


def remark(name: str) -> Callable[[Says], Says]:
    """Register what says one word about something, or nothing where it is well."""
    return _remarks.add(name)


def remarks() -> dict[str, str]:
    """Return what is to be remarked on just now, by its name."""
    autodiscover_modules("health")
    said = {name: says() for name, says in _remarks.items()}
    return {name: word for name, word in said.items() if word}
