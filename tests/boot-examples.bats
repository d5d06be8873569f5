# The scripts of examples/: from a description to a guest that runs.

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	MKFDT=$MKFDT timeout "${BOOT_TIMEOUT:-240}" sh "$MKFDT_SOURCE_DIR/examples/whole-way.sh" \
		"$GUEST_IMAGE" "$GUEST_INITRD" >"$BATS_FILE_TMPDIR/whole" 2>&1 </dev/null 3>&- ||
		{ tail -n 40 "$BATS_FILE_TMPDIR/whole" >&2; return 1; }
	tr -d '\r' <"$BATS_FILE_TMPDIR/whole" | sed -n '/^facts begin$/,/^facts end$/p' >"$BATS_FILE_TMPDIR/whole.facts"
}

@test "whole-way.sh shows every step" {
	run grep -a -c '^== [1-6]\.' "$BATS_FILE_TMPDIR/whole"
	assert_output 6
}

@test "whole-way.sh boots what it described: cpus, memory, command line" {
	run facts whole cpus-online
	assert_output 0-1
	run facts whole ram
	assert_output "40000000 6fffffff"
	run facts whole cmdline
	assert_output "console=ttyAMA0 panic=-1"
}

@test "the device that it described is found where QEMU puts it" {
	run facts whole device
	assert_line --regexp '^a003e00.virtio_mmio virtio-mmio'
}

@test "run-qemu.sh says what it lacks" {
	run sh "$MKFDT_SOURCE_DIR/examples/run-qemu.sh"
	assert_failure 2
	assert_output --partial usage
	run env MKFDT="$MKFDT" QEMU=/no/such/qemu sh "$MKFDT_SOURCE_DIR/examples/run-qemu.sh" vm.json Image
	assert_failure 2
	assert_output --partial "/no/such/qemu is not installed"
}

@test "run-qemu.sh gives QEMU what the description has" {
	echo '{ "cpus": 8, "memory": [{ "base": "0x4000_0000", "size": "1G" }, { "base": "0x1_0000_0000", "size": "512M" }], "gic": { "version": 2 } }' \
		>"$(tmp vm.json)"
	run env MKFDT="$MKFDT" QEMU=true sh "$MKFDT_SOURCE_DIR/examples/run-qemu.sh" "$(tmp vm.json)" "$GUEST_IMAGE"
	assert_success
	assert_output --partial "-M virt,gic-version=2 "
	assert_output --partial "-smp 8 -m 1536M "
}
