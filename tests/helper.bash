# Loaded by every .bats file: `load helper`. ctest sets the environment; run by hand, the tests take the debug or
# release build of this source tree.

: "${MKFDT_SOURCE_DIR:=$(cd "$BATS_TEST_DIRNAME/.." && pwd)}"
if [ -z "${MKFDT_BUILD_DIR:-}" ]; then
	MKFDT_BUILD_DIR=$MKFDT_SOURCE_DIR/build
	[ -d "$MKFDT_BUILD_DIR" ] || MKFDT_BUILD_DIR=$MKFDT_SOURCE_DIR/build-debug
fi
: "${MKFDT:=$MKFDT_BUILD_DIR/mkfdt}"
: "${BATS_LIB_PATH:=/usr/lib/bats}"
export MKFDT MKFDT_SOURCE_DIR MKFDT_BUILD_DIR BATS_LIB_PATH

bats_require_minimum_version 1.5.0
bats_load_library bats-support
bats_load_library bats-assert

# Short for the program under test.
mkfdt() {
	"$MKFDT" "$@"
}

# A file of the test's own, gone when the test is: `tmp NAME` is its path.
tmp() {
	printf '%s/%s\n' "$BATS_TEST_TMPDIR" "$1"
}

# What a test needs and this machine has not got: skipped, but a failure where everything must be there (CI=true).
lack() {
	[ "${CI:-}" != true ] || fail "$*"
	skip "$*"
}

# require PROGRAM...: the test cannot run without them.
require() {
	local program

	for program; do
		command -v "$program" >/dev/null || lack "$program is not installed"
	done
}

# need_boards: $boards is a folder with the blobs of every arm64 board in Debian's kernels. They are fetched where
# everything must be there (CI=true), by one test at a time; elsewhere a test without them is skipped.
need_boards() {
	boards=$MKFDT_BUILD_DIR/boards/blobs
	[ ! -e "$boards/.complete" ] || return 0
	[ "${CI:-}" = true ] || skip "no boards: sh tests/boards/fetch $MKFDT_BUILD_DIR/boards"
	flock "$MKFDT_BUILD_DIR/CMakeCache.txt" \
		sh "$MKFDT_SOURCE_DIR/tests/boards/fetch" "$MKFDT_BUILD_DIR/boards" >&2 || fail "the boards cannot be fetched"
}
