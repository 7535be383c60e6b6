"""How a phone's chat begins: the clerk's message with the one-time link and its preview."""

from collections.abc import Awaitable, Callable

from domain.people.people import RoleKind
from sandbox.page.clip_sheet import PHOTOS_URL
from sandbox.page.elements import button, tag
from sandbox.page.phone import Phone
from sandbox.page.words import Words


def draw_invitation(phone: Phone, bot_name: str, words: Words, follow: Callable[[], Awaitable[None]]) -> None:
    """Following the link does what START does, also when it is followed once more."""
    with tag("div", "invitation", lang=words.html_lang, data_testid="invitation"):
        # nobody invites themselves
        above = "_above" if phone.role is RoleKind.CLERK else ""
        tag("p", "from", words(f"invitation_from{above}"))
        tag("p", text=words("invitation", name=phone.name))
        with button("link", follow, data_testid="invite-link"):
            tag("span", "address", phone.invite_link)
            with tag("span", "preview"):
                tag("img", src=f"{PHOTOS_URL}/house.jpg", alt="")
                tag("span", text=bot_name)
