"""Is this file right, and is it in?"""

import streamlit as st

import queries
from pages.shared.language import _, current
from pages.shared.parts import escaped, foot, headline
from pages.shared.uploads import (
    upload_changes,
    upload_guesses,
    upload_history,
    upload_problems,
    upload_publishing,
    upload_work,
)
from pages.shared.words import upload as words

language = current()
store = queries.store()
made = upload_history.made(store)
status = upload_work.in_front()
outcome = status.outcome if status else None
back = bool(outcome and outcome["published"] and upload_publishing.taken_back(store, outcome))
light, sentence, marks = (
    words.of_job(status, language, taken_back=back)
    if status
    else words.nothing_open(language, len(made))
)
headline(light, _("Upload · is this file right, and is it in?"), sentence, **marks)
upload_work.told()
if status is None:
    upload_history.offer_to_remove_demo(store)
    upload_work.drop_zone()
elif status.state == "running":
    upload_work.watch(status.job.job_id)
elif outcome is None:
    st.error(escaped(status.error), icon=":material/error:")
    upload_publishing.others(status.job)
else:
    if outcome["published"]:
        upload_publishing.done(store, status.job, outcome)
    else:
        upload_publishing.decide(store, status.job, outcome)
    if outcome["tables"]:
        upload_changes.draw(outcome)
    if not outcome["published"]:
        upload_guesses.draw(status.job, outcome)
    upload_problems.draw(status.job, outcome)
    upload_changes.tables(outcome)
if outcome is None or outcome["published"]:
    upload_history.draw(store, made)
foot(
    _("Drop files that belong together at once: orders and customers, order heads and lines"),
    _("A file with errors publishes nothing, unless you ask for its good rows."),
    _("The same file twice changes nothing."),
)
