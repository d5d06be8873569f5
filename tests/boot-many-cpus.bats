# 130 cpus, from the blob alone: more than one redistributor region holds. Two are brought up; all are counted.
# (Bringing up all of them takes minutes under emulation.)

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cpus": 130,
			"cmdline": "maxcpus=2",
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	BOOT_TIMEOUT=600 boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" -smp 130
}

@test "130 cpus are possible, the two asked for are online" {
	run facts guest cpus-possible
	assert_output 0-129
	run facts guest cpus-online
	assert_output 0-1
}

@test "no cpu is ignored" {
	run facts guest dmesg
	refute_line --partial "missing reg property"
	refute_line --partial "duplicate cpu reg"
	refute_line --partial "cannot locate"
	assert_line --partial "smp: Brought up 1 node, 2 CPUs"
}

@test "Linux has both redistributor regions" {
	run facts guest iomem
	assert_line "080a0000 08ffffff GICR"
	assert_line "4000000000 4003ffffff GICR"
}
