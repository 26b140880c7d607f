"""Once a day the log's last number and hash go to the operator, who can show later that no tail was cut."""

from sqlalchemy.orm import Session

from cards import seal as cards
from handlers.desk import POSTED_KEPT_DAYS, Desk
from storage import outbox, payloads, records


async def tick(desk: Desk) -> None:
    """Sends the receipt of the day to the office that runs the bot, once, if anything is in the log."""
    now = desk.now()
    day = desk.today()
    place = desk.room(desk.guideline.question_office)

    def send(session: Session) -> bool:
        seq, hash_ = records.head(session)
        key = f"seal:{day.isoformat()}"
        if not seq or payloads.claim(session, [key], now) is not None:
            return False
        body = cards.receipt(day, seq, hash_).model_dump(mode="json")
        kept = payloads.keep(session, "card", key, body, now, POSTED_KEPT_DAYS)
        outbox.enqueue(session, place=place.model_dump(), platform=place.platform, payload_id=kept.id, at=now)
        return True

    if await desk.database.write(send):
        desk.woken()
