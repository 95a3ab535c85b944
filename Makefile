# Needs GNU make and Python 3.11 or newer; everything else is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

# Extra arguments, for example: make test PYTEST_ARGS="-m 'not browser'" (one process: PYTEST_ARGS=-n0)
PYTEST_ARGS ?=
BENCH_ARGS ?=
SERVE_ARGS ?=
CONSTRAINTS_ARGS ?=
TRUST_ARGS ?=
LOAD_ARGS ?=

RUNTIME := dist/runtime
UVX := $(BIN)/uv tool run --no-config --from

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup site serve test lint fmt bench screenshots constraints trust load licenses sbom audit clean

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

trust: setup ## 运行安全测试和随机试验，重新写 docs/development/trust.md
	$(BIN)/python -m tests.security.table $(TRUST_ARGS)

load: setup ## 用 nginx 和 wrk 测量网站的负载（需要 nginx、wrk）
	$(BIN)/python -m benchmarks.load $(LOAD_ARGS)

licenses: $(RUNTIME) ## 重新写依赖和许可的一页（docs/development/dependencies.md）
	$(UVX) 'pip-licenses==5.5.5' pip-licenses --python $(RUNTIME)/bin/python --from mixed --format json \
		--output-file dist/licenses.json
	$(BIN)/python -m tests.security.supply dist/licenses.json

sbom: $(RUNTIME) ## 写物料清单 dist/zelian-sbom.cdx.json
	$(UVX) 'cyclonedx-bom==7.5.0' cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
		--output-format JSON --output-file dist/zelian-sbom.cdx.json $(RUNTIME)/bin/python

audit: $(STAMP) ## 核对依赖有没有已知漏洞（要联网）
	$(BIN)/python -m pip install --quiet 'uv>=0.13,<0.14'
	$(UVX) 'pip-audit==2.10.1' pip-audit --disable-pip --require-hashes --requirement constraints.txt

# What the program needs to run, and nothing else: of this the licences and the SBOM are taken.
$(RUNTIME): pyproject.toml constraints.txt | $(STAMP)
	$(BIN)/python -m pip install --quiet 'uv>=0.13,<0.14'
	@mkdir -p dist && rm -rf $@
	$(BIN)/uv pip compile pyproject.toml --constraint constraints.txt --universal --generate-hashes --no-config \
		--quiet --python-version 3.11 --output-file dist/runtime.txt
	$(BIN)/uv venv --quiet --no-config --python $(BIN)/python $@
	$(BIN)/uv pip install --quiet --no-config --python $@/bin/python --require-hashes --requirement dist/runtime.txt

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
