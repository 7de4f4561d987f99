"""Sums and ratios of what was paid when, and of prices below list: Σ ÷ Σ at every level."""

import polars as pl

SUMS = ("invoice_amount", "listed_amount", "list_amount", "concession_amount", "listed_t")


def by_net(rows: pl.DataFrame) -> pl.DataFrame:
    """What was given away beyond the worth of earlier money, the most first."""
    return rows.sort("net_amount", "name" if "name" in rows.columns else "customer_id",
                     descending=[True, False], nulls_last=True)  # fmt: skip


def measured(found: pl.DataFrame, *by: str) -> pl.DataFrame:
    """Sums and ratios Σ ÷ Σ of rows of receivables/concessions, by columns or of everything.

    A ratio without a positive divisor is null. prepaid_share, concession_share 1 = 100 %;
    concession_per_t, capital_per_t, net_per_t CNY per tonne; days_to_cash days.
    """

    def ratio(part: str, whole: str) -> pl.Expr:
        return pl.when(pl.col(whole) > 0).then(
            pl.col(part).cast(pl.Float64) / pl.col(whole).cast(pl.Float64)
        )

    paid = pl.col("capital_saved_amount").is_not_null()
    sums = [
        *(pl.col(name).sum() for name in SUMS),
        pl.col("invoice_amount").filter(band="prepaid").sum().alias("prepaid_amount"),
        pl.col("invoice_amount").filter(paid).sum().alias("paid_amount"),
        pl.col("amount_days").sum(),
        pl.when(paid.any()).then(pl.col("capital_saved_amount").sum()),
    ]
    rows = found.group_by(*by, maintain_order=True).agg(sums) if by else found.select(sums)
    return rows.with_columns(
        net_amount=pl.col("concession_amount").cast(pl.Float64)
        - pl.col("capital_saved_amount").fill_null(0)
    ).with_columns(
        part=pl.col("invoice_amount").cast(pl.Float64)
        / (float(found["invoice_amount"].sum()) or None),
        prepaid_share=ratio("prepaid_amount", "invoice_amount"),
        concession_share=ratio("concession_amount", "list_amount"),
        concession_per_t=ratio("concession_amount", "listed_t"),
        capital_per_t=ratio("capital_saved_amount", "listed_t"),
        net_per_t=ratio("net_amount", "listed_t"),
        days_to_cash=ratio("amount_days", "paid_amount"),
    )
