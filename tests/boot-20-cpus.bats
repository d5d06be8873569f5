# Twenty cpus, from the blob alone: more than one cluster of 16, so `reg` is not a plain count.

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cpus": 20,
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" -smp 20
}

@test "all twenty are online" {
	run facts guest cpus-online
	assert_output 0-19
}

@test "no cpu failed to come up" {
	run facts guest dmesg
	assert_line --partial "smp: Brought up 1 node, 20 CPUs"
	refute_line --partial "failed to boot"
	refute_line --partial "unable to boot"
}

@test "the 17th is number 0 of the second cluster, in the tree and in hardware" {
	run facts guest tree
	assert_line /cpus/cpu@f
	assert_line /cpus/cpu@100
	run facts guest dmesg
	assert_line --regexp 'CPU16: Booted secondary processor 0x0000000100 '
}
