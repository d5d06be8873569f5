#!/usr/bin/env bats
# Rules about interrupts.

load helper
load check

@test "interrupt-parent" {
	described '{"/": {"interrupt-parent": null}}'
	assert_failure 1
	assert_line --partial ':1:8: error: /~1/interrupt-parent: no interrupt-parent says which controller the interrupts of /timer are for [interrupt-parent]'
	described '{"/": {"interrupt-parent": {"$phandle": "/interrupt-controller@8000000"}}}'
	spares interrupt-parent
	compiled '/ { pic: pic { interrupt-controller; #interrupt-cells = <0>; }; }; &virtio0 { interrupt-parent = <&pic>; };'
	fires interrupt-parent warning '/virtio_mmio@a000000:interrupts: the interrupt parent /pic has no #interrupt-cells'
	compiled '&virtio0 { interrupt-parent = <&gic>; };'
	spares interrupt-parent
}

@test "interrupt-provider" {
	described '{"/": {"a": {"interrupt-controller": true}}}'
	fires interrupt-provider warning '/~1/a: the node takes interrupts, but has no #interrupt-cells'
	described '{"/": {"a": {"interrupt-controller": true, "#interrupt-cells": 1}}}'
	spares interrupt-provider
	compiled '/ { a { #interrupt-cells = <1>; }; };'
	fires interrupt-provider warning '/a:#interrupt-cells: the node is neither an interrupt-controller nor has it an interrupt-map'
	compiled '/ { a { #interrupt-cells = <1>; interrupt-controller; }; };'
	spares interrupt-provider
}

@test "irq-range: SPIs" {
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 988}]}'
	fires irq-range error '/virtio/0/spi: SPI 988 (INTID 1020) is out of range: SPIs are 0 to 987'
	assert_output --partial "help: SPIs count from 0: the GIC's INTID less 32"
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 987}]}'
	spares irq-range
	compiled '&virtio0 { interrupts = <0 988 1>; };'
	fires irq-range warning '/virtio_mmio@a000000:interrupts: SPI 988 (INTID 1020) is out of range: SPIs are 0 to 987'
	compiled '&virtio0 { interrupts = <0 987 1>; };'
	spares irq-range
}

@test "irq-range: PPIs, and types that do not exist" {
	described '{"/": {"timer": {"interrupts": [1, 29, 4, 1, 14, 4, 1, 11, 4, 1, 10, 4]}}}'
	fires irq-range error '/~1/timer/interrupts: PPI 29 (INTID 45) is out of range: PPIs are 0 to 15'
	assert_output --partial "help: PPIs count from 0: the GIC's INTID less 16, so PPI 13"
	compiled '&timer { interrupts = <1 13 4>, <1 14 4>, <1 11 4>, <4 10 4>; };'
	fires irq-range warning '/timer:interrupts: 4 is no type of interrupt: 0 is an SPI, 1 a PPI'
	compiled '&timer { interrupts = <1 13 4>, <1 14 4>, <1 11 4>, <1 15 4>; };'
	spares irq-range
}

@test "irq-range: sources of a PLIC" {
	local plic='/ { soc { plic: plic@c000000 { #interrupt-cells = <1>; interrupt-controller; riscv,ndev = <96>; };
		uart { interrupt-parent = <&plic>; interrupts = <SOURCE>; }; }; };'

	compiled "${plic/SOURCE/0}" -W no-unit-address
	fires irq-range warning '/soc/uart:interrupts: interrupt 0 is out of range: /soc/plic@c000000 has 1 to 96'
	compiled "${plic/SOURCE/97}" -W no-unit-address
	fires irq-range warning '/soc/uart:interrupts: interrupt 97 is out of range: /soc/plic@c000000 has 1 to 96'
	compiled "${plic/SOURCE/96}" -W no-unit-address
	spares irq-range
}

