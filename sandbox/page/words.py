"""The words of the page around the phones, in Chinese and English; what the bot says is not here."""

from collections.abc import Mapping
from datetime import date, datetime, time

LANGUAGES = {"zh": "中文", "en": "English"}
HTML_LANG = {"zh": "zh-CN", "en": "en"}

_ZH = {
    "sentence": "用聊天记走访：助手是真的，人和户都是编的。",
    "preparing": "正在准备示例乡镇……",
    "language": "页面语言",
    "phones": "手机",
    "clock": "示例时间",
    "clock_open": "拨动时间",
    "clock_now": "回到月中",
    "clock_day": "+1 天",
    "clock_window": "下一个提醒时段",
    "clock_monday": "下周一",
    "clock_month_end": "月底",
    "responsible": "帮扶责任人",
    "contact": "联系人",
    "village_head": "村负责人",
    "township_leader": "镇领导",
    "clerk": "资料员",
    "phone_of": "{name}的手机",
    "unread": "{count} 条新消息",
    "chat": "跟{bot}的聊天",
    "signal": "没信号",
    "signal_hint": "没信号：您发的先排着队，有信号时自动送出。",
    "tap_lost": "没信号，按钮这会儿不起作用",
    "waiting": "等信号",
    "typing": "正在输入……",
    "invitation_from": "镇资料员",
    "invitation_from_above": "县里管理员",
    "invitation": "{name}您好，这是镇上走访助手的邀请。点链接就能用，72 小时内有效，只能用一次：",
    "start": "开始",
    "write": "写消息",
    "send": "发送",
    "menu": "菜单",
    "menu_title": "能做的事",
    "menu_empty": "点过“开始”以后，这里会列出能做的事。",
    "clip": "照片、文件和位置",
    "clip_title": "发照片、文件或位置",
    "workbook": "练习用台账",
    "workbook_about": "多一户，换一位联系人",
    "workbook_download": "下载练习用台账",
    "workbook_send": "发送练习用台账",
    "workbook_send_about": "发给助手，看它核对出什么",
    "photo_one": "一张照片",
    "photo_one_about": "示例图片，每次换一张",
    "photo_two": "两张照片（相册）",
    "photo_two_about": "示例图片，输入框里的字一起发",
    "voice_message": "一段语音",
    "voice_message_about": "示例，12 秒",
    "from_computer": "从这台电脑选",
    "from_computer_about": "图片或 .xlsx，只留在本机",
    "location": "位置：{place}附近",
    "close": "关闭",
    "photo": "照片",
    "sent_location": "位置",
    "document": "文件",
    "download": "下载",
    "voice": "语音 {seconds} 秒",
    "enlarge": "看大图",
    "tour": "导览",
    "tour_of": "第 {nth} 步，共 {count} 步",
    "tour_back": "上一步",
    "tour_next": "下一步",
    "tour_leave": "不看了",
    "tour_done": "看完了",
    "tour_1": "李国强的手机：点“开始”，再点“是我，开始用”。",
    "tour_2": "还是这部：点“记走访”，选一户，点回形针发两张照片，再点“一切正常”。",
    "tour_3": "打开“没信号”，写“赵桂兰 正常”，点回形针发两张照片；再关掉“没信号”，照片自动送出，点“对”。",
    "tour_4": "周敏的手机：点“开始”，再点“是我，开始用”。"
    "在最上面点“下一个提醒时段”和“+1 天”，看助手怎么提醒。",
    "tour_5": "罗建华的手机：点“开始”，再点“是我，开始用”。"
    "在最上面点“下周一”，收到周报和挂图；点“下载台账”。",
}

