"""How the pages in front of the door look: plain HTML in the design language, without a script."""

import base64
import hashlib
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

from data.language import translate
from pages.shared.tokens import FONT, css

ICON = (Path(__file__).resolve().parent.parent / "shared" / "icon.svg").read_text("utf-8")
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}
NAMES = {"zh": "中文", "en": "English"}

STYLE = f"""
:root{{color-scheme:light dark;font:16px/1.5 {FONT};font-variant-numeric:tabular-nums}}
*{{box-sizing:border-box}}[hidden]{{display:none!important}}
body{{margin:0;min-height:100vh;min-height:100dvh;background:{css("ground")};color:{css("ink")};
 display:grid;grid-template-rows:auto 1fr auto;line-break:strict;text-autospace:normal}}
header,footer{{display:flex;align-items:center;gap:.625rem;padding:.875rem 1.5rem;
 font-size:.875rem;color:{css("muted")}}}
header svg{{width:24px;height:24px;flex:none}}
header b{{font-size:1rem;font-weight:600;color:{css("ink")}}}
header nav{{margin-left:auto;display:flex;gap:1rem}}
main{{align-self:center;justify-self:center;width:100%;max-width:60rem;padding:1rem 1.5rem 3rem;
 display:grid;grid-template-columns:minmax(0,1fr) 22rem;gap:5rem;align-items:center}}
main.single{{grid-template-columns:minmax(0,30rem);justify-content:center}}
h1{{margin:.25rem 0 1rem;font-size:clamp(1.375rem,1rem + 1.8vw,2rem);font-weight:650;
 line-height:1.3;text-wrap:balance}}
h2{{margin:0 0 1.25rem;font-size:1.375rem;font-weight:650}}
h3{{margin:2.25rem 0 .75rem;font-size:1rem;font-weight:600}}
p{{margin:0 0 .75rem;text-wrap:pretty}}
.eyebrow,.hint,figcaption{{font-size:.875rem;color:{css("muted")}}}
ol{{list-style:none;margin:0;padding:0}}
ol li{{display:flex;gap:1rem;align-items:baseline;padding:.625rem 0;
 border-top:1px solid {css("line")}}}
ol li b{{flex:none;width:8.5em;font-weight:600}}
ol li span{{color:{css("muted")};font-size:.875rem}}
figure{{margin:0 0 1.75rem}}
figure svg{{display:block;width:100%;height:auto;margin-bottom:.375rem}}
.past{{fill:{css("actual")}}}.ahead{{fill:{css("prior")}}}.today{{fill:{css("link")}}}
label{{display:block;margin-bottom:1rem;font-size:.875rem;color:{css("muted")}}}
input,select{{display:block;width:100%;height:2.75rem;margin-top:.25rem;padding:0 .75rem;
 font:inherit;font-size:1rem;color:{css("ink")};background:{css("ground")};
 border:1px solid {css("prior")};border-radius:.25rem}}
button{{height:2.75rem;width:100%;padding:0 1rem;font:inherit;font-weight:600;cursor:pointer;
 color:#fff;background:light-dark(#1B5FAA,#2F72BE);border:0;border-radius:.25rem}}
button:hover{{filter:brightness(1.08)}}
button.quiet{{color:{css("ink")};background:{css("panel")};border:1px solid {css("line")}}}
:focus-visible{{outline:2px solid {css("link")};outline-offset:2px}}
a{{color:{css("link")};text-decoration:none}}a:hover{{text-decoration:underline}}
nav [aria-current]{{color:{css("ink")};font-weight:600}}
.problem,.done{{padding:.625rem .75rem;border-left:3px solid;font-size:.9375rem}}
.problem{{color:{css("bad")}}}.done{{color:{css("good")}}}
@media (max-width:52rem){{
 main{{grid-template-columns:minmax(0,26rem);justify-content:center;align-content:start;gap:2rem}}
 main .front ol{{display:none}}main .front h1{{margin-bottom:0}}
 header,main,footer{{padding-left:1.25rem;padding-right:1.25rem}}}}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_ICON_DATA = "data:image/svg+xml;base64," + base64.b64encode(ICON.encode()).decode()
CONTENT_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def page(
    language: str, title: str, body: str, *, status: int = 200, links: str = "", layout: str = ""
) -> HTMLResponse:
    """A whole page. `body` and `links` are HTML whose every value went through `escape`."""
    name = translate(language, "Xunboard")
    text = (
        f'<!doctype html><html lang="{HTML_LANGUAGE[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} · {escape(name)}</title>"
        f'<link rel="icon" href="{_ICON_DATA}"><style>{STYLE}</style></head>'
        f"<body><header>{ICON}<b>{escape(name)}</b><nav>{links}</nav></header>"
        f'<main class="{layout}">{body}</main><footer></footer></body></html>'
    )
    return HTMLResponse(
        text,
        status,
        headers={"Cache-Control": "no-store", "Content-Security-Policy": CONTENT_POLICY},
    )


def message(
    language: str, title: str, sentence: str, *, status: int, href: str, link: str
) -> HTMLResponse:
    """A page that says one thing and offers one way on."""
    body = (
        f"<div><h1>{escape(title)}</h1><p>{escape(sentence)}</p>"
        f'<p><a href="{escape(href)}">{escape(link)}</a></p></div>'
    )
    return page(language, title, body, status=status, layout="single")


def field(label: str, name: str, *, kind: str = "text", complete: str = "", more: str = "") -> str:
    """One labelled input."""
    return (
        f'<label>{escape(label)}<input name="{name}" type="{kind}" autocomplete="{complete}" '
        f"required {more}></label>"
    )


def note(sentence: str | None, kind: str = "problem") -> str:
    """What went wrong or right, read out by screen readers; nothing for None."""
    role = "alert" if kind == "problem" else "status"
    return f'<p class="{kind}" role="{role}">{escape(sentence)}</p>' if sentence else ""