@test "irq-trigger" {
	described '{"serial": [{"base": "0x0900_0000", "spi": 1, "trigger": "level-low"}]}'
	fires irq-trigger error '/serial/0/trigger: SPI 1 (INTID 33) cannot be level-low (8): the GIC takes edge-rising (1) and level-high (4) for an SPI'
	described '{"serial": [{"base": "0x0900_0000", "spi": 1, "trigger": "level-high"}]}'
	spares irq-trigger
	compiled '&serial0 { interrupts = <0 1 5>; };'
	fires irq-trigger warning '/serial@9000000:interrupts: SPI 1 (INTID 33) cannot be of trigger 5: the GIC takes edge-rising (1) and level-high (4) for an SPI'
	compiled '&virtio0 { interrupts = <0 16 2>; };'
	fires irq-trigger warning '/virtio_mmio@a000000:interrupts: SPI 16 (INTID 48) cannot be edge-falling (2): the GIC takes edge-rising (1) and level-high (4) for an SPI'
	compiled '&timer { interrupts = <1 13 8>, <1 14 8>, <1 11 8>, <1 10 8>; };'
	spares irq-trigger
}

@test "irq-clash" {
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 19}, {"base": "0x0a00_0600", "spi": 19}]}'
	fires irq-clash error '/virtio/1/spi: SPI 19 (INTID 51) is already taken by /virtio/0'
	assert_output --partial 'note: taken here'
	assert_output --partial 'help: leave "spi" out to have the next free one given, or use 20'
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 19}, {"base": "0x0a00_0600", "spi": 20}]}'
	spares irq-clash
	compiled '&virtio1 { interrupts = <0 16 1>; };'
	fires irq-clash warning '/virtio_mmio@a000200:interrupts: SPI 16 (INTID 48) is already taken by /virtio_mmio@a000000'
	assert_line 'help: the next free one is SPI 17'
}

@test "irq-clash: in a blob, the ports of a PC share a line" {
	local port='compatible = "ns16550a"; clock-frequency = <1843200>; interrupts = <0 5 1>;'

	compiled "/ { serial@9100000 { $port reg = <0x0 0x9100000 0x0 0x8>; }; serial@9200000 { $port reg = <0x0 0x9200000 0x0 0x8>; }; };"
	spares irq-clash
}

@test "irq-clash: a line is shared where both say so" {
	described '{"serial": [{"base": "0x0900_0000", "spi": 1, "shared": true}, {"base": "0x0904_0000", "spi": 1, "shared": true}]}'
	spares irq-clash
	described '{"serial": [{"base": "0x0900_0000", "spi": 1, "shared": true}, {"base": "0x0904_0000", "spi": 1}]}'
	fires irq-clash error '/serial/1/spi: SPI 1 (INTID 33) is already taken by /serial/0'
}

@test "irq-clash: a message points at the user's side, not at the machine's" {
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 1}]}'
	fires irq-clash error '/virtio/0/spi: SPI 1 (INTID 33) is already taken by /serial@9000000'
}

@test "irq-clash: with PCI's lines, which are those of the devices below it as well" {
	compiled '&virtio0 { interrupts = <0 3 1>; };'
	assert_output --partial 'SPI 3 (INTID 35) is already taken by'
	compiled '&pcie { device@0,0 { reg = <0 0 0 0 0>; interrupts = <1>; }; };'
	spares irq-clash
}

@test "irq-clash: with what a controller has for messages" {
	described '{"gic": {"mbi": {"spi": 0, "count": 32}}}'
	fires irq-clash error '/gic/mbi: SPI 1 (INTID 33) is for messages here, but taken by /serial@9000000'
	described '{"gic": {"mbi": {"spi": 32, "count": 32}}, "virtio": [{"base": "0x0a00_0000", "spi": 40}]}'
	fires irq-clash error '/virtio/0/spi: SPI 40 (INTID 72) is one of those that /gic has for messages'
	assert_line --partial 'note: SPI 32 to 63 are for messages'
	described '{"gic": {"mbi": {"spi": 32, "count": 32}}, "virtio": [{"base": "0x0a00_0000", "spi": 64}]}'
	spares irq-clash
	described '{"gic": {"mbi": [{"spi": 64, "count": 4}, {"spi": 67, "count": 4}]}}'
	fires irq-clash error '/gic/mbi: SPI 67 (INTID 99) is there for messages twice'
	compiled '&gic { compatible = "arm,gic-400"; v2m@8020000 { compatible = "arm,gic-v2m-frame"; msi-controller; reg = <0x0 0x8020000 0x0 0x1000>;
		arm,msi-base-spi = <48>; arm,msi-num-spis = <1>; }; };'
	fires irq-clash warning '/virtio_mmio@a000000:interrupts: SPI 16 (INTID 48) is one of those that /interrupt-controller@8000000/v2m@8020000 has for messages'
}

