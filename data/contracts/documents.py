"""Documents: orders, deliveries, receipts, targets, complaints, visits and the rest that is uploaded."""

# One line per column, so that a table reads like a table.
# fmt: off

from data.contracts.fields import Field, Table, column
from data.contracts.master import CONTACT_LEVELS
from data.contracts.stages import BUYER_STAGES, BUYER_WORDS, SELLER_STAGES, SELLER_WORDS

LEVELS = (("company", "公司"), ("region", "区域"), ("rep", "业务员"), ("customer", "客户"))
METRICS = (
    ("net_sales", "销售额"),
    ("gross_profit", "毛利"),
    ("volume", "销量"),
    ("new_product_sales", "新品推广"),
    ("new_outlets", "新增网点"),
    ("collections", "回款"),
)
TIERS = (("base", "目标"), ("stretch", "冲刺"), ("challenge", "挑战"))
DEKADS = (("D1", "上旬"), ("D2", "中旬"), ("D3", "下旬"))
METHOD_WORDS = (
    ("transfer", "银行转账"),
    ("transfer", "电汇"),
    ("cash", "现款"),
    ("bank_acceptance", "银行承兑"),
    ("bank_acceptance", "银行承兑汇票"),
    ("commercial_acceptance", "商业承兑"),
    ("commercial_acceptance", "商业承兑汇票"),
)
SEVERITIES = (("minor", "一般"), ("major", "重大"), ("urgent", "紧急"))


def customer_id(*synonyms: str, required: bool = True, key: bool = False) -> Field:
    return column("text", "customer_id", "客户编号", "Customer ID", "Customer", "客户代码", "客户编码", "客户号", "客户 ID", "购货单位编码", "CustomerID", "Customer Code", "Customer No", *synonyms, required=required, key=key, references="customers.customer_id")


def rep_id(*, required: bool = False, key: bool = False, meaning: str = "Rep") -> Field:
    return column("text", "rep_id", "业务员编号", "Rep ID", meaning, "业务员", "业务员代码", "销售员", "客户经理", "Rep", "EmployeeID", "sales_agent", required=required, key=key, references="reps.rep_id")


def product_id(*, required: bool = False, key: bool = False) -> Field:
    return column("text", "product_id", "产品编号", "Product ID", "Product", "产品代码", "物料编码", "物料号", "商品编号", "产品 ID", "ProductID", "StockCode", required=required, key=key, references="products.product_id")


def order_id(*, required: bool = False, key: bool = False, meaning: str = "Order") -> Field:
    return column("text", "order_id", "订单编号", "Order ID", meaning, "订单号", "单据编号", "单据号", "销售订单号", "订单", "订单 ID", "OrderID", "InvoiceNo", "Order No", "Order", required=required, key=key, references="" if key else "orders.order_id")


