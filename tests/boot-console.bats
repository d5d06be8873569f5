# Another way to the console: hvc0 on a virtio console, from a tree without any serial port.

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cmdline": "console=hvc0",
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" },
			"serial": [],
			"virtio": 1
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" \
		-device virtio-serial-device,bus=virtio-mmio-bus.0 \
		-chardev "file,id=console,path=$BATS_FILE_TMPDIR/guest.console" -device virtconsole,chardev=console
}

@test "the guest speaks on the virtio console" {
	run facts guest console
	assert_line --regexp '^hvc0 .*EC'
	refute_output --partial ttyAMA
}

@test "nothing is written to the serial port that the tree does not have" {
	run cat "$BATS_FILE_TMPDIR/guest.serial"
	assert_output ""
}
