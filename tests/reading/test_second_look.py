"""What is doubtful although every cell is right: told, never refused."""

from data.reading.recognition import recognise
from data.reading.rows import typed_rows
from data.reading.sheets import read


def notes(text: str, table: str, **mapping: str) -> list[str]:
    found = recognise(read(text.encode(), "a.csv"), table, mapping)
    rows = typed_rows(found, {})
    assert not rows.problems
    return [one.sentence() for one in rows.notes]


def test_quotas_of_quarters_are_not_taken_for_months_in_silence() -> None:
    text = (
        "month,scope_id,level,metric,target_value,CalendarQuarter\n2026-03,R1,rep,net_sales,9,1\n"
    )
    (said,) = notes(text, "targets")
    assert said.startswith("The column CalendarQuarter tells of quarters")
    assert notes(text.replace(",CalendarQuarter", ",note"), "targets") == []


def test_deals_with_a_closing_day_do_not_count_as_open_in_silence() -> None:
    header = "opportunity_id,rep_id,seller_stage,closed_on,status\n"
    rows = "A,R1,8,2026-03-01,{a}\nB,R1,2,,\nC,R1,8,2026-03-02,lost\n"
    (said,) = notes(header + rows.format(a=""), "opportunities")
    assert said.startswith("1 rows have a closing day but count as open")
    assert notes(header + rows.format(a="won"), "opportunities") == []
