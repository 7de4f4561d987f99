"""Master data: customers, reps, products, prices, contacts."""

# One line per column, so that a table reads like a table.
# fmt: off

from data.contracts.fields import Table, column

CHANNELS = (("direct", "直销"), ("wholesale", "批发"), ("retail", "零售"), ("institution", "机构"))
LADDER = (
    ("existing", "现有"),
    ("target", "潜在"),
    ("competitor", "竞争对手"),
    ("floating", "流动"),
)
CONTACT_LEVELS = (("senior", "高层"), ("middle", "中层"), ("frontline", "基层"))

CUSTOMERS = Table(
    "customers",
    "客户",
    "Customers",
    "Everyone we sell to or want to sell to.",
    "customer",
    (
        column("text", "customer_id", "客户编号", "Customer ID", "Code of the customer", "客户代码", "客户编码", "客户号", "客户 ID", "CustomerID", "Customer Code", "Customer No", "account", key=True, required=True),
        column("text", "customer_name", "客户名称", "Customer name", "Full name", "客户", "客户名", "名称", "单位名称", "购货单位", "Customer", "CompanyName", "Company Name", "Name", required=True),
        column("text", "class_code", "客户分类", "Class", "Class in the ERP", "分类代码", "客户类别", "细分", "Segment"),
        column("text", "group_id", "集团编号", "Group", "Group of companies that it belongs to", "集团", "所属集团", "母公司", "subsidiary_of"),
        column("text", "region", "区域", "Region", "Sales region", "销售区域", "大区", "片区", "地区", "Territory", "regional_office"),
        column("text", "city", "城市", "City", "City", "地市", "所在城市"),
        column("text", "industry", "行业", "Industry", "Industry", "所属行业", "sector"),
        column("text", "channel", "渠道", "Channel", "Sales channel", "销售渠道", "渠道类型", values=CHANNELS),
        column("text", "ladder", "开发阶梯", "Ladder", "Rung of the development ladder", "客户状态", "客户阶梯", values=LADDER, default="existing"),
        column("text", "origin", "来源", "Origin", "Rung that the customer came from", "客户来源", values=LADDER[1:]),
        column("text", "owner_department", "归属部门", "Owner department", "Department that owns a floating customer", "所属部门", "归口部门"),
        column("text", "rep_id", "业务员编号", "Rep ID", "Rep who owns the customer", "业务员", "客户经理", "销售员", "负责人", "业务员代码", "Rep", "EmployeeID", "sales_agent", references="reps.rep_id"),
        column("text", "joint_rep_id", "协同业务员", "Joint rep ID", "Second rep of a joint sale", "协办业务员", references="reps.rep_id"),
        column("text", "retail_zone", "零售片区", "Retail zone", "Zone of the station network", "网点片区"),
        column("date", "planned_on", "计划开发日期", "Planned on", "Day the development was planned", "开发计划日期"),
        column("date", "opened_on", "开户日期", "Opened on", "Day the account was opened", "建档日期", "开户日", "成立日期"),
        column("date", "closed_on", "销户日期", "Closed on", "Day the account was closed", "停用日期"),
        column("money", "credit_limit_amount", "授信额度", "Credit limit", "0 = cash only, empty = no credit decision", "信用额度", "授信金额", "信用限额", "Credit Limit", least=0),
        column("count", "credit_days", "账期天数", "Credit days", "Days until an invoice is due", "账期", "信用期", "信用天数", "付款天数", unit="d", least=0),
        column("text", "credit_terms", "账期方式", "Credit terms", "How the credit days are counted", "结算方式", "结算周期", values=(("days", "按天"), ("month_end", "月结")), default="days"),
        column("text", "credit_rating", "信用等级", "Credit rating", "Rating by credit control", "信用评级"),
        column("date", "credit_reviewed_on", "授信评审日期", "Credit reviewed on", "Last credit review", "授信复审日"),
        column("text", "relationship", "关系类型", "Relationship", "Transactional or partner", "合作类型", values=(("transactional", "交易型"), ("partner", "伙伴型"))),
        column("count", "switching_investment", "转换投入", "Switching investment", "What leaving us would cost the customer", "转换成本", least=1, most=5),
        column("count", "switching_risk", "转换风险", "Switching risk", "How likely a switch is", least=1, most=5),
        column("count", "capital_strength", "资金实力", "Capital strength", "How strong its finances are", least=1, most=5),
        column("count", "market_ability", "市场能力", "Market ability", "How well it can sell on", least=1, most=5),
        column("flag", "is_key_account", "大客户", "Key account", "Named as a key account", "是否大客户", "重点客户"),
        column("tonnes", "annual_demand_t", "年需求量", "Annual demand", "Whole yearly demand, all suppliers", "年需求", "年用量", "需求量", "年需求 吨", "Yearly demand, t", least=0),
        column("text", "allowed_regions", "允许销售区域", "Allowed regions", "Regions it may resell in, separated by ;", "可销区域"),
        column("text", "address", "地址", "Address", "Address", "联系地址", "详细地址"),
        column("text", "contact_name", "联系人", "Contact", "First contact", "联系人姓名", "ContactName"),
        column("text", "contact_phone", "联系电话", "Phone", "Phone of the first contact", "电话", "电话号码", "手机", "联系方式", "Telephone"),
        column("text", "main_products", "主营产品", "Main products", "What it mainly trades or uses", "经营品种", "主要产品", "Products bought"),
        column("text", "trading_habits", "交易习惯", "Trading habits", "How it likes to buy", "采购习惯"),
        column("text", "interested_products", "意向产品", "Interested products", "What it might buy", "感兴趣产品"),
        column("text", "operating_status", "经营状况", "Operating status", "How its business goes", "经营情况"),
        column("text", "notes", "备注", "Notes", "Anything else", "说明", "Remark"),
    ),
)

