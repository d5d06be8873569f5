# A second serial line by stdout-path, and messages from the first instruction on by a bare "earlycon".

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cmdline": "earlycon keep_bootcon",
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb"
}

@test "a bare earlycon finds the port by stdout-path" {
	run facts guest dmesg
	assert_line --regexp 'earlycon: pl11 at MMIO 0x0*9000000 \(options '
	assert_line --partial 'printk: bootconsole [pl11] enabled'
}
