"""Paying without coins: before or after, at the counter of a shop, the record, a limit, and stopping a lost one."""

from courses.practice.base import AGAIN, Practice, Scene, Way

PRICE = ("お茶とパン", "480円")


def pay(key: str, name: str, before: str, after: str, note: str) -> tuple[Scene, ...]:
    """Return the scenes at the counter for one way of paying."""
    return (
        Scene(
            f"{key}-shop",
            f"店で払う（{name}）",
            ("店の人「480円です。お支払いは、どうなさいますか。」", "「電子ばらいで」と言って、金額を確かめます。"),
            (
                "scene",
                ("person:店の人", "bubble:480円です", "phone:", "person:自分"),
                "店の人が金額を言い、自分は電話を持っています。",
            ),
            facts=(("今の残り" if key == "pre" else "今月使った分", before),),
            ways=(
                Way(f"読み取り機に近づける（{name}）", f"{key}-paid"),
                Way("やめて、現金で払う", "cash", "second"),
            ),
        ),
        Scene(
            f"{key}-paid",
            "払いました",
            ("音や文字で、払ったことが分かります。店の人の画面の金額と、自分の画面の金額を見くらべます。", note),
            look="done",
            facts=(PRICE, ("残り" if key == "pre" else "今月使った分", after)),
            ways=(Way(f"{name}の使った記録を見る", f"{key}-record"),),
        ),
        Scene(
            f"{key}-record",
            "使った記録",
            ("いつ、どこで、いくら使ったかが残ります。知らない支払いがないか、ときどき見ます。",),
            facts=(("今日　10時5分　練習の店", "480円"), ("きのう　15時20分　練習の駅", "200円")),
            ways=(Way("使いすぎを防ぐ", "limit"), Way("きのうの支払いを覚えていないときは", "unknown", "second")),
        ),
    )


PRACTICE = Practice(
    id="payment",
    order=50,
    title="電子ばらい",
    aim="店で払い、記録を見て、上限を決めます。お金は動きません。カードの番号も入れません。",
    minutes=10,
    scenes=(
        Scene(
            "start",
            "どちらのしくみで、ためしますか",
            (
                "前払いは、先にお金を入れておきます。入れた分だけ使えます。",
                "後払いは、使ってから、あとで口座から引かれます。使いすぎに気をつけます。",
            ),
            ways=(Way("前払いでためす", "pre-shop"), Way("後払いでためす", "post-shop")),
        ),
        *pay(
            "pre",
            "前払い",
            "1,000円",
            "520円",
            "残りが足りないときは、払えません。足りない分だけ現金で払える店もあります。",
        ),
        *pay("post", "後払い", "0円", "480円", "お金は、まだ引かれていません。来月、まとめて口座から引かれます。"),
        Scene(
            "cash",
            "現金でも払えます",
            (
                "よい考えです。いつもどおり、現金で払えます。",
                "電子ばらいは、使わなくてもかまいません。自分に要るかどうかを、自分で決めます。",
            ),
            look="done",
            ways=(Way("はじめにもどる", "start", "second"),),
        ),
        Scene(
            "unknown",
            "知らない支払いがあったら",
            (
                "まず、家族が使っていないか聞きます。",
                "分からないときは、使うのを止めて、カードや電子ばらいの会社に電話します。早いほど安心です。",
            ),
            look="caution",
            ways=(Way("使うのを止める", "stop"), Way("使いすぎを防ぐ", "limit", "second")),
        ),
        Scene(
            "limit",
            "1か月の上限を決める",
            ("使ってよい金額を先に決めておくと、使いすぎを防げます。あとで変えることもできます。",),
            ways=(
                Way("5,000円までにする", "limit-set"),
                Way("20,000円までにする", "limit-high"),
                Way("決めない", "limit-none", "second"),
            ),
        ),
        Scene(
            "limit-set",
            "上限は5,000円です",
            ("ためしに、8,000円の物を買ってみます。",),
            facts=(("1か月の上限", "5,000円"), ("今月使った分", "480円")),
            ways=(Way("8,000円を払う", "over"), Way("やめて、なくした時の練習へ", "lost", "second")),
        ),
        Scene(
            "limit-high",
            "上限は20,000円です",
            ("大きな買い物もできますが、落とした時に使われる金額も大きくなります。はじめは、少ない金額が安心です。",),
            look="caution",
            facts=(("1か月の上限", "20,000円"),),
            ways=(Way("上限を変える", "limit"), Way("なくした時の練習へ", "lost")),
        ),
        Scene(
            "limit-none",
            "決めなくても使えます",
            ("ただ、いくら使ったか分かりにくくなります。月に1回は、記録を見ましょう。",),
            ways=(Way("やはり上限を決める", "limit"), Way("なくした時の練習へ", "lost", "second")),
        ),
        Scene(
            "over",
            "払えませんでした",
            (
                "上限をこえるので、止まりました。お金は動いていません。こわれたのでもありません。",
                "現金で払うか、買うのをやめるか、ゆっくり決められます。",
            ),
            look="caution",
            ways=(Way("なくした時の練習へ", "lost"), Way("上限を変える", "limit", "second")),
        ),
        Scene(
            "lost",
            "電話をなくしたら",
            ("ほかの人に使われないように、早く止めます。家の電話や、家族の電話からできます。",),
            ("scene", ("phone:", "arrow:電話する", "person:会社"), "家の電話から会社に電話して、止めてもらいます。"),
            ways=(Way("使うのを止める", "stop"), Way("明日まで待つ", "wait", "second")),
        ),
        Scene(
            "wait",
            "待たないで、止めましょう",
            ("止めても、見つかれば、また使えます。先に止めておくほうが安心です。",),
            look="caution",
            ways=(Way("使うのを止める", "stop"),),
        ),
        Scene(
            "stop",
            "止まりました",
            ("よくできました。止める電話番号を、紙に書いて家に置いておきましょう。",),
            look="done",
            ways=(Way("はじめから、もう一度する", AGAIN, "second"),),
        ),
    ),
)
