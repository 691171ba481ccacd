# Everything a person needs to start. Each target sets up by itself what it needs; see docs/reference/commands.md.
# PYTHON=/path/to/python3.12 chooses the interpreter, PORT=8001 the port, ARGS="…" goes to pytest.

.DEFAULT_GOAL := help
.PHONY: help run test test-next test-load lint format docs messages lock bench-checker bench-furigana bench-translations bench-site bench-enrolment bench-lessons

SETUP = python=$$(sh scripts/find-python) && "$$python" -m scripts
BIN = .venv/bin
NEEDS_CORPORA = test -n "$(CORPORA)" || \
	{ echo "CORPORA=… でフォルダーを指定してください。 / Name the folder: make $@ CORPORA=…"; exit 2; }
SKIP = --ignore '.venv*' --ignore var --ignore tests --ignore docs

help: ## このリストを出す / Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-20s %s\n", $$1, $$2}' Makefile

run: ## サイトを動かす / Start the site with the demo city on http://127.0.0.1:8000/
	@$(SETUP).run_site

test: ## すべてのテスト / Install the test tools and run every test
	@$(SETUP).run_tests

test-next: ## Wagtail 8でテスト / Run every test on Wagtail 8
	@$(SETUP).run_tests next

test-load: ## 長い負荷テスト / Long rounds of many processes on one database (DATABASE_URL: on PostgreSQL)
	@$(SETUP).environment test
	$(BIN)/python -m pytest tests/courses/enrolment/test_load.py tests/courses/enrolment/test_load_http.py tests/courses/enrolment/test_kill.py -m load $(ARGS)

lint: ## 書き方と型の検査 / Check form, imports, types and templates
	@$(SETUP).environment test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIN)/djlint --lint --quiet templates

format: ## 書き方を直す / Put the code into its form
	@$(SETUP).environment test
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

docs: ## 文書を作り直す / Write the reference pages that follow from the code
	@$(SETUP).environment test
	$(BIN)/python -m a11y_checker.reference docs/reference tests/a11y_checker/rules

messages: ## 翻訳ファイルを更新 / Collect the texts of screens into the locale files and compile them
	@$(SETUP).environment test
	$(BIN)/python manage.py makemessages --all --no-location $(SKIP)
	$(BIN)/python manage.py compilemessages $(SKIP)

lock: ## ロックファイルを作り直す / Write requirements/*.txt (UPGRADE=1: newer versions)
	@$(SETUP).lock

bench-checker: ## 検査の測定 / Measure the checker on the ACT cases in CORPORA=folder, and its speed (SPEED="--crawl 2000")
	@$(NEEDS_CORPORA)
	@$(SETUP).environment test
	$(BIN)/python tests/benchmarks/checker/run.py "$(CORPORA)" $(ARGS)
	$(BIN)/python tests/benchmarks/checker/speed.py $(SPEED)

bench-furigana: ## ふりがなの測定 / Measure readings and speed on the corpora in CORPORA=folder
	@$(NEEDS_CORPORA)
	@$(SETUP).environment test
	$(BIN)/python tests/benchmarks/furigana/run.py "$(CORPORA)" $(ARGS)

bench-translations: ## 翻訳の検査の測定 / Measure what gets past the checks of translations, memory and speed
	@$(SETUP).environment test
	$(BIN)/python tests/benchmarks/translations/run.py $(ARGS)
	$(BIN)/python tests/benchmarks/translations/site_tree.py

bench-site: ## サイトの速さと重さの測定 / Measure the site's speed and page weight
	@$(SETUP).environment test
	$(BIN)/python tests/benchmarks/site/run.py $(ARGS)

bench-enrolment: ## 申込みの速さの測定 / Measure applications per second, a large draw and a long catalogue (ARGS="--database-url …")
	@$(SETUP).environment test
	$(BIN)/python tests/benchmarks/enrolment/run.py --output docs/benchmarks/enrolment.md $(ARGS)

bench-lessons: ## 学習の混みあう時間の測定 / Measure a class hour of learners (ARGS="--database-url …", an empty database)
	@$(SETUP).environment test
	$(BIN)/python tests/benchmarks/lessons/run.py --output docs/benchmarks/lessons.md $(ARGS)
