"""Tables computed from the others in the same publish; one .sql each in data/derived/."""

# One line per column, so that a table reads like a table.
# fmt: off

from data.contracts.documents import METRICS
from data.contracts.fields import Field, Kind, SeenBy, Table

__all__ = ["DERIVED", "METRICS"]


def derived(
    name: str, zh: str, en: str, meaning: str, seen_by: SeenBy, *columns: tuple[Kind, str, str, str]
) -> Table:
    """A computed table; each column is (kind, name, Chinese label, meaning)."""
    fields = tuple(
        Field(column, kind, label, column, what) for kind, column, label, what in columns
    )
    return Table(name, zh, en, meaning, seen_by, fields, lineage=False)


CUSTOMER_DIRECTORY = derived(
    "customer_directory",
    "客户名录",
    "Customer directory",
    "Every customer that any document names, registered (建档) or not, with its resolved region and rep.",
    "customer",
    ("text", "customer_id", "客户编号", "Customer"),
    ("text", "customer_name", "客户名称", "Name; the code where it is not registered"),
    ("flag", "is_registered", "已建档", "Has a row in customers"),
    ("text", "region", "区域", "customers.region, else region of the newest order, else its rep's; empty = unassigned"),
    ("text", "rep_id", "业务员", "customers.rep_id, else rep of the newest order"),
    ("text", "rep_name", "业务员姓名", "Name of that rep; the code where unknown"),
    ("text", "department", "部门", "Department of that rep, else the owner department"),
    ("text", "channel", "渠道", "Sales channel"),
    ("flag", "is_named_key_account", "点名大客户", "Named as a key account"),
    ("date", "first_ordered_on", "首单日期", "First order that is not cancelled"),
    ("date", "last_ordered_on", "末单日期", "Newest order that is not cancelled"),
)

TABLE_DATES = derived(
    "table_dates",
    "数据截止",
    "Table dates",
    "How far the data of each table reach, for everybody the same.",
    "everyone",
    ("text", "table_name", "表", "Table"),
    ("date", "oldest_on", "最早业务日期", "First business date"),
    ("date", "newest_on", "最新业务日期", "Newest business date"),
    ("count", "row_count", "行数", "Rows"),
)

REP_NAMES = derived(
    "rep_names",
    "业务员姓名",
    "Rep names",
    "Names of reps: a name is no secret, and a code beside a visit tells nobody who was there.",
    "everyone",
    ("text", "rep_id", "业务员", "Rep"),
    ("text", "rep_name", "业务员姓名", "Name"),
)

INVOICE_LINES = derived(
    "invoice_lines",
    "销售明细",
    "Sales lines",
    "Order lines that count (not cancelled), with everything that was absent worked out.",
    "customer",
    ("text", "order_id", "订单编号", "Order"),
    ("count", "line_no", "行号", "Line"),
    ("text", "customer_id", "客户编号", "Customer"),
    ("date", "ordered_on", "订单日期", "Day of the order"),
    ("date", "sales_on", "销售日期", "Day the sale counts, by the setting sales_date; empty = not yet"),
    ("date", "invoiced_on", "开票日期", "Day of the invoice; empty = not invoiced yet"),
    ("date", "due_on", "到期日", "Day due; empty = not invoiced yet"),
    ("flag", "due_is_missing", "无到期日", "Neither a due date nor credit terms: due at once"),
    ("date", "delivered_on", "交货日期", "Day of delivery"),
    ("text", "region", "区域", "orders.region, else the customer's, else the rep's; empty = unassigned"),
    ("text", "rep_id", "业务员", "orders.rep_id, else the customer's"),
    ("flag", "rep_is_from_customer", "业务员取自客户", "The order named no rep"),
    ("text", "department", "部门", "Department of the rep"),
    ("text", "channel", "渠道", "Channel of the customer"),
    ("text", "product_id", "产品编号", "Product"),
    ("text", "family", "品种", "Family of the product; empty = not registered"),
    ("tonnes", "quantity_t", "数量(吨)", "Tonnes"),
    ("money", "invoice_amount", "开票金额", "With tax"),
    ("money", "net_amount", "不含税金额", "Without tax"),
    ("flag", "net_is_derived", "净额为推算", "Worked out from the tax rate"),
    ("money", "cost_amount", "成本", "Cost without tax; empty = unknown"),
    ("money", "gross_profit_amount", "毛利", "Net − cost; empty = cost unknown"),
    ("flag", "is_new_product", "新品", "Ordered within 12 months of the launch"),
    ("text", "status", "状态", "invoiced, delivered or ordered"),
    ("text", "payment_terms", "付款方式", "prepaid, cash, credit, acceptance"),
    ("text", "returned_order_id", "原订单编号", "Order that a negative line reverses"),
    ("text", "station", "站点", "Station"),
    ("text", "ship_to_region", "送达区域", "Region the goods went to"),
    ("date", "promised_on", "承诺交期", "Promised day"),
    ("tonnes", "delivered_t", "交货数量", "Tonnes delivered"),
)

