#!/usr/bin/env bats
# Rules about addresses: cells, memory, registers, what lies in memory.

load helper
load check

@test "root-cells" {
	described '{"/": {"#address-cells": null, "#size-cells": null}}' -W no-cell-width -W no-memory-overlap
	assert_output --partial 'error: /~1/#address-cells: the root has no #address-cells [root-cells]'
	described '{"pcie": true, "/": {"interrupt-controller@8000000": {"#address-cells": 0}}}'
	fires cell-width error '/~1/interrupt-controller@8000000/#address-cells: #address-cells of /~1/interrupt-controller@8000000 is 0, the nodes of the description are written for 2'
	described '{"pcie": true, "/": {"interrupt-controller@8000000": {"#address-cells": null}}}'
	fires cell-width error '/~1/interrupt-controller@8000000/#address-cells: #address-cells of /~1/interrupt-controller@8000000 is gone, the nodes of the description are written for 2'
	described '{"/": {"interrupt-controller@8000000": {"#address-cells": 0, "#size-cells": 0}}}'
	spares cell-width
	described '{"/": {"interrupt-controller@8000000": {"#interrupt-cells": 4}}}'
	fires cell-width error '/~1/interrupt-controller@8000000/#interrupt-cells: #interrupt-cells of /~1/interrupt-controller@8000000 is 4, the nodes of the description are written for 3'
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
	fires cell-width error '/~1/#size-cells: #size-cells of the root is 1, the nodes of the description are written for 2'
	described '{"memory": "8G", "/": {"#size-cells": 2}}'
	spares cell-width
	described '{"machine": "none", "/": {"#address-cells": 1, "#size-cells": 1, "x@0": {"reg": [0, 4096]}}}'
	spares cell-width
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
	compiled '&cpus { cpu-map { cluster0 { core0 { cpu = <99>; }; }; }; };' -W no-cpu-map
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
	fires zero-size error '/memory/size: the region at 0x40000000 has a size of 0'
	run mkfdt -f -o "$(tmp vm.dtb)" <<<'{"memory": "0"}'
	assert_success
	described '{"virtio": [{"base": "0x0a00_0000", "end": "0x0a00_0000", "spi": 16}]}'
	fires zero-size error '/virtio/0/end: the region at 0xa000000 has a size of 0'
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
	fires mmio-overlap error '/gic/distributor/base: the range 0x80a0000-0x80affff overlaps 0x80a0000-0x8ffffff of the same node'
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

@test "cell-width: lists that refer to nodes" {
	described '{"/": {"x": {"interrupts-extended": [{"$phandle": "gic"}, 0, 40]}}}'
	fires cell-width error '/~1/x/interrupts-extended: the last entry is cut short: 3 cells belong behind its phandle, as #interrupt-cells of /interrupt-controller@8000000 says'
	described '{"/": {"x": {"interrupts-extended": [{"$phandle": "gic"}, 0, 40, 4]}}}'
	spares cell-width
	compiled '/ { c: c { #clock-cells = <1>; }; x { clocks = <&c>; }; };'
	fires cell-width warning '/x:clocks: the last entry is cut short: 1 cell belong behind its phandle, as #clock-cells of /c says'
	compiled '/ { c: c { #clock-cells = <1>; }; x { clocks = <&c 5>, <&clock>; }; };'
	spares cell-width
	compiled '/ { p: p { gpio-controller; #gpio-cells = <2>; }; x { reset-gpios = <&p 5 0>, <&p 6>; }; };'
	fires cell-width warning '/x:reset-gpios: the last entry is cut short: 2 cells belong behind its phandle, as #gpio-cells of /p says'
}

@test "cell-width: rows with a phandle inside" {
	compiled '&gic { its: its { #msi-cells = <1>; }; }; &pcie { msi-map = <0 &its 0>; };'
	fires cell-width warning '/pcie@4010000000:msi-map: 12 bytes are no rows of 4 cells'
	compiled '&gic { its: its { #msi-cells = <1>; }; }; &pcie { msi-map = <0 &its 0 0x10000>; };'
	spares cell-width
}

@test "address-wraps: out of the window of an outer bus" {
	local bus='/ { o: outer { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges = <0 0x0 0xb000000 0x10000>;
		inner { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>; ranges = <0 0 0x100000>;
			d@f000 { reg = <0xf000 SIZE>; }; }; }; };'

	compiled "${bus/SIZE/0x2000}"
	fires address-wraps warning '/outer/inner/d@f000:reg: 0x2000 bytes at 0xf000 reach over the end of the window of /outer'
	compiled "${bus/SIZE/0x1000}"
	spares address-wraps
}

