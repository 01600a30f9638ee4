# The only commands to know. CI calls the same.

SWIFT_FLAGS = --explicit-target-dependency-import-check error
# The other sources of the benchmarks and the fuzzers are links to these.
SWIFT_FILES = Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources/occurrences Benchmarks/Sources/posts Fuzz/Package.swift \
	Fuzz/Sources/Crypto Fuzz/Sources/Fuzzing Fuzz/Sources/fuzz-parts Fuzz/Sources/fuzz-reader Fuzz/Sources/fuzz-status
# C++'s library is linked into the binary: to find its thousands of names at each start took a third of the time to start.
# The linker takes a shared one wherever it sees both, so it is shown a folder with the other alone.
STATIC_LIBRARIES = .build/static-libraries
RELEASE_FLAGS = -c release --static-swift-stdlib -Xlinker -s -Xlinker -L$(STATIC_LIBRARIES) $(SWIFT_FLAGS)

.PHONY: help deps demo build test torture check check-api fuzz bench fmt schema man install clean

help:
	@echo "make demo    install what is missing, build, and rehearse the sample campaigns into the outbox"
	@echo "make test    install what is missing, build, and run the tests"
	@echo "make torture the kills of the tests in their full number (KILLS=200 a channel, CAMPANILE_SEED=… to repeat one)"
	@echo "make check   format, purity of the layers, systemd units, a short run of the fuzzers"
	@echo "make check-api  the endpoint against its own description, by Schemathesis (EXAMPLES=300, SEED=… to repeat)"
	@echo "make fuzz    what reads files under libFuzzer, ten minutes for each reader (SECONDS=600)"
	@echo "make build   the static binary for a server: .build/release/campanile"
	@echo "make man     the man page: .build/man/campanile.1"
	@echo "make install binary, man page and completions (PREFIX=/usr/local, DESTDIR=)"
	@echo "make bench   the figures we are held to, beside what they are compared with (QUICK=1: the short form)"
	@echo "make fmt     format the sources"
	@echo "make schema  write the sample tree's schemas for editors anew, after a field has changed"

deps:
	@Scripts/deps

demo: deps
	swift build $(SWIFT_FLAGS) --product campanile
	@Scripts/demo

build: deps
	@mkdir -p $(STATIC_LIBRARIES)
	@ln -sf "$$(clang -print-file-name=libstdc++.a)" $(STATIC_LIBRARIES)/
	swift build $(RELEASE_FLAGS) --product campanile

test:
	@Scripts/deps test
	swift build $(SWIFT_FLAGS) --build-tests
	swift build $(SWIFT_FLAGS) --product generate-manual
	swift test --skip-build $(if $(FILTER),--filter $(FILTER))

# For each of the channels.
KILLS = 200
torture:
	@Scripts/deps test
	swift build $(SWIFT_FLAGS) --build-tests
	CAMPANILE_TORTURE=$(KILLS) swift test --skip-build --filter 'KillTests|TortureTests'

check:
	@Scripts/deps check
	swift format lint --strict --recursive $(SWIFT_FILES)
	Scripts/check-purity
	Scripts/check-units
	Scripts/fuzz 10

# Needs Python's registry once; nothing of it is installed outside of .build.
EXAMPLES = 300
check-api: build
	@Scripts/deps check-api
	EXAMPLES=$(EXAMPLES) Scripts/check-api

# For each of the fuzzers.
SECONDS = 600
fuzz:
	@Scripts/deps
	Scripts/fuzz $(SECONDS)

bench: build
	@Scripts/deps bench
	Benchmarks/peers/build.sh
	@# All sections are taken, whether one falls short or not.
	status=0; \
	Benchmarks/main_job.py $(if $(QUICK),--quick) .build/release/campanile || status=1; \
	Benchmarks/reading.py $(if $(QUICK),--quick) --append .build/release/campanile || status=1; \
	Benchmarks/schedules.py $(if $(QUICK),--quick) --append .build/release/campanile || status=1; \
	Benchmarks/delivery.py $(if $(QUICK),--quick) --append .build/release/campanile || status=1; \
	Benchmarks/looking.py $(if $(QUICK),--quick) --append .build/release/campanile || status=1; \
	exit $$status

fmt:
	swift format --in-place --recursive $(SWIFT_FILES)

schema: deps
	swift build $(SWIFT_FLAGS) --product campanile
	mkdir -p campaigns.d/.schema
	for kind in campaign defaults segment channel calendar template; do \
		.build/debug/campanile schema $$kind > campaigns.d/.schema/$$kind.json || exit 1; \
	done

# DESTDIR and PREFIX as usual.
PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share
install: build man
	install -D -m 755 .build/release/campanile $(DESTDIR)$(PREFIX)/bin/campanile
	install -D -m 644 .build/man/campanile.1 $(SHARE)/man/man1/campanile.1
	install -d $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	.build/release/campanile completions bash >$(SHARE)/bash-completion/completions/campanile
	.build/release/campanile completions zsh >$(SHARE)/zsh/site-functions/_campanile
	.build/release/campanile completions fish >$(SHARE)/fish/vendor_completions.d/campanile.fish

# Its commands and options are those of the binary: it can't say others.
man: build
	swift build $(RELEASE_FLAGS) --product generate-manual
	Scripts/man .build/release .build/man/campanile.1

clean:
	rm -rf .build Fuzz/.build
