"""The numbers of the skills framework for citizens, and what each is called.

Source: dispatch 3139/BTTTT-KTS&XHS of 31 July 2024, numbered as UNESCO's framework of
2018 (DLGF). The words are ours.
"""

from django.utils.translation import gettext_lazy as _

SKILL_CODES = {
    "0.1": _("Using the device"),
    "0.2": _("Using programs on the device"),
    "1.1": _("Searching"),
    "1.2": _("Judging what one finds"),
    "1.3": _("Keeping and finding again"),
    "2.1": _("Talking with others"),
    "2.2": _("Sharing"),
    "2.3": _("Dealing with offices and taking part"),
    "2.4": _("Working together"),
    "2.5": _("Good manners online"),
    "2.6": _("One's own digital identity"),
    "3.1": _("Making digital content"),
    "3.2": _("Changing digital content"),
    "3.3": _("Copyright and licences"),
    "3.4": _("Programming"),
    "4.1": _("Protecting devices"),
    "4.2": _("Protecting personal data"),
    "4.3": _("Health and well-being"),
    "4.4": _("Protecting the environment"),
    "5.1": _("Solving technical problems"),
    "5.2": _("Finding the right tool"),
    "5.3": _("Using technology in new ways"),
    "5.4": _("Knowing what one can't do yet"),
    "5.5": _("Thinking in steps"),
    "6.1": _("Tools of one's own work"),
    "6.2": _("Data of one's own work"),
}


def named(part: str) -> str:
    """Return a code with its words; one that is not in the framework by itself.

    ``part`` is the code as figures are keyed by it, such as 2-3.
    """
    code = part.replace("-", ".")
    return f"{code} {SKILL_CODES[code]}" if code in SKILL_CODES else code
