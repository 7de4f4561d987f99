"""A company of five customers whose every figure can be added up by hand.

As of 2026-11-18 (day 18 of 30). Net = invoice (no tax is set). Targets of November: company
1,000,000; 川南 600,000; 川北 400,000; R1 600,000; R2 400,000; net sales only.

Sales in November: C1 200,000 + 100,000, C2 60,000 (川南: 360,000); C3 240,000 (川北); C4 has
only an old order; C9 (unknown, no region, no rep) 10,000. Company 610,000 → attainment 61.0 %,
expected 600,000 (18 of 30 days), pace gap +1.0 pp. 川南 60.0 %, gap 0.0; 川北 60.0 %, gap 0.0.

Receivables: O1 200,000 due 12-03, O2 100,000 due 11-08 (10 days overdue), O3 60,000 due 12-05,
O4 240,000 due 12-01, O5 50,000 due 2026-05-01 (201 days overdue), O9 10,000 due 11-12 (no terms:
due at once, 6 days overdue). Receipts: 40,000 for O2 (60,000 stay open), 5,000 of C3 unmatched.
Ledger open: 200,000 + 60,000 + 60,000 + 240,000 + 50,000 + 10,000 = 620,000; unmatched 5,000;
balance 615,000 = invoiced 660,000 − received 45,000. Overdue (ledger): 60,000 + 50,000 + 10,000
= 120,000. Managed open: 615,000 (5,000 offset on O4), overdue 120,000.

Complaints: K1 (C1, minor) received 11-17 10:00, unanswered: its first answer is due 11-18 10:00,
late. K2 (C3, major) received 11-02, all done in time.
"""

TABLES = {
    "customers": """
customer_id,customer_name,region,rep_id,channel,credit_limit_amount,credit_days,is_key_account
C1,赤霞矿业,川南,R1,direct,500000,30,true
C2,云栈物流,川南,R1,wholesale,,30,
C3,岷泰运输,川北,R2,direct,1000000,30,true
C4,青禾路桥,川北,R2,retail,40000,30,
C5,澜湾航运,川南,R1,institution,0,0,
""",
    "reps": """
rep_id,rep_name,department,region
R1,陈立,一部,川南
R2,罗敏,二部,川北
""",
    "products": """
product_id,product_name,family,tax_rate
P1,92号汽油,汽油,0
P2,0号柴油,柴油,0
""",
    "orders": """
order_id,line_no,customer_id,ordered_on,product_id,quantity_t,invoice_amount,cost_amount,due_on
O1,1,C1,2026-11-03,P1,25,200000,180000,2026-12-03
O2,1,C1,2026-11-05,P2,14,100000,95000,2026-11-08
O3,1,C2,2026-11-05,P2,8,60000,57000,2026-12-05
O4,1,C3,2026-11-10,P1,30,240000,210000,2026-12-01
O5,1,C4,2026-04-01,P2,7,50000,45000,2026-05-01
O9,1,C9,2026-11-12,P1,1,10000,,
""",
    "receipts": """
receipt_id,line_no,customer_id,received_on,amount,order_id
R1,1,C1,2026-11-12,40000,O2
R2,1,C3,2026-11-18,5000,
""",
    "targets": """
month,level,scope_id,metric,family,tier,dekad,target_value
2026-11,company,company,net_sales,,base,,1000000
2026-11,region,川南,net_sales,,base,,600000
2026-11,region,川北,net_sales,,base,,400000
2026-11,rep,R1,net_sales,,base,,600000
2026-11,rep,R2,net_sales,,base,,400000
""",
    "complaints": """
complaint_id,customer_id,received_at,severity,category,owner_rep_id,first_response_at,resolved_at,feedback_at,description
K1,C1,2026-11-17 10:00:00,minor,质量,R1,,,,油品浑浊
K2,C3,2026-11-02 09:00:00,major,物流,R2,2026-11-02 11:00:00,2026-11-03 09:00:00,2026-11-03 10:00:00,晚到
""",
    "visits": """
visit_id,customer_id,rep_id,visited_at,channel,contact_level,purpose
V1,C1,R1,2026-11-06 10:00:00,visit,senior,follow_up
""",
}
