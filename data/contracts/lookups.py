"""Lookup tables of the release: settings, holidays, calendar, ageing edges."""

# One line per column, so that a table reads like a table.
# fmt: off

from data.contracts.fields import Table, column

SETTINGS = Table(
    "settings",
    "设置",
    "Settings",
    "What differs from the defaults in data/settings.py; queries see all, defaults included.",
    "everyone",
    (
        column("text", "name", "名称", "Name", "Name of the setting", key=True, required=True),
        column("text", "value", "取值", "Value", "Value as text", required=True),
        column("number", "number", "数值", "Number", "The same as a number, empty for words"),
    ),
)

HOLIDAYS = Table(
    "holidays",
    "节假日",
    "Holidays",
    "Days that differ from Monday–Friday: statutory holidays and working weekends (调休).",
    "everyone",
    (
        column("date", "day", "日期", "Day", "Day", key=True, required=True),
        column("flag", "is_working_day", "是否工作日", "Working day", "True for a working weekend", required=True),
        column("text", "name", "名称", "Name", "Holiday", required=True),
        column("flag", "is_statutory", "法定", "Statutory", "One of the statutory days off"),
    ),
)

CALENDAR = Table(
    "calendar",
    "日历",
    "Calendar",
    "One row per day: its dekad, week, month, quarter and year, and whether it is worked.",
    "everyone",
    (
        column("date", "day", "日期", "Day", "Day", key=True, required=True),
        column("text", "dekad", "旬", "Dekad", "YYYY-MM-D1 … D3", required=True),
        column("text", "week", "周", "Week", "ISO week, YYYY-Www", required=True),
        column("text", "month", "月", "Month", "YYYY-MM", required=True),
        column("text", "quarter", "季", "Quarter", "YYYY-Qn", required=True),
        column("text", "year", "年", "Year", "YYYY", required=True),
        column("date", "dekad_from", "旬初", "Dekad from", "First day of the dekad", required=True),
        column("date", "dekad_to", "旬末", "Dekad to", "Last day of the dekad", required=True),
        column("date", "week_from", "周初", "Week from", "Monday", required=True),
        column("date", "week_to", "周末", "Week to", "Sunday", required=True),
        column("flag", "is_working_day", "工作日", "Working day", "Worked, 调休 included", required=True),
        column("flag", "is_published", "已公布", "Published", "A year table was published", required=True),
        column("text", "holiday", "节假日", "Holiday", "Name of the statutory holiday"),
        column("count", "working_days_before", "此前工作日", "Working days before", "Working days since the first day of the calendar, this day not counted", required=True, unit="d"),
    ),
    lineage=False,
)

AGEING_EDGES = Table(
    "ageing_edges",
    "账龄段",
    "Ageing buckets",
    "The buckets of the settings: lower and upper edge in days, inclusive.",
    "everyone",
    (
        column("text", "ageing_bucket", "账龄段", "Ageing bucket", "Name of the bucket", key=True, required=True),
        column("count", "position", "次序", "Position", "0 = not due", required=True),
        column("count", "from_days", "起", "From", "First day overdue, empty = no lower edge", unit="d"),
        column("count", "to_days", "止", "To", "Last day overdue, empty = no upper edge", unit="d"),
        column("number", "provision_rate", "计提比例", "Provision rate", "Share of the open amount to provide for", unit="1 = 100 %"),
    ),
    lineage=False,
)

EDITED_LOOKUPS = (SETTINGS, HOLIDAYS)
BUILT_LOOKUPS = (CALENDAR, AGEING_EDGES)
