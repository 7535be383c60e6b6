"""Family names: those of two characters, and those that are not read as their characters usually are."""

_SPECIAL = (
    "曾zeng 单shan 解xie 仇qiu 区ou 查zha 翟zhai 任ren 覃qin,tan 种chong 朴piao 盖ge,gai 乐yue,le "
    "缪miao 员yun 贠yun 召shao 折she 洗xian 冼xian 那na 宓mi,fu 逄pang 华hua 纪ji 隗wei,kui 逯lu 阚kan "
    "郗xi,chi 燕yan 应ying 宁ning 牟mu,mou 能nai 过guo 黑he,hei 秘bi,mi 柏bai,bo 谌chen,shen 晁chao "
    "卜bu 句gou,ju 乜nie 幺yao 干gan 车che 祭zhai,ji 都du 相xiang 殷yin 郇xun,huan 贲ben 费fei,bi 瞿qu "
    "祝zhu 莘shen,xin 葛ge 么yao 佴nai,er 强qiang,jiang 褚chu 阙que 要yao 訾zi 隽juan,jun 郄qie,xi "
    "盛sheng 镡tan,xin,chan 钭tou 阮ruan 长chang 俞yu 於yu 重chong 尹yin 奇qi 教jiao 哈ha 尉wei,yu "
    "万wan 适kuo 厘xi 不fou 角jue 恶wu 炅gui 曲qu 石shi 令ling 朝chao 尧yao 谢xie 萧xiao 肖xiao 薄bo "
    "占zhan 藏zang 降jiang 行xing 兴xing 少shao 舍she 射ye 屏ping 撒sa 兆zhao 繁po 被pi 尉迟yu-chi "
    "长孙zhang-sun 万俟mo-qi 单于chan-yu 令狐ling-hu 澹台tan-tai 鲜于xian-yu 宇文yu-wen 欧阳ou-yang "
    "司马si-ma 上官shang-guan 诸葛zhu-ge 皇甫huang-fu 夏侯xia-hou 东方dong-fang 公孙gong-sun "
    "慕容mu-rong 司徒si-tu 轩辕xuan-yuan 百里bai-li 呼延hu-yan 端木duan-mu 赫连he-lian 南宫nan-gong "
    "西门xi-men 独孤du-gu 拓跋tuo-ba 闻人wen-ren 太史tai-shi 申屠shen-tu 钟离zhong-li 司空si-kong "
    "濮阳pu-yang 淳于chun-yu 公冶gong-ye 第五di-wu"
)


def _read(entry: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
    name = entry.rstrip("abcdefghijklmnopqrstuvwxyz,-")
    return name, tuple(tuple(one.split(",")) for one in entry.removeprefix(name).split("-"))


SURNAMES = dict(map(_read, _SPECIAL.split()))
"""The syllables that each character of a family name may be read as, the usual one first."""
COMPOUND = frozenset(name for name in SURNAMES if len(name) == 2)
