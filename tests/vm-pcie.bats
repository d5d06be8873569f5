# PCI segments of a description, what takes their messages, and the IOMMUs in front of them.

load helper
load vm

MEM32='"mem32": { "base": "0x1000_0000", "size": "256M" }'

# segment ARGUMENTS [MORE]: a description with one segment at 0x3f000000 that says ARGUMENTS too.
segment() {
	printf '{ "pcie": { "base": "0x3f00_0000", "size": "16M", %s, %s }%s }' "$MEM32" "$1" "${2:+, $2}"
}

@test "configuration space (ECAM, 1 MiB a bus) and a window for memory" {
	run node pcie@3f000000 "$(segment '"domain": 0')"
	assert_output - <<-END
		pcie@3f000000 {
		compatible = "pci-host-ecam-generic";
		device_type = "pci";
		reg = <0x0 0x3f000000 0x0 0x1000000>;
		bus-range = <0 0xf>;
		linux,pci-domain = <0>;
		#address-cells = <3>;
		#size-cells = <2>;
		ranges = <0x2000000 0x0 0x10000000 0x0 0x10000000 0x0 0x10000000>;
		dma-coherent;
		};
	END
}

@test "CAM: 64 KiB a bus" {
	run node pcie@10000 '{ "pcie": { "type": "cam", "base": "0x1_0000", '"$MEM32"' } }'
	assert_line 'compatible = "pci-host-cam-generic";'
	assert_line "reg = <0x0 0x10000 0x0 0x1000000>;"
	assert_line "bus-range = <0 0xff>;"
}

@test "the buses make the region's size, or must fit into it" {
	run node pcie@3f000000 '{ "pcie": { "base": "0x3f00_0000", "bus_range": [2, 3], '"$MEM32"' } }'
	assert_line "reg = <0x0 0x3f000000 0x0 0x200000>;"
	assert_line "bus-range = <2 3>;"
	refused "$(segment '"bus_range": [0, 16]')"
	assert_line --partial "/pcie/size: 0x1000000 bytes hold 16 buses, but the bus_range has 17"
	refused "$(segment '"bus_range": [1]')"
	assert_line --partial "/pcie/bus_range: a bus_range is the first and the last bus"
	refused '{ "pcie": { "base": "0x3f00_0000", "size": "64K", '"$MEM32"' } }'
	assert_line --partial "/pcie/size: one bus has 0x100000 bytes"
}

@test "windows: I/O from port 0 up, memory where the cpus see it, or where it is said to be" {
	run node pcie@3f000000 "$(segment '
		"io": { "base": "0x3eff_0000", "size": "64K" },
		"mem64": { "base": "0x80_0000_0000", "size": "512G", "prefetchable": true, "pci_address": "0x1_0000_0000" }')"
	assert_line "ranges = <0x1000000 0x0 0x0 0x0 0x3eff0000 0x0 0x10000>,"
	assert_line "<0x2000000 0x0 0x10000000 0x0 0x10000000 0x0 0x10000000>,"
	assert_line "<0x43000000 0x1 0x0 0x80 0x0 0x80 0x0>;"
}

@test "windows that no bus has" {
	refused '{ "pcie": { "base": "0x3f00_0000" } }'
	assert_line --partial "/pcie: the bus has no window for memory"
	refused '{ "pcie": { "base": "0x3f00_0000", "mem32": { "base": "0xf000_0000", "size": "512M" } } }'
	assert_line --partial "the window ends at 0x110000000 on the bus, above 4 GiB"
	refused "$(segment '"mem64": { "base": "0x80_0000_0000", "size": "512G", "pci_address": "0xffff_ffff_0000_0000" }')"
	assert_line --partial "/pcie/mem64/pci_address: 0x8000000000 bytes go beyond the last address of the bus"
}

@test "swizzled interrupts: four lines, rotated from slot to slot" {
	run node pcie@3f000000 "$(segment '"swizzle": { "spi": 3, "slots": 2 }')"
	assert_line "#interrupt-cells = <1>;"
	assert_line "interrupt-map-mask = <0x800 0x0 0x0 7>;"
	assert_line "interrupt-map = <0x0 0x0 0x0 1 &gic 0x0 0x0 0 3 4>,"
	assert_line "<0x0 0x0 0x0 4 &gic 0x0 0x0 0 6 4>,"
	assert_line "<0x800 0x0 0x0 1 &gic 0x0 0x0 0 4 4>,"
	assert_line "<0x800 0x0 0x0 4 &gic 0x0 0x0 0 3 4>;"
}

@test "interrupts of each device" {
	run node pcie@3f000000 "$(segment '"interrupts": [{ "device": 1, "spi": 4 }, { "device": 31, "pin": "B", "intid": 37, "trigger": "edge-rising" }]')"
	assert_line "interrupt-map-mask = <0xf800 0x0 0x0 7>;"
	assert_line "interrupt-map = <0x800 0x0 0x0 1 &gic 0x0 0x0 0 4 4>,"
	assert_line "<0xf800 0x0 0x0 2 &gic 0x0 0x0 0 5 1>;"
}