CUSTOMER_DAYS = derived(
    "customer_days",
    "客户日汇总",
    "Customer days",
    "Sales by day, customer, rep, region and family: what most pages add up.",
    "customer",
    ("date", "day", "日期", "sales_on of the lines"),
    ("text", "customer_id", "客户编号", "Customer"),
    ("text", "rep_id", "业务员", "Rep of the lines"),
    ("text", "region", "区域", "Region of the lines"),
    ("text", "department", "部门", "Department of the rep"),
    ("text", "channel", "渠道", "Channel of the customer"),
    ("text", "family", "品种", "Product family"),
    ("money", "net_amount", "销售额", "Net sales"),
    ("money", "invoice_amount", "开票金额", "With tax"),
    ("tonnes", "quantity_t", "销量", "Tonnes"),
    ("money", "gross_profit_amount", "毛利", "Over lines that have a cost"),
    ("money", "net_with_cost_amount", "有成本销售额", "Net sales of lines that have a cost"),
    ("count", "lines_without_cost", "无成本行数", "Lines without cost"),
    ("money", "new_product_amount", "新品销售额", "Net sales of new products"),
    ("count", "lines", "行数", "Lines"),
)

COMPLAINT_CLOCKS = derived(
    "complaint_clocks",
    "投诉时钟",
    "Complaint clocks",
    "First response, resolution and feedback of each complaint: started, due, answered, hours on the clock.",
    "customer",
    ("text", "complaint_id", "投诉编号", "Complaint"),
    ("text", "customer_id", "客户编号", "Customer"),
    ("text", "clock", "时钟", "first_response, resolution or feedback"),
    ("text", "kind", "计时方式", "always, working_days or working_hours"),
    ("timestamp", "started_at", "开始时间", "Received; for feedback resolved"),
    ("timestamp", "answered_at", "完成时间", "First answer, resolution or feedback; empty = not yet"),
    ("number", "limit_hours", "时限(小时)", "Limit in hours on the clock"),
    ("timestamp", "due_at", "到期时间", "First moment at which the limit is used up"),
    ("number", "elapsed_hours", "用时(小时)", "Hours on the clock until the answer, waiting for the customer taken off"),
    ("flag", "is_date_only", "仅有日期", "A stamp has no time of day: the limit is in whole days"),
)

RECEIVABLE_CHANGES = derived(
    "receivable_changes",
    "应收变动",
    "Receivable changes",
    "Every change of what is open or unmatched, on the day it takes effect; Σ up to a day = the balance of that day.",
    "customer",
    ("text", "customer_id", "客户编号", "Customer"),
    ("text", "order_id", "订单编号", "Order of the item, or that the document names; empty = names none"),
    ("date", "due_on", "到期日", "Due day of the item; empty = unmatched money"),
    ("date", "invoiced_on", "开票日期", "First invoice of the item"),
    ("date", "ordered_on", "订单日期", "Order of the item's first invoice line"),
    ("text", "rep_id", "业务员", "Rep of the item's first invoice line"),
    ("flag", "due_is_missing", "无到期日", "The item had neither a due date nor credit terms"),
    ("date", "settled_on", "结清日期", "Day from which the item stays at zero; empty = open, or not an item"),
    ("date", "changed_on", "生效日期", "Day the change takes effect"),
    ("text", "kind", "类型", "invoice, credit_note, receipt, write_off, refund, offset"),
    ("text", "document_id", "单据编号", "Order, credit note or receipt that caused it"),
    ("count", "line_no", "行号", "Line of the receipt"),
    ("money", "open_delta", "未收变动", "Change of what is open"),
    ("money", "unmatched_delta", "未核销变动", "Change of what is unmatched"),
)

