"""The table of home pages that were opened."""

from datetime import date, datetime

from sqlalchemy import Date, Index
from sqlmodel import Field, SQLModel

from storage.tables import Moment


class HomePage(SQLModel, table=True):
    """Somebody's home page on a platform that has one. No text: it is drawn from the rows of the moment.

    `key` is the person's id in the organisation file, or "member:" and the row of their account. `wanted` grows with
    each change that concerns them, `drawn` is the change that the page shows, `drawn_on` the day. Whoever draws it
    has it until `leased_until`, by the database's clock.
    """

    __tablename__ = "home_page"
    __table_args__ = (
        Index("home_page_account", "platform", "team", "account", unique=True), Index("home_page_key", "key"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    team: str
    account: str
    key: str
    opened_at: datetime = Field(sa_type=Moment)
    wanted: int = 0
    drawn: int = 0
    drawn_on: date = Field(sa_type=Date)
    leased_until: datetime | None = Field(default=None, sa_type=Moment)
    failures: int = 0
