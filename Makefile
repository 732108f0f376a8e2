# xabar's one Makefile. Needs GNU make.
#
# make            build/release: xabar-index, xabar-search, xabar-serve, libxabar.a, libxabar.so
# make demo       install what is missing, build, index the archive in corpora/, run five queries
# make check      install what is missing, build, benches and fuzz targets too, run every test (TAP, under prove)
# make SAN=address,undefined check      the same under sanitizers, in a tree of its own
# make check-shared    the tests over ../shared (real input, contract): skipped where it is absent
# make check-web  install chromium and npm's playwright-core and axe-core, where they are missing; the page, driven by it
# make bench      the measured figures of tests/README.md: an hour and 8 GB; tests/bench/lib.sh says what can be set
# make quality    how well what is wanted is ranked, beside other engines: a few minutes; tests/quality/run says what can be set
# make bench-setup    install the peers that it measures beside (Debian), or print the line that does
# make fuzz       each libFuzzer target, and that of readers for each format, for FUZZ_SECONDS (60)
# make install    honours DESTDIR PREFIX BINDIR LIBDIR INCDIR MANDIR DATADIR; make uninstall takes it away again
# make installcheck    installs to a scratch root, compares with the manifest, builds a program against it
# make tables     make the generated *_table.c again
# make models     make charset_model.c and language_model.c again, from the texts of SHARED (../shared)
# make lint       cppcheck and mandoc -Tlint
# make setup      install what is missing (Debian), or print the line that does
#
# CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS are yours; TEST_JOBS is how many tests run at once (2); V=1 shows every command.

VERSION   := $(shell sed -n 's/^.define XABAR_VERSION "\(.*\)"/\1/p' common/xabar_status.h)
SOVERSION := 0

PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
LIBDIR  ?= $(PREFIX)/lib
INCDIR  ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
MANDIR  ?= $(DATADIR)/man
BASHDIR ?= $(DATADIR)/bash-completion/completions
ZSHDIR  ?= $(DATADIR)/zsh/site-functions
FISHDIR ?= $(DATADIR)/fish/vendor_completions.d

PKG_CONFIG   ?= pkg-config
INSTALL      ?= install
FUZZ_SECONDS ?= 60
TEST_JOBS    ?= 2
SHARED       ?= ../shared

# Debian's packages: what the build needs, and what the tests need beside it. `prove` is in perl, which is essential.
PACKAGES := gcc g++ make pkg-config libxapian-dev zlib1g-dev libxxhash-dev libutf8proc-dev libxml2-dev \
            libarchive-dev libjansson-dev libbrotli-dev libdeflate-dev libmicrohttpd-dev libcmocka-dev xapian-tools mandoc \
            tzdata perl python3 curl libxml2-utils rsync

# The peers of `make bench`: SQLite FTS5, Lucene, Sphinx; and what asks xabar-serve.
BENCH_PACKAGES := libsqlite3-dev sqlite3 default-jdk-headless liblucene8-java sphinxsearch wrk

# libdeflate is used where it is: `make DEFLATE_PKG=` does without.
DEFLATE_PKG ?= $(shell $(PKG_CONFIG) --exists libdeflate 2>/dev/null && echo libdeflate)

LIB_PKGS   := xapian-core zlib libxxhash libutf8proc $(DEFLATE_PKG)
INDEX_PKGS := libxml-2.0 libarchive jansson libbrotlidec
SERVE_PKGS := libmicrohttpd
TEST_PKGS  := cmocka

