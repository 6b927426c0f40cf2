# `make` alone prints help. Every target works from a fresh clone: what is missing is set up first.
# A value given on the command line reaches hd through the environment ("$$GEMEENTE"), never as
# text of a shell command, so that 's-Hertogenbosch and West Maas en Waal simply work.

SHELL := /bin/sh
.SHELLFLAGS := -ec
.ONESHELL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help setup rapport voorbeeld test test-slow check bench docs beelden wheel lock clean uv-klaar opnieuw

# The first of these that is Python 3.11 or later; `make setup PYTHON=python3.12` takes that one.
PYTHON ?= python3 python3.13 python3.12 python3.11 python3.14
STAMP := .venv/.opgezet
BIN := .venv/bin

export GEMEENTE JAAR VOOR
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never
unexport VIRTUAL_ENV PYTHONHOME
# A shell that forbids .pyc files makes every start of hd, of which a test run has hundreds, read all of it anew.
unexport PYTHONDONTWRITEBYTECODE

# uv does the installing: the one on PATH, otherwise this wheel (any of its builds), put into .venv by pip.
UV_VERSION := 0.13.9
UV_HASHES := \
    sha256:16963d19594e18d746a70c7fce82237bde4f2cac4cfcf0ca2b84796fe9d0c6e9 \
    sha256:2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25 \
    sha256:3eeeb51a267a2144640fcd8f38d4a2f63439b39bc47445fd84727c3fc462c843 \
    sha256:5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe \
    sha256:56ec37616c00220032fc7b8c9d0ef51367fd0d70d9cd6ddd841660f949f84fed \
    sha256:66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63 \
    sha256:6a44b2ed8111d2f60d2b92627c5dccda3f7ed7570b18ce115e569cd68c28246b \
    sha256:6b0c7b9f47a5d011939d61e324d3fe18a8bc155d8dd53add738709a92f290a7c \
    sha256:6d5114bba238adddacb32fb11904f2b3ff4e988f8e9ff0d8d3b5e9822cf836b8 \
    sha256:7ec1e1dd9b6cb335c301afdf877989df384227313981850755a59561f75e4ab8 \
    sha256:a2ee66fe8b6608e1482ab1bde5799da04705c1cb40324c7f66054ecf46ae6e40 \
    sha256:a6e845f387e4ed55bb59342957a9179e24a631fcc7668bda3426ae1cef8ed4b9 \
    sha256:c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5 \
    sha256:c5dbdb7c8737cd183a9dce95b39cfd1f3d54ec2a27a1bb58f160293f9ba2c805 \
    sha256:d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19 \
    sha256:db5c8df7145c21ffea9c0f74e38823bac3af60cbadf0e26b8633f08627b17bab \
    sha256:dd6f4f93ddf8a668c73f0945f3638444b2140a4e15a3912067493fc6335543e4 \
    sha256:ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375 \
    sha256:eeb92051c2123b9730c46b04cc843cfa4bc7d7b0aec56df431a2215ef4cb0273
export UV_REQUIREMENT := uv==$(UV_VERSION) $(addprefix --hash=,$(UV_HASHES))
UV = $$(if uv --version >/dev/null 2>&1; then echo uv; else echo $(BIN)/uv; fi)

# Set up again when the checkout was moved (scripts in .venv hold its path) or its Python is gone.
ifneq ($(shell [ -x $(BIN)/python ] && [ "$$(cat $(STAMP) 2>/dev/null)" = "$$(pwd)" ] && echo goed),goed)
$(STAMP): opnieuw
endif

help: ## deze uitleg
	@printf 'Gebruik: make DOEL\n\n'
	awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-11s %s\n", $$1, $$2 }' Makefile
	printf '\nBegin met: make rapport GEMEENTE=Druten\n'

setup: $(STAMP) ## zet .venv/ klaar, met hd erin, precies volgens uv.lock