ORDERS = Table(
    "orders",
    "订单",
    "Orders",
    "Order and invoice lines; returns and credit notes are negative lines that name what they reverse.",
    "customer",
    (
        order_id(required=True, key=True, meaning="Number of the order"),
        column("count", "line_no", "行号", "Line", "Position in the order; absent = position within the order in its file", "行项目", "订单行号", "项次", "行", "Line No", key=True, required=True, least=0),
        customer_id(),
        column("date", "ordered_on", "订单日期", "Ordered on", "Day of the order", "日期", "下单日期", "下单日", "单据日期", "销售日期", "业务日期", "OrderDate", "Order Date", "InvoiceDate", "Date", required=True),
        rep_id(meaning="Rep who sold; absent = the customer's"),
        product_id(),
        column("tonnes", "quantity_t", "数量(吨)", "Quantity", "Tonnes, negative for returns", "数量", "吨数", "吨", "销量", "重量", "净重", "Tonnes", "Quantity", "Qty", "OrderQuantity"),
        column("money", "invoice_amount", "开票金额", "Invoice amount", "With tax: what the customer owes", "价税合计", "含税金额", "金额", "销售金额", "销售额", "应收金额", "Sales", "Amount", "Amount with tax", "Sales Amount", "Total", required=True),
        column("money", "net_amount", "不含税金额", "Net amount", "Without tax; absent = invoice ÷ (1 + tax rate)", "未税金额", "净额", "Net Amount", follows="invoice_amount"),
        column("money", "cost_amount", "成本金额", "Cost", "Cost without tax", "成本", "销售成本", "Cost"),
        column("date", "invoiced_on", "开票日期", "Invoiced on", "Day of the invoice; absent = ordered_on", "发票日期", "开票日", "Invoice Date"),
        column("date", "due_on", "到期日", "Due on", "Day the money is due; absent = invoiced_on + credit terms", "应收到期日", "付款到期日", "到期日期", "Due Date"),
        column("text", "region", "区域", "Region", "Region of the sale; absent = the customer's", "销售区域", "地区", "大区"),
        column("text", "station", "站点", "Station", "Station or depot that shipped", "油站", "库站", "发货库"),
        column("text", "ship_to_region", "送达区域", "Ship-to region", "Region the goods went to", "到货区域", "流向"),
        column("date", "promised_on", "承诺交期", "Promised on", "Promised day of delivery", "要求交期", "RequiredDate"),
        column("date", "delivered_on", "交货日期", "Delivered on", "Day of delivery", "发货日期", "发货日", "提货日期", "出库日期", "ShippedDate", "Ship Date"),
        column("tonnes", "delivered_t", "交货数量", "Delivered", "Tonnes delivered", "实发数量", "提货数量"),
        column("text", "status", "状态", "Status", "How far the line is", "订单状态", "单据状态", values=(("invoiced", "已开票"), ("delivered", "已发货"), ("ordered", "已下单"), ("cancelled", "已取消")), default="invoiced"),
        column("text", "payment_terms", "付款方式", "Payment terms", "How it is to be paid", "结算方式", values=(("prepaid", "预付"), ("cash", "现款"), ("credit", "赊销"), ("acceptance", "承兑"))),
        column("text", "returned_order_id", "原订单编号", "Reversed order", "Order that a negative line reverses", "退货原单号", "红冲原单号", references="orders.order_id"),
    ),
    month_field="ordered_on",
    group_fields=("order_id",),
    sort_fields=("customer_id", "ordered_on"),
)

DELIVERIES = Table(
    "deliveries",
    "提货单",
    "Deliveries",
    "Loads that left; absent: the order's own columns count.",
    "order",
    (
        column("text", "delivery_id", "提货单号", "Delivery ID", "Number of the delivery", "发货单号", "出库单号", key=True, required=True),
        order_id(required=True),
        column("count", "line_no", "行号", "Line", "Line of the order", "订单行号", required=True, least=0),
        column("date", "delivered_on", "提货日期", "Delivered on", "Day of delivery", "发货日期", "出库日期", required=True),
        column("tonnes", "delivered_t", "提货数量", "Delivered", "Tonnes delivered", "实发数量", "数量", required=True),
        column("text", "ship_to_region", "送达区域", "Ship-to region", "Region the goods went to", "到货区域", "流向"),
        column("text", "vehicle", "车船号", "Vehicle", "Truck, wagon or barge", "车号", "车牌号"),
    ),
    month_field="delivered_on",
)

