"""Vega-Lite specs in one grammar, built once per theme with Altair; no Streamlit in here.

Each module has `spec(tokens, words…)`, cached, and `rows(frame…)`, which puts the texts and
positions into the frame. Texts are formatted in Python and travel with the rows.
"""
