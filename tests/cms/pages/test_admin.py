"""The page editor of staff."""

import re
from html import unescape
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client

from cms import permissions
from cms.navigation.models import Menu
from cms.pages.models import Page, Revision
from commerce.channels.models import Channel
from commerce.channels.queries import ChannelInfo
from tests.builders import cms as build
from tests.builders import commerce as ground

EDITOR = (permissions.VIEW_PAGE, permissions.CHANGE_PAGE)
PUBLISHER = (*EDITOR, permissions.PUBLISH_PAGE)


def staff(*rights: str) -> Client:
    user = ground.make_user(f"s{len(rights)}@kontor.example", is_staff=True)
    names = [right.partition(".")[2] for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def fields(answer: Any) -> dict[str, str]:
    """Everything a browser would send of the editor's form, but no button."""
    html = answer.content.decode()
    form = html[html.index('<form method="post" novalidate') :]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and not ('type="checkbox"' in tag and " checked" not in tag):
            found[name[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(
        r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.DOTALL
    ):
        found[name] = unescape(body)
    for name, body in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL
    ):
        options = re.findall(r'value="([^"]*)"( selected)?', body)
        found[name] = next((v for v, chosen in options if chosen), options[0][0])
    return found


def press(client: Client, page: Page, form: dict[str, str], do: str, **more: str) -> Any:
    return client.post(f"/admin/cms/page/{page.pk}/change/", form | {"do": do} | more)


def path(page: Page) -> str:
    return f"/admin/cms/page/{page.pk}/change/"


HERO = {
    "key": "h1",
    "kind": "hero",
    "hidden": True,
    "shown_until": "2026-12-24T18:00:00+00:00",
    "settings": {"image": "/pictures/abc/1280.webp", "action_to": "/products/"},
    "texts": {"en": {"title": 'Say "hello" & <more>', "action": "Look"}, "de": {"title": "Hallo"}},
}
ROW = {
    "key": "r1",
    "kind": "product_row",
    "settings": {"source": "chosen", "products": ["a", "b"], "limit": 4, "rail": True},
    "texts": {"en": {"title": "Row"}},
}
POINTS = {
    "key": "p1",
    "kind": "proof",
    "texts": {
        "en": {"points": [{"icon": "leaf", "title": "Green"}, {"icon": "star", "title": "Good"}]}
    },
}


def test_saving_what_was_opened_changes_nothing(channel: ChannelInfo) -> None:
    """The form says exactly what is stored: no field is lost or invented."""
    page = build.make_page(
        HERO, ROW, POINTS, build.rich_text("A\n\n- b\n- c"), en="About", de="Über"
    )
    client = staff(*EDITOR)

    answer = press(client, page, fields(client.get(path(page))), "save")

    assert answer.status_code == 302
    assert Revision.objects.count() == 1


def test_writes_a_page_block_by_block(channel: ChannelInfo) -> None:
    """CMS-1: an editor builds a landing page."""
    page = build.make_page(build.rich_text("Old"))
    client = staff(*EDITOR)

    form = fields(press(client, page, fields(client.get(path(page))), "add", kind="banner"))
    form |= {"blocks.1.texts.en.title": "New", "titles.de": "Über uns"}
    form = fields(press(client, page, form, "up:1"))
    form = fields(press(client, page, form, "copy:0"))
    form = fields(press(client, page, form, "hide:1"))
    assert Revision.objects.count() == 1
    press(client, page, form, "save")

    saved = Revision.objects.get(number=2)
    said = [(one["kind"], one["hidden"]) for one in saved.blocks]
    assert said == [("banner", False), ("banner", True), ("rich_text", False)]
    assert len({one["key"] for one in saved.blocks}) == 3
    assert saved.titles == {"en": "About", "de": "Über uns"}
    press(client, page, fields(press(client, page, form | {"seen": "2"}, "remove:2")), "save")
    assert len(Revision.objects.get(number=3).blocks) == 2


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(channel: ChannelInfo) -> None:
    """X14, X15."""
    page = build.make_page(HERO)
    client = staff(*EDITOR)
    form = fields(client.get(path(page))) | {
        "blocks.0.settings.image": "https://evil.example/x.png",
        "blocks.0.texts.en.title": "",
        "titles.en": "Typed",
    }

    answer = press(client, page, form, "save")

    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="blocks-0-settings-image-error"' in html
    assert "Headline is missing" in html
    assert fields(answer)["blocks.0.settings.image"] == "https://evil.example/x.png"
    assert fields(answer)["titles.en"] == "Typed"
    assert Revision.objects.count() == 1


def test_two_editors_do_not_overwrite_each_other(channel: ChannelInfo) -> None:
    """T5."""
    page = build.make_page()
    client = staff(*EDITOR)
    mine = theirs = fields(client.get(path(page)))
    press(client, page, mine | {"titles.en": "Mine"}, "save")

    answer = press(client, page, theirs | {"titles.en": "Theirs"}, "save")

    assert answer.status_code == 422
    assert b"saved this page meanwhile" in answer.content
    assert fields(answer)["titles.en"] == "Theirs"
    assert Revision.objects.order_by("-number")[0].titles == {"en": "Mine"}
    shown = [(one.before, one.after) for one in answer.context["differences"]]
    assert shown == [("Mine", "Theirs")]

    press(client, page, fields(answer), "save")
    kept = Revision.objects.order_by("number").values_list("titles", flat=True)
    assert list(kept)[-2:] == [{"en": "Mine"}, {"en": "Theirs"}]


def test_publishing_has_a_right_of_its_own(channel: ChannelInfo) -> None:
    page = build.make_page()
    editor, publisher = staff(*EDITOR), staff(*PUBLISHER)
    form = fields(editor.get(path(page)))

    for do in ("publish", "schedule", "unpublish"):
        assert press(editor, page, form, do).status_code == 403
    assert Page.objects.get().state == "draft"

    press(publisher, page, form | {"titles.en": "Live"}, "publish")
    row = Page.objects.select_related("live").get()
    assert row.live is not None
    assert (row.state, row.live.titles) == ("published", {"en": "Live"})

    press(publisher, page, form | {"seen": "2"}, "unpublish")
    assert Page.objects.get().state == "unpublished"


def test_reading_is_not_writing(channel: ChannelInfo) -> None:
    page = build.make_page()
    reader = staff(permissions.VIEW_PAGE)
    form = fields(reader.get(path(page)))

    assert press(reader, page, form | {"titles.en": "X"}, "save").status_code == 403
    assert reader.post(f"/admin/cms/page/{page.pk}/revisions/", {"number": "1"}).status_code == 403
    assert staff().get(path(page)).status_code in {302, 403}
    assert Revision.objects.count() == 1


def test_plans_publication(channel: ChannelInfo) -> None:
    page = build.make_page()
    client = staff(*PUBLISHER)
    form = fields(client.get(path(page)))

    bad = press(client, page, form, "schedule", publish_at="2020-01-01T09:00")
    assert bad.status_code == 422
    press(client, page, form, "schedule", publish_at="2099-01-01T09:00")

    row = Page.objects.get()
    assert row.publish_at is not None
    assert (row.state, row.publish_at.isoformat()) == ("scheduled", "2099-01-01T09:00:00+00:00")


def test_previews_what_was_typed(channel: ChannelInfo) -> None:
    """CMS-4."""
    page = build.make_page()
    client = staff(*EDITOR)

    answer = press(client, page, fields(client.get(path(page))) | {"titles.en": "Seen"}, "preview")

    shown = Client().get(answer.url)
    assert (shown.status_code, Client().get("/pages/about/").status_code) == (200, 404)
    assert "<h1>Seen</h1>" in shown.content.decode()


def test_compares_and_brings_back_revisions(channel: ChannelInfo) -> None:
    page = build.make_page(build.rich_text("First"))
    client = staff(*EDITOR)
    form = fields(client.get(path(page)))
    press(client, page, form | {"blocks.0.texts.en.body": "Second <b>"}, "save")

    html = client.get(f"/admin/cms/page/{page.pk}/revisions/").content.decode()
    assert "<del>First</del>" in html
    assert "<ins>Second &lt;b&gt;</ins>" in html
    assert client.get(f"/admin/cms/page/{page.pk}/revisions/?after=9").status_code == 404

    client.post(f"/admin/cms/page/{page.pk}/revisions/", {"number": "1"})
    assert Revision.objects.get(number=3).note == "restored #1"


def test_makes_new_pages(channel: ChannelInfo) -> None:
    form = {
        "_form_submitted": "on",
        "channel": "eu",
        "kind": "static",
        "slug": "stories",
        "title": "Stories",
    }

    assert staff(*PUBLISHER).post("/admin/cms/page/new/", form).status_code == 403
    writer = staff(permissions.VIEW_PAGE, permissions.ADD_PAGE)
    writer.post("/admin/cms/page/new/", form)

    assert Page.objects.get().slug == "stories"
    html = writer.post("/admin/cms/page/new/", form).content.decode()
    assert "there is a page &#x27;stories&#x27; already" in html
    assert 'value="Stories"' in html


def test_menus_are_written_as_lines(channel: ChannelInfo) -> None:
    client = staff("cms.view_menu", "cms.change_menu", "cms.add_menu", "cms.delete_menu")
    row = Channel.objects.get()
    form = {
        "channel": row.pk,
        "place": "help",
        "lines": "page:about\n/products/ | en: All | de: Alles",
    }

    bad = client.post("/admin/cms/menu/add/", form | {"lines": "javascript:alert(1) | en: x"})
    assert bad.status_code == 200
    assert not Menu.objects.exists()
    client.post("/admin/cms/menu/add/", form)

    menu = Menu.objects.get()
    assert menu.entries == [
        {"to": "page:about", "titles": {}},
        {"to": "/products/", "titles": {"en": "All", "de": "Alles"}},
    ]
    assert (
        "/products/ | en: All | de: Alles"
        in client.get(f"/admin/cms/menu/{menu.pk}/change/").content.decode()
    )