CFLAGS   ?= -O2 -g
CXXFLAGS ?= -O2 -g
WARN     := -Wall -Wextra -Wshadow -Wundef -Wvla -Wwrite-strings -Wformat=2 -Wpointer-arith
XB_CPPFLAGS := -Icommon -D_GNU_SOURCE $(if $(DEFLATE_PKG),-DXB_HAVE_LIBDEFLATE)
XB_CFLAGS   := -std=gnu11 -fPIC -fvisibility=hidden $(WARN) -Wmissing-prototypes -Wstrict-prototypes
XB_CXXFLAGS := -std=c++17 -fPIC -fvisibility=hidden $(WARN)
XB_PKGFLAGS  = $(shell $(PKG_CONFIG) --cflags $(LIB_PKGS) $(INDEX_PKGS) $(SERVE_PKGS) $(TEST_PKGS) 2>/dev/null)
LIB_LIBS     = $(shell $(PKG_CONFIG) --libs $(LIB_PKGS)) -pthread
# GNU libiconv, where its header is the one that is found, is a library of its own; the C library's is not.
ICONV_LIBS  := $(shell printf '\043include <iconv.h>\n\043ifdef _LIBICONV_VERSION\ngnu\n\043endif\n' | \
                 $(CC) $(CPPFLAGS) -E - 2>/dev/null | grep -qx gnu && echo -liconv)
INDEX_LIBS   = $(shell $(PKG_CONFIG) --libs $(INDEX_PKGS)) $(ICONV_LIBS) $(LIB_LIBS)
SERVE_LIBS   = $(shell $(PKG_CONFIG) --libs $(SERVE_PKGS)) $(LIB_LIBS)
TEST_LIBS    = $(shell $(PKG_CONFIG) --libs $(TEST_PKGS) $(SERVE_PKGS)) $(INDEX_LIBS)

# Each variant has its own tree, so that switching never mixes objects.
comma := ,
ifdef SAN
B      := build/$(subst $(comma),-,$(SAN))
XB_SAN := -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all
else
B      := build/release
endif

