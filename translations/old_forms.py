"""Old and rare forms of kanji, as names and old texts write them, to the forms that dictionaries list: 髙橋 → 高橋."""

import re
import unicodedata

# Source: 常用漢字表（平成22年内閣告示第2号）, the いわゆる康熙字典体 in brackets beside the forms in use.
_KANGXI = """
亞亜 惡悪 壓圧 圍囲 醫医 爲為 壹壱 隱隠 榮栄 營営 衞衛 驛駅 圓円 緣縁 艷艶 鹽塩 奧奥 應応 橫横 歐欧 毆殴 黃黄 溫温 穩穏 假仮 價価 畫画
會会 繪絵 壞壊 懷懐 槪概 擴拡 殼殻 覺覚 學学 嶽岳 樂楽 渴渇 罐缶 卷巻 陷陥 勸勧 寬寛 關関 歡歓 觀観 顏顔 氣気 歸帰 僞偽 戲戯 犧犠 舊旧
據拠 擧挙 虛虚 峽峡 挾挟 狹狭 鄕郷 曉暁 區区 驅駆 勳勲 薰薫 徑径 莖茎 惠恵 揭掲 溪渓 經経 螢蛍 輕軽 繼継 鷄鶏 藝芸 擊撃 缺欠 硏研 縣県
儉倹 劍剣 險険 圈圏 檢検 獻献 權権 顯顕 驗験 嚴厳 廣広 效効 恆恒 鑛鉱 號号 國国 黑黒 碎砕 濟済 齋斎 劑剤 雜雑 參参 棧桟 蠶蚕 慘惨 贊賛
殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 緖緒 敍叙 將将 稱称 涉渉 燒焼 證証 奬奨 條条 狀状
乘乗 淨浄 剩剰 疊畳 繩縄 壤壌 孃嬢 讓譲 釀醸 觸触 囑嘱 眞真 寢寝 愼慎 盡尽 圖図 粹粋 醉酔 穗穂 隨随 髓髄 樞枢 數数 瀨瀬 聲声 齊斉 靜静
竊窃 攝摂 專専 戰戦 淺浅 潛潜 纖繊 踐践 錢銭 禪禅 雙双 壯壮 爭争 莊荘 搜捜 插挿 巢巣 曾曽 裝装 瘦痩 騷騒 增増 藏蔵 臟臓 卽即 屬属 續続
墮堕 對対 體体 帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 癡痴 遲遅 晝昼 蟲虫 鑄鋳 廳庁 徵徴 聽聴 敕勅 鎭鎮 遞逓 鐵鉄
轉転 點点 傳伝 黨党 盜盗 燈灯 當当 鬪闘 德徳 獨独 讀読 屆届 貳弐 惱悩 腦脳 霸覇 廢廃 拜拝 賣売 麥麦 發発 髮髪 拔抜 晚晩 蠻蛮 祕秘 濱浜
甁瓶 拂払 佛仏 倂併 竝並 變変 邊辺 步歩 辨弁 瓣弁 辯弁 舖舗 寶宝 襃褒 豐豊 沒没 飜翻 每毎 萬万 滿満 麵麺 默黙 彌弥 譯訳 藥薬 與与 豫予
餘余 譽誉 搖揺 樣様 謠謡 來来 賴頼 亂乱 覽覧 兩両 獵猟 綠緑 淚涙 壘塁 禮礼 勵励 戾戻 靈霊 齡齢 曆暦 歷歴 戀恋 鍊錬 爐炉 勞労 郞郎 樓楼
錄録 灣湾
"""
# Source: 法務省「戸籍統一文字情報」: forms that family names are registered in.
_IN_NAMES = "髙高 﨑崎 㟢崎 𠮷吉 濵浜 栁柳 桒桑 邉辺 槗橋 曻昇"


def _table() -> dict[int, str]:
    table = {ord(pair[0]): pair[1] for pair in (_KANGXI + _IN_NAMES).split()}
    # CJK compatibility ideographs (Unicode 16.0, blocks F900 and 2F800) stand for one unified ideograph each.
    for code in (*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)):
        unified = unicodedata.normalize("NFC", chr(code))
        if len(unified) == 1 and unified != chr(code):
            table.setdefault(code, unified)
    return table


_TABLE = _table()
# Every character beyond the first plane is looked up: to search for those of the table alone would be slow.
_OLD = re.compile(f"[\U00010000-\U0010ffff{''.join(chr(code) for code in _TABLE if code < 0x10000)}]")


def with_new_forms(text: str) -> str:
    """Give the text with each old form replaced by the one in use; as long as before, character by character."""
    return text.translate(_TABLE) if _OLD.search(text) else text
