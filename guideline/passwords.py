"""Text that looks like a password itself, where only the way of keeping it was asked for."""

import re
import unicodedata

_NAMED_PASSWORD = re.compile(
    r"(?:パスワード|ﾊﾟｽﾜｰﾄﾞ|暗証番号|合言葉|pass ?word|passwd|pwd?|pin)\s*(?:は|が|：|:|=|＝)\s*[「『\"']?"
    r"([!-~]{4,})",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[!-~]{8,}")
_KINDS = (re.compile("[a-z]"), re.compile("[A-Z]"), re.compile("[0-9]"), re.compile(r"[^A-Za-z0-9]"))
_HARMLESS = re.compile(r"https?://\S+|[^\s@]+@[^\s@]+|[0-9()+\-]+|[\d,./:\-]+")


def password_like(text: str, not_passwords: frozenset[str] = frozenset()) -> str:
    """The first piece of a text that looks like a password itself, "" if none does.

    Something after 「パスワードは」, or eight and more half-width characters of three kinds, or letters and
    digits mixed. Addresses, telephone numbers, dates and the listed names of products are none.
    """
    text = unicodedata.normalize("NFKC", text)
    for found in _NAMED_PASSWORD.finditer(text):
        if found.group(1) not in not_passwords:
            return str(found.group(1))
    for token in _TOKEN.findall(text):
        bare = token.strip("()[]{}<>,.;:\"'")
        if len(bare) < 8 or bare in not_passwords or _HARMLESS.fullmatch(bare):
            continue
        kinds = [kind.search(bare) is not None for kind in _KINDS]
        if sum(kinds) >= 3 or (kinds[2] and (kinds[0] or kinds[1])):
            return str(bare)
    return ""