RECEIPTS = Table(
    "receipts",
    "收款",
    "Receipts",
    "Money in (and out again: refunds, bounced drafts, write-offs).",
    "customer",
    (
        column("text", "receipt_id", "收款单号", "Receipt ID", "Number of the receipt", "收款编号", "回款单号", "流水号", "凭证号", "Receipt no.", key=True, required=True),
        column("count", "line_no", "行号", "Line", "Line of the receipt; absent = 1", "行项目", key=True, required=True, default="1", least=0),
        customer_id(),
        column("date", "received_on", "收款日期", "Received on", "Day the money came", "回款日期", "到账日期", "日期", "入账日期", "Date", required=True),
        column("money", "amount", "收款金额", "Amount", "Negative = refund, bounced draft, reversal", "回款金额", "回款额", "金额", "到账金额", "Collected", required=True),
        order_id(meaning="Order that is paid; empty = unmatched"),
        column("text", "kind", "类型", "Kind", "Receipt, write-off, refund or offset", "收款类型", values=(("receipt", "收款"), ("write_off", "核销"), ("refund", "退款"), ("offset", "抵账")), default="receipt"),
        column("text", "method", "收款方式", "Method", "How it was paid", "付款方式", "支付方式", values=(("transfer", "转账"), ("cash", "现金"), ("bank_acceptance", "银承"), ("commercial_acceptance", "商承")), words=METHOD_WORDS),
        column("text", "bill_no", "票据号", "Bill no.", "Number of the draft", "承兑号", "汇票号"),
        column("date", "matures_on", "票据到期日", "Matures on", "Day the draft is due", "承兑到期日"),
    ),
    month_field="received_on",
    sort_fields=("customer_id", "received_on"),
)

TARGETS = Table(
    "targets",
    "目标",
    "Targets",
    "What was to be reached, by month, level, metric, family and tier.",
    "node",
    (
        column("text", "month", "月份", "Month", "YYYY-MM", "目标月份", "期间", "年月", key=True, required=True),
        column("text", "level", "层级", "Level", "Level of the node", "目标层级", key=True, required=True, values=LEVELS),
        column("text", "scope_id", "对象编号", "Node", "company, region name, rep or customer ID", "对象", "目标对象", "编号", key=True, required=True),
        column("text", "metric", "指标", "Metric", "What is measured", "指标名称", key=True, required=True, values=METRICS),
        column("text", "family", "品种", "Family", "Product family, empty = all", "产品大类", key=True),
        column("text", "tier", "档位", "Tier", "Target, stretch or challenge", "目标档", key=True, values=TIERS, default="base"),
        column("text", "dekad", "旬", "Dekad", "D1, D2, D3; empty = whole month", "旬别", key=True, values=DEKADS),
        column("tonnes", "target_value", "目标值", "Target", "CNY without tax (collections with tax), t or number", "目标", "任务", "计划", "指标值", required=True, unit="CNY, t, n"),
    ),
    lineage=True,
)

PROFILES = Table(
    "profiles",
    "分解曲线",
    "Seasonal profiles",
    "How a month's target is spread over its dekads; the shares of a month add up to 100.00.",
    "everyone",
    (
        column("text", "profile_id", "曲线编号", "Profile ID", "Name of the profile", key=True, required=True),
        column("text", "metric", "指标", "Metric", "Metric", key=True, required=True, values=METRICS),
        column("text", "family", "品种", "Family", "Product family, empty = all", key=True),
        column("text", "month", "月份", "Month", "YYYY-MM", key=True, required=True),
        column("text", "dekad", "旬", "Dekad", "D1, D2, D3", key=True, required=True, values=DEKADS),
        column("money", "share", "占比", "Share", "Percent of the month", "比例", required=True, unit="%", least=0, most=100),
    ),
    group_fields=("profile_id", "metric", "family", "month"),
    parts_of=("share", 100, ("profile_id", "metric", "family", "month")),
)

PROMISES = Table(
    "promises",
    "回款承诺",
    "Promises",
    "Who promised to pay what by when.",
    "customer",
    (
        column("text", "promise_id", "承诺编号", "Promise ID", "Number", key=True, required=True),
        customer_id(),
        order_id(),
        column("date", "promised_on", "承诺日期", "Promised on", "Day of the promise", required=True),
        column("date", "pay_by_on", "承诺付款日", "Pay by", "Promised day of payment", "承诺到账日", required=True),
        column("money", "amount", "承诺金额", "Amount", "Promised amount", "金额", required=True, least=0),
        rep_id(),
    ),
)