@test "address-wraps: not where windows meet on both sides" {
	local bus='/ { bus { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;
		ranges = <0x1000 0x0 SECOND 0x1000>, <0 0x0 0xb000000 0x1000>; d@0 { reg = <0 0x2000>; }; }; };'

	compiled "${bus/SECOND/0xb001000}"
	spares address-wraps
	compiled "${bus/SECOND/0xc001000}"
	fires address-wraps warning '/bus/d@0:reg: 0x2000 bytes at 0x0 reach over the end of the window of /bus'
}

@test "mmio-overlap: a GIC and what belongs to it" {
	described '{"gic": {"its": {"base": "0x0800_0000"}}}'
	fires mmio-overlap error '/gic/its/base: the range 0x8000000-0x801ffff overlaps 0x8000000-0x800ffff of /gic'
	described '{"gic": {"its": {"base": "0x0808_0000"}}}'
	spares mmio-overlap
	described '{"gic": {"version": 2, "v2m": {"base": "0x0801_0000", "base_spi": 48, "num_spis": 16}}}'
	fires mmio-overlap error '/gic/v2m/base: the range 0x8010000-0x8010fff overlaps 0x8010000-0x801ffff of /gic'
	compiled '&gic { its@80b0000 { compatible = "arm,gic-v3-its"; msi-controller; #msi-cells = <1>; reg = <0 0x80b0000 0 0x20000>; }; };'
	fires mmio-overlap warning '/interrupt-controller@8000000/its@80b0000:reg: the range 0x80b0000-0x80cffff overlaps 0x80a0000-0x8ffffff of /interrupt-controller@8000000'
}

@test "mmio-overlap: a PCI host's configuration space and its windows" {
	local host='{"pcie": {"base": "0x1000_0000", "size": "16M", "mem32": {"base": "BASE", "size": "16M"}}}'

	described "${host/BASE/0x1000_0000}"
	fires mmio-overlap error '/pcie/mem32/base: the window 0x10000000-0x10ffffff overlaps 0x10000000-0x10ffffff of the same node'
	described "${host/BASE/0x1100_0000}"
	spares mmio-overlap
}

@test "mmio-overlap: reserved memory that is none" {
	described '{"reserved_memory": [{"name": "a", "base": "0x0900_0000", "size": "1M"}]}'
	fires mmio-overlap error '/reserved_memory/0/base: the reserved memory 0x9000000-0x90fffff overlaps 0x9000000-0x9000fff of /serial@9000000'
	described '{"reserved_memory": [{"name": "a", "base": "0x3000_0000", "size": "1M"}]}'
	spares mmio-overlap
	compiled '/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; a@9000000 { reg = <0 0x9000000 0 0x100000>; }; }; };'
	fires mmio-overlap warning '/reserved-memory/a@9000000:reg: the reserved memory 0x9000000-0x90fffff overlaps 0x9000000-0x9000fff of /serial@9000000'
}

@test "mmio-overlap, memory-overlap: a picture" {
	described '{"framebuffer": {"base": "0x0900_0000", "width": 640, "height": 480}}'
	fires mmio-overlap error '/framebuffer/base: the range 0x9000000-0x912bfff overlaps 0x9000000-0x9000fff of /serial@9000000'
	described '{"framebuffer": {"base": "0x4800_0000", "width": 640, "height": 480}}'
	fires memory-overlap error '/framebuffer/base: the range 0x48000000-0x4812bfff overlaps 0x40000000-0x5fffffff of /memory@40000000'
	assert_line 'help: a region of /reserved-memory over all of it keeps it for the picture'
	described '{"memory": "1G", "framebuffer": {"base": "0x4800_0000", "width": 640, "height": 480}}'
	fires memory-overlap error '/framebuffer/base: the range 0x48000000-0x4812bfff overlaps 0x40000000-0x7fffffff of /memory'
	described '{"framebuffer": {"base": "0x4800_0000", "width": 640, "height": 480},
		"reserved_memory": [{"name": "picture", "base": "0x4800_0000", "size": "2M", "no_map": true}]}'
	spares memory-overlap
	described '{"pcie": true, "framebuffer": {"base": "0x1000_0000", "width": 640, "height": 480}}'
	spares mmio-overlap
}

@test "memory-overlap: behind many devices within each other" {
	local i nested=""

	for i in {1..20}; do nested+="a$i@41000000 { #address-cells = <2>; #size-cells = <2>; ranges; reg = <0 0x41000000 0 $((0x100000 - i * 0x1000))>; "; done
	for i in {1..20}; do nested+="}; "; done
	compiled "/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; r@41000000 { reg = <0 0x41000000 0 0x100000>; }; };
		$nested d@410f0000 { reg = <0 0x410f0000 0 0x20000>; }; };" -W no-mmio-overlap
	fires memory-overlap warning '/d@410f0000:reg: the range 0x410f0000-0x4110ffff overlaps 0x40000000-0x5fffffff of /memory@40000000'
}

