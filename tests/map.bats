#!/usr/bin/env bats
# --dump=map: what lies where, what is free, which line belongs to whom, what is claimed twice.

load helper

setup() {
	require dtc
}

# map [OPTION...]: of the source on standard input.
map() {
	dtc -f -q -I dts -O dtb -o "$(tmp a.dtb)"
	run mkfdt --dump=map "$@" "$(tmp a.dtb)"
}

# A machine around the given nodes.
machine() {
	cat <<-EOF
		/dts-v1/;
		/ {
			#address-cells = <2>;
			#size-cells = <2>;
			interrupt-parent = <&gic>;
			gic: intc@8000000 {
				compatible = "arm,gic-v3";
				interrupt-controller;
				#interrupt-cells = <3>;
				#address-cells = <2>;
				#size-cells = <2>;
				ranges;
				reg = <0 0x08000000 0 0x10000>, <0 0x080a0000 0 0x40000>;
				its@8080000 { compatible = "arm,gic-v3-its"; reg = <0 0x08080000 0 0x20000>; };
			};
			memory@40000000 { device_type = "memory"; reg = <0 0x40000000 0 0x20000000>; };
			$1
		};
	EOF
}

@test "map: a whole machine" {
	map <"$MKFDT_SOURCE_DIR/tests/data/query/vm.dts"
	assert_success
	assert_output - <<-'EOF'
		address space
		  0x0000000000  128 MiB                          free
		  0x0008000000  64 KiB      /intc@8000000        distributor
		  0x0008010000  576 KiB                          free
		  0x00080a0000  256 KiB     /intc@8000000        redistributors (2 cpus)
		  0x00080e0000  15.1 MiB                         free
		  0x0009000000  16 MiB      /soc                 bus window
		    0x0009000000  4 KiB       /soc/serial@9000000  arm,pl011, SPI 1
		  0x000a000000  96 MiB                           free
		  0x0010000000  751.9 MiB   /pcie@10000000       PCI memory, 32 bits
		  0x003eff0000  64 KiB      /pcie@10000000       PCI I/O
		  0x003f000000  16 MiB                           free
		  0x0040000000  512 MiB     /memory@40000000     RAM
		    0x0048000000  1 MiB                            memreserve
		      0x0048000000  1 MiB       /chosen              initrd
		    0x0050000000  4 KiB                            memreserve
		  0x0060000000  6.5 GiB                          free
		  0x0200000000  4 GiB       /memory@40000000     RAM
		  0x0300000000  244.3 GiB                        free
		  0x4010000000  16 MiB      /pcie@10000000       ECAM, buses 0 to 15
		interrupts of /intc@8000000
		  SPI 1  INTID 33    level-high    /soc/serial@9000000
		  SPI 3  INTID 35    level-high    /pcie@10000000       INTx
		  SPI 4  INTID 36    level-high    /pcie@10000000       INTx
	EOF
}

@test "map: reserved memory lies in the RAM" {
	machine 'reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
		a@42000000 { reg = <0 0x42000000 0 0x100000>; no-map; };
		b@43000000 { reg = <0 0x43000000 0 0x100000>; reusable; }; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line "    0x42000000  1 MiB       /reserved-memory/a@42000000  reserved, no-map"
	assert_line "    0x43000000  1 MiB       /reserved-memory/b@43000000  reserved, reusable"
	refute_output --partial "!"
}

@test "map: devices behind a bus are where the cpu sees them" {
	machine 'bus@0 { compatible = "simple-bus"; #address-cells = <1>; #size-cells = <1>;
		ranges = <0x100 0 0x0c000000 0x10000>; dev@200 { reg = <0x200 0x100>; }; };
		i2c { #address-cells = <1>; #size-cells = <0>; chip@50 { reg = <0x50>; }; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line --partial "0x0c000000  64 KiB      /bus@0"
	assert_line --regexp '    0x0c000100  256 B       /bus@0/dev@200'
	refute_output --partial chip@50
}

