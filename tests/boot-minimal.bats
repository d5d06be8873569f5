# One cpu, from the blob alone: what the smallest description says is what Linux has.

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"model": "the smallest guest",
			"memory": "384M",
			"cmdline": "mkfdt.words=\"two words\" panic=-1",
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" -m 384M
}

@test "Linux keeps the blob as it was written, byte for byte" {
	run facts guest fdt
	assert_output "$(wc -c <"$BATS_FILE_TMPDIR/vm.dtb") $(sha256sum <"$BATS_FILE_TMPDIR/vm.dtb" | cut -d ' ' -f 1)"
}

@test "one cpu is online" {
	run facts guest cpus-online
	assert_output 0
}

@test "the model is the one described" {
	run facts guest model
	assert_output "the smallest guest"
}

@test "RAM is the memory described: 384 MiB from 0x40000000" {
	run facts guest ram
	assert_output "40000000 57ffffff"
}

@test "the command line arrives with its quotes" {
	run facts guest cmdline
	assert_output 'mkfdt.words="two words" panic=-1'
}

@test "the initrd is unpacked from where the description puts it, all of it" {
	local kib=$(($(wc -c <"$GUEST_INITRD") / 4096 * 4)) # whole pages

	run facts guest dmesg
	assert_line --partial "Freeing initrd memory: ${kib}K"
}

@test "without console= the console is the first serial device, by stdout-path" {
	run facts guest console
	assert_line --regexp '^ttyAMA0 .*EC'
}

@test "PSCI is found in the tree, and powers the guest off" {
	run facts guest dmesg
	assert_line --partial "psci: PSCIv1.1 detected in firmware"
	run cat "$BATS_FILE_TMPDIR/guest.serial"
	assert_output --partial "reboot: Power down"
}

@test "the serial port and the timer have their interrupts" {
	run facts guest interrupt
	assert_line --regexp '^[0-9]+ GICv3 33 Level uart-pl011$'
	assert_line --regexp '^[1-9][0-9]* GICv3 27 Level arch_timer$'
}
