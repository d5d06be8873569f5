#!/usr/bin/env bats
# Rules about addresses: cells, memory, registers, what lies in memory.

load helper
load check

@test "root-cells" {
	described '{"/": {"#address-cells": null, "#size-cells": null}}' -W no-cell-width -W no-memory-overlap
	assert_output --partial 'error: /: the root has no #address-cells [root-cells]'
	described '{"machine": "none", "/": {"#address-cells": 1, "#size-cells": 0, "a@1": {"reg": 1}}}'
	spares root-cells
	assembled $'node a@1\nprop reg <1 1>\nend' -W no-cell-width -W no-unit-address
	fires root-cells warning '/: the root has no #address-cells'
	assembled $'prop #address-cells <1>\nprop #size-cells <1>\nnode a@1\nprop reg <1 1>\nend'
	spares root-cells
}

@test "cell-width: reg in the cells of its bus" {
	described '{"/": {"uart@1000": {"reg": [4096, 256]}}}'
	fires cell-width error '/~1/uart@1000/reg: 8 bytes are no list of 2+2 cells, as #address-cells and #size-cells of / say'
	described '{"/": {"uart@1000": {"reg": [0, 4096, 0, 256]}}}'
	spares cell-width
	compiled '/ { uart@1000 { reg = <0x1000 0x100>; }; };'
	fires cell-width warning '/uart@1000:reg: 8 bytes are no list of 2+2 cells, as #address-cells and #size-cells of / say'
	compiled '/ { uart@1000 { reg = <0x0 0x1000 0x0 0x100>; }; };'
	spares cell-width
}

@test "cell-width: a value above 4 GiB where there is one cell" {
	described '{"memory": "8G", "/": {"#size-cells": 1}}'
	assert_failure 1
	assert_output --partial '[cell-width]'
}

@test "cell-width: ranges, and interrupts in the cells of the controller" {
	compiled '/ { bus@0 { #address-cells = <1>; #size-cells = <1>; ranges = <0 0 0>; }; };' -W no-unit-address
	fires cell-width warning '/bus@0:ranges: 12 bytes are no rows of 1+2+1 cells (child, parent, size)'
	compiled '/ { bus { #address-cells = <1>; #size-cells = <1>; ranges; uart@1000 { reg = <0x1000 0x100>; }; }; };'
	fires cell-width warning '/bus:ranges: an empty ranges needs the cells of the parent (2+2), the node has 1+1'
	compiled '&virtio0 { interrupts = <0 16>; };'
	fires cell-width warning '/virtio_mmio@a000000:interrupts: 8 bytes are no interrupts of 3 cells, as #interrupt-cells of /interrupt-controller@8000000 says'
	compiled '&cpus { #address-cells = <5>; };' -W no-cpu-reg
	fires cell-width warning '/cpus:#address-cells: #address-cells is 5, more than 4 are not read'
}

@test "dangling-phandle" {
	described '{"/": {"a": {"clocks": {"$phandle": "/nowhere"}}}}'
	fires dangling-phandle error '/~1/a/clocks/$phandle: there is no node "/nowhere" to refer to'
	described '{"/": {"a": {"clocks": 77}}}'
	fires dangling-phandle error '/~1/a/clocks: 0x4d is the phandle of no node'
	described '{"/": {"a": {"clocks": {"$phandle": "/apb-pclk"}}}}'
	spares dangling-phandle
	compiled '/ { a { clocks = <77>; }; };'
	fires dangling-phandle warning '/a:clocks: 0x4d is the phandle of no node'
	compiled '/ { a { clocks = <&clock>; }; };'
	spares dangling-phandle
}

@test "dangling-phandle: in a topology and in a map" {
	compiled '&cpus { cpu-map { cluster0 { core0 { cpu = <99>; }; }; }; };'
	fires dangling-phandle warning '/cpus/cpu-map/cluster0/core0:cpu: 0x63 is the phandle of no node'
	compiled '&pcie { msi-map = <0 99 0 0x10000>; };'
	fires dangling-phandle warning '/pcie@4010000000:msi-map: 0x63 is the phandle of no node'
	compiled '/ { interrupt-parent = <99>; };'
	fires dangling-phandle warning '/:interrupt-parent: 0x63 is the phandle of no node'
}

