"""The ways to a person: what a shop's settings may name, and what an event may say that a customer took."""

from typing import Literal, get_args

Channel = Literal["phone", "email", "kakao", "naver", "chat", "form", "other"]
CHANNELS: tuple[Channel, ...] = get_args(Channel)
