"""Small talk is told apart from words that tell something."""

import pytest

from domain.writing.small_talk import is_small_talk


@pytest.mark.parametrize(
    "said",
    [
        *(
            "谢谢",
            "谢谢！",
            "谢谢您",
            "👍",
            "👍👍",
            "🙏",
            "❤️",
            "👌🏻",
            "好的",
            "好的，谢谢",
            "好的 辛苦了",
            "收到",
            "嗯",
            "嗯嗯。",
            "好滴",
            "要得",
            "晓得了",
            "👌🙏❤️",
            "😊",
            "收到，谢谢领导",
        ),
        *(
            "ok",
            "OK!",
            "Okay",
            "Thanks",
            "Thank you!",
            "ok, thanks",
            "辛苦了～",
            "知道了",
            "ＯＫ",
            "謝謝",
            "Got it",
            "thx",
            "tks",
            "Thanks a lot!",
            "Thank you very much",
            "ok ok",
            "Will do",
        ),
    ],
)
def test_thanks_and_the_like(said: str) -> None:
    assert is_small_talk(said)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "",
            "?",
            "？？",
            "。",
            "好的，屋顶漏雨",
            "好的药吃完了",
            "谢谢王福生",
            "正常",
            "没人",
            "3",
            "/visit",
            "一切正常",
        ),
        *("thanks to the rain the roof leaks", "ok but ill"),
        *("嗯，他摔了一跤", "辛苦费没发", "收到补贴300元"),
    ],
)
def test_what_goes_on_is_content(said: str) -> None:
    assert not is_small_talk(said)
