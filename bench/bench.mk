# Targets that measure the project; the Makefile includes this file where the folder is.

.PHONY: bench mutation

bench: $(BENCH) ## Đo tốc độ và so với cách làm khác; ARGS=quick: đo thử, không ghi
	$(PY) -m bench $(ARGS)

mutation: $(DEV) $(BENCH) ## Đo xem kiểm tra giữ được bao nhiêu mã nguồn, chừng một giờ; ARGS=check: một mô-đun
	$(PY) -m bench.mutation $(ARGS)

$(BENCH): requirements/bench.txt requirements/site.txt pyproject.toml $(EMPTY)
	$(call install,requirements/bench.txt)
	@touch $(SITE) $@