@test "provider-cells" {
	described '{"/": {"a": {"clocks": {"$phandle": "/timer"}}}}'
	fires provider-cells warning '/~1/a/clocks: /timer has no #clock-cells, so nobody knows what follows its phandle'
	described '{"/": {"a": {"clocks": {"$phandle": "/apb-pclk"}}}}'
	spares provider-cells
	compiled '&virtio0 { iommus = <&clock 3>; };'
	fires provider-cells warning '/virtio_mmio@a000000:iommus: /apb-pclk has no #iommu-cells, so nobody knows what follows its phandle'
	compiled '&clock { #iommu-cells = <1>; }; &virtio0 { iommus = <&clock 3>; };'
	spares provider-cells
}

@test "dangling-path: the console" {
	described '{"chosen": {"stdout_path": "/serial@9"}}'
	fires dangling-path error '/chosen/stdout_path: there is no node or alias "/serial@9"'
	described '{"chosen": {"stdout_path": "serial0:115200n8"}}'
	spares dangling-path
	compiled '&chosen { stdout-path = "serial1"; };'
	fires dangling-path warning '/chosen:stdout-path: there is no node or alias "serial1"'
	compiled '&chosen { stdout-path = "/serial@9000000:115200n8"; };'
	spares dangling-path
}

@test "dangling-path: aliases" {
	described '{"/": {"aliases": {"serial1": "/serial@9"}}}'
	fires dangling-path error '/~1/aliases/serial1: there is no node "/serial@9"'
	described '{"aliases": {"mmc0": "/none"}}'
	fires dangling-path error '/aliases/mmc0: there is no node "/none" to refer to'
	compiled '/ { aliases { ethernet0 = "ethernet"; }; };'
	fires dangling-path warning '/aliases:ethernet0: this is not the path of a node'
	compiled '/ { aliases { mmc0 = "/virtio_mmio@a000000"; }; };'
	spares dangling-path
}

@test "zero-size" {
	described '{"/": {"uart@1000": {"reg": [0, 4096, 0, 0]}}}'
	fires zero-size error '/~1/uart@1000/reg: the region at 0x1000 has a size of 0'
	described '{"/": {"uart@1000": {"reg": [0, 4096, 0, 1]}}}'
	spares zero-size
	compiled '&ram { reg = <0x0 0x40000000 0x0 0x0>; };'
	fires zero-size warning '/memory@40000000:reg: the region at 0x40000000 has a size of 0'
	compiled '&ram { reg = <0x0 0x40000000 0x0 0x200000>; };'
	spares zero-size
}

@test "zero-size: of memory, and of a region by its end" {
	described '{"memory": {"base": "0x4000_0000", "size": 0}}'
	fires zero-size error '/memory/size: memory of 0 bytes is none'
	described '{"virtio": [{"base": "0x0a00_0000", "end": "0x0a00_0000", "spi": 16}]}'
	fires zero-size error '/virtio/0/end: the end 0xa000000 is not above the base 0xa000000'
}

@test "zero-size: addresses without sizes are no regions" {
	compiled '/ { i2c { #address-cells = <1>; #size-cells = <0>; eeprom@50 { reg = <0x50>; }; }; };'
	spares zero-size
}

@test "address-wraps" {
	described '{"/": {"uart@fffffffffffff000": {"reg": {"$u64": ["0xfffffffffffff000", "0x2000"]}}}}'
	fires address-wraps error '/~1/uart@fffffffffffff000/reg: 0x2000 bytes at 0xfffffffffffff000 reach over the end of the 64-bit address space'
	described '{"/": {"uart@fffffffffffff000": {"reg": {"$u64": ["0xfffffffffffff000", "0x1000"]}}}}'
	spares address-wraps
	compiled '&ram { reg = <0xffffffff 0xc0000000 0x0 0x80000000>; };' -W no-unit-address
	fires address-wraps warning '/memory@40000000:reg: 0x80000000 bytes at 0xffffffffc0000000 reach over the end of the 64-bit address space'
	compiled '&ram { reg = <0xffffffff 0xc0000000 0x0 0x40000000>; };' -W no-unit-address
	spares address-wraps
}