COMPLAINTS = Table(
    "complaints",
    "投诉",
    "Complaints",
    "What customers complained about and how it was answered.",
    "customer",
    (
        column("text", "complaint_id", "投诉编号", "Complaint ID", "Number", "投诉单号", "投诉号", "工单号", "Complaint", key=True, required=True),
        customer_id(),
        order_id(),
        product_id(),
        column("text", "description", "投诉内容", "Description", "What happened", "问题描述", "内容", "发生了什么", "What happened"),
        column("timestamp", "received_at", "受理时间", "Received at", "When the complaint came in", "投诉时间", "受理日期", "收到时间", "收到日期", "收到", required=True),
        column("text", "severity", "等级", "Severity", "Minor, major or urgent", "严重程度", "投诉等级", values=SEVERITIES, default="minor"),
        column("text", "category", "类别", "Category", "Kind of complaint", "投诉类别", "类型"),
        column("text", "fault", "责任方", "Fault", "Who caused it", "责任归属", values=(("rep", "业务员"), ("product", "产品"), ("logistics", "物流"), ("other", "其他"))),
        column("text", "owner_rep_id", "处理人编号", "Owner", "Rep who has to answer", "处理人", "责任人", references="reps.rep_id"),
        column("timestamp", "first_response_at", "首次响应时间", "First response at", "First answer to the customer", "首响时间"),
        column("timestamp", "interim_reply_at", "中间答复时间", "Interim reply at", "Promised interim reply"),
        column("timestamp", "resolved_at", "解决时间", "Resolved at", "When it was solved", "处理完成时间"),
        column("timestamp", "feedback_at", "反馈时间", "Feedback at", "When the customer was told", "反馈客户时间"),
        column("timestamp", "reopened_at", "重开时间", "Reopened at", "Newest reopening"),
        column("count", "reopened_count", "重开次数", "Reopened", "How often it was reopened", least=0),
        column("number", "waiting_hours", "等待客户小时", "Waiting hours", "Hours waiting for the customer, off the clock", "客户等待时长", unit="h", least=0),
        column("text", "root_cause", "根本原因", "Root cause", "Why it happened", "原因分析"),
        column("text", "corrective_action", "纠正措施", "Corrective action", "What was changed", "整改措施"),
        column("tonnes", "affected_t", "涉及数量", "Affected tonnes", "Tonnes affected", "涉及吨数", least=0),
        column("money", "affected_amount", "涉及金额", "Affected amount", "Money affected", least=0),
        column("money", "compensation_amount", "赔付金额", "Compensation", "Money paid back", "赔偿金额", least=0),
        column("count", "satisfaction", "满意度", "Satisfaction", "How content the customer is after closing", "满意度评分", least=1, most=5),
    ),
)

