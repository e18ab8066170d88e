"""What is shown where something is not there, not open, not right, or broken."""

from tests.journeys.pages import page_type, plain, send


def send_too_much(page):
    """Send a thousand fields more than the form has: the server refuses to read on."""
    page.evaluate(
        """() => {
            const form = document.querySelector("main form");
            for (let n = 0; n < 1100; n++) {
                const field = document.createElement("input");
                [field.type, field.name] = ["hidden", "more"];
                form.append(field);
            }
        }"""
    )
    send(page)


def send_as_a_stranger(page):
    page.context.clear_cookies()
    send(page)


plain("400", "accounts:sign_in", then=send_too_much, status=400)
plain("403", "fieldwork:desk", who="trainer", status=403)
plain("sent too late", "accounts:sign_in", then=send_as_a_stranger, status=403)


@page_type("404", status=404)
def not_found(guide):
    return guide.to("accounts:help") + "khong-co-trang-nay/"


@page_type("500", who="newcomer", status=500)
def broken(guide):
    def breaks(*args):
        raise RuntimeError("broken on purpose")

    guide.patch.setattr("lms.journey.views.passbook_of", breaks)
    return guide.to("journey:me")


plain("offline", "journey:offline")
