"""What staff can be allowed to do with applications. The roles that have them: courses/roles.py."""

# (codename, words for who gives permissions to a group)
PERMISSIONS = (
    ("work_course_desk", "講座の受付：画面を開く"),
    ("work_city_wide", "講座の受付：すべての課の講座を見る"),
    ("enter_application", "講座の受付：電話・窓口・用紙の申込みを入力する"),
    ("enter_late_application", "講座の受付：期限のあとの申込みを、理由を書いて入力する"),
    ("record_contact", "講座の受付：電話の結果を記録する"),
    ("send_notices", "講座の受付：繰上げ案内と手紙を出す"),
    ("make_prints", "講座の受付：名簿・手紙などを印刷する"),
    ("export_people", "講座の受付：名簿をファイルに書き出す"),
    ("resolve_duplicates", "講座の受付：重複を確認する"),
    ("void_enrolment", "講座の受付：申込みを無効にする（2人で行う）"),
    ("run_draw", "講座の受付：抽選を行う（2人で行う）"),
    ("cancel_courserun", "講座の受付：講座を中止する（2人で行う）"),
    ("witness_course_step", "講座の受付：2人目として立ち会う"),
    ("record_attendance", "講座の受付：出欠を記録する"),
    ("record_own_attendance", "講座の受付：自分が教える回の出欠だけを見て記録する"),
    ("close_courserun", "講座の受付：講座を締める"),
    ("enter_survey", "講座の受付：アンケートの用紙を入力する"),
    ("manage_pool", "講座の受付：講師の育成と割当てを見る・決める"),
    ("view_figures", "講座の受付：統計を見る"),
    ("view_audit", "講座の受付：監査記録を見る"),
    ("manage_retention", "講座の受付：期限が来た個人情報を消す"),
    ("handle_disclosure", "講座の受付：本人からの開示・訂正・消去の求めに応じる"),
)
