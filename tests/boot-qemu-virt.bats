# The machine qemu-virt as it comes, on the board that it describes: devices added to QEMU's command line without a word
# on where are found, on both buses, from the blob alone (GICv3) and through -dtb (GICv2).

load helper
load boot/boot

setup_file() {
	require_guest || return 0
	printf 'on virtio-mmio' >"$BATS_FILE_TMPDIR/mmio.img"
	printf 'on virtio-pci' >"$BATS_FILE_TMPDIR/pci.img"
	truncate -s 32K "$BATS_FILE_TMPDIR/mmio.img" "$BATS_FILE_TMPDIR/pci.img"
	local disks=(
		-drive "if=none,format=raw,readonly=on,id=mmio,file=$BATS_FILE_TMPDIR/mmio.img"
		-drive "if=none,format=raw,readonly=on,id=pci,file=$BATS_FILE_TMPDIR/pci.img"
		-device virtio-blk-device,drive=mmio -device virtio-blk-pci,drive=pci
	)

	mkfdt -o "$BATS_FILE_TMPDIR/v3.dtb" <<-END
		{
			"machine": "qemu-virt",
			"cpus": { "count": 4, "topology": { "sockets": 2, "cores": 2 } },
			"memory": "768M",
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
	boot_blob v3 "$BATS_FILE_TMPDIR/v3.dtb" -smp 4 -m 768M "${disks[@]}"
	mkfdt -o "$BATS_FILE_TMPDIR/v2.dtb" - <<<'{ "machine": "qemu-virt", "cpus": 8, "gic": { "version": 2 } }'
	boot_dtb_option v2 "$BATS_FILE_TMPDIR/v2.dtb" -M gic-version=2 -smp 8 "${disks[@]}"
}

@test "GICv3: all cpus and all memory" {
	run facts v3 cpus-online
	assert_output 0-3
	run facts v3 ram
	assert_output "40000000 6fffffff"
}

@test "GICv3: a device without an address is in the last slot, and on the PCI bus" {
	run facts v3 disk
	assert_line --regexp '^vd[ab] 64 a003e00\.virtio_mmio on virtio-mmio$'
	assert_line --regexp '^vd[ab] 64 0000:00:01\.0 on virtio-pci$'
}

@test "GICv3: the slot's line is SPI 47, and PCI messages come through the ITS" {
	run facts v3 interrupt
	assert_line --regexp '^[1-9][0-9]* GICv3 79 Edge virtio[01]$'
	assert_line --regexp '^[1-9][0-9]* ITS-MSI .* Edge virtio[01]-req\.[0-9]$'
}

@test "GICv3: clock, GPIO, counters and fw_cfg are there" {
	run facts v3 rtc
	assert_output --partial "rtc-pl031 9010000.rtc "
	run facts v3 gpio
	assert_output "9030000.gpio 8"
	run facts v3 pmu
	assert_output armv8_pmuv3
	run facts v3 device
	assert_line "9020000.fw-cfg fw_cfg"
}

@test "GICv3: Linux has nothing to say against the tree" {
	run facts v3 dmesg
	refute_line --regexp 'OF: (.*(error|invalid|failed|missing))|[Ff]ailed to (get|find|parse)'
	refute_line --partial "Firmware Bug"
}

@test "GICv2 through -dtb: all cpus" {
	run facts v2 cpus-online
	assert_output 0-7
}

@test "GICv2 through -dtb: both disks are read, PCI messages come through the v2m frame" {
	run facts v2 disk
	assert_line --regexp '^vd[ab] 64 a003e00\.virtio_mmio on virtio-mmio$'
	assert_line --regexp '^vd[ab] 64 0000:00:01\.0 on virtio-pci$'
	run facts v2 interrupt
	assert_line --regexp '^[1-9][0-9]* GIC-0 79 Edge virtio[01]$'
	assert_line --regexp '^[1-9][0-9]* (GICv2m|MSI) .* Edge virtio[01]-req\.[0-9]$'
	run facts v2 dmesg
	assert_line --regexp 'GICv2m: .*SPI\[80:143\]'
}
