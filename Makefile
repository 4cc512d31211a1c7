# Gõ `make` để xem các lệnh.
#
# Every target does its own set-up: it makes .venv, installs the locked libraries with their
# hashes, then the project itself. Works with GNU make 3.81 (macOS) and in a folder whose path
# holds spaces: every path below is relative.

VENV := .venv
PY := $(VENV)/bin/python
# Each stamp says that a step was finished: the environment itself, what the site needs, and what
# tests and tools, or the PDF, need on top of it.
EMPTY := $(VENV)/empty.stamp
SITE := $(VENV)/site.stamp
DEV := $(VENV)/dev.stamp
PDF := $(VENV)/pdf.stamp
BENCH := $(VENV)/bench.stamp
OTHERS := $(VENV)/engines.stamp
# An upgrade of the system may take away the Python that .venv leads to: start anew.
$(shell test -x $(PY) || rm -f $(VENV)/*.stamp 2>/dev/null)

# The names that are typed behind make as NAME=…; in what is typed there, $ is no more than a sign.
TYPED := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name)))
$(foreach name,$(TYPED),$(eval override $(name) := $$(value $(name)))$(eval export $(name)))

# Chosen by the user: make build PYTHON=…, make serve ADDRESS=…, make test ARGS=… WORKERS=…, make compare BASE=…
PYTHON ?=
ADDRESS ?= 127.0.0.1:8000
ARGS ?=
WORKERS ?= auto
BASE ?= origin/main

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export UV_LINK_MODE := copy
export PYTHONUTF8 := 1

# The date of everything that is built is the commit's, so that one commit gives the same bytes.
ifeq ($(strip $(SOURCE_DATE_EPOCH)),)
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null)
endif
ifneq ($(strip $(SOURCE_DATE_EPOCH)),)
export SOURCE_DATE_EPOCH
undated =
else
unexport SOURCE_DATE_EPOCH
undated = @echo "Lưu ý: không đọc được ngày của commit (chưa có git hoặc chưa có commit nào), nên trang ghi ngày dựng." >&2
endif

# What builds the pages, in this line alone: mkdocs, properdocs or zensical.
ENGINE := mkdocs
# MkDocs must be told to load pages anew, and is among the site's libraries; the others are not.
LIVE := --livereload
BUILD := build -f mkdocs.yml --clean --strict
ifneq ($(ENGINE),mkdocs)
LIVE :=
OTHER := $(OTHERS)
endif

.DEFAULT_GOAL := help
# Two installations at once would trip over each other.
.NOTPARALLEL:
ASKING := form set add-indicator add-document add-target add-solution add-units add-rows new-term rename new
.PHONY: help serve build offline export pdf addresses history compare import check test lint format lock clean distclean demo $(ASKING)

help: ## Xem các lệnh
	@echo "Cách dùng: make LỆNH"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "Thêm khi cần: PYTHON=… (Python để tạo .venv), ADDRESS=127.0.0.1:8001 (cho serve), ARGS='…' (cho test)"

serve: $(SITE) $(OTHER) history ## Xem trang trên máy mình; trang tự cập nhật khi sửa (Ctrl+C để dừng)
	$(undated)
	@$(PY) tools/port.py "$$ADDRESS"
	@FAIL_ON_ERROR=false OFFLINE=false $(PY) -m $(ENGINE) serve -f mkdocs.yml $(LIVE) --dev-addr "$$ADDRESS"

build: $(SITE) $(OTHER) history ## Dựng trang vào site/; có lỗi thì dừng và bản dựng trước vẫn ở nguyên
	$(undated)
	$(call built_site,false,site)

offline: $(SITE) $(OTHER) history ## Dựng bản xem không cần mạng: site-offline/ và site-offline.zip
	$(undated)
	$(call built_site,true,site-offline)
	$(PY) tools/pack.py site-offline site-offline.zip

pdf: $(PDF) build ## Tạo một tệp PDF để in: build/bao-cao.pdf (cần Chromium; CHROMIUM=… nếu để ở nơi khác)
	$(PY) tools/pdf.py site build/bao-cao.pdf

demo: $(SITE) $(OTHER) ## Dựng trang trình diễn với số liệu giả lập vào build/demo/site
	@rm -rf build/demo
	$(PY) tools/demo.py --out build/demo/source
	cd build/demo/source && FAIL_ON_ERROR=true OFFLINE=false ../../../$(PY) -m $(ENGINE) $(BUILD)
	@mv build/demo/source/site build/demo/site

export: $(SITE) ## Xuất dữ liệu (CSV, XLSX, JSON, SVG, PNG) vào build/export/
	$(PY) -m indicators export --out build/export

addresses: $(SITE) ## Ghi thêm địa chỉ mới vào data/addresses.txt, danh sách địa chỉ đã công bố
	$(PY) -m indicators addresses

history: $(SITE) ## Lập lịch sử số liệu từ git vào build/history.json; các trang chỉ đọc tệp này
	@$(PY) -m indicators history --out build/history.json

# Handed over as it is: a branch may be called what a shell would run.
compare check: export BASE := $(BASE)
serve: export ADDRESS := $(ADDRESS)
$(EMPTY): export PYTHON := $(PYTHON)
compare: $(SITE) ## Báo cáo số nào đổi so với một bản trong git (BASE=origin/main)
	@$(PY) -m indicators compare --base "$$BASE"

import: $(SITE) ## Ghi số từ biểu đã điền: FILES='nhap/*.xlsx', hoặc tên thư mục (DRY=1: chỉ xem trước)
	@SOURCE_DATE_EPOCH= $(PY) -m indicators import --returned build/forms/returned \
	  $(if $(DRY),--dry-run) -- "$$FILES"

# Called without anything, each says what it needs, with an example. DRY=1 only shows the change.
form: ## Lập biểu nhập của một kỳ: PERIOD=2025, thêm UNIT=MÃ (một đơn vị), UNIT=all (mỗi đơn vị)
set: ## Ghi số, chữ vào một mục: CHANGE='MÃ/NĂM value=SỐ' (DRY=1: chỉ xem trước)
add-indicator: ## Thêm một chỉ tiêu, trang và mức của nó (DRY=1: chỉ xem trước)
add-document: ## Thêm một văn bản, nguồn (DRY=1: chỉ xem trước)
add-target: ## Thêm một mức chỉ tiêu (DRY=1: chỉ xem trước)
add-solution: ## Thêm một giải pháp (DRY=1: chỉ xem trước)
add-units: ## Thêm các đơn vị (DRY=1: chỉ xem trước)
add-rows: ## Thêm dòng của các đơn vị vào một năm (DRY=1: chỉ xem trước)
new-term: ## Bắt đầu một nhiệm kỳ mới; trang của nhiệm kỳ trước ở nguyên (DRY=1: chỉ xem trước)
rename: ## Đổi một mã ở mọi nơi; địa chỉ cũ vẫn dẫn tới nơi (DRY=1: chỉ xem trước)
new: ## Tạo trang cho tổ chức khác trong một kho riêng: OUT=../trang-moi …
# A change is dated by the day on which it is made, not by the last commit.
$(ASKING): $(SITE)
	@SOURCE_DATE_EPOCH= $(PY) -m indicators $@ $(if $(DRY),--dry-run) $(foreach \
	  name,$(sort $(filter-out DRY PYTHON,$(TYPED))),"$(name)=$$$(name)")

check: $(SITE) ## Kiểm tra dữ liệu và các trang (BASE=origin/main: số của năm đã qua so với bản ấy)
	$(PY) -m indicators check --project . $(if $(filter BASE,$(TYPED)),--base "$$BASE")

test: export WORKERS := $(WORKERS)
# A site made for another organisation has no tests of the code: it is checked and built.
test: $(if $(wildcard tests),lint) check $(if $(wildcard tests),,build) ## Kiểm tra tất cả: mã nguồn, dữ liệu, trang đã dựng
	$(if $(wildcard tests),$(PY) -m pytest --numprocesses "$$WORKERS" --maxprocesses 4 --dist loadfile $(ARGS))

lint: $(DEV) ## Soát mã nguồn: ruff, mypy
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

format: $(DEV) ## Trình bày lại mã nguồn
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

# No index address gets into a lock file; the versions in it stay unless UPGRADE asks for newer.
lock: $(EMPTY) ## Khóa lại phiên bản thư viện sau khi sửa requirements/*.in (UPGRADE=1: lấy bản mới)
	$(call compile,requirements/uv)
	$(call compile,requirements/site)
	$(call compile,requirements/engines)
	$(call compile,requirements/dev)
	$(call compile,requirements/pdf)
	$(if $(wildcard bench),$(call compile,requirements/bench))

clean: ## Xóa những gì đã dựng
	rm -rf site site.* site-offline site-offline.* build .mypy_cache .ruff_cache .pytest_cache .hypothesis

distclean: clean ## Xóa cả .venv, để lần sau cài lại từ đầu
	rm -rf $(VENV) *.egg-info

# The site is built beside its place and moved there when it is whole: a build that fails or is
# killed leaves the last good one, or for a moment none, and never a part of one. Each build has a
# folder of its own, so that of two at once the last one stays; what a killed one left goes later.
# $(1): whether the offline form is meant; $(2): the folder.
define built_site
@find . -maxdepth 1 -name '$(2).new.*' -mmin +60 -exec rm -rf {} +
@new=`mktemp -d $(2).new.XXXXXX` && trap 'rm -rf "$$new"' EXIT && trap 'exit 1' HUP INT TERM && \
  FAIL_ON_ERROR=true OFFLINE=$(1) SITE_DIR="$$new/$(2)" $(PY) -m $(ENGINE) $(BUILD) && \
  $(PY) tools/styles.py "$$new/$(2)" && \
  for try in 1 2 3 4 5; do \
    rm -rf "$$new/old" && { test ! -e $(2) || mv $(2) "$$new/old"; } ; \
    mv "$$new/$(2)" . && break; \
  done
endef

define compile
$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  $(if $(UPGRADE),--upgrade) $(1).in --output-file $(1).txt
endef

# --only-binary: no code of a library runs while it is being installed.
# `pip check` proves that the lock satisfies what pyproject.toml says the package needs.
define install
@echo "Cài `grep -c '^[a-z].*==' $(1)` thư viện đã khóa trong $(1) …"
@$(call put,$(locked) $(1))
@$(call put,--no-index --no-build-isolation --no-deps --editable .)
@problems=`$(PY) -m pip check` || { echo "$$problems" >&2; exit 1; }
endef

locked := --require-hashes --only-binary :all: --requirement
# pip knows mirrors and systems that uv does not, so it has the last word.
put = $(PY) -m uv pip install --quiet --python $(PY) $(1) 2>/dev/null || \
  said=`$(PY) -m pip install --quiet $(1) 2>&1` || case $$said in \
    *'new connection'*) echo "Không cài được thư viện vì không có mạng: nối mạng rồi chạy lại." >&2; exit 1;; \
    *) printf '%s\n' "$$said" "Không cài được thư viện, vì lẽ ở ngay trên; gõ make distclean rồi chạy lại." >&2; exit 1;; \
  esac

$(EMPTY):
	@sh tools/venv.sh $(VENV) "$$PYTHON"
	@echo "Tải bộ cài đã khóa trong requirements/uv.txt …"
	@$(PY) -m pip install --quiet --retries 1 $(locked) requirements/uv.txt 2>/dev/null || \
	  echo "Không tải được bộ cài nhanh; pip cài thay, chậm hơn." >&2
	@touch $@

$(SITE): requirements/site.txt pyproject.toml $(EMPTY)
	$(call install,requirements/site.txt)
	@touch $@

$(OTHERS): requirements/engines.txt requirements/site.txt pyproject.toml $(EMPTY)
	$(call install,requirements/engines.txt)
	@touch $(SITE) $@

# The tools' lock holds the site's libraries too.
$(DEV): requirements/dev.txt requirements/site.txt pyproject.toml $(EMPTY)
	$(call install,requirements/dev.txt)
	@touch $(SITE) $@

$(PDF): requirements/pdf.txt requirements/site.txt pyproject.toml $(EMPTY)
	$(call install,requirements/pdf.txt)
	@touch $(SITE) $@

# What measures the project itself; a site made for another organisation has no such folder.
-include bench/bench.mk