@test "no interrupts but messages: no interrupt-map, not an empty one" {
	run node pcie@3f000000 "$(segment '"domain": 0' '"gic": { "its": true }')"
	refute_line --partial "interrupt"
	assert_line "msi-map = <0 &its 0 0x1000>;"
}

@test "interrupts that cannot be told apart" {
	refused "$(segment '"swizzle": { "spi": 3, "slots": 3 }')"
	assert_line --partial "/pcie/swizzle/slots: 3 is no power of two, so no mask can tell the slots"
	refused "$(segment '"swizzle": { "spi": 3 }, "interrupts": [{ "device": 1, "spi": 4 }]')"
	assert_line --partial "/pcie/interrupts: the lines are of each device or swizzled, not both"
}

@test "no other device is given a line of the bus" {
	local virtio='"virtio": [{ "base": "0xb00_0000", "spi": "next" }, { "base": "0xb00_1000", "spi": "next" }]'

	run node virtio_mmio@b001000 "$(segment '"swizzle": { "spi": 2 }' "$virtio")"
	assert_line "interrupts = <0 6 1>;"
}

@test "messages go to the ITS, else to the v2m frame, else where it is said" {
	run node pcie@3f000000 "$(segment '"domain": 0' '"gic": { "version": 2, "v2m": { "base": "0x0802_0000" } }')"
	assert_line "msi-map = <0 &v2m 0 0x1000>;"
	run node pcie@3f000000 "$(segment '"domain": 0')"
	refute_line --partial "msi-map"
	run node pcie@3f000000 "$(segment '"msi": "none"' '"gic": { "its": true }')"
	refute_line --partial "msi-map"
	run node pcie@3f000000 "$(segment '"msi": "second"' '"gic": { "its": [{}, { "name": "second" }] }')"
	assert_line "msi-map = <0 &second 0 0x1000>;"
	refused "$(segment '"msi": "nowhere"')"
	assert_line --partial "nowhere"
}

@test "segments: numbered, and their functions follow one another for the ITS" {
	local description='{
		"gic": { "its": true },
		"pcie": [
			{ "base": "0x3000_0000", "bus_range": [0, 0], '"$MEM32"' },
			{ "base": "0x3010_0000", "bus_range": [0, 0], "mem32": { "base": "0x2000_0000", "size": "256M" } },
			{ "base": "0x3020_0000", "bus_range": [4, 4], "domain": 7, "id_base": "0x8000", "mem32": { "base": "0x4_0000_0000", "size": "64M", "pci_address": 0 } }
		]
	}'

	run node pcie@30000000 "$description"
	assert_line "linux,pci-domain = <0>;"
	assert_line "msi-map = <0 &its 0 0x100>;"
	run node pcie@30100000 "$description"
	assert_line "linux,pci-domain = <1>;"
	assert_line "msi-map = <0 &its 0x100 0x100>;"
	run node pcie@30200000 "$description"
	assert_line "linux,pci-domain = <7>;"
	assert_line "msi-map = <0x400 &its 0x8000 0x100>;"
}

@test "an SMMU: four edges in a row, in front of every function" {
	local description

	description=$(segment '"domain": 0' '"smmu": { "base": "0x0905_0000", "spi": 74 }')
	run node iommu@9050000 '{ "smmu": { "base": "0x0905_0000", "spi": 74 } }'
	assert_output - <<-END
		smmu: iommu@9050000 {
		compatible = "arm,smmu-v3";
		reg = <0x0 0x9050000 0x0 0x20000>;
		interrupts = <0 74 1>,
		<0 75 1>,
		<0 76 1>,
		<0 77 1>;
		interrupt-names = "eventq", "priq", "cmdq-sync", "gerror";
		dma-coherent;
		#iommu-cells = <1>;
		};
	END
	run node pcie@3f000000 "$description"
	assert_line "iommu-map = <0 &smmu 0 0x1000>;"
	run node pcie@3f000000 "$(segment '"iommu": "none"' '"smmu": { "base": "0x0905_0000", "spi": 74 }')"
	refute_line --partial "iommu-map"
}

@test "an SMMU has its own name and coherence; its interrupts are claimed" {
	local smmu='"smmu": { "name": "mmu", "base": "0x0905_0000", "spi": 2, "dma_coherent": false }'

	run node iommu@9050000 "{ $smmu }"
	assert_line "mmu: iommu@9050000 {"
	refute_line "dma-coherent;"
	run node virtio_mmio@b001000 "{ $smmu, \"virtio\": [{ \"base\": \"0xb00_0000\", \"spi\": \"next\" }, { \"base\": \"0xb00_1000\", \"spi\": \"next\" }] }"
	assert_line "interrupts = <0 6 1>;"
	refused '{ "smmu": { "base": "0x0905_0000", "spi": "next" } }'
	assert_line --partial "/smmu/spi: the SMMU has four interrupts in a row: give the first"
}