RECEIVABLE_DAYS = derived(
    "receivable_days",
    "应收日汇总",
    "Receivable days",
    "What was invoiced, received and matched by day and customer: balances are sums of it.",
    "customer",
    ("text", "customer_id", "客户编号", "Customer"),
    ("date", "day", "日期", "Day"),
    ("money", "invoiced_amount", "开票金额", "Invoices less credit notes"),
    ("money", "received_amount", "收款金额", "Receipts, refunds, offsets and write-offs"),
    ("money", "written_off_amount", "核销金额", "Write-offs"),
    ("money", "open_delta", "未收变动", "Change of what is open"),
    ("money", "unmatched_delta", "未核销变动", "Change of what is unmatched"),
    ("money", "named_unmatched_delta", "指定订单未核销变动", "Part of it that names an order"),
)

REP_SHARES = derived(
    "rep_shares",
    "联合销售份额",
    "Rep shares",
    "Which part of an order counts for which rep; orders of one rep have no row.",
    "order",
    ("text", "order_id", "订单编号", "Order"),
    ("text", "rep_id", "业务员", "Rep who shares in it"),
    ("text", "department", "部门", "Department of the rep"),
    ("number", "share_from", "份额起", "Running share before this rep, 0 … 1"),
    ("number", "share_to", "份额止", "Running share with this rep, 0 … 1"),
    ("flag", "is_largest", "最大份额", "The rep with whom the lines are counted"),
)

COLLECTION_DAYS = derived(
    "collection_days",
    "回款日汇总",
    "Collection days",
    "Receipts and refunds by day, customer and rep; no write-offs, no offsets.",
    "customer",
    ("date", "day", "日期", "Day of receipt, or on which the draft matures"),
    ("text", "customer_id", "客户编号", "Customer"),
    ("text", "rep_id", "业务员", "Rep of the order that is named, else the customer's"),
    ("text", "region", "区域", "Region of the customer"),
    ("text", "department", "部门", "Department of the rep"),
    ("text", "channel", "渠道", "Channel of the customer"),
    ("money", "received_amount", "回款(收到日)", "Counted on the day of receipt"),
    ("money", "matured_amount", "回款(到期日)", "Drafts counted on the day they mature"),
)

OUTLET_DAYS = derived(
    "outlet_days",
    "新增网点",
    "New outlets",
    "Customers whose net tonnes reached the minimum soon after the first order, and since when that holds.",
    "customer",
    ("date", "day", "计入日期", "Day on which the outlet counts"),
    ("date", "counts_from", "变动日期", "Day on which the minimum was reached or lost"),
    ("text", "customer_id", "客户编号", "Customer"),
    ("text", "rep_id", "业务员", "Rep of the first order"),
    ("text", "region", "区域", "Region of the first order"),
    ("text", "department", "部门", "Department of that rep"),
    ("text", "channel", "渠道", "Channel of the customer"),
    ("count", "new_outlets", "新增网点", "+1 reached, −1 lost again"),
)

REP_DAYS = derived(
    "rep_days",
    "业务员日汇总",
    "Rep days",
    "What each rep brought in by day, wherever the customers are now: own totals, no customers.",
    "rep",
    ("date", "day", "日期", "Day that it counts for"),
    ("date", "counts_from", "变动日期", "Day from which it counts"),
    ("text", "rep_id", "业务员", "Rep"),
    ("text", "region", "区域", "Region of the lines"),
    ("text", "department", "部门", "Department of the rep"),
    ("text", "family", "品种", "Product family"),
    ("money", "net_amount", "销售额", "Net sales"),
    ("money", "gross_profit_amount", "毛利", "Over lines that have a cost"),
    ("tonnes", "quantity_t", "销量", "Tonnes"),
    ("money", "new_product_amount", "新品销售额", "Net sales of new products"),
    ("money", "net_with_cost_amount", "有成本销售额", "Net sales of lines that have a cost"),
    ("count", "lines_without_cost", "无成本行数", "Lines without cost"),
    ("count", "new_outlets", "新增网点", "New outlets"),
    ("money", "received_amount", "回款(收到日)", "Counted on the day of receipt"),
    ("money", "matured_amount", "回款(到期日)", "Drafts counted on the day they mature"),
)