@test "map: overlaps are marked, but not with a device that is switched off" {
	machine 'a@9000000 { compatible = "x"; reg = <0 0x09000000 0 0x1000>; };
		b@9000800 { compatible = "y"; reg = <0 0x09000800 0 0x1000>; };
		c@9000900 { reg = <0 0x09000900 0 0x10>; status = "disabled"; };
		d@40000000 { reg = <0 0x40000000 0 0x1000>; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line --partial "y  ! overlaps /a@9000000"
	assert_line --regexp '/c@9000900 +\(off\)$'
	assert_line --partial "! overlaps /memory@40000000"
}

@test "map: a bus that reaches over everything clashes with nothing, what is behind it may" {
	machine 'soc@0 { compatible = "simple-bus"; #address-cells = <2>; #size-cells = <2>;
		ranges = <0 0 0 0 0x10 0>; a@9000000 { reg = <0 0x09000000 0 0x1000>; };
		b@41000000 { reg = <0 0x41000000 0 0x1000>; }; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	refute_line --partial "overlaps /soc@0"
	assert_line --partial "! overlaps /memory@40000000"
	assert_equal "$(grep -c '!' <<<"$output")" 1
}

@test "map: an initrd outside of what is reserved and two images on one place" {
	machine 'chosen { linux,initrd-start = <0x42000000>; linux,initrd-end = <0x42001000>; };
		reserved-memory { #address-cells = <2>; #size-cells = <2>; ranges;
		a@42000000 { reg = <0 0x42000000 0 0x100000>; }; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line --partial "initrd  ! overlaps /reserved-memory/a@42000000"
}

@test "map: a region that wraps around" {
	machine 'a@fffffffffffff000 { reg = <0xffffffff 0xfffff000 0 0x2000>; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line --partial "0xfffffffffffff000  4 KiB       /a@fffffffffffff000"
	assert_line --partial "wraps around"
}

@test "map: a line that two devices use is marked" {
	machine 'a { interrupts = <0 5 4>; }; b { interrupts = <0 6 1>, <0 5 1>; };
		c { interrupts = <0 6 1>; status = "disabled"; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line "  SPI 5  INTID 37    level-high    /a  ! 2 devices use this line"
	assert_line "  SPI 5  INTID 37    edge-rising   /b  ! 2 devices use this line"
	assert_line "  SPI 6  INTID 38    edge-rising   /b"
	assert_line "  SPI 6  INTID 38    edge-rising   /c (off)"
}

@test "map: names of interrupts, the timer's by their order" {
	machine 'timer { compatible = "arm,armv8-timer"; interrupts = <1 13 4>, <1 14 4>, <1 11 4>, <1 10 4>; };
		x { interrupts = <0 1 4>, <0 2 4>; interrupt-names = "rx", "tx"; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line "  PPI 11  INTID 27    level-high    /timer  virtual"
	assert_line "  SPI 2   INTID 34    level-high    /x      tx"
}

@test "map: interrupts of a controller that is no GIC" {
	machine 'gpio: gpio@9030000 { reg = <0 0x09030000 0 0x1000>; interrupts = <0 7 4>;
		interrupt-controller; #interrupt-cells = <2>; };
		key { interrupts-extended = <&gpio 3 1>; };' >"$(tmp a.dts)"
	map <"$(tmp a.dts)"
	assert_line "interrupts of /gpio@9030000"
	assert_line --regexp '^  0x3 0x1 +/key$'
}

@test "map: the lines of an MSI frame, and a device that uses one of them" {
	dtc -f -q -I dts -O dtb -o "$(tmp a.dtb)" <<-'EOF'
		/dts-v1/;
		/ {
			#address-cells = <2>;
			#size-cells = <2>;
			interrupt-parent = <&gic>;
			gic: intc { compatible = "arm,cortex-a15-gic"; interrupt-controller; #interrupt-cells = <3>;
				v2m { compatible = "arm,gic-v2m-frame"; arm,msi-base-spi = <112>; arm,msi-num-spis = <64>; };
			};
			a { interrupts = <0 79 1>; };
			b { interrupts = <0 81 1>; };
		};
	EOF
	run mkfdt --dump=map "$(tmp a.dtb)"
	assert_line "  SPI 79       INTID 111   edge-rising   /a"
	assert_line "  SPI 80..143  INTID 112   edge-rising   /intc/v2m  MSI  ! other devices use some of these lines"
	assert_line "  SPI 81       INTID 113   edge-rising   /b  ! 2 devices use this line"
}

@test "map: JSON for scripts" {
	require jq
	map --json <"$MKFDT_SOURCE_DIR/tests/data/query/vm.dts"
	assert_success
	run jq -c '.addresses[] | select(.kind == "ram")' <<<"$output"
	assert_line --index 0 '{"base":"0x40000000","size":"0x20000000","kind":"ram","path":"/memory@40000000","meaning":"RAM","depth":0,"off":false,"overlaps":null}'
	run mkfdt --dump=map --json "$(tmp a.dtb)"
	run jq -c '.interrupts[0]' <<<"$output"
	assert_output '{"controller":"/intc@8000000","type":"SPI","number":1,"intid":33,"trigger":"level-high","cells":[0,1,4],"count":1,"path":"/soc/serial@9000000","name":null,"off":false,"shared":false,"clash":false}'
}

@test "map: an empty tree" {
	map <<<'/dts-v1/; / { };'
	assert_success
	assert_output "address space"
	map --json <<<'/dts-v1/; / { };'
	run jq -c . <<<"$output"
	assert_output '{"addresses":[],"interrupts":[]}'
}

@test "map: of a description, with its images" {
	printf '{"kernel": {"start": "0x40200000", "size": "16M"}}' >"$(tmp vm.json)"
	run mkfdt --dump=map "$(tmp vm.json)"
	assert_success
	assert_line --regexp '^    0x[0]*40200000  16 MiB +kernel$'
}

@test "map: devices that say they share a line do not clash" {
	printf '{"virtio": [{"base": "0xa000000", "spi": 20, "shared": true}, {"base": "0xa000200", "spi": 20, "shared": true}]}' >"$(tmp vm.json)"
	run mkfdt --dump=map "$(tmp vm.json)"
	assert_success
	assert_line --regexp '^  SPI 20 .*/virtio_mmio@a000000 +shared$'
	refute_output --partial "!"
}

@test "map: nothing in QEMU's own tree clashes" {
	require qemu-system-aarch64
	for machine in gic-version=2 gic-version=3 gic-version=3,iommu=smmuv3,virtualization=on,secure=on; do
		qemu-system-aarch64 -M "virt,$machine,dumpdtb=$(tmp q.dtb)" -smp 4 -display none 2>/dev/null
		run mkfdt --dump=map "$(tmp q.dtb)"
		assert_success
		refute_output --partial "!"
		assert_output --partial "RAM"
	done
}

@test "map: a device without a compatible is known by its lines alone" {
	map < <(machine 'x@9000000 { reg = <0 0x9000000 0 0x1000>; interrupts = <0 5 4>, <0 6 4>; };')
	assert_line "  0x09000000  4 KiB       /x@9000000                 SPI 5, SPI 6"
}

@test "map: devices on PCI share their host's lines, another device does not" {
	pcie='pcie@30000000 {
		device_type = "pci";
		#address-cells = <3>;
		#size-cells = <2>;
		#interrupt-cells = <1>;
		interrupt-map-mask = <0x1800 0 0 7>;
		interrupt-map = <0x800 0 0 1 &gic 0 0 0 2 4>;
		dev@1,0 { reg = <0x800 0 0 0 0>; interrupts = <1>; };
		dev@5,0 { reg = <0x2800 0 0 0 0>; interrupts = <1>; };
	};'
	map < <(machine "$pcie")
	assert_line --partial "/pcie@30000000/dev@5,0"
	refute_output --partial "!"
	map < <(machine "$pcie x { interrupts = <0 2 4>; };")
	assert_line --regexp "^  SPI 2 .* /x +! 2 devices use this line$"
}

@test "map: a nexus is no other user of a line than the device behind it" {
	map < <(machine 'n: nexus {
			#address-cells = <0>;
			#interrupt-cells = <1>;
			interrupt-map = <1 &gic 0 0 0 2 4>, <2 &gic 0 0 0 3 4>;
		};
		x { interrupt-parent = <&n>; interrupts = <1>; };
		y { interrupt-parent = <&n>; interrupts = <2>; };
		z { interrupt-parent = <&n>; interrupts = <2>; };')
	refute_line --regexp "^  SPI 2 .*!"
	assert_line --regexp "^  SPI 3 .* /z +! 2 devices use this line$"
}

@test "map: a device lies in memory that is reserved for it, also when it has all of it" {
	map < <(machine 'reserved-memory {
			#address-cells = <2>;
			#size-cells = <2>;
			ranges;
			screen@50000000 { reg = <0 0x50000000 0 0x100000>; no-map; };
		};
		chosen {
			#address-cells = <2>;
			#size-cells = <2>;
			ranges;
			framebuffer@50000000 { compatible = "simple-framebuffer"; reg = <0 0x50000000 0 0x100000>; };
		};')
	refute_output --partial "!"
	assert_line --regexp '^      0x50000000  1 MiB +/chosen/framebuffer@50000000 '
}