# The tree is the architecture: a new file in one of these folders is in the build.
COMMON_SRC := $(sort $(filter-out common/text/gen_%,$(wildcard common/*.c common/text/*.c common/*.cc)))
INDEX_SRC  := $(sort $(filter-out indexer/main.c indexer/charset/gen_% indexer/models/%,$(wildcard indexer/*.c indexer/*/*.c)))
SEARCH_CMD := searcher/main.c searcher/main_alerts.c searcher/main_batch.c searcher/options.c
SEARCH_SRC := $(sort $(filter-out $(SEARCH_CMD) searcher/gen_%,$(wildcard searcher/*.c)))
SERVE_SRC  := $(sort $(filter-out searcher/serve/main.c,$(wildcard searcher/serve/*.c)))
COMMON_OBJ := $(COMMON_SRC:%=$B/%.o)
INDEX_OBJ  := $(INDEX_SRC:%=$B/%.o)
SEARCH_OBJ := $(SEARCH_SRC:%=$B/%.o) $B/searcher/aliases_table.c.o
SERVE_OBJ  := $(SERVE_SRC:%=$B/%.o)
SHIM_TEST  := $B/testing/common/xapian_shim.cc.o
UNIT       := $(patsubst tests/unit/%.c,$B/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS    := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
CLI_TESTS  := $(sort $(wildcard tests/cli/*.t))
MAN        := $(sort $(wildcard indexer/*.[137] searcher/*.[137] searcher/serve/*.[137]))
TABLES     := $(sort $(wildcard common/text/*_table.c))

ifneq ($(V),1)
Q = @echo '  $1 ' $@;
endif

.PHONY: all demo check check-shared check-web bench quality web-setup bench-setup fuzz install uninstall installcheck print-installed tables models lint setup clean FORCE
.DELETE_ON_ERROR:
.SECONDARY:

all: $B/libxabar.a $B/libxabar.so $B/xabar-index $B/xabar-search $B/xabar-serve

# Rebuild when a flag changes, not only when a file does.
FLAGS = $(CC) $(CXX) $(CPPFLAGS) $(CFLAGS) $(CXXFLAGS) $(LDFLAGS) $(XB_CPPFLAGS) $(XB_CFLAGS) $(XB_CXXFLAGS)
$B/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(FLAGS)' | cmp -s - $@ || echo '$(FLAGS)' > $@

$B/%.c.o: %.c $B/flags
	@mkdir -p $(@D)
	$(call Q,CC ) $(CC) -MMD -MP $(XB_CPPFLAGS) $(if $(filter indexer/%,$<),-Iindexer) $(if $(filter searcher/serve/%,$<),-Isearcher) $(if $(filter tests/%,$<),-Iindexer -Isearcher) $(CPPFLAGS) $(XB_PKGFLAGS) $(XB_CFLAGS) $(XB_SAN) $(CFLAGS) -c -o $@ $<

# It takes that file in; and the table of where its names are is made anew with it.
$B/searcher/aliases_shipped.c.o: corpora/aliases.txt

# So do these.
$B/searcher/serve/web.c.o: searcher/web/page.css searcher/web/page.js searcher/web/icon.svg

$B/gen_aliases: $B/searcher/gen_aliases.c.o $B/searcher/aliases_line.c.o $(COMMON_OBJ)
	$(call Q,LD ) $(CXX) $(XB_SAN) $(LDFLAGS) -o $@ $^ $(LIB_LIBS)

$B/searcher/aliases_table.c: $B/gen_aliases corpora/aliases.txt
	$(call Q,GEN) $^ > $@

$B/searcher/aliases_table.c.o: $B/searcher/aliases_table.c $B/flags
	$(call Q,CC ) $(CC) -Isearcher $(CPPFLAGS) $(XB_CFLAGS) $(XB_SAN) $(CFLAGS) -c -o $@ $<

COMPILE_CXX = $(CXX) -MMD -MP $(XB_CPPFLAGS) $(CPPFLAGS) $(XB_PKGFLAGS) $(XB_CXXFLAGS) $(XB_SAN) $(CXXFLAGS)
$B/%.cc.o: %.cc $B/flags
	@mkdir -p $(@D)
	$(call Q,CXX) $(COMPILE_CXX) -c -o $@ $<

$B/libxabar.a: $(COMMON_OBJ) $(SEARCH_OBJ)
	$(call Q,AR ) rm -f $@ && $(AR) rcs $@ $^

$B/libxabar.so.$(SOVERSION): $(COMMON_OBJ) $(SEARCH_OBJ) searcher/libxabar.map
	$(call Q,LD ) $(CXX) -shared -Wl,-soname,$(@F) -Wl,--version-script=searcher/libxabar.map \
	    $(XB_SAN) $(LDFLAGS) -o $@ $(COMMON_OBJ) $(SEARCH_OBJ) $(LIB_LIBS)

$B/libxabar.so: $B/libxabar.so.$(SOVERSION)
	$(call Q,LN ) ln -sf $(<F) $@

$B/xabar-index: $B/indexer/main.c.o $(INDEX_OBJ) $(COMMON_OBJ)
	$(call Q,LD ) $(CXX) $(XB_SAN) $(LDFLAGS) -o $@ $^ $(INDEX_LIBS)

$B/xabar-search: $(SEARCH_CMD:%=$B/%.o) $B/libxabar.a
	$(call Q,LD ) $(CXX) $(XB_SAN) $(LDFLAGS) -o $@ $^ $(LIB_LIBS)

$B/xabar-serve: $B/searcher/serve/main.c.o $(SERVE_OBJ) $B/libxabar.a
	$(call Q,LD ) $(CXX) $(XB_SAN) $(LDFLAGS) -o $@ $^ $(SERVE_LIBS)

# Generated tables: their generators are C, too, and need utf8proc's data.
$B/gen_%: common/text/gen_%.c
	@mkdir -p $(@D)
	$(call Q,CC ) $(CC) $(XB_CPPFLAGS) $(CPPFLAGS) $(XB_PKGFLAGS) -std=gnu11 $(WARN) $(CFLAGS) -o $@ $< \
	    $(shell $(PKG_CONFIG) --libs libutf8proc)

tables: $(patsubst common/text/gen_%.c,$B/gen_%,$(wildcard common/text/gen_*.c)) $B/gen_charset_table
	@for g in $^; do n=$${g##*/gen_}; case $$n in charset_*) t=indexer/charset/$$n.c;; *) t=common/text/$${n}_table.c;; esac; \
	    echo "  GEN  $$t"; $$g > $$t || exit 1; done