@test "address-wraps: out of the window of a bus" {
	local bus='/ { soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;
		ranges = <0x0 0x0 0x1000000 0x10000>; uart@f000 { reg = <0xf000 SIZE>; }; }; };'

	compiled "${bus/SIZE/0x2000}" -W no-mmio-overlap
	fires address-wraps warning '/soc/uart@f000:reg: 0x2000 bytes at 0xf000 reach over the end of the window of /soc'
	compiled "${bus/SIZE/0x1000}"
	spares address-wraps
}

@test "address-wraps: in none of the windows of a bus" {
	local bus='/ { soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;
		ranges = <0x0 0x0 0x1000000 0x10000>; uart@BASE { reg = <0xBASE 0x1000>; }; }; };'

	compiled "${bus//BASE/20000}"
	fires address-wraps warning '/soc/uart@20000:reg: 0x1000 bytes at 0x20000 are in no window of the buses above, so no cpu sees them'
	compiled "${bus//BASE/e000}"
	spares address-wraps
}

@test "memory-overlap: memory and memory" {
	described '{"memory": [{"base": "0x4000_0000", "size": "512M"}, {"base": "0x5000_0000", "size": "512M"}]}'
	fires memory-overlap error '/memory/1/base: the memory 0x50000000-0x6fffffff overlaps 0x40000000-0x5fffffff of /memory/0'
	described '{"memory": [{"base": "0x4000_0000", "size": "512M"}, {"base": "0x6000_0000", "size": "512M"}]}'
	spares memory-overlap
	compiled '/ { memory@5fe00000 { device_type = "memory"; reg = <0x0 0x5fe00000 0x0 0x400000>; }; };'
	fires memory-overlap warning '/memory@5fe00000:reg: the memory 0x5fe00000-0x601fffff overlaps 0x40000000-0x5fffffff of /memory@40000000'
	compiled '/ { memory@60000000 { device_type = "memory"; reg = <0x0 0x60000000 0x0 0x400000>; }; };'
	spares memory-overlap
}

@test "memory-overlap: memory and a device" {
	described '{"memory": {"base": 0, "size": "1G"}}'
	assert_failure 1
	assert_output --partial 'error: /memory/base: the memory 0x0-0x3fffffff overlaps 0x8000000-0x800ffff of'
	compiled '/ { uart@40001000 { reg = <0x0 0x40001000 0x0 0x1000>; }; };'
	fires memory-overlap warning '/uart@40001000:reg: the range 0x40001000-0x40001fff overlaps 0x40000000-0x5fffffff of /memory@40000000'
	compiled '/ { uart@60000000 { reg = <0x0 0x60000000 0x0 0x1000>; }; };'
	spares memory-overlap
}

@test "memory-overlap: not where memory is reserved for the device" {
	compiled '/ {
		reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; page@40000000 { reg = <0x0 0x40000000 0x0 0x1000>; }; };
		shared@40000000 { reg = <0x0 0x40000000 0x0 0x1000>; };
	};'
	spares memory-overlap
}

@test "mmio-overlap" {
	described '{"virtio": [{"base": "0x0a00_0000"}, {"base": "0x0a00_0100", "spi": 40}]}' -W no-mmio-alignment
	fires mmio-overlap error '/virtio/1/base: the range 0xa000100-0xa0002ff overlaps 0xa000000-0xa0001ff of /virtio/0'
	assert_output --partial 'help: the next free place for 512 B is 0xa000400'
	described '{"virtio": [{"base": "0x0a00_0000"}, {"base": "0x0a00_0200"}]}'
	spares mmio-overlap
	compiled '&virtio1 { reg = <0x0 0xa000000 0x0 0x200>; };' -W no-unit-address
	fires mmio-overlap warning '/virtio_mmio@a000200:reg: the range 0xa000000-0xa0001ff overlaps 0xa000000-0xa0001ff of /virtio_mmio@a000000'
}

@test "mmio-overlap: two devices at one address are two nodes" {
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 16}, {"base": "0x0a00_0000", "spi": 17}]}' -W no-duplicate-node
	fires mmio-overlap error '/virtio/1/base: the range 0xa000000-0xa0001ff overlaps 0xa000000-0xa0001ff of /virtio/0'
}

