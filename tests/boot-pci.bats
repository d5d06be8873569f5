# PCI Express from the blob alone, on QEMU's layout: messages through the ITS, lines without one, and an IOMMU between.

load helper
load boot/boot

# The bus as QEMU's virt board has it; "$1" are more members of the description.
description() {
	cat <<-END
		{
			"pcie": {
				"base": "0x40_1000_0000", "size": "256M",
				"io": { "base": "0x3eff_0000", "size": "64K" },
				"mem32": { "base": "0x1000_0000", "size": "0x2eff_0000" },
				"mem64": { "base": "0x80_0000_0000", "size": "512G" },
				"swizzle": { "spi": 3 }
			},
			"cpus": 2,
			$1
			"initrd": { "start": "$GUEST_INITRD_START", "file": "$GUEST_INITRD" }
		}
	END
}

# boot NAME MEMBERS [QEMU option...]: with a disk in slot 1.
boot() {
	local name=$1

	description "$2" | mkfdt -o "$BATS_FILE_TMPDIR/$name.dtb"
	shift 2
	boot_blob "$name" "$BATS_FILE_TMPDIR/$name.dtb" -smp 2 \
		-drive "if=none,format=raw,readonly=on,id=disk,file=$BATS_FILE_TMPDIR/disk.img" \
		-device virtio-blk-pci,drive=disk,addr=1,disable-legacy=on,iommu_platform=on "$@"
}

setup_file() {
	require_guest || return 0
	printf 'a disk behind PCI' >"$BATS_FILE_TMPDIR/disk.img"
	truncate -s 32K "$BATS_FILE_TMPDIR/disk.img"
	boot its '"gic": { "its": { "base": "0x0808_0000", "size": "128K" } },'
	boot lines '' -M its=off
	boot smmu '"gic": { "its": { "base": "0x0808_0000", "size": "128K" } }, "smmu": { "base": "0x0905_0000", "spi": 74 },' \
		-M iommu=smmuv3
}

@test "the disk is found and read" {
	run facts its pci
	assert_line --regexp '^0000:00:01\.0 0x1af4 0x10.. virtio-pci$'
	run facts its disk
	assert_output "vda 64 0000:00:01.0 a disk behind PCI"
}

@test "with an ITS, the disk's messages come through it" {
	run facts its interrupt
	assert_line --regexp '^[1-9][0-9]* ITS-MSI 1638[0-9] Edge virtio0-req\.[01]$'
}

@test "without an ITS, the disk has the line of its slot: INTA of slot 1 is SPI 4" {
	run facts lines disk
	assert_output "vda 64 0000:00:01.0 a disk behind PCI"
	run facts lines interrupt
	assert_line --regexp '^[1-9][0-9]* GICv3 36 Level virtio0$'
}

@test "Linux's windows are those described" {
	run facts its dmesg
	assert_line --regexp 'pci-host-generic .*: +IO 0x003eff0000\.\.0x003effffff -> 0x0000000000'
	assert_line --regexp 'pci-host-generic .*: +MEM 0x0010000000\.\.0x003efeffff -> 0x0010000000'
	assert_line --regexp 'pci-host-generic .*: +MEM 0x8000000000\.\.0xffffffffff -> 0x8000000000'
	assert_line --regexp 'pci-host-generic .*: ECAM at \[mem 0x4010000000-0x401fffffff\] for \[bus 00-ff\]'
}

@test "behind an SMMU, the disk is in an IOMMU group and still read" {
	run facts smmu dmesg
	assert_line --regexp 'arm-smmu-v3 9050000\.iommu: '
	assert_line --regexp 'virtio-pci 0000:00:01\.0: Adding to iommu group|pci 0000:00:01\.0: Adding to iommu group'
	run facts smmu disk
	assert_output "vda 64 0000:00:01.0 a disk behind PCI"
}
