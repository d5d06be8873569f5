# Two cpus and two disks on virtio-mmio, from the blob alone: the slots that the tree gives are those that QEMU has.

load helper
load boot/boot

# disk NAME TEXT: an image of 64 sectors that begins with TEXT.
disk() {
	printf %s "$2" >"$BATS_FILE_TMPDIR/$1"
	truncate -s 32K "$BATS_FILE_TMPDIR/$1"
}

setup_file() {
	require_guest || return 0
	disk root.img "the root disk"
	disk data.img "the data disk"
	cat >"$BATS_FILE_TMPDIR/vm.json" <<-END
		{
			"cpus": 2,
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" },
			"virtio": [{ "name": "root" }, { "name": "data", "base": "0x0a00_0600" }]
		}
	END
	mkfdt "$BATS_FILE_TMPDIR/vm.json" -o "$BATS_FILE_TMPDIR/vm.dtb"
	boot_blob guest "$BATS_FILE_TMPDIR/vm.dtb" -smp 2 \
		-drive "if=none,format=raw,id=root,file=$BATS_FILE_TMPDIR/root.img" \
		-drive "if=none,format=raw,id=data,file=$BATS_FILE_TMPDIR/data.img" \
		-device virtio-blk-device,drive=root,bus=virtio-mmio-bus.0 \
		-device virtio-blk-device,drive=data,bus=virtio-mmio-bus.3
}

@test "both cpus are online" {
	run facts guest cpus-online
	assert_output 0-1
}

@test "the disk without an address is in the first slot, and can be read" {
	run facts guest disk
	assert_line --regexp '^vd[ab] 64 a000000.virtio_mmio the root disk$'
}

@test "the disk with an address is there, and can be read" {
	run facts guest disk
	assert_line --regexp '^vd[ab] 64 a000600.virtio_mmio the data disk$'
}

@test "each disk has its slot's interrupt: SPI 16 + slot, edge-triggered" {
	run facts guest interrupt
	assert_line --regexp '^[1-9][0-9]* GICv3 48 Edge virtio[01]$'
	assert_line --regexp '^[1-9][0-9]* GICv3 51 Edge virtio[01]$'
}

@test "no other slot is seen" {
	run bash -c "sed -n 's/^tree: //p' '$BATS_FILE_TMPDIR/guest.facts' | grep virtio"
	assert_output "$(printf '%s\n' /virtio_mmio@a000000 /virtio_mmio@a000600)"
}
