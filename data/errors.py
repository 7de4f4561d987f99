"""What is refused, as a code and values; the sentence comes from the catalogue."""

from data.language import translate


class RefusedError(Exception):
    """Something is refused. `code` is the English sentence, `values` fill its {places}."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def sentence(self, language: str = "en") -> str:
        """The refusal in one sentence of that language."""
        return translate(language, self.code, **self.values)

    def __str__(self) -> str:
        return self.sentence()


class StoreError(RefusedError):
    """The store refuses."""


class DamagedError(StoreError):
    """The store refuses because it is not whole: only a backup, or a person, can help."""


class AccountsError(RefusedError):
    """The accounts cannot be read, or a change to them is refused."""
