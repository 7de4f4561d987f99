"""Everything about the demo company that its documents are made from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from data.demo import catalogue, customers, prices, reps, rhythm
from data.demo.catalogue import Product
from data.demo.customers import Customer
from data.demo.prices import Prices
from data.demo.reps import Rep
from data.demo.rhythm import Rhythm
from data.demo.span import Floats, Ints

MEAN_LINE_T = 7.3
"""Mean tonnes of an order line."""


@dataclass(frozen=True)
class World:
    """The company of one seed and size."""

    seed: int
    orders: int
    reps: list[Rep]
    customers: list[Customer]
    products: list[Product]
    prices: Prices
    rhythm: Rhythm

    @cached_property
    def customer_ids(self) -> list[str]:
        """By index; the last one is a customer that nobody registered."""
        return [*(one.customer_id for one in self.customers), UNREGISTERED_CUSTOMER]

    @cached_property
    def product_ids(self) -> list[str]:
        """By index; the last one is a product that nobody registered."""
        return [*(one.product_id for one in self.products), UNREGISTERED_PRODUCT]

    @cached_property
    def region_of_customer(self) -> Ints:
        return np.array([one.region for one in self.customers])

    @cached_property
    def monthly_t(self) -> list[float]:
        """Tonnes of an ordinary month of the last year by customer."""
        lines = self.rhythm.expected[:, -365:].sum(axis=1) / 12 * rhythm.LINES_PER_ORDER
        found: list[float] = (lines * self.mean_line_t).tolist()
        return found

    @cached_property
    def mean_line_t(self) -> Floats:
        """Mean tonnes of a line by customer: large customers order more often and more."""
        price = np.array([catalogue.FAMILIES[one.family].price for one in self.customers])
        weight = np.array([one.weight for one in self.customers]) ** 0.45 / price
        lines = self.rhythm.orders.sum(axis=1)
        mean: Floats = weight * MEAN_LINE_T * lines.sum() / (weight * lines).sum()
        return np.maximum(mean, 0.5)


UNREGISTERED_CUSTOMER, UNREGISTERED_PRODUCT = "990017", "07001"


def make(seed: int, orders: int) -> World:
    """The company whose documents hold about `orders` order lines."""
    count = round(customers.CUSTOMERS * max(1.0, (orders / 60_000) ** 0.5))
    buyers = customers.make(seed, count)
    products = catalogue.products()
    return World(
        seed,
        orders,
        reps.make(seed),
        buyers,
        products,
        prices.make(seed, products),
        rhythm.make(seed, buyers, orders),
    )