TARGET_DEKADS = derived(
    "target_dekads",
    "目标旬分解",
    "Targets by dekad",
    "What was set for a dekad stands; the others share the rest of the month by profile or days.",
    "node",
    ("text", "month", "月份", "YYYY-MM"),
    ("text", "level", "层级", "company, region, rep or customer"),
    ("text", "scope_id", "对象编号", "Node"),
    ("text", "metric", "指标", "What is measured"),
    ("text", "family", "品种", "Product family, '' = all"),
    ("text", "tier", "档位", "base, stretch or challenge"),
    ("text", "dekad", "旬", "D1, D2, D3"),
    ("flag", "is_set", "已设定", "Set for this dekad, not shared out"),
    ("tonnes", "target_value", "目标值", "In whole cents, kg or customers"),
    ("number", "unrounded_value", "未取整目标", "Before that"),
    ("tonnes", "month_value", "月目标", "Target of the whole month"),
    ("tonnes", "undistributed_value", "未分解", "Month − Σ dekads; negative = over-allocated"),
)

TARGET_DAYS = derived(
    "target_days",
    "目标日分解",
    "Targets by day",
    "A dekad's target spread evenly over its days, or over its working days.",
    "node",
    ("date", "day", "日期", "Day"),
    ("text", "month", "月份", "YYYY-MM"),
    ("text", "level", "层级", "company, region, rep or customer"),
    ("text", "scope_id", "对象编号", "Node"),
    ("text", "metric", "指标", "What is measured"),
    ("text", "family", "品种", "Product family, '' = all"),
    ("text", "tier", "档位", "base, stretch or challenge"),
    ("number", "calendar_value", "日目标(日历日)", "Spread over all days"),
    ("number", "working_value", "日目标(工作日)", "Spread over working days"),
    ("number", "rounding", "取整系数", "The dekad's rounded ÷ its unrounded target"),
)

RECEIVABLES_AT_DEKAD_END = derived(
    "receivables_at_dekad_end",
    "旬末应收",
    "Receivables at dekad end",
    "Managed receivables of each customer by ageing bucket at each dekad end, for trends.",
    "customer",
    ("date", "dekad_to", "旬末", "Last day of the dekad"),
    ("text", "customer_id", "客户编号", "Customer"),
    ("text", "ageing_bucket", "账龄段", "Bucket on that day"),
    ("count", "bucket_position", "账龄段次序", "0 = not due"),
    ("money", "open_amount", "未收金额", "Open after unmatched money was applied, oldest due first"),
    ("money", "over_90_amount", "逾期超90天", "Part that is more than 90 days overdue"),
)

ORDER_DAYS = derived(
    "order_days",
    "订货日",
    "Order days",
    "The days on which each customer ordered: what its rhythm is read from.",
    "customer",
    ("text", "customer_id", "客户编号", "Customer"),
    ("date", "ordered_on", "订单日期", "Day with a positive line that is not cancelled"),
    ("date", "previous_on", "上次订货日", "Order day before; empty for the first"),
    ("count", "interval_days", "间隔天数", "Days since the order day before"),
)

RECORD_COUNTS = derived(
    "record_counts",
    "记录数",
    "Record counts",
    "Whether the company keeps complaints and contact levels at all, whoever asks.",
    "everyone",
    ("text", "record_kind", "记录类型", "complaint or visit_with_level"),
    ("count", "row_count", "行数", "Rows in the release"),
)

PROMISE_PAYMENTS = derived(
    "promise_payments",
    "承诺到账",
    "Promise payments",
    "Which receipt counts for which promise to pay, each once; a promise without any has one row.",
    "customer",
    ("text", "promise_id", "承诺编号", "Promise"),
    ("text", "customer_id", "客户编号", "Customer"),
    ("date", "counts_to_on", "计入截止", "Last day that counts: one working day after the day promised"),
    ("text", "receipt_id", "收款单号", "Receipt that counts; empty = none so far"),
    ("count", "line_no", "行号", "Line of the receipt"),
    ("date", "received_on", "收款日期", "Day the money came"),
    ("money", "counted_amount", "计入金额", "Part that counts for this promise; a refund is negative"),
)

DERIVED = (CUSTOMER_DIRECTORY, REP_NAMES, TABLE_DATES, INVOICE_LINES, CUSTOMER_DAYS, COMPLAINT_CLOCKS, RECEIVABLE_CHANGES, RECEIVABLE_DAYS, RECEIVABLES_AT_DEKAD_END, REP_SHARES, COLLECTION_DAYS, OUTLET_DAYS, REP_DAYS, TARGET_DEKADS, TARGET_DAYS, ORDER_DAYS, RECORD_COUNTS, PROMISE_PAYMENTS)
