# Four cpus behind a GICv2, from the blob alone.

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cpus": 4,
			"gic": { "version": 2 },
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" -M gic-version=2 -smp 4
}

@test "four cpus are online" {
	run facts guest cpus-online
	assert_output 0-3
}

@test "the timer ticks through the GICv2 (Linux calls it GIC-0)" {
	run facts guest interrupt
	assert_line --regexp '^[1-9][0-9]* GIC-0 27 Level arch_timer$'
}

@test "the serial port has its interrupt" {
	run facts guest interrupt
	assert_line --regexp '^[0-9]+ GIC-0 33 Level uart-pl011$'
}