@test "irq-clash: messages and the lines of PCI are told once for each line" {
	described '{"gic": {"mbi": {"spi": 3, "count": 2}}, "pcie": true}'
	assert_failure 1
	assert_equal "$(grep -c ' error: ' <<<"$output")" 2
	assert_line --partial '/gic/mbi: SPI 4 (INTID 36) is for messages here, but taken by /pcie [irq-clash]'
}

@test "irq-range: messages that begin below the SPIs" {
	compiled '&gic { msi-controller; mbi-ranges = <5 26>; };'
	fires irq-range warning '/interrupt-controller@8000000:mbi-ranges: the messages begin at an INTID below 32, which is no SPI'
	compiled '&gic { msi-controller; mbi-ranges = <32 1>; };'
	spares irq-range
	compiled '&gic { msi-controller; mbi-ranges = <5 30>; };' -W no-irq-range
	fires irq-clash warning '/serial@9000000:interrupts: SPI 1 (INTID 33) is one of those that /interrupt-controller@8000000 has for messages'
}

@test "irq-range: of messages" {
	described '{"gic": {"mbi": {"spi": 980, "count": 8}}}'
	spares irq-range
	described '{"gic": {"mbi": {"spi": 980, "count": 9}}}'
	fires irq-range error '/gic/mbi: SPI 980 to 988 for messages (INTID 1012 to 1020) are out of range: SPIs are 0 to 987'
}

@test "irq-clash: the way out is the one that the kind of device has" {
	described '{"rtc": {"spi": 1}}'
	fires irq-clash error '/rtc/spi: SPI 1 (INTID 33) is already taken by /serial@9000000'
	assert_line 'help: say "next" to have the next free one given, or use 2; "shared": true on both lets them share it'
}

@test "irq-clash: a nexus and the device whose line it passes on are on one line" {
	described '{"/": {"n": {"#address-cells": 0, "#interrupt-cells": 1, "interrupt-map": [1, {"$phandle": "gic"}, 0, 0, 0, 60, 4]},
		"a": {"interrupt-parent": {"$phandle": "/n"}, "interrupts": 1}}}'
	spares irq-clash
	described '{"/": {"n": {"#address-cells": 0, "#interrupt-cells": 1, "interrupt-map": [1, {"$phandle": "gic"}, 0, 0, 0, 60, 4]},
		"a": {"interrupts": [0, 60, 4]}}}'
	fires irq-clash error '/~1/a/interrupts: SPI 60 (INTID 92) is already taken by /~1/n'
}

@test "irq-clash: on controllers that are no GIC" {
	local gpio='/ { gpio: gpio { gpio-controller; interrupt-controller; #interrupt-cells = <2>; }; a { interrupt-parent = <&gpio>; interrupts = <3 1>; };
		b { interrupt-parent = <&gpio>; interrupts = <PIN 1>; }; };'

	compiled "${gpio/PIN/3}"
	fires irq-clash warning '/b:interrupts: interrupt 3 is already taken by /a'
	compiled "${gpio/PIN/4}"
	spares irq-clash
}

@test "trigger-unusual" {
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 16, "trigger": "level-high"}]}'
	fires trigger-unusual warning '/virtio/0/trigger: SPI 16 (INTID 48) is level-high, "virtio,mmio" uses edge-rising'
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 16, "trigger": "edge-rising"}]}'
	spares trigger-unusual
	compiled '&virtio0 { interrupts = <0 16 4>; };'
	fires trigger-unusual warning '/virtio_mmio@a000000:interrupts: SPI 16 (INTID 48) is level-high, "virtio,mmio" uses edge-rising'
	compiled '&virtio0 { interrupts = <0 16 1>; };'
	spares trigger-unusual
}

