"""The stages of a deal, the seller's and the buyer's, and what people write for them."""

SELLER_STAGES = (
    ("1", "规划与邀约"),
    ("2", "拜访与初步调研"),
    ("3", "初步方案"),
    ("4", "方案演示与技术交流"),
    ("5", "需求分析与正式方案"),
    ("6", "项目评估"),
    ("7", "商务谈判"),
    ("8", "签约与移交"),
)
BUYER_STAGES = (
    ("1", "发现问题"),
    ("2", "可行性与预算"),
    ("3", "立项"),
    ("4", "采购标准"),
    ("5", "招标初筛"),
    ("6", "首选供应商"),
    ("7", "商务谈判"),
    ("8", "签约"),
)
SELLER_WORDS = (
    ("1", "planning and first call"),
    ("2", "visit and first survey"),
    ("3", "first proposal"),
    ("4", "demonstration and technical exchange"),
    ("5", "needs and formal proposal"),
    ("6", "evaluation"),
    ("7", "negotiation"),
    ("8", "contract and hand-over"),
)
BUYER_WORDS = (
    ("1", "need"),
    ("2", "feasibility and budget"),
    ("3", "project and team"),
    ("4", "criteria"),
    ("5", "tender and short list"),
    ("6", "preferred supplier"),
    ("7", "negotiation"),
    ("8", "contract"),
)
