# Targets that measure the project; the Makefile includes this file where the folder is.

.PHONY: bench engines mutation

bench: $(BENCH) ## Đo tốc độ và so với cách làm khác; ARGS=quick: đo thử, không ghi
	$(PY) -m bench $(ARGS)

engines: $(BENCH) check history ## Dựng kho này bằng MkDocs, ProperDocs, Zensical rồi so trang, liên kết, tệp, tìm kiếm
	$(PY) -m bench.engines

mutation: $(DEV) $(BENCH) ## Đo xem kiểm tra giữ được bao nhiêu mã nguồn, chừng một giờ; ARGS=check: một mô-đun
	$(PY) -m bench.mutation $(ARGS)

$(BENCH): requirements/bench.txt requirements/site.txt pyproject.toml $(EMPTY)
	$(call install,requirements/bench.txt)
	@touch $(SITE) $@
