# The examples: each makes a blob, without a word said, that dtc and libfdt take.

load helper
load judges/judges

@test "every example makes a blob" {
	local example

	cd "$MKFDT_SOURCE_DIR/examples"
	for example in *.json; do
		run mkfdt -Werror -o "$(tmp "${example%.json}.dtb")" "$example"
		assert_output ""
		assert_success
	done
	assert_dtc_silent "$BATS_TEST_TMPDIR"/*.dtb
	assert_libfdt_full "$BATS_TEST_TMPDIR"/*.dtb
}

@test "a machine of one's own takes guests" {
	cd "$MKFDT_SOURCE_DIR/examples"
	run mkfdt -Werror -o "$(tmp own.dtb)" own-machine.json own-guest.json
	assert_output ""
	assert_success
	assert_dtc_silent "$(tmp own.dtb)"
	assert_libfdt_full "$(tmp own.dtb)"
}

@test "every machine has an example" {
	local machine

	for machine in $(mkfdt --list-machines | awk '$1 != "none" { print $1 }'); do
		assert [ -f "$MKFDT_SOURCE_DIR/examples/$machine.json" ]
	done
}