$(STAMP): pyproject.toml uv.lock
	@if [ -f $(STAMP) ] && [ "$$(cat $(STAMP))" != "$$(pwd)" ]; then rm -rf .venv; fi
	python=
	gevonden='geen Python'
	for p in $(if $(filter command,$(firstword $(origin PYTHON))),,$(BIN)/python) $(PYTHON); do
	    v=$$("$$p" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue
	    if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then python=$$p; break; fi
	    [ "$$gevonden" != 'geen Python' ] || gevonden="Python $$v"
	done
	if [ -z "$$python" ]; then
	    echo "Python 3.11 of nieuwer is nodig (gevonden: $$gevonden). Typ: sudo apt install python3.11 python3.11-venv" >&2
	    exit 3
	fi
	if uv --version >/dev/null 2>&1; then
	    uv=uv
	else
	    uv=$(BIN)/uv
	    if ! "$$uv" --version 2>/dev/null | grep -q '^uv $(UV_VERSION)'; then
	        if [ "$$python" = $(BIN)/python ]; then
	            python=$$("$$python" -c 'import sys; print(sys._base_executable)')
	        fi
	        if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
	            pakket=$$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
	            echo "Python mist het onderdeel venv. Typ: sudo apt install $$pakket" >&2
	            exit 3
	        fi
	        "$$python" -m venv --clear .venv
	        echo "$$UV_REQUIREMENT" > .venv/uv.txt
	        $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
	            --only-binary :all: --require-hashes -r .venv/uv.txt
	        python=$(BIN)/python
	    fi
	fi
	echo 'Installeren wat nodig is (de eerste keer duurt dat even) ...'
	"$$uv" sync --frozen --quiet --compile-bytecode --python "$$python"
	pwd > $(STAMP)
	echo 'Klaar: .venv/bin/hd --help'

# A .venv made by a uv that has left the machine since then lacks its own: make it anew.
uv-klaar: $(STAMP)
	@if ! "$(UV)" --version >/dev/null 2>&1; then
	    rm -f $(STAMP)
	    $(MAKE) --no-print-directory --silent setup
	fi

rapport: ## het rapport van een gemeente: make rapport GEMEENTE=Druten [JAAR=2023] [VOOR=team|beleid]
	@if [ -z "$$GEMEENTE" ]; then
	    echo 'Welke gemeente? Typ bijvoorbeeld: make rapport GEMEENTE=Druten' >&2
	    exit 2
	fi
	$(MAKE) --no-print-directory --silent setup
	$(BIN)/hd ingest
	$(BIN)/hd report --gemeente "$$GEMEENTE" $${JAAR:+--jaar "$$JAAR"} $${VOOR:+--voor "$$VOOR"}

voorbeeld: $(STAMP) ## een verzonnen regio met volledige cijfers, in voorbeeld/
	@$(BIN)/hd voorbeeld

test: $(STAMP) ## de tests (zonder de lange), op alle kernen
	@$(BIN)/python -m pytest -n auto --dist worksteal

test-slow: $(STAMP) ## de lange tests
	@$(BIN)/python -m pytest -m slow || { code=$$?; [ $$code -eq 5 ] && echo 'Er zijn geen lange tests.' || exit $$code; }

check: $(STAMP) ## opmaak, stijl en typen van de code
	@$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: uv-klaar ## meet de snelheid, naast papermill en nbconvert (in .venv-bench/)
	@uv="$(UV)"
	UV_PROJECT_ENVIRONMENT=.venv-bench "$$uv" sync --frozen --quiet --compile-bytecode --no-dev --group bench --python $(BIN)/python
	$(BIN)/python tests/bench/run.py --ijkomgeving .venv-bench

docs: $(STAMP) ## schrijft docs/naslag.md uit de code
	@$(BIN)/python tests/docs/naslag.py

beelden: $(STAMP) ## maakt de plaatjes van docs/beeld/ opnieuw (met poppler en LibreOffice)
	@$(BIN)/python tests/docs/beelden.py

wheel: uv-klaar ## maakt het installatiebestand (wheel) in dist/
	@"$(UV)" build --wheel --out-dir dist

lock: uv-klaar ## legt de versies vast: uv.lock en, voor gewone pip, requirements.lock
	@uv="$(UV)"
	"$$uv" lock
	{
	    echo '# Gemaakt met "make lock" uit uv.lock; wijzig dit bestand niet met de hand.'
	    echo '# Installeren: pip install --require-hashes -r requirements.lock'
	    "$$uv" export --frozen --quiet --no-dev --no-emit-project --no-header --format requirements.txt
	} > requirements.lock.nieuw
	mv requirements.lock.nieuw requirements.lock

clean: ## ruimt caches en bouwsels op; .venv/, data/dataset/, rapporten/ en onthulling/ blijven
	@rm -rf dist build .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage htmlcov docs/_build
	find src tests notebooks -type d \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} + 2>/dev/null || :
	echo 'Opgeruimd. Gebleven: .venv/, data/dataset/, rapporten/, voorbeeld/ en onthulling/.'
