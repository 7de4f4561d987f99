"""The language of the pages in front of the door, where no account speaks yet."""

from starlette.requests import HTTPConnection

from data.language import LANGUAGES

COOKIE = "xunboard_language"
DEFAULT = "zh"


def language_of(connection: HTTPConnection) -> str:
    """`zh` or `en`: the address (`?lang=`), else the last choice, else the browser."""
    chosen = connection.query_params.get("lang") or connection.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    accepted = (part.split(";")[0].strip()[:2].lower() for part in _preferred(connection))
    return next((language for language in accepted if language in LANGUAGES), DEFAULT)


def _preferred(connection: HTTPConnection) -> list[str]:
    """The parts of Accept-Language, most wanted first."""
    parts = connection.headers.get("accept-language", "").split(",")
    return sorted(parts, key=_weight, reverse=True)


def _weight(part: str) -> float:
    _, _, weight = part.partition(";q=")
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