@test "mmio-overlap: the GIC with itself, and a device in a PCI window" {
	described '{"gic": {"distributor": {"base": "0x080a_0000"}}}'
	fires mmio-overlap error '/gic/distributor/base: the range 0x80a0000-0x8ffffff overlaps 0x80a0000-0x80affff of the same node'
	compiled '/ { uart@10000000 { reg = <0x0 0x10000000 0x0 0x1000>; }; };'
	assert_output --partial 'overlaps 0x10000000-0x3efeffff of /pcie@4010000000 [mmio-overlap]'
}

@test "mmio-overlap: through the windows of a bus" {
	local bus='/ { soc { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;
		ranges = <0x0 0x0 BASE 0x10000>; uart@0 { reg = <0x0 0x1000>; }; }; };'

	compiled "${bus/BASE/0x9000000}"
	fires mmio-overlap warning '/soc/uart@0:reg: the range 0x9000000-0x9000fff overlaps 0x9000000-0x9000fff of /serial@9000000'
	compiled "${bus/BASE/0x9100000}"
	spares mmio-overlap
}

@test "mmio-overlap: not a node and its parts, not a system controller, not what is turned off" {
	compiled '/ { block@1000000 { #address-cells = <2>; #size-cells = <2>; ranges; reg = <0x0 0x1000000 0x0 0x10000>;
		part@1000000 { reg = <0x0 0x1000000 0x0 0x1000>; }; }; };'
	spares mmio-overlap
	compiled '/ { block@1000000 { compatible = "syscon"; reg = <0x0 0x1000000 0x0 0x10000>; };
		part@1001000 { reg = <0x0 0x1001000 0x0 0x1000>; }; };'
	spares mmio-overlap
	compiled '/ { uart@9000000 { status = "disabled"; reg = <0x0 0x9000000 0x0 0x1000>; }; };'
	spares mmio-overlap
}

@test "mmio-alignment" {
	described '{"serial": [{"base": "0x0900_0400", "spi": 1}]}'
	fires mmio-alignment warning '/serial/0/base: 0x9000400 is no multiple of 0x1000, for registers of 4 KiB'
	described '{"serial": [{"base": "0x0900_4000", "spi": 1}]}'
	spares mmio-alignment
	compiled '/ { virtio@a000700 { reg = <0x0 0xa000700 0x0 0x200>; }; };'
	fires mmio-alignment warning '/virtio@a000700:reg: 0xa000700 is no multiple of 0x200, for registers of 512 B'
	compiled '/ { virtio@a000600 { reg = <0x0 0xa000600 0x0 0x200>; }; };'
	spares mmio-alignment
}

@test "memory-alignment: a size that was meant in MiB" {
	described '{"memory": 512}'
	fires memory-alignment warning '/memory: memory of 0x200 bytes is no multiple of 2 MiB'
	assert_line 'help: a number without a unit counts bytes: 512 MiB are "512M"'
}

@test "memory-alignment" {
	described '{"memory": "1049601K"}'
	fires memory-alignment warning '/memory: memory of 0x40100400 bytes is no multiple of 2 MiB'
	described '{"memory": "1026M"}'
	spares memory-alignment
	compiled '&ram { reg = <0x0 0x40100000 0x0 0x20000000>; };' -W no-unit-address
	fires memory-alignment warning '/memory@40000000:reg: memory begins at 0x40100000, no multiple of 2 MiB'
	compiled '&ram { reg = <0x0 0x40200000 0x0 0x20000000>; };' -W no-unit-address
	spares memory-alignment
}

