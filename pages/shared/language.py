"""The language of this page run, and the sentences in it."""

import streamlit as st

from data.language import LANGUAGES, translate

ACCOUNT_LANGUAGE = "account_language"  # session key: what the signed-in user's account says


def current() -> str:
    """`zh` or `en`: the address (`?lang=`), else the user's account, else the browser."""
    wanted = (
        st.query_params.get("lang"),
        st.session_state.get(ACCOUNT_LANGUAGE),
        (st.context.locale or "")[:2].lower(),
    )
    return next((language for language in wanted if language in LANGUAGES), "zh")


def _(message: str, **values: object) -> str:
    """The sentence of a message id in the current language, values filled in."""
    return translate(current(), message, **values)