REPS = Table(
    "reps",
    "业务员",
    "Reps",
    "Sales representatives, present and former.",
    "rep",
    (
        column("text", "rep_id", "业务员编号", "Rep ID", "Code of the rep", "业务员代码", "工号", "员工编号", "EmployeeID", "EmployeeKey", key=True, required=True),
        column("text", "rep_name", "业务员姓名", "Rep name", "Name of the rep", "业务员", "姓名", "员工姓名", "地区经理", "客户经理", "LastName", "sales_agent", required=True),
        column("text", "department", "部门", "Department", "Department", "所属部门", "科室", "manager"),
        column("text", "region", "区域", "Region", "Sales region", "大区", "地区", "销售区域", "regional_office"),
        column("text", "station", "站点", "Station", "Station or depot", "油站", "库站"),
        column("date", "hired_on", "入职日期", "Hired on", "First working day", "入职时间", "HireDate"),
        column("date", "left_on", "离职日期", "Left on", "Last working day", "离职时间"),
        column("date", "away_from", "休假开始", "Away from", "First day away", "请假开始"),
        column("date", "away_until", "休假结束", "Away until", "Last day away", "请假结束"),
        column("text", "deputy_rep_id", "代理业务员", "Deputy rep ID", "Who stands in while the rep is away", "代理人", references="reps.rep_id"),
    ),
)

PRODUCTS = Table(
    "products",
    "产品",
    "Products",
    "What we sell.",
    "everyone",
    (
        column("text", "product_id", "产品编号", "Product ID", "Code of the product", "产品代码", "物料编码", "物料号", "商品编号", "产品 ID", "ProductID", "StockCode", "SKU", key=True, required=True),
        column("text", "product_name", "产品名称", "Product name", "Name of the product", "品名", "物料名称", "商品名称", "ProductName", "Description", "product", required=True),
        column("text", "family", "品种", "Family", "Product family", "产品大类", "类别", "大类", "产品族", "Category", "series", required=True),
        column("date", "launched_on", "上市日期", "Launched on", "Day of launch, for new-product sales", "投放日期", "上市时间"),
        column("number", "density", "密度", "Density", "Tonnes per cubic metre, to turn litres into tonnes", unit="t/m³", least=0, most=5),
        column("number", "t_per_unit", "单位吨数", "Tonnes per unit", "Tonnes per piece or barrel", "每件吨数", unit="t", least=0),
        column("number", "tax_rate", "税率", "Tax rate", "VAT rate, 1 = 100 %", "增值税率", unit="1 = 100 %", least=0, most=1),
    ),
)

PRICES = Table(
    "prices",
    "价格",
    "Prices",
    "List and floor prices, with tax, from a day on.",
    "everyone",
    (
        column("text", "product_id", "产品编号", "Product ID", "Product", "产品代码", "物料编码", key=True, required=True, references="products.product_id"),
        column("text", "region", "区域", "Region", "Region, empty = all", "销售区域", "地区", key=True),
        column("date", "valid_from", "生效日期", "Valid from", "First day of the price", "执行日期", "调价日期", key=True, required=True),
        column("money", "list_price", "挂牌价", "List price", "List price per tonne with tax", "牌价", "批发价", "执行价", unit="CNY/t", least=0),
        column("money", "floor_price", "最低价", "Floor price", "Lowest allowed price per tonne with tax", "限价", "底价", unit="CNY/t", least=0),
    ),
)

CONTACTS = Table(
    "contacts",
    "联系人",
    "Contacts",
    "Persons at the customer and who of us knows them.",
    "customer",
    (
        column("text", "contact_id", "联系人编号", "Contact ID", "Code of the contact", key=True, required=True),
        column("text", "customer_id", "客户编号", "Customer ID", "Customer", "客户代码", "客户编码", required=True, references="customers.customer_id"),
        column("text", "contact_name", "姓名", "Name", "Name of the contact", "联系人", "联系人姓名", required=True),
        column("text", "level", "层级", "Level", "Senior, middle or frontline", "职级", "联系人层级", required=True, values=CONTACT_LEVELS),
        column("text", "title", "职务", "Title", "Job title", "职位"),
        column("text", "phone", "电话", "Phone", "Phone", "手机", "联系电话"),
        column("text", "rep_id", "业务员编号", "Rep ID", "Rep who knows the contact", "业务员", references="reps.rep_id"),
        column("flag", "is_active", "在用", "Active", "Still in office", "是否在职"),
        column("text", "notes", "备注", "Notes", "Anything else"),
    ),
)

MASTER = (CUSTOMERS, REPS, PRODUCTS, PRICES, CONTACTS)