@test "trigger-unusual: a UART may have either, and PCI's lines are level-high" {
	compiled '&serial0 { interrupts = <0 1 1>; };'
	spares trigger-unusual
	described '{"serial": [{"base": "0x0900_0000", "spi": 1, "trigger": "edge-rising"}]}'
	spares trigger-unusual
	compiled '&pcie { interrupt-map = <0x0 0x0 0x0 0x1 &gic 0x0 0x0 0x0 0x3 0x1>; };'
	fires trigger-unusual warning '/pcie@4010000000:interrupt-map: SPI 3 (INTID 35) is edge-rising, PCI'\''s INTx lines are level-high'
}

@test "ppi-cpu-mask: GICv3 has none" {
	described '{"/": {"pmu": {"compatible": "arm,armv8-pmuv3", "interrupts": [1, 7, 772]}}}'
	fires ppi-cpu-mask warning '/~1/pmu/interrupts: PPI 7 (INTID 23) has the cpu mask 0x3, which GICv3 does not have'
	described '{"/": {"pmu": {"compatible": "arm,armv8-pmuv3", "interrupts": [1, 7, 4]}}}'
	spares ppi-cpu-mask
	compiled '&timer { interrupts = <1 13 0x304>, <1 14 0x304>, <1 11 0x304>, <1 10 0x304>; };'
	fires ppi-cpu-mask warning '/timer:interrupts: PPI 13 (INTID 29) has the cpu mask 0x3, which GICv3 does not have'
	compiled '&timer { interrupts = <1 13 4>, <1 14 4>, <1 11 0x304>, <1 10 4>; };'
	fires ppi-cpu-mask warning '/timer:interrupts: PPI 11 (INTID 27) has the cpu mask 0x3, which GICv3 does not have'
	compiled '&timer { interrupts = <1 13 4>, <1 14 4>, <1 11 4>, <1 10 4>; };'
	spares ppi-cpu-mask
}

@test "trigger-unusual: a trigger of the user's on an interrupt of the machine's, said once" {
	described '{"timer": {"trigger": "edge-rising"}}'
	fires trigger-unusual warning '/timer/trigger: PPI 10 (INTID 26) is edge-rising, "arm,armv8-timer" uses level-high'
	described '{"machine": "qemu-virt", "rtc": {"trigger": "edge-rising"}}'
	fires trigger-unusual warning '/rtc/trigger: SPI 2 (INTID 34) is edge-rising, "arm,pl031" uses level-high'
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 16, "trigger": "level-low"}]}'
	fires irq-trigger error '/virtio/0/trigger: SPI 16 (INTID 48) cannot be level-low (8): the GIC takes edge-rising (1) and level-high (4) for an SPI'
}

@test "trigger-unusual: none" {
	described '{"/": {"x": {"interrupts": [0, 100, 0]}}}'
	fires trigger-unusual warning '/~1/x/interrupts: SPI 100 (INTID 132) has no trigger (0)'
	compiled '/ { x { interrupts = <0 100 0>; }; };'
	fires trigger-unusual warning '/x:interrupts: SPI 100 (INTID 132) has no trigger (0)'
	compiled '/ { x { interrupts = <0 100 4>; }; };'
	spares trigger-unusual
}

@test "interrupt-kind: a device has an SPI" {
	described '{"serial": [{"base": "0x0900_0000", "intid": 16}]}'
	fires interrupt-kind warning '/serial/0/intid: PPI 0 (INTID 16) belongs to one cpu each, so no "arm,pl011" can be on it'
	assert_line 'help: devices have SPIs, which are INTID 32 and up'
	described '{"serial": [{"base": "0x0900_0000", "intid": 48}]}'
	spares interrupt-kind
	compiled '&virtio0 { interrupts = <1 5 1>; };'
	fires interrupt-kind warning '/virtio_mmio@a000000:interrupts: PPI 5 (INTID 21) belongs to one cpu each, so no "virtio,mmio" can be on it'
	compiled '&virtio0 { interrupts = <0 5 1>; };'
	spares interrupt-kind
}

@test "interrupt-kind: a timer has PPIs, a PMU may have either" {
	compiled '&timer { interrupts = <0 13 4>, <1 14 4>, <1 11 4>, <1 10 4>; };'
	fires interrupt-kind warning '/timer:interrupts: SPI 13 (INTID 45) is one for all cpus, "arm,armv8-timer" has a PPI for each'
	compiled '/ { pmu { compatible = "arm,armv8-pmuv3"; interrupts = <0 20 4>; }; };'
	spares interrupt-kind
	compiled '/ { pmu { compatible = "arm,armv8-pmuv3"; interrupts = <1 7 4>; }; };'
	spares interrupt-kind
}

