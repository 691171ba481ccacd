"""Codes on paper and the addresses behind them: open, or close?"""

from courses.practice.base import AGAIN, Practice, Question, Scene, Way

LOOK = "出てきた文字（行き先）を読みます。開きますか。思う答えにふれてください。"


def ask(open_it: str, close_it: str) -> tuple[Question, ...]:
    return (Question("この行き先を", (("開く", open_it), ("開かないで閉じる", close_it))),)


PRACTICE = Practice(
    id="qr-check",
    order=20,
    title="二次元コードの行き先を見る",
    aim="四角い模様を読み取ったあと、開いてよいかを考えます。カメラは使いません。",
    minutes=5,
    scenes=(
        Scene(
            "letter",
            "1つ目　市から届いた紙",
            ("市の広報紙にある模様を読み取りました。市のホームページの行き先は「city.example」です。", LOOK),
            (
                "phone",
                ("bar:カメラ", "code:", "row:city.example/gomi"),
                "読み取ると「city.example/gomi」と出ました。",
            ),
            facts=(("行き先", "city.example/gomi"),),
            questions=ask(
                "よく見ました。「city.example」は市のホームページです。開いてもだいじょうぶです。",
                "用心するのはよいことです。これは市の行き先なので、開いてもだいじょうぶです。",
            ),
            ways=(Way("2つ目へ", "sticker"),),
        ),
        Scene(
            "sticker",
            "2つ目　駐車場の紙",
            ("駐車場の「お支払い」の紙です。模様の上に、別の紙が貼ってあります。", LOOK),
            (
                "paper",
                ("bar:駐車場 お支払い", "*code:", "alert:紙が重なっている"),
                "お支払いの紙で、模様の上に別の紙が重ねて貼ってあります。",
            ),
            questions=ask(
                "少し待ちましょう。にせの支払いのページかもしれません。係の人に聞きます。",
                "そのとおりです。重ねて貼った紙は読み取りません。係の人に知らせると、ほかの人も助かります。",
            ),
            ways=(Way("3つ目へ", "like"), Way("1つ目にもどる", "letter", "second")),
        ),
        Scene(
            "like",
            "3つ目　よく似た行き先",
            ("「市からのお知らせ」という紙が、家に入っていました。行き先が市のものとよく似ています。", LOOK),
            (
                "phone",
                ("bar:カメラ", "code:", "row:city-example.test"),
                "読み取ると「city-example.test」と出ました。",
            ),
            facts=(("行き先", "city-example.test"),),
            questions=ask(
                "おしいです。「city.example」ではなく「city-example.test」です。点が線に変わり、終わりもちがいます。",
                "そのとおりです。1字でもちがえば、別のページです。市に電話で聞くと確かです。",
            ),
            ways=(Way("4つ目へ", "gift"), Way("2つ目にもどる", "sticker", "second")),
        ),
        Scene(
            "gift",
            "4つ目　得をする話",
            ("知らない人からのメールに、模様がありました。「読むだけで5千円」と書いてあります。", LOOK),
            (
                "phone",
                ("bar:メール", "text:読むだけで5千円", "code:"),
                "「読むだけで5千円」という文の下に、四角い模様があります。",
            ),
            questions=ask(
                "得をする話ほど、立ち止まりましょう。開いた先で、番号やお金のことを聞かれます。",
                "そのとおりです。開かずに消します。返事も要りません。",
            ),
            ways=(Way("まとめへ", "end"), Way("3つ目にもどる", "like", "second")),
        ),
        Scene(
            "end",
            "よくできました",
            (
                "見るところは3つです。だれの紙か。行き先の文字は合っているか。急がせたり、得な話をしたりしないか。",
                "迷ったら、開かないで人に聞きます。あとからでも間に合います。",
            ),
            look="done",
            ways=(Way("もう一度する", AGAIN, "second"),),
        ),
    ),
)
