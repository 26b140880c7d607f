"""The daily receipt of the log, kept by people: a chain of hashes cannot show by itself that its tail was cut."""

from datetime import date

from cards.model import Card, Facts, Text


def receipt(day: date, seq: int, hash_: str) -> Card:
    """Number and hash of the log's last entry on a day."""
    return Card(
        title=f"記録の控え（{day.isoformat()}）",
        parts=(
            Facts(pairs=(("通番", str(seq)), ("ハッシュ", hash_))),
            Text(
                text="操作の記録が後から消されたり変えられたりしていないことを確かめるための控えです。"
                f"確かめるとき：snsbot verify-log --receipt {seq} {hash_}",
                style="small",
            ),
        ),
    )