VISITS = Table(
    "visits",
    "走访",
    "Visits",
    "Visits, calls, return visits and what was fed back.",
    "customer",
    (
        column("text", "visit_id", "走访编号", "Visit ID", "Number", "拜访编号", "走访号", "Visit", key=True, required=True),
        customer_id(required=False),
        column("text", "opportunity_id", "商机编号", "Opportunity ID", "Opportunity", references="opportunities.opportunity_id"),
        rep_id(required=True),
        column("timestamp", "visited_at", "走访时间", "Visited at", "When", "拜访时间", "拜访日期", "走访日期", "走访日", "Visited", required=True),
        column("text", "channel", "方式", "Channel", "How", "走访方式", "Way", values=(("visit", "上门"), ("phone", "电话"), ("web", "网页"), ("questionnaire", "问卷"))),
        column("text", "contact_level", "接触层级", "Contact level", "Whom we met", "Met whom", values=CONTACT_LEVELS),
        column("text", "purpose", "目的", "Purpose", "Why", "走访目的", values=(("follow_up", "跟进"), ("return_visit", "回访"), ("symposium", "座谈会"), ("training", "培训"), ("prospecting", "开发"), ("campaign", "活动"), ("price_notice", "价格通知"))),
        column("text", "our_roles", "我方人员", "Our roles", "Who of us took part"),
        column("text", "done", "完成事项", "Done", "What was done", "做了什么", "What was done"),
        column("text", "problem", "问题", "Problem", "What was in the way"),
        column("text", "next_step", "下一步", "Next step", "What comes next"),
        column("text", "about", "反馈对象", "About", "What the feedback is about", values=(("product", "产品"), ("service", "服务"), ("rep", "业务员"), ("price", "价格"), ("logistics", "物流"))),
        column("text", "feedback", "反馈内容", "Feedback", "What the customer said", "客户反馈", "客户怎么说", "What they said"),
        column("date", "feedback_due_on", "反馈处理期限", "Feedback due on", "Day the feedback must be handled", "应处理", "To be handled by"),
        column("timestamp", "feedback_handled_at", "反馈处理时间", "Feedback handled at", "When it was handled", "处理日", "Handled"),
        column("count", "satisfaction", "满意度", "Satisfaction", "How content the customer is", least=1, most=5),
        column("date", "next_follow_up_on", "下次跟进日期", "Next follow-up", "Day of the next follow-up", "下次跟进", "Next one on"),
    ),
)

OPPORTUNITIES = Table(
    "opportunities",
    "商机",
    "Opportunities",
    "Deals in the pipeline.",
    "customer",
    (
        column("text", "opportunity_id", "商机编号", "Opportunity ID", "Number", key=True, required=True),
        customer_id("account", required=False),
        column("text", "prospect_name", "潜在客户名称", "Prospect", "Name while there is no customer", "意向客户"),
        rep_id(required=True),
        product_id(),
        column("date", "opened_on", "立项日期", "Opened on", "Day it was opened", "engage_date"),
        column("count", "seller_stage", "销售阶段", "Seller stage", "How far we are with the deal", "阶段", "deal_stage", required=True, values=SELLER_STAGES, words=SELLER_WORDS),
        column("date", "stage_since", "阶段开始", "Stage since", "Day the stage was reached"),
        column("count", "buyer_stage", "采购阶段", "Buyer stage", "How far the customer is on the way to buying", values=BUYER_STAGES, words=BUYER_WORDS),
        column("date", "judged_on", "评估日期", "Judged on", "Newest judgement"),
        column("money", "expected_amount", "预计金额", "Expected amount", "Expected amount", "close_value", least=0),
        column("tonnes", "expected_t", "预计数量", "Expected tonnes", "Expected tonnes", least=0),
        column("date", "expected_close_on", "预计签约日期", "Expected close", "Expected day of signing"),
        column("text", "next_step", "下一步", "Next step", "What comes next"),
        column("text", "status", "状态", "Status", "Open, parked, won or lost", values=(("open", "进行中"), ("parked", "搁置"), ("won", "赢单"), ("lost", "输单")), default="open"),
        column("date", "closed_on", "关闭日期", "Closed on", "Day it was won or lost", "close_date"),
        column("text", "lost_reason", "输单原因", "Lost reason", "Why it was lost"),
        column("text", "competitor", "竞争对手", "Competitor", "Who won it"),
    ),
)

CUSTOMER_STOCK = Table(
    "customer_stock",
    "客户库存",
    "Customer stock",
    "Stock at the customer on a day.",
    "customer",
    (
        customer_id(key=True),
        product_id(required=True, key=True),
        column("date", "counted_on", "盘点日期", "Counted on", "Day of the count", "库存日期", key=True, required=True),
        column("tonnes", "stock_t", "库存量", "Stock", "Tonnes in stock", "库存", required=True, least=0),
        column("tonnes", "daily_use_t", "日用量", "Daily use", "Tonnes used per day", "日均用量", unit="t/d", least=0),
    ),
)

