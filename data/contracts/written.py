"""Tables written in the app: meetings, actions, notes, and what an administrator sets."""

# One line per column, so that a table reads like a table.
# fmt: off

from data.contracts.fields import Table, column

MEETINGS = Table(
    "meetings",
    "旬会",
    "Meetings",
    "Meetings held; the last one is what changes are counted from.",
    "everyone",
    (
        column("date", "held_on", "会议日期", "Held on", "Day of the meeting", key=True, required=True),
        column("date", "as_of", "截止日期", "As of", "Day that the figures spoke for", required=True),
        column("count", "release", "数据版本", "Release", "Release that was on screen", required=True),
        column("text", "label", "名称", "Label", "Name of the meeting", required=True),
        column("text", "pack_hash", "会议包校验", "Pack hash", "Check sum of the frozen pack"),
    ),
)

ACTIONS = Table(
    "actions",
    "行动",
    "Actions",
    "What was decided, who does it, by when.",
    "rep",
    (
        column("text", "action_id", "行动编号", "Action ID", "Number", key=True, required=True),
        column("date", "meeting_on", "会议日期", "Meeting", "Meeting that decided it", required=True),
        column("text", "page", "页面", "Page", "Page that it was noted on", required=True),
        column("text", "key", "对象", "Key", "Row that it is about"),
        column("text", "number_quoted", "引用数字", "Number quoted", "What the screen said"),
        column("text", "decision", "决定", "Decision", "What is to be done", required=True),
        column("text", "owner_rep_id", "负责人", "Owner", "Rep who does it", required=True, references="reps.rep_id"),
        column("date", "due_on", "期限", "Due on", "Day it is due", required=True),
        column("text", "status", "状态", "Status", "Open, done or dropped", required=True, values=(("open", "进行中"), ("done", "完成"), ("dropped", "取消"))),
        column("text", "created_by", "创建人", "Created by", "User", required=True),
        column("timestamp", "created_at", "创建时间", "Created at", "When", required=True),
        column("timestamp", "closed_at", "关闭时间", "Closed at", "When it was closed"),
    ),
)

NOTES = Table(
    "notes",
    "备注",
    "Notes",
    "Comments, verdicts, overrides, excuses and steps, beside whatever they are about.",
    "about",
    (
        column("text", "note_id", "备注编号", "Note ID", "Number", key=True, required=True),
        column("text", "about", "关于", "About", "customer, order, complaint, rep, region, number …", required=True),
        column("text", "key", "对象", "Key", "Which one", required=True),
        column("text", "kind", "类型", "Kind", "Kind of note", required=True, values=(("comment", "原因措施时限"), ("verdict", "结论"), ("override", "改判"), ("excuse", "说明"), ("sanction", "处理"), ("card_check", "资料卡检查"), ("crisis_step", "危机处置"))),
        column("text", "text", "内容", "Text", "What was written", required=True),
        column("text", "value", "取值", "Value", "A value that goes with it, such as a score"),
        column("date", "valid_until", "有效期至", "Valid until", "Last day that it holds"),
        column("text", "by", "作者", "By", "User", required=True),
        column("timestamp", "at", "时间", "At", "When", required=True),
    ),
)

WRITTEN = (MEETINGS, ACTIONS, NOTES)
