# Through QEMU's own -dtb, as users start a guest: {} is a whole description; memory, command line and initrd are QEMU's.

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	echo '{}' | mkfdt -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_dtb_option guest "$BATS_FILE_TMPDIR/vm.dtb" -m 1G -append "from QEMU"
}

@test "{} boots" {
	run facts guest cpus-online
	assert_output 0
}

@test "memory is what -m says, whatever the blob said" {
	run facts guest ram
	assert_output "40000000 7fffffff"
}

@test "the command line is what -append says" {
	run facts guest cmdline
	assert_output "from QEMU"
}

@test "the console is the one that the blob's stdout-path names" {
	run facts guest console
	assert_line --regexp '^ttyAMA0 .*EC'
}