@test "a virtio-iommu among the devices is in front of every function but itself" {
	run node pcie@3f000000 "$(segment '"virtio_iommu": { "device": 1 }')"
	assert_line "iommu-map = <0 &virtio_iommu 0 8>, <9 &virtio_iommu 9 0xff7>;"
	assert_line "virtio_iommu: iommu@1,0 {"
	assert_line 'compatible = "virtio,pci-iommu", "pci1af4,1057";'
	assert_line "reg = <0x800 0x0 0x0 0x0 0x0>;"
	assert_line "#iommu-cells = <1>;"
	run node pcie@3f000000 "$(segment '"virtio_iommu": { "name": "mmu", "device": 0, "function": 0 }')"
	assert_line "iommu-map = <1 &mmu 1 0xfff>;"
}

@test "virtio-mmio devices behind an IOMMU, known by a number" {
	local description='{
		"smmu": { "base": "0x0905_0000", "spi": 74 },
		"virtio": [{ "iommu": "smmu" }, { "iommu": "smmu", "iommu_id": "0x10000", "count": 2 }]
	}'

	run node virtio_mmio@a000000 "$description"
	assert_line "iommus = <&smmu 0>;"
	run node virtio_mmio@a000400 "$description"
	assert_line "iommus = <&smmu 0x10001>;"
}

@test "DMA: coherent unless it is not, and through a reserved region" {
	run node pcie@3f000000 "$(segment '"dma_coherent": false, "memory_region": "pool"' '
		"reserved_memory": [{ "name": "pool", "size": "64M", "compatible": "restricted-dma-pool" }]')"
	refute_line "dma-coherent;"
	assert_line --partial "memory-region = <"
}

@test "what is resolved says the same again" {
	local description

	description=$(segment '"swizzle": { "spi": 3 }, "virtio_iommu": { "device": 1 }, "io": { "base": "high", "size": "64K" }' \
		'"gic": { "its": true }, "high_window": true')
	mkfdt -O vm <<<"$description" >"$(tmp resolved.json)"
	assert_equal "$(mkfdt -O dts "$(tmp resolved.json)")" "$(mkfdt -O dts <<<"$description")"
}

@test "the line of a device: an SPI, once for each pin" {
	refused '{ "pcie": { "swizzle": null, "interrupts": [{ "device": 1 }, { "device": 2, "ppi": 3 }, { "device": 3, "intid": 20 }] } }'
	assert_line --partial "/pcie/interrupts/0: the line has no interrupt"
	assert_line --partial "/pcie/interrupts/1/ppi: a PCI device has an SPI: a PPI is private to each cpu"
	assert_line --partial "/pcie/interrupts/2/intid: a PCI device has an SPI: a PPI is private to each cpu"
	refused '{ "pcie": { "swizzle": null, "interrupts": [{ "device": 1, "pin": "B", "spi": 5 }, { "device": 1, "pin": "B", "spi": 6 }] } }'
	assert_line --partial "/pcie/interrupts/1: device 1 has a line on INTB already"
	assert_line --partial "note: this one"
	mkfdt -o "$(tmp pins.dtb)" <<<'{ "pcie": { "swizzle": null, "interrupts": [{ "device": 1, "pin": "B", "spi": 5 }, { "device": 1, "spi": 6 }] } }'
}

@test "no alias comes between a segment and its controllers" {
	run node pcie@4010000000 '{ "machine": "qemu-virt", "smmu": true, "aliases": { "gic": "/psci", "its": "/psci", "smmu": "/psci" } }'
	assert_line --partial "interrupt-map = <0x0 0x0 0x0 1 &gic"
	assert_line "msi-map = <0 &its 0 0x10000>;"
	assert_line "iommu-map = <0 &smmu 0 0x10000>;"
}

@test "swizzle: as many lines as it says, and slots until the pattern begins anew" {
	run node pcie@3f000000 "$(segment '"swizzle": { "spi": 40, "lines": 2, "slots": 2 }')"
	assert_line "interrupt-map-mask = <0x800 0x0 0x0 7>;"
	assert_line --partial "<0x0 0x0 0x0 1 &gic 0x0 0x0 0 40 4>"
	assert_line --partial "<0x0 0x0 0x0 2 &gic 0x0 0x0 0 41 4>"
	assert_line --partial "<0x0 0x0 0x0 3 &gic 0x0 0x0 0 40 4>"
	assert_line --partial "<0x800 0x0 0x0 1 &gic 0x0 0x0 0 41 4>"
}