@test "reserved-memory: ranges that are not empty" {
	local reserved='/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; RANGES; a@48000000 { reg = <0 0x48000000 0 0x100000>; }; }; };'

	compiled "${reserved/RANGES/ranges = <0 0 0 0 1 0>}"
	fires reserved-memory warning '/reserved-memory:ranges: ranges is not empty'
	compiled "${reserved/RANGES/ranges}"
	spares reserved-memory
}

@test "reservation-outside-memory: a region that reaches over the end of memory" {
	described '{"reserved_memory": [{"name": "a", "base": "0x5ff0_0000", "size": "4M"}]}'
	fires reservation-outside-memory warning '/reserved_memory/0/base: the region 0x5ff00000-0x602fffff reaches over the end of memory'
	described '{"reserved_memory": [{"name": "a", "base": "0x5ff0_0000", "size": "1M"}]}'
	spares reservation-outside-memory
}

@test "payload-overlap: a blob that is larger than its room" {
	described '{"fdt": {"start": "0x4100_0000", "size": 256}}'
	fires payload-overlap error '/fdt/start: the blob has 1416 bytes, there is room for 256'
	assert_line 'help: leave "size" out to have 2 MiB kept free for it'
	described '{"fdt": {"start": "0x4100_0000", "size": "2K"}}'
	spares payload-overlap
	described '{"fdt": {"start": "0x4100_0000", "size": "2K"}}' -S 4096
	fires payload-overlap error '/fdt/start: the blob has 4096 bytes, there is room for 2048'
}

@test "unit-address: of cpus with two cells" {
	described '{"cpus": 1, "/": {"cpus": {"#address-cells": 2, "cpu@0": {"reg": [0, 5]}}}}' -W no-boot-cpu
	fires unit-address warning '/~1/cpus/cpu@0/reg: the unit address "0" is not that of reg, 0x5'
	described '{"cpus": 1, "/": {"cpus": {"#address-cells": 2, "cpu@0": {"reg": [0, 0]}}}}'
	spares unit-address
}

@test "interrupt-map: a controller without #address-cells, a PCI host without a mask" {
	compiled '&gic { /delete-property/ #address-cells; /delete-property/ #size-cells; /delete-property/ ranges; };
		&pcie { interrupt-map = <0 0 0 1 &gic 0 3 4>; };'
	fires interrupt-map warning '/pcie@4010000000:interrupt-map: /interrupt-controller@8000000 has no #address-cells, so readers differ on where a row ends'
	compiled '&pcie { /delete-property/ interrupt-map-mask; };'
	fires interrupt-map warning '/pcie@4010000000:interrupt-map: without interrupt-map-mask no device behind a bridge finds its row'
}

@test "pci-ranges: windows are apart on the bus, and in it there is room for the buses" {
	local host='{"pcie": {"mem32": {"base": "0x1000_0000", "size": "16M"}, "mem64": {"base": "0x80_0000_0000", "size": "16M", "pci_address": "AT"}}}'

	described "${host/AT/0x1080_0000}"
	fires pci-ranges error '/pcie/mem64/base: the windows 0x10000000-0x10ffffff and 0x10800000-0x117fffff overlap on the bus'
	described "${host/AT/0x1100_0000}"
	spares pci-ranges
	compiled '&pcie { bus-range = <15 0>; };'
	fires pci-ranges warning '/pcie@4010000000:bus-range: <15 0> are not the first and the last of 256 buses'
	compiled '&pcie { reg = <0x40 0x10000000 0x0 0x1000000>; };'
	fires pci-ranges warning '/pcie@4010000000:bus-range: 256 buses need 0x10000000 bytes of configuration space, reg has 0x1000000'
	compiled '&pcie { reg = <0x40 0x10000000 0x0 0x1000000>; bus-range = <0 15>; };'
	spares pci-ranges
	compiled '&pcie { compatible = "pci-host-cam-generic"; reg = <0x40 0x10000000 0x0 0x1000000>; };'
	spares pci-ranges
}

@test "reserved-memory: a place and a size are two ways to say it" {
	local reserved='/ { reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges; a@48000000 { reg = <0 0x48000000 0 0x100000>; SIZE }; }; };'

	compiled "${reserved/SIZE/size = <0 0x100000>;}"
	fires reserved-memory warning '/reserved-memory/a@48000000:size: reg says where the region is, so size cannot leave it open'
	compiled "${reserved/reg = <0 0x48000000 0 0x100000>; SIZE/size = <0 0>;}" -W no-unit-address
	fires reserved-memory warning '/reserved-memory/a@48000000:size: a size of 0 reserves nothing'
}