SUPPLY_PLANS = Table(
    "supply_plans",
    "货源计划",
    "Supply plans",
    "Planned, contracted and allocated tonnes per dekad.",
    "customer",
    (
        column("text", "dekad", "旬", "Dekad", "YYYY-MM-D1 … D3", key=True, required=True),
        product_id(required=True, key=True),
        customer_id(required=False, key=True),
        column("tonnes", "planned_t", "计划量", "Planned", "Planned tonnes", required=True, least=0),
        column("tonnes", "contracted_t", "合同量", "Contracted", "Contracted tonnes", least=0),
        column("tonnes", "allocated_t", "配置量", "Allocated", "Allocated tonnes", least=0),
    ),
)

COSTS = Table(
    "costs",
    "费用",
    "Costs",
    "What customers cost besides the goods; without customer: not allocated.",
    "customer",
    (
        column("text", "month", "月份", "Month", "YYYY-MM", "期间", key=True, required=True),
        column("text", "category", "费用类别", "Category", "Kind of cost", "费用类型", key=True, required=True, values=(("development", "开发"), ("promotion", "促销"), ("service", "服务"), ("logistics", "物流"), ("rebate", "返利"))),
        customer_id(required=False, key=True),
        rep_id(key=True),
        column("text", "station", "站点", "Station", "Station"),
        column("money", "amount", "金额", "Amount", "Cost without tax", "费用金额", required=True),
    ),
)

SCORES = Table(
    "scores",
    "客户评分",
    "Scores",
    "Ability, attitude and achievement of a customer per quarter.",
    "customer",
    (
        customer_id(key=True),
        column("text", "quarter", "季度", "Quarter", "YYYY-Qn", key=True, required=True),
        column("number", "ability", "能力", "Ability", "What it is able to do", "能力分", least=0, most=100),
        column("number", "attitude", "态度", "Attitude", "How it deals with us", "态度分", least=0, most=100),
        column("number", "achievement", "业绩", "Achievement", "What it has reached", "业绩分", least=0, most=100),
    ),
)

TRAININGS = Table(
    "trainings",
    "培训",
    "Trainings",
    "Guidance given to customers: planned, approved, filed, held.",
    "customer",
    (
        column("text", "training_id", "培训编号", "Training ID", "Number", key=True, required=True),
        customer_id(key=True),
        column("text", "topic", "主题", "Topic", "Topic", "培训主题", required=True),
        column("text", "category", "类别", "Category", "Kind of training"),
        column("text", "attendee_level", "参加层级", "Attendee level", "Who attended", values=CONTACT_LEVELS),
        column("date", "planned_on", "计划日期", "Planned on", "Planned day"),
        column("date", "approved_on", "批准日期", "Approved on", "Day of approval"),
        column("date", "filed_on", "备案日期", "Filed on", "Day of filing"),
        column("date", "held_on", "举办日期", "Held on", "Day it was held"),
        column("count", "attendees", "参加人数", "Attendees", "Persons", unit="n", least=0),
    ),
)

ORDER_SHARES = Table(
    "order_shares",
    "联合销售",
    "Order shares",
    "Joint sales: how an order is split between reps; the shares add up to 1.",
    "order",
    (
        order_id(required=True, key=True),
        rep_id(required=True, key=True),
        column("ratio", "share", "份额", "Share", "1 = the whole order", "比例", required=True, least=0, most=1),
    ),
    group_fields=("order_id",),
    parts_of=("share", 1, ("order_id",)),
)

DOCUMENTS = (
    ORDERS,
    DELIVERIES,
    RECEIPTS,
    TARGETS,
    PROFILES,
    PROMISES,
    COMPLAINTS,
    VISITS,
    OPPORTUNITIES,
    CUSTOMER_STOCK,
    SUPPLY_PLANS,
    COSTS,
    SCORES,
    TRAININGS,
    ORDER_SHARES,
)
