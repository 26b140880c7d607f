"""Home, help, and being added to a conversation."""

from sqlalchemy.orm import Session

from cards import help as help_cards
from cards import home as cards
from cards.model import Card, Item, Reply
from handlers import home_items as items
from handlers import reach
from handlers.application import numbers
from handlers.desk import Desk, Work
from handlers.events import Event, FormSent, HomeOpened, Installed, Said
from storage import homes, members


async def word(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「ホーム」."""
    return await desk.say(said, await _home(desk, said))


async def pressed(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「ホーム」."""
    return await desk.say(form, await _home(desk, form))


async def opened(desk: Desk, event: HomeOpened) -> list[Reply]:
    """The home page of the platform was opened, or is to be drawn again."""
    if not event.again:
        await _note(desk, event)
    return [Reply(card=await _home(desk, event))]


async def help_word(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「ヘルプ」."""
    return await desk.say(said, help_cards.help_card(desk.guideline))


async def help_pressed(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「使い方」."""
    return await desk.say(form, help_cards.help_card(desk.guideline))


async def installed(desk: Desk, event: Installed) -> list[Reply]:
    """Keeps what the platform needs to post here later, and says what can be done here."""

    def keep(work: Work) -> list[Reply]:
        at, place = work.at, event.place
        if event.reference:
            members.keep_reference(work.session, place.platform, place.team, place.channel, event.reference, at)
            if place.private:
                personal = f"user:{event.sender.user}"
                members.keep_reference(work.session, place.platform, place.team, personal, event.reference, at)
        work.log("installed", channel=place.channel)
        return [Reply(card=help_cards.help_card(desk.guideline), where="channel")] if event.welcome else []

    return await desk.once(event, keep)


async def more(desk: Desk, form: FormSent) -> list[Reply]:
    """What waits, beyond what the page has room for."""

    def look(session: Session) -> list[Item]:
        return items.waiting(desk, session, items.whose(desk, session, form))

    begin = numbers(form.value)[0]
    found = await desk.database.read(look)
    return await desk.say(form, cards.more(found, begin) if begin < len(found) else cards.nothing())


async def _home(desk: Desk, event: Event) -> Card:
    def look(session: Session) -> Card:
        who = items.whose(desk, session, event)
        name = desk.name(event.sender)
        return cards.home(
            name, items.waiting(desk, session, who), items.work(desk, who), items.mine(desk, session, who)
        )

    return await desk.database.read(look)


async def _note(desk: Desk, event: Event) -> None:
    """Notes whose page it is, before it is drawn, so that nothing that changes from now on is missed."""
    sender, person = event.sender, desk.person(event.sender)
    whose = (sender.platform, sender.team, sender.user)

    def key(session: Session) -> str:
        return reach.key_of(person, members.member_id(session, *whose) or 0)

    def noted(session: Session) -> bool:
        return homes.is_noted(homes.opened(session, *whose), key(session), desk.now())

    def note(session: Session) -> None:
        if members.member_id(session, *whose) is None:  # what they do later is logged under this row
            listed = person.id if person else None
            members.remember(session, *whose, name=sender.name, person=listed, at=desk.now())
        homes.note(session, *whose, key(session), desk.now(), desk.today())

    if not await desk.database.read(noted):
        await desk.database.write(note)
