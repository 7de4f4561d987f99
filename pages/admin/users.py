"""Who may see what?"""

from data.accounts import accounts
from pages.shared.keeping import user_list
from pages.shared.language import _
from pages.shared.numbers import count
from pages.shared.parts import foot, headline
from pages.shared.tables import table

known = accounts().all()
locked = user_list.locked()
user_list.told()
headline(
    "amber" if locked else "",
    _("Users · who may see what"),
    _("{number} accounts, {signed_in} signed in now, {locked} locked"),
    number=count(len(known)),
    signed_in=count(sum(bool(user_list.live(name)) for name in known)),
    locked=count(len(locked)),
)
picked = table(user_list.grid(known, locked), "user", title=_("Every account"))
if picked in known:
    user_list.edit(known[picked])
else:
    user_list.add()
foot(
    _("Select an account: change its rights, give a new password, unlock, sign out, remove"),
    _("A region manager sees the customers of own regions, a rep own customers; others see all."),
)