_EN = {
    "sentence": "Home visits by chat: a real bot, invented people.",
    "preparing": "Preparing the sample township…",
    "language": "Language of the page",
    "phones": "Phones",
    "clock": "Demo time",
    "clock_open": "Turn the clock",
    "clock_now": "Mid-month",
    "clock_day": "+1 day",
    "clock_window": "Next reminder",
    "clock_monday": "Next Monday",
    "clock_month_end": "Month end",
    "responsible": "Responsible",
    "contact": "Contact",
    "village_head": "Village head",
    "township_leader": "Leader",
    "clerk": "Clerk",
    "phone_of": "{name}'s phone",
    "unread": "{count} new messages",
    "chat": "Chat with {bot}",
    "signal": "No signal",
    "signal_hint": "No signal: what you send waits here and leaves when the signal is back.",
    "tap_lost": "No signal: buttons do nothing just now",
    "waiting": "waiting for signal",
    "typing": "typing…",
    "invitation_from": "Township clerk",
    "invitation_from_above": "County administrator",
    "invitation": "Hello {name}, this is your invitation to the visit helper. "
    "Follow the link within 72 hours; it works once:",
    "start": "START",
    "write": "Message",
    "send": "Send",
    "menu": "Menu",
    "menu_title": "What it can do",
    "menu_empty": "After START, this lists what it can do.",
    "clip": "Photos, files and location",
    "clip_title": "Send photos, a file or a location",
    "workbook": "Practice workbook",
    "workbook_about": "1 new household, 1 handover",
    "workbook_download": "Download the practice workbook",
    "workbook_send": "Send the practice workbook",
    "workbook_send_about": "To the bot, to see what it finds",
    "photo_one": "One photo",
    "photo_one_about": "A sample, another one each time",
    "photo_two": "Two photos (album)",
    "photo_two_about": "Samples, with the words in the field",
    "voice_message": "Voice message",
    "voice_message_about": "A sample, 12 seconds",
    "from_computer": "From this computer",
    "from_computer_about": "Pictures or .xlsx; they stay here",
    "location": "Location: near {place}",
    "close": "Close",
    "photo": "Photo",
    "sent_location": "Location",
    "document": "File",
    "download": "Download",
    "voice": "Voice, {seconds} s",
    "enlarge": "Enlarge",
    "tour": "Tour",
    "tour_of": "Step {nth} of {count}",
    "tour_back": "Back",
    "tour_next": "Next",
    "tour_leave": "Leave",
    "tour_done": "Done",
    "tour_1": "李国强's phone: press “START”, then “Yes, start”.",
    "tour_2": "Same phone: press “Log visit”, pick a household, "
    "send two photos with the paper-clip, then press “All fine”.",
    "tour_3": "Switch on “No signal”, write “赵桂兰 fine” and send two photos. "
    "Switch it off: they leave by themselves. Press “Right”.",
    "tour_4": "周敏's phone: press “START” and “Yes, start”. "
    "On top, press “Next reminder” and “+1 day”, and see how it reminds.",
    "tour_5": "罗建华's phone: press “START” and “Yes, start”. "
    "On top, “Next Monday” brings the week with its chart; press “Download ledger”.",
}

CHROME: Mapping[str, Mapping[str, str]] = {"zh": _ZH, "en": _EN}

_WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Words:
    """The page's words in one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in CHROME else "zh"
        self.html_lang = HTML_LANG[self.language]
        self._chrome = CHROME[self.language]

    def __call__(self, key: str, **params: object) -> str:
        """The words for a key."""
        return self._chrome[key].format(**params)

    def day(self, on: date) -> str:
        """A day as a separator in a chat shows it."""
        weekday = _WEEKDAYS[self.language][on.weekday()]
        if self.language == "zh":
            return f"{on.month}月{on.day}日 星期{weekday}"
        return f"{weekday} {on.day} {_MONTHS[on.month - 1]}"

    def moment(self, local: datetime) -> str:
        """An instant as the clock control shows it."""
        weekday = _WEEKDAYS[self.language][local.weekday()]
        if self.language == "zh":
            return f"{local.month}月{local.day}日 周{weekday} {local:%H:%M}"
        return f"{weekday} {local.day} {_MONTHS[local.month - 1]} {local:%H:%M}"


def time_of_day(at: time) -> str:
    """Hours and minutes, as on a phone."""
    return f"{at:%H:%M}"


def file_size(size: int) -> str:
    """A size in bytes as a phone shows it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"