@test "irq-clash: what each cpu has for itself, twice in one device" {
	described '{"timer": {"ppis": [13, 13, 11, 10]}}'
	fires irq-clash error '/timer/ppis/1: PPI 13 (INTID 29) is there twice, for two purposes of the one device'
	described '{"timer": {"ppis": [13, 14, 11, 10]}}'
	spares irq-clash
	compiled '&timer { interrupts = <1 13 4>, <1 14 4>, <1 11 4>, <1 14 4>; };'
	fires irq-clash warning '/timer:interrupts: PPI 14 (INTID 30) is there twice, for two purposes of the one device'
	compiled '/ { smmu { interrupts = <0 40 4>, <0 40 4>; }; };'
	spares irq-clash
}

@test "irq-clash: two devices that share a line with their bus, but not with each other" {
	compiled '/ { bus { interrupts = <0 40 4>; a { interrupts = <0 40 4>; }; b { interrupts = <0 40 4>; }; }; };'
	fires irq-clash warning '/bus/b:interrupts: SPI 40 (INTID 72) is already taken by /bus/a'
	assert_line 'help: the next free one is SPI 41'
	compiled '/ { bus { interrupts = <0 40 4>; a { interrupts = <0 40 4>; }; b { interrupts = <0 41 4>; }; }; };'
	spares irq-clash
}

@test "irq-clash: a line of PCI that is shared, and its neighbour that is not" {
	local pci='"pcie": {"swizzle": null, "interrupts": [{"device": 1, "spi": 40}, {"device": 2, "spi": 41, "shared": true}]}'

	described "{$pci, \"virtio\": [{\"base\": \"0x0a00_0000\", \"spi\": 41, \"shared\": true}]}"
	spares irq-clash
	described "{$pci, \"virtio\": [{\"base\": \"0x0a00_0000\", \"spi\": 41}]}"
	fires irq-clash error '/virtio/0/spi: SPI 41 (INTID 73) is already taken by /pcie'
	described "{$pci, \"virtio\": [{\"base\": \"0x0a00_0000\", \"spi\": 40, \"shared\": true}]}"
	fires irq-clash error '/virtio/0/spi: SPI 40 (INTID 72) is already taken by /pcie'
}

@test "irq-clash, trigger-unusual: each line of PCI has a place of its own" {
	local pci='"pcie": {"swizzle": null, "interrupts": [{"device": 1, "spi": 40}, {"device": 2, "intid": 73 TRIGGER}]}'

	described "{${pci/TRIGGER/, \"trigger\": \"edge-rising\"}}"
	fires trigger-unusual warning '/pcie/interrupts/1/trigger: SPI 41 (INTID 73) is edge-rising, PCI'\''s INTx lines are level-high'
	described "{\"virtio\": [{\"base\": \"0x0a00_0000\", \"spi\": 41}], ${pci/TRIGGER/}}"
	fires irq-clash error '/virtio/0/spi: SPI 41 (INTID 73) is already taken by /pcie'
	assert_line --regexp ':1:[0-9]+: note: taken here$'
}

@test "irq-clash: the lines that PCI's slots share among themselves, shared with others" {
	described '{"pcie": {"swizzle": {"spi": 40, "shared": true}}, "virtio": [{"base": "0x0a00_0000", "spi": 43, "shared": true}]}'
	spares irq-clash
	described '{"pcie": {"swizzle": {"spi": 40}}, "virtio": [{"base": "0x0a00_0000", "spi": 43, "shared": true}]}'
	fires irq-clash error '/virtio/0/spi: SPI 43 (INTID 75) is already taken by /pcie'
}

@test "irq-clash: the way out in the raw tree is a number" {
	described '{"/": {"a": {"interrupts": [0, 40, 4]}, "b": {"interrupts": [0, 40, 4]}}}'
	fires irq-clash error '/~1/b/interrupts: SPI 40 (INTID 72) is already taken by /~1/a'
	assert_line 'help: the next free one is SPI 41'
}

