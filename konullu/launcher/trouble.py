"""The one exception that ends a command: a sentence for the person at the terminal and what to do next."""


class Trouble(Exception):
    """Something a person has to mend. `remedy` says how; the command line prints both and exits with 1."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}".strip()
