"""Walks of who comes, who goes and who lives where."""

from tests.look.own_house import open_house
from tests.look.walk import Screens, Stage, pick, send_plain, tap, walk


@walk(
    "nobody",
    "people.people",
    "invitations.before_inviting",
    "invitations.invite",
    "invitations.before_giving",
    "invitations.give",
)
def somebody_is_invited(stage: Stage) -> Screens:
    page = open_house(stage).enters("Piet")
    page.goto("/mensen")
    yield "people-of-who-keeps-the-plan"
    page.goto("/mensen/erbij")
    yield "invite"
    send_plain(page)
    yield "invite-refused"
    page.locator("[name=name]").fill("Oma Bep")
    pick(page, "generation", "1")
    send_plain(page)
    yield "invite-which-way"
    for form in ("link", "qr", "code"):
        with page.expect_navigation():
            tap(page, f"button[value={form}]")
        yield f"invite-by-{form}"


@walk("nobody", "going.before_leaving", "going.leave")
def somebody_leaves(stage: Stage) -> Screens:
    page = open_house(stage).enters("Piet")
    page.goto("/instellingen/weggaan")
    page.locator("main details").evaluate("(each) => { each.open = true }")
    yield "leaving"
    send_plain(page)
    yield "leaving-refused"
    tap(page, "input[name=plan_holder] >> nth=0")
    send_plain(page)
    yield "leaving-planned"


@walk("nobody", "erasing.before_erasing", "erasing.erase")
def somebody_is_erased(stage: Stage) -> Screens:
    page = open_house(stage).enters("Piet")
    page.goto("/instellingen/weggaan/wissen")
    yield "erasing"
    send_plain(page)
    yield "erasing-refused"
    tap(page, "input[name=plan_holder] >> nth=0")
    page.locator("[name=name]").fill("Piet")
    send_plain(page)
    yield "erasing-planned"


@walk("nobody", "going.taking_part", "going.remove", "going.pause", "going.suspend")
def somebody_has_to_go(stage: Stage) -> Screens:
    house = open_house(stage)
    page, rob = house.enters("Piet"), house.people["Rob"]
    page.goto(f"/mensen/{rob}/meedoen")
    yield "taking-part"
    page.goto(f"/mensen/{rob}/pauze")
    yield "pause"
    page.locator("[name=days]").fill("99")
    send_plain(page)
    yield "pause-refused"
    page.locator("[name=days]").fill("10")
    with page.expect_navigation():
        tap(page, "button[value=ask]")
    yield "pause-asked"
    page.goto(f"/mensen/{rob}/meedoen")
    with page.expect_navigation():
        tap(page, "button[value=ask]")
    yield "removal-asked"
    page.evaluate("document.querySelector('button[value=back]').value = 'agree'")
    with page.expect_navigation():
        tap(page, "button[value=agree]")
    yield "removal-not-by-one"
    page = house.enters("Jo")
    page.goto(f"/mensen/{rob}/meedoen")
    yield "removal-of-whom-another-asked"


@walk(
    "nobody",
    "homes.homes",
    "homes.add",
    "homes.before_changing",
    "homes.change",
    "person.person",
    "person.place",
)
def somebody_says_who_lives_where(stage: Stage) -> Screens:
    house = open_house(stage)
    page = house.enters("Piet")
    page.goto("/mensen/huizen")
    yield "homes"
    send_plain(page)
    yield "homes-refused"
    page.locator("[name=name]").fill("Bij oma")
    pick(page, "people", str(house.people["Isa"]))
    send_plain(page)
    yield "homes-one-more"
    with page.expect_navigation():
        tap(page, "ul.links a")
    yield "home"
    page.locator("[name=name]").fill("")
    send_plain(page)
    yield "home-refused"
    page.goto(f"/mensen/{house.people['Jo']}")
    page.locator("[name=ring]").first.evaluate(
        "each => { each.value = 'ver'; each.checked = true }"
    )
    page.evaluate("document.querySelector('form[action$=kring]').submit()")
    page.locator(".error").first.wait_for()
    yield "person-placed-refused"


@walk("nobody", "finding.finding", "finding.write", "invitations.before_inviting")
def somebody_looks_for_more_people(stage: Stage) -> Screens:
    page = open_house(stage).enters("Piet")
    page.goto("/mensen/vinden")
    yield "finding"
    send_plain(page)
    yield "finding-refused"
    page.locator("[name=name]").fill("Juf Ans, die om de hoek woont")
    send_plain(page)
    yield "finding-a-name"
    page.goto(page.locator("[href*='erbij?uit=']").get_attribute("href") or "")
    yield "invite-whom-one-thought-of"


WALKS = (
    somebody_is_invited,
    somebody_looks_for_more_people,
    somebody_leaves,
    somebody_is_erased,
    somebody_has_to_go,
    somebody_says_who_lives_where,
)