@test "ppi-cpu-mask: GICv2's names all cpus" {
	local two='&gic { compatible = "arm,gic-400"; }; &timer { interrupts = <1 13 FLAGS>; };'

	compiled "${two/FLAGS/0x104}"
	fires ppi-cpu-mask warning '/timer:interrupts: the cpu mask 0x1 of PPI 13 (INTID 29) leaves out some of the 2 cpus'
	compiled "${two/FLAGS/0x304}"
	spares ppi-cpu-mask
}

@test "interrupt-map" {
	described '{"/": {"nexus": {"#address-cells": 0, "#interrupt-cells": 1, "interrupt-map": []}}}'
	fires interrupt-map warning '/~1/nexus/interrupt-map: the map is empty; leave it out'
	described '{"/": {"nexus": {"#address-cells": 0, "#interrupt-cells": 1, "interrupt-map": [1, {"$phandle": "gic"}, 0, 0, 0, 40, 4]}}}'
	spares interrupt-map
	compiled '&pcie { interrupt-map = <0x0 0x0 0x0 0x1 &gic 0x0 0x0 0x0 0x3 0x4>, <0x0 0x0 0x0 0x2 &gic 0x0 0x0>; };'
	fires interrupt-map warning '/pcie@4010000000:interrupt-map: from byte 40 on there is no row: the phandle is of no controller, or the row is cut short'
	compiled '&pcie { interrupt-map-mask = <0x1800 0x0 0x7>; };'
	fires interrupt-map warning '/pcie@4010000000:interrupt-map-mask: the mask has 12 bytes, 3+1 cells are 16'
	compiled '&pcie { interrupt-map = <0x0 0x0 0x0 0x1 &gic 0x0 0x0 0x0 0x3 0x4>; };'
	spares interrupt-map
}

@test "interrupt-parent: what is behind a nexus has a row in its map" {
	local nexus='"nexus": {"#address-cells": 0, "#interrupt-cells": 1, "interrupt-map": [7, {"$phandle": "/interrupt-controller@8000000"}, 0, 0, 0, 50, 4]}'
	local device='"interrupt-parent": {"$phandle": "/nexus"}, "interrupts"'

	described "{\"/\": {$nexus, \"dev\": {$device: [7, 9]}}}"
	fires interrupt-parent error '/~1/dev/interrupts: the interrupt-map of /~1/nexus has no row for it'
	described "{\"/\": {$nexus, \"dev\": {$device: [7]}}}"
	spares interrupt-parent
	nexus='nexus: nexus { #address-cells = <0>; #interrupt-cells = <1>; interrupt-map = <7 &gic 0 0 0 50 4>; };'
	compiled "/ { $nexus dev { interrupt-parent = <&nexus>; interrupts = <9>; }; };"
	fires interrupt-parent warning '/dev:interrupts: the interrupt-map of /nexus has no row for it'
	compiled "/ { $nexus dev { interrupt-parent = <&nexus>; interrupts = <7>; }; };"
	spares interrupt-parent
	# A map that cannot be read is told of itself.
	compiled "/ { $nexus dev { interrupt-parent = <&nexus>; interrupts = <9>; }; }; &nexus { interrupt-map = <7 &gic 0 0>; };"
	fires interrupt-map warning '/nexus:interrupt-map: from byte 0 on there is no row: the phandle is of no controller, or the row is cut short'
}

@test "irq-range: GICv2 has no extended interrupts" {
	described '{"gic": {"version": 2}, "/": {"dev": {"interrupts": [2, 3, 4]}}}'
	fires irq-range error '/~1/dev/interrupts: ESPI 3 (INTID 4099) is of the extended range, which GICv3.1 has; /gic is a GICv2'
	described '{"gic": {"version": 3}, "/": {"dev": {"interrupts": [2, 3, 4]}}}'
	spares irq-range
	compiled '/ { dev { interrupts = <3 5 4>; }; }; &gic { compatible = "arm,cortex-a15-gic"; };'
	fires irq-range warning '/dev:interrupts: EPPI 5 (INTID 1061) is of the extended range, which GICv3.1 has; /interrupt-controller@8000000 is a GICv2'
	compiled '/ { dev { interrupts = <3 5 4>; }; };'
	spares irq-range
}
