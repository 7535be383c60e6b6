"""What can be wrong with the addresses at which we are to be reached."""

from domain.errors import OperatorError


class AddressTaken(OperatorError):
    """We cannot listen at that address."""


class WebhookRefused(OperatorError):
    """Telegram does not accept the address that it is to call."""
