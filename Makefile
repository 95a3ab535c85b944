# Needs GNU make and Python 3.11 or newer; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

# Extra arguments, for example: make test PYTEST_ARGS="-m 'not browser'" (one process: PYTEST_ARGS=-n0)
PYTEST_ARGS ?=
BENCH_ARGS ?=
SERVE_ARGS ?=
CONSTRAINTS_ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup site serve test lint fmt bench screenshots constraints clean

help: ## 显示本帮助
	@echo '用法: make <目标>'
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## 创建 .venv 并安装依赖和命令 zelian

site: setup ## 检查知识库并生成网站（site/）
	$(BIN)/zelian check
	$(BIN)/zelian build

serve: setup ## 本机预览网站，改动后自动刷新
	$(BIN)/zelian serve $(SERVE_ARGS)

test: setup ## 运行全部测试并检查覆盖率
	$(BIN)/pytest --cov --numprocesses auto --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

lint: setup ## 检查代码和 YAML 的格式、类型、分层
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/yamllint --strict .
	$(BIN)/zelian fmt --check

fmt: setup ## 把代码和 YAML 改写为统一格式
	$(BIN)/ruff check --fix --exit-zero --quiet
	$(BIN)/ruff format
	$(BIN)/zelian fmt

bench: setup ## 运行性能测量
	$(BIN)/python -m benchmarks.run $(BENCH_ARGS)

screenshots: setup ## 重新拍 README 的图片（需要 Chromium）
	$(BIN)/python -m tests.browser.screenshots

constraints: | $(BIN)/python ## 按 pyproject.toml 重新生成 constraints.txt（全部升级: CONSTRAINTS_ARGS=--upgrade）
	$(BIN)/python -m pip install --quiet 'uv>=0.13,<0.14'
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --fork-strategy fewest --generate-hashes \
		--python-version 3.11 --no-config --quiet --custom-compile-command 'make constraints' --output-file constraints.txt $(CONSTRAINTS_ARGS)

clean: ## 删除生成的网站和各种缓存（保留 .venv）
	rm -rf site dist .cache .coverage .coverage.* htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -path ./.venv -prune -o -type d -name __pycache__ -exec rm -rf {} +

$(STAMP): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement constraints.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo '错误: 找不到 $(PYTHON)。请安装 Python 3.11 或更高版本，或用 make PYTHON=路径 指定。' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "错误: 需要 Python 3.11 或更高版本，$(PYTHON) 是 $$($(PYTHON) --version 2>&1)。可用 make PYTHON=python3.12 指定另一个。" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ rm -rf .venv; echo '错误: 未能创建 .venv。Debian、Ubuntu 请先安装 python3-venv。' >&2; exit 1; }
