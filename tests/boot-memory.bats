# 6 GiB of memory, most of it beyond 32 bits, with a hole, and a reservation in the blob's own block, from the blob alone.

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cpus": 2,
			"memory": [
				{ "base": "0x4000_0000", "size": "1G" },
				{ "base": "0x1_0000_0000", "size": "5G" }
			],
			"memreserve": [{ "base": "0x1_7000_0000", "size": "1M" }],
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" -smp 2 -m 8G
}

@test "RAM is both banks, and not the hole between them" {
	run facts guest ram
	assert_output "$(printf '%s\n' '40000000 7fffffff' '100000000 23fffffff')"
}

@test "the reservation is kept out of use" {
	run facts guest iomem
	assert_line "170000000 1700fffff reserved"
}