# Code pages are asked of iconv, the models of languages are counted in SHARED's texts.
$B/gen_charset_table: indexer/charset/gen_charset_table.c indexer/charset/charset_page.c
	@mkdir -p $(@D)
	$(call Q,CC ) $(CC) $(XB_CPPFLAGS) $(CPPFLAGS) -std=gnu11 $(WARN) $(CFLAGS) -o $@ $^

CORPUS_OBJ := $(patsubst %,$B/indexer/%.c.o,models/corpus models/counts models/rewrite formats/json_pairs record)
$B/gen_charset_model: $B/indexer/charset/gen_charset_model.c.o $(CORPUS_OBJ) $B/libxabar.a
	$(call Q,LD ) $(CXX) $(LDFLAGS) -o $@ $^ $(INDEX_LIBS)

$B/gen_language_model: $B/indexer/models/gen_language_model.c.o $(CORPUS_OBJ) $B/libxabar.a
	$(call Q,LD ) $(CXX) $(LDFLAGS) -o $@ $^ $(INDEX_LIBS)

models: $B/gen_charset_model $B/gen_language_model
	$B/gen_charset_model $(SHARED) > $B/charset_model.c && mv $B/charset_model.c indexer/charset/charset_model.c
	$B/gen_language_model $(SHARED) > $B/language_model.c && mv $B/language_model.c common/text/language_model.c

# Unit tests see internals, so they link the objects; the shim is compiled once more with its test hook.
$(SHIM_TEST): common/xapian_shim.cc $B/flags
	@mkdir -p $(@D)
	$(call Q,CXX) $(COMPILE_CXX) -DXB_TESTING -c -o $@ $<

TEST_OBJ := $(SHIM_TEST) $(filter-out %/xapian_shim.cc.o,$(COMMON_OBJ)) $(INDEX_OBJ) $(SEARCH_OBJ) $(SERVE_OBJ)
$B/unit/%: $B/tests/unit/%.c.o $(TEST_OBJ)
	@mkdir -p $(@D)
	$(call Q,LD ) $(CXX) $(XB_SAN) $(LDFLAGS) -o $@ $^ $(TEST_LIBS)

$B/quality/known_items: $B/tests/quality/known_items.c.o
	@mkdir -p $(@D)
	$(call Q,LD ) $(CC) $(XB_SAN) $(LDFLAGS) -o $@ $^ $(TEST_LIBS)

$B/bench/%: $B/tests/bench/%.c.o $(TEST_OBJ)
	@mkdir -p $(@D)
	$(call Q,LD ) $(CXX) $(XB_SAN) $(LDFLAGS) -o $@ $^ $(TEST_LIBS)

# libxapian 1.4's own Database::check deletes an object through a base of another size; that is not ours to report.
PROVE = env ASAN_OPTIONS=new_delete_type_mismatch=0 B='$(abspath $B)' CC='$(CC)' CMOCKA_MESSAGE_OUTPUT=TAP LC_ALL=C.UTF-8 TZ=UTC prove --failures -j $(TEST_JOBS) -e ''
check: setup
	@$(MAKE) --no-print-directory all $(UNIT) $(BENCHES) $(FUZZERS:%=$B/tests/fuzz/%.c.o)
	@$(PROVE) $(UNIT) $(CLI_TESTS)

