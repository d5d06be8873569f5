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