@test "reserved-memory: the cells of the root, and ranges" {
	local node='/ { reserved-memory { #address-cells = <CELLS>; #size-cells = <CELLS>; RANGES pool { size = <0x0 0x100000>; }; }; };' it

	it=${node//CELLS/1}
	compiled "${it/RANGES/ranges;}" -W no-cell-width
	fires reserved-memory warning '/reserved-memory:#address-cells: the cells are 1+1, those of the root 2+2'
	it=${node//CELLS/2}
	compiled "${it/RANGES/}"
	fires reserved-memory warning '/reserved-memory: the node has no ranges'
	compiled "${it/RANGES/ranges;}"
	spares reserved-memory
}

@test "reserved-memory: what a child may say" {
	described '{"/": {"reserved-memory": {"#address-cells": 2, "#size-cells": 2, "ranges": true, "pool": {"no-map": true}}}}'
	fires reserved-memory error '/~1/reserved-memory/pool: neither reg nor size says what is reserved'
	described '{"/": {"reserved-memory": {"#address-cells": 2, "#size-cells": 2, "ranges": true, "pool": {"no-map": true, "size": {"$u64": 4096}}}}}'
	spares reserved-memory
	described '{"/": {"reserved-memory": {"#address-cells": 2, "#size-cells": 2, "ranges": true, "pool": {"no-map": true, "reusable": true, "size": {"$u64": 4096}}}}}'
	fires reserved-memory error '/~1/reserved-memory/pool/reusable: no-map and reusable exclude each other: nobody can use what is not mapped'
}

@test "reservation-outside-memory" {
	described '{"memreserve": [{"base": "0x2000_0000", "size": "4K"}]}'
	fires reservation-outside-memory warning '/memreserve/0: the reservation 0x20000000-0x20000fff is not in memory'
	described '{"memreserve": [{"base": "0x4000_0000", "size": "4K"}]}'
	spares reservation-outside-memory
	compiled '' # a reservation stands in front of the tree
	sed 's,^/dts-v1/;,& /memreserve/ 0x60000000 0x1000;,' "$(tmp vm.dts)" >"$(tmp reserved.dts)"
	dtc -q -q -b 0 -O dtb -o "$(tmp vm.dtb)" "$(tmp reserved.dts)"
	run mkfdt --check "$(tmp vm.dtb)"
	fires reservation-outside-memory warning 'the reservation 0x60000000-0x60000fff is not in memory'
	sed 's,^/dts-v1/;,& /memreserve/ 0x5ffff000 0x1000;,' "$(tmp vm.dts)" >"$(tmp reserved.dts)"
	dtc -q -q -b 0 -O dtb -o "$(tmp vm.dtb)" "$(tmp reserved.dts)"
	run mkfdt --check "$(tmp vm.dtb)"
	spares reservation-outside-memory
}

@test "initrd-range" {
	described '{"/": {"chosen": {"linux,initrd-start": 1207959552}}}'
	fires initrd-range error '/~1/chosen/linux,initrd-start: there is no linux,initrd-end'
	described '{"/": {"chosen": {"linux,initrd-start": 1207959552, "linux,initrd-end": 1207963648}}}'
	spares initrd-range
	compiled '&chosen { linux,initrd-start = <0x48000000>; linux,initrd-end = <0x47000000>; };'
	fires initrd-range warning '/chosen:linux,initrd-end: the initrd'\''s end 0x47000000 is not above its start 0x48000000'
	compiled '&chosen { linux,initrd-start = <0x48000000>; linux,initrd-end = [00 48]; };'
	fires initrd-range warning '/chosen:linux,initrd-end: an address has 4 or 8 bytes, not 2'
	compiled '&chosen { linux,initrd-start = <0x0 0x48000000>; linux,initrd-end = <0x0 0x48000001>; };'
	spares initrd-range
}

@test "initrd-outside-memory" {
	described '{"initrd": {"start": "0x5ff0_0000", "size": "2M"}}'
	fires initrd-outside-memory error '/initrd/start: the initrd 0x5ff00000-0x600fffff is not in memory, which is 0x40000000-0x5fffffff'
	assert_output --partial 'help: its start may be 0x5fe00000 at most'
	described '{"initrd": {"start": "0x5fe0_0000", "size": "2M"}}'
	spares initrd-outside-memory
	compiled '&chosen { linux,initrd-start = <0x20000000>; linux,initrd-end = <0x20100000>; };'
	fires initrd-outside-memory warning '/chosen:linux,initrd-start: the initrd 0x20000000-0x200fffff is not in memory, which is 0x40000000-0x5fffffff'
	compiled '&chosen { linux,initrd-start = <0x48000000>; linux,initrd-end = <0x48100000>; };'
	spares initrd-outside-memory
}

@test "initrd-outside-memory: kernel and blob as well, where the description tells of them" {
	described '{"kernel": {"start": "0x2000_0000", "size": "16M"}}'
	fires initrd-outside-memory error '/kernel/start: the kernel 0x20000000-0x20ffffff is not in memory, which is 0x40000000-0x5fffffff'
	described '{"kernel": {"start": "0x4020_0000", "size": "16M"}}'
	spares initrd-outside-memory
}

@test "payload-overlap" {
	described '{"kernel": {"start": "0x4020_0000", "size": "16M"}, "initrd": {"start": "0x4100_0000", "size": "1M"}}'
	fires payload-overlap error '/initrd/start: the initrd 0x41000000-0x410fffff overlaps the kernel 0x40200000-0x411fffff'
	described '{"kernel": {"start": "0x4020_0000", "size": "16M"}, "initrd": {"start": "0x4120_0000", "size": "1M"}}'
	spares payload-overlap
	local reserved='/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; pool@48000000 { reg = <0x0 0x48000000 0x0 0x100000>; }; }; };'
	compiled "$reserved &chosen { linux,initrd-start = <0x480ff000>; linux,initrd-end = <0x48200000>; };"
	fires payload-overlap warning '/chosen:linux,initrd-start: the initrd 0x480ff000-0x481fffff overlaps the pool@48000000 0x48000000-0x480fffff'
	compiled "$reserved &chosen { linux,initrd-start = <0x48100000>; linux,initrd-end = <0x48200000>; };"
	spares payload-overlap
}

@test "fdt-alignment" {
	described '{"fdt": {"start": "0x4800_0004", "size": "64K"}}'
	fires fdt-alignment warning '/fdt/start: 0x48000004 is no multiple of 8'
	described '{"fdt": {"start": "0x4800_0008", "size": "64K"}}'
	spares fdt-alignment
}

@test "pci-ranges" {
	described '{"/": {"pcie@0": {"device_type": "pci", "#address-cells": 3, "#size-cells": 2, "ranges": [33554432, 1, 0, 1, 0, 0, 1048576]}}}' -W no-unit-address
	fires pci-ranges error '/~1/pcie@0/ranges: the 32-bit memory window 0x100000000-0x1000fffff reaches over 4 GiB'
	described '{"/": {"pcie@0": {"device_type": "pci", "#address-cells": 3, "#size-cells": 2, "ranges": [50331648, 1, 0, 1, 0, 0, 1048576]}}}' -W no-unit-address
	spares pci-ranges
	compiled '&pcie { ranges = <0x2000000 0x0 0xfff00000 0x1 0x0 0x0 0x200000>; };'
	fires pci-ranges warning '/pcie@4010000000:ranges: the 32-bit memory window 0xfff00000-0x1000fffff reaches over 4 GiB'
	compiled '&pcie { ranges = <0x0 0x0 0x10000000 0x0 0x10000000 0x0 0x100000>; };'
	assert_output --partial 'is of configuration space'
	compiled '&pcie { ranges = <0x2000000 0x0 0xfff00000 0x1 0x0 0x0 0x100000>; };'
	spares pci-ranges
}

@test "unit-address" {
	described '{"/": {"uart@9990000": {"reg": [0, 150994944, 0, 1]}}}' -W no-mmio-overlap
	fires unit-address warning '/~1/uart@9990000: the unit address "9990000" is not that of reg, 0x9000000'
	described '{"/": {"uart@9001000": {"reg": [0, 150999040, 0, 1]}}}'
	spares unit-address
	compiled '/ { uart { reg = <0x0 0x9001000 0x0 0x1000>; }; };'
	fires unit-address warning '/uart: the node has a reg but no unit address'
	compiled '/ { uart@1 { }; };'
	fires unit-address warning '/uart@1: the node has a unit address but no reg'
	compiled '/ { uart@0x9001000 { reg = <0x0 0x9001000 0x0 0x1000>; }; };'
	fires unit-address warning '/uart@0x9001000: a unit address is written without "0x" and leading zeros'
	compiled '/ { uart@9001000 { reg = <0x0 0x9001000 0x0 0x1000>; }; };'
	spares unit-address
}

@test "unit-address: of PCI devices, and the decimal number of a cpu" {
	compiled '&pcie { iommu@1,0 { reg = <0x800 0 0 0 0>; }; };'
	spares unit-address
	compiled '&pcie { iommu@8 { reg = <0x800 0 0 0 0>; }; };'
	fires unit-address warning '/pcie@4010000000/iommu@8: the unit address "8" is not that of reg, 0x800'
	compiled '&cpus { cpu@10 { device_type = "cpu"; compatible = "arm,armv8"; reg = <0xa>; enable-method = "psci"; }; };'
	fires unit-address warning '/cpus/cpu@10: the unit address "10" is not that of reg, 0xa'
}
