# What the checks say. Loaded by the check-*.bats files after helper: `load check`.
#
# Each check is held by the smallest tree that fires it and by the nearest one that does not. `fires` and `spares` name
# the check that a test is about; check-table.bats sees to it that every row of the table has both.

# described JSON [OPTION...]: judges a description. `output` is what is said about it.
described() {
	printf '%s\n' "$1" >"$BATS_TEST_TMPDIR/vm.json"
	shift
	run mkfdt --check "$@" "$BATS_TEST_TMPDIR/vm.json"
}

# compiled DTS [OPTION...]: judges the blob of the sound machine with these changes behind it.
compiled() {
	local changes=$1

	shift
	printf '%s\n' "$(cat "$MKFDT_SOURCE_DIR/tests/data/check/sound.dts")" "$changes" >"$BATS_TEST_TMPDIR/vm.dts"
	require dtc
	dtc -q -q -f -b 0 -I dts -O dtb -o "$BATS_TEST_TMPDIR/vm.dtb" "$BATS_TEST_TMPDIR/vm.dts"
	run mkfdt --check "$@" "$BATS_TEST_TMPDIR/vm.dtb"
}

# assembled RECIPE [OPTION...]: judges a blob that no compiler would make; tests/blob.py tells of the recipe. It is put
# into a tree that has a root.
assembled() {
	local recipe=$1

	shift
	printf '%s\n' root "$recipe" end fin | python3 "$MKFDT_SOURCE_DIR/tests/blob.py" "$BATS_TEST_TMPDIR/vm.dtb"
	run mkfdt --check "$@" "$BATS_TEST_TMPDIR/vm.dtb"
}

# fires CHECK SEVERITY TEXT: one finding of that check, about nothing else. TEXT is what stands behind the place.
fires() {
	local said

	said=$(grep -cE ': (error|warning): ' <<<"$output" || true)
	if [ "$said" != 1 ] || ! grep -qF ": $2: $3 [$1]" <<<"$output"; then
		batslib_print_kv_single 9 check "$1" expected ": $2: $3 [$1]" output "$output" | batslib_decorate "not that one finding" | fail
	fi
	assert_equal "$status" "$([ "$2" = error ] && echo 1 || echo 0)"
}

# spares CHECK: nothing is said.
spares() {
	assert_success
	assert_output ""
}