check-shared: setup
	@$(MAKE) --no-print-directory all
	@$(PROVE) $(sort $(wildcard tests/shared/*.t))

# Screenshots and modules go to build/web.
check-web: web-setup
	@$(MAKE) --no-print-directory all
	@env B='$(abspath $B)' WEB='$(abspath build/web)' LC_ALL=C.UTF-8 TZ=UTC prove --failures -e node \
	    $(sort $(filter-out tests/web/lib.mjs,$(wildcard tests/web/*.mjs)))

BENCHES := $(patsubst tests/bench/%.c,$B/bench/%,$(wildcard tests/bench/*.c))
bench: all $(BENCHES)
	@B='$(abspath $B)' tests/bench/run

quality: all $B/quality/known_items
	@B='$(abspath $B)' SHARED='$(SHARED)' tests/quality/run

demo: setup
	@$(MAKE) --no-print-directory all
	@B='$(abspath $B)' corpora/demo

FUZZ_DIR := build/fuzzer-no-link-address-undefined/fuzz
fuzz: all
	@$(MAKE) --no-print-directory CC=clang CXX=clang++ SAN=fuzzer-no-link,address,undefined \
	    $(FUZZERS:%=$(FUZZ_DIR)/%)
	@for f in $(filter-out fuzz_reader,$(FUZZERS)); do tests/fuzz/run $(FUZZ_DIR)/$$f $(FUZZ_SECONDS) || exit 1; done
	@$B/xabar-index --formats | while read -r f _; do \
	    tests/fuzz/run $(FUZZ_DIR)/fuzz_reader $(FUZZ_SECONDS) $$f || exit 1; done

$B/fuzz/%: $B/tests/fuzz/%.c.o $(TEST_OBJ)
	@mkdir -p $(@D)
	$(call Q,LD ) $(CXX) -fsanitize=fuzzer,address,undefined $(LDFLAGS) -o $@ $^ $(TEST_LIBS)

# As root, or through sudo; otherwise say what to type.
NEEDED = $(PKG_CONFIG) --exists $(LIB_PKGS) $(INDEX_PKGS) $(SERVE_PKGS) $(TEST_PKGS) 2>/dev/null && command -v $(CC) >/dev/null && \
         command -v $(CXX) >/dev/null && command -v prove >/dev/null && command -v xapian-check >/dev/null && \
         command -v mandoc >/dev/null && command -v curl >/dev/null && command -v xmllint >/dev/null && \
         python3 -c 'import html.parser, xml.etree' 2>/dev/null && test -e /usr/share/zoneinfo/Asia/Baku
APT    = apt-get install -y --no-install-recommends
# $1 says what wants the packages $2.
INSTALL_PACKAGES = if [ "$$(id -u)" = 0 ]; then run=; elif sudo -n true 2>/dev/null; then run=sudo; \
	else echo '$1 some of Debian'\''s packages. As root:  $(APT) $2' >&2; exit 1; fi; \
	echo '  APT  $2'; export DEBIAN_FRONTEND=noninteractive; \
	{ $$run apt-get update && $$run $(APT) $2; } > build-setup.log 2>&1 && rm -f build-setup.log || \
	{ tail -n 5 build-setup.log >&2; echo 'could not install them; build-setup.log has the whole story' >&2; exit 1; }
setup:
	@{ $(NEEDED); } && exit 0; $(call INSTALL_PACKAGES,xabar needs,$(PACKAGES))

web-setup: setup
	@{ command -v chromium && command -v npm; } >/dev/null && exit 0; \
	    $(call INSTALL_PACKAGES,make check-web needs,chromium fonts-dejavu-core $$(command -v npm >/dev/null || echo nodejs npm))
	@mkdir -p build/web && cp tests/web/package.json tests/web/package-lock.json build/web
	@cd build/web && { test -e node_modules/.package-lock.json || npm ci --no-audit --no-fund --ignore-scripts --loglevel=error; }

bench-setup:
	@$(call INSTALL_PACKAGES,make bench measures beside,$(BENCH_PACKAGES))

# The manifest: install, uninstall and installcheck all read this one list.
D := $(DESTDIR)
INSTALLED := $D$(BINDIR)/xabar-index $D$(BINDIR)/xabar-search $D$(BINDIR)/xabar-serve \
             $D$(INCDIR)/xabar.h $D$(INCDIR)/xabar_status.h \
             $D$(LIBDIR)/libxabar.a $D$(LIBDIR)/libxabar.so.$(SOVERSION) $D$(LIBDIR)/libxabar.so \
             $D$(LIBDIR)/pkgconfig/xabar.pc \
             $(foreach c,xabar-index xabar-search xabar-serve,$D$(BASHDIR)/$c $D$(ZSHDIR)/_$c $D$(FISHDIR)/$c.fish) \
             $(foreach m,$(MAN),$D$(MANDIR)/man$(subst .,,$(suffix $m))/$(notdir $m))

install: all
	$(INSTALL) -d $(sort $(dir $(INSTALLED)))
	$(INSTALL) -m 755 $B/xabar-index $B/xabar-search $B/xabar-serve $D$(BINDIR)/
	$(INSTALL) -m 644 searcher/xabar.h common/xabar_status.h $D$(INCDIR)/
	$(INSTALL) -m 644 $B/libxabar.a $D$(LIBDIR)/
	$(INSTALL) -m 755 $B/libxabar.so.$(SOVERSION) $D$(LIBDIR)/
	ln -sf libxabar.so.$(SOVERSION) $D$(LIBDIR)/libxabar.so
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' -e 's|@INCDIR@|$(INCDIR)|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@PKGS@|$(LIB_PKGS)|' searcher/xabar.pc.in > $D$(LIBDIR)/pkgconfig/xabar.pc
	for c in indexer/xabar-index searcher/xabar-search searcher/serve/xabar-serve; do \
	    $(INSTALL) -m 644 $$c.bash $D$(BASHDIR)/$${c##*/} && $(INSTALL) -m 644 $$c.zsh $D$(ZSHDIR)/_$${c##*/} && \
	    $(INSTALL) -m 644 $$c.fish $D$(FISHDIR)/$${c##*/}.fish || exit 1; done
	for m in $(MAN); do $(INSTALL) -m 644 $$m $D$(MANDIR)/man$${m##*.}/ || exit 1; done

uninstall:
	rm -f $(INSTALLED)

print-installed:
	@printf '%s\n' $(INSTALLED)

# Install to a scratch root, compare with the manifest, build and run a program against it, take it away again.
R := $(abspath $B/root)
installcheck: all
	@rm -rf $R && $(MAKE) -s install DESTDIR=$R
	@$(MAKE) -s print-installed DESTDIR=$R | sort > $B/want
	@find $R ! -type d | sort | diff $B/want -
	@rm -rf $B/consumer.xabar && $B/xabar-index -q -d $B/consumer.xabar corpora/gilavar/data
	@$(CC) $(XB_SAN) -o $B/consumer tests/consumer.c $$(PKG_CONFIG_SYSROOT_DIR=$R PKG_CONFIG_PATH=$R$(LIBDIR)/pkgconfig \
	    $(PKG_CONFIG) --cflags --libs xabar)
	@LD_LIBRARY_PATH=$R$(LIBDIR) $B/consumer $B/consumer.xabar
	@$(CC) -c -o $B/consumer.o -I$R$(INCDIR) tests/consumer.c
	@$(CXX) $(XB_SAN) -o $B/consumer-static $B/consumer.o $R$(LIBDIR)/libxabar.a $(LIB_LIBS)
	@$B/consumer-static $B/consumer.xabar > /dev/null
	@$(MAKE) -s uninstall DESTDIR=$R
	@test -z "$$(find $R ! -type d)" && echo 'ok - installcheck'

lint:
	cppcheck -q --enable=warning,portability --std=c11 --inline-suppr --error-exitcode=1 -Icommon -Iindexer common indexer searcher
	mandoc -Tlint -Wwarning $(MAN)

clean:
	rm -rf build

-include $(shell find $B -name '*.d' -type f 2>/dev/null)
