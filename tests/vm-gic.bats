# The interrupt controller of a description.

load helper
load vm

@test "GICv3: distributor, redistributors, and what children of it need" {
	run node interrupt-controller@8000000 '{}'
	assert_output - <<-END
		gic: interrupt-controller@8000000 {
		compatible = "arm,gic-v3";
		reg = <0x0 0x8000000 0x0 0x10000>,
		<0x0 0x80a0000 0x0 0xf60000>;
		interrupt-controller;
		#interrupt-cells = <3>;
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		phandle = <1>;
		};
	END
}

@test "a second region of redistributors, when the first is full: from cpu 124 on" {
	run node interrupt-controller@8000000 '{ "cpus": 123 }'
	refute_line --partial "#redistributor-regions"
	run node interrupt-controller@8000000 '{ "cpus": 124 }'
	assert_line "<0x40 0x0 0x0 0x4000000>;"
	assert_line "#redistributor-regions = <2>;"
}

@test "GICv4 has redistributors of 256 KiB: the first region is full at cpu 62" {
	run node interrupt-controller@8000000 '{ "cpus": 61, "gic": { "version": 4 } }'
	assert_line 'compatible = "arm,gic-v3";'
	refute_line --partial "#redistributor-regions"
	run node interrupt-controller@8000000 '{ "cpus": 62, "gic": { "version": 4 } }'
	assert_line "#redistributor-regions = <2>;"
}

@test "redistributors without a size have 128 KiB a cpu, and grow downward from an end" {
	run node interrupt-controller@3fff0000 '{
		"cpus": 5,
		"gic": { "distributor": { "base": "0x3fff_0000" }, "redistributors": [{ "end": "0x3fff_0000" }] }
	}'
	assert_line "<0x0 0x3ff50000 0x0 0xa0000>;"
	run node interrupt-controller@3fff0000 '{
		"cpus": 5,
		"gic": {
			"version": 4,
			"distributor": { "base": "0x3fff_0000" }, "redistributors": [{ "end": "0x3fff_0000" }]
		}
	}'
	assert_line "<0x0 0x3feb0000 0x0 0x140000>;"
}

@test "a stride is said to the guest, and counts for the size" {
	run node interrupt-controller@8000000 '{
		"cpus": 3,
		"gic": { "redistributor_stride": "0x4_0000", "redistributors": [{ "base": "0x900_0000" }] },
		"serial": []
	}'
	assert_line "<0x0 0x9000000 0x0 0xc0000>;"
	assert_line "redistributor-stride = <0 0x40000>;"
}

@test "GICv3 without redistributors is no GICv3" {
	refused '{ "gic": { "redistributors": [] } }'
	assert_line --partial '/gic: "redistributors" is missing here'
}

@test "an ITS lies right below the redistributors, the next one below that" {
	run node interrupt-controller@8000000 '{ "gic": { "its": true } }'
	assert_line "its: msi-controller@8080000 {"
	run node interrupt-controller@8000000 '{ "gic": { "its": [{}, { "name": "second", "size": "64K" }] } }'
	assert_line "its: msi-controller@8080000 {"
	assert_line "second: msi-controller@8070000 {"
	assert_line "reg = <0x0 0x8070000 0x0 0x10000>;"
}

@test "an ITS is where it says, and has what its binding asks for" {
	run node msi-controller@a0000000 '{ "gic": { "its": { "base": "0xa000_0000" } } }'
	assert_output - <<-END
		its: msi-controller@a0000000 {
		compatible = "arm,gic-v3-its";
		reg = <0x0 0xa0000000 0x0 0x20000>;
		msi-controller;
		#msi-cells = <1>;
		};
	END
}

@test "an ITS below redistributors that grow downward moves with the number of cpus" {
	local gic='{ "distributor": { "base": "0x3fff_0000" }, "redistributors": [{ "end": "0x3fff_0000" }], "its": true }'

	run node interrupt-controller@3fff0000 "{ \"cpus\": 1, \"gic\": $gic }"
	assert_line "its: msi-controller@3ffb0000 {"
	run node interrupt-controller@3fff0000 "{ \"cpus\": 2, \"gic\": $gic }"
	assert_line "its: msi-controller@3ff90000 {"
}

@test "GICv2: two regions" {
	run node interrupt-controller@8000000 '{ "gic": { "version": 2 } }'
	assert_line 'compatible = "arm,cortex-a15-gic";'
	assert_line "reg = <0x0 0x8000000 0x0 0x10000>,"
	assert_line "<0x0 0x8010000 0x0 0x10000>;"
}

@test "GICv2 for a guest that is a hypervisor: four regions, and an interrupt with a mask of the cpus" {
	run node interrupt-controller@8000000 '{
		"cpus": 3,
		"gic": {
			"version": 2, "maintenance_ppi": 9,
			"hypervisor_interface": { "base": "0x803_0000" }, "vcpu_interface": { "base": "0x804_0000" }
		}
	}'
	assert_line "<0x0 0x8030000 0x0 0x10000>,"
	assert_line "<0x0 0x8040000 0x0 0x10000>;"
	assert_line "interrupts = <1 9 0x704>;"
}

@test "GICv3 has the maintenance interrupt too, without a mask of cpus" {
	run node interrupt-controller@8000000 '{ "gic": { "maintenance_ppi": 9 } }'
	assert_line "interrupts = <1 9 4>;"
}

@test "interfaces are known by their position: none may be missing in front" {
	refused '{ "gic": { "version": 2, "vcpu_interface": { "base": "0x804_0000" } } }'
	assert_line --partial '/gic: "hypervisor_interface" is missing here'
	refused '{ "gic": { "hypervisor_interface": { "base": "0x803_0000" } } }'
	assert_line --partial '/gic: "cpu_interface" is missing here'
}

@test "a compatible of its own" {
	run node interrupt-controller@8000000 '{ "gic": { "version": 2, "compatible": "arm,gic-400" } }'
	assert_line 'compatible = "arm,gic-400";'
}

@test "v2m: the frame's register tells which SPIs it has, or the description does, as the GIC counts" {
	local gic='"version": 2, "v2m": { "base": "0x802_0000"'

	run node v2m@8020000 "{ \"gic\": { $gic } } }"
	assert_output - <<-END
		v2m: v2m@8020000 {
		compatible = "arm,gic-v2m-frame";
		reg = <0x0 0x8020000 0x0 0x1000>;
		msi-controller;
		};
	END
	run node v2m@8020000 "{ \"gic\": { $gic, \"base_spi\": 48, \"num_spis\": 64 } } }"
	assert_line "arm,msi-base-spi = <80>;"
	assert_line "arm,msi-num-spis = <64>;"
}

@test "no device is given an SPI that messages raise" {
	run node virtio_mmio@b000000 '{
		"gic": { "version": 2, "v2m": { "base": "0x802_0000", "base_spi": 0, "num_spis": 64 } },
		"serial": [{ "base": "0x900_0000", "spi": "next" }], "virtio": [{ "base": "0xb00_0000", "spi": "next" }]
	}'
	assert_line "interrupts = <0 65 1>;"
	run node virtio_mmio@b000000 '{
		"gic": { "mbi": { "spi": 0, "count": 70 } },
		"serial": [{ "base": "0x900_0000", "spi": "next" }], "virtio": [{ "base": "0xb00_0000", "spi": "next" }]
	}'
	assert_line "interrupts = <0 71 1>;"
}

@test "messages to the distributor are not of GICv2" {
	refused '{ "gic": { "version": 2, "mbi": { "spi": 32, "count": 4 } } }'
	assert_line --partial "/gic/mbi: messages to the distributor are taken by that of GICv3; this is version 2"
}

@test "version 4: twice the room for each cpu, so half as many" {
	mkfdt -o "$(tmp full.dtb)" <<<'{ "machine": "qemu-virt", "gic": { "version": 4 }, "cpus": 317 }'
	refused '{ "machine": "qemu-virt", "gic": { "version": 4 }, "cpus": 318 }'
	assert_line --partial ":1:60: error: /cpus: the redistributors serve 317 cpus, there are 318 [gic-capacity]"
	assert_line "help: in version 4 each cpu needs 0x40000 bytes"
	refused '{ "gic": { "version": 4, "redistributors": [{ "base": "0x80a_0000", "size": "512K" }] }, "cpus": 3 }'
	assert_line --partial "/gic/redistributors/0/base: the redistributors serve 2 cpus, there are 3 [gic-capacity]"
}

@test "version 2 has no redistributors" {
	refused '{ "gic": { "version": 2, "redistributors": [{ "base": "0x80a_0000" }] } }'
	assert_line --partial "/gic/redistributors: GICv2 has no redistributors; this is version 2"
	refused '{ "gic": { "version": 2, "redistributor_stride": "0x4_0000" } }'
	assert_line --partial "/gic/redistributor_stride: GICv2 has no redistributors; this is version 2"
}

@test "an ITS is not of GICv2" {
	refused '{ "gic": { "version": 2, "its": true } }'
	assert_line --partial "/gic/its: an ITS translates for the redistributors of GICv3; this is version 2"
	assert_line 'help: GICv2 takes messages in a "v2m" frame'
}

@test "SPIs that messages to the distributor raise" {
	run node interrupt-controller@8000000 '{ "gic": { "mbi": [{ "spi": 64, "count": 64 }, { "spi": 256, "count": 8 }] } }'
	assert_line "msi-controller;"
	assert_line "mbi-ranges = <0x60 0x40>, <0x120 8>;"
}

@test "what is resolved says the same again" {
	local description='{ "cpus": 200, "gic": { "its": [{}, {}], "maintenance_ppi": 9 } }'

	mkfdt -O vm <<<"$description" >"$(tmp resolved.json)"
	assert_equal "$(mkfdt -O dts "$(tmp resolved.json)")" "$(mkfdt -O dts <<<"$description")"
}

@test "an interrupt controller of nobody's wants its parts by name" {
	refused '{ "machine": "none", "gic": {} }'
	assert_line '<stdin>:1:29: error: /gic: "distributor" is missing here'
	assert_line '<stdin>:1:29: error: /gic: "redistributors" is missing here'
}

@test "when_full: a region that is there only for cpus that those before it cannot hold" {
	local regions='"redistributors": [{ "base": "0x80a_0000", "size": "256K" }, { "base": "0x1000_0000", "size": "1M", "when_full": WHEN }]'

	run node interrupt-controller@8000000 "{ \"cpus\": 2, \"gic\": { ${regions/WHEN/true} } }"
	assert_line "<0x0 0x80a0000 0x0 0x40000>;"
	refute_line --partial "#redistributor-regions"
	run node interrupt-controller@8000000 "{ \"cpus\": 3, \"gic\": { ${regions/WHEN/true} } }"
	assert_line "#redistributor-regions = <2>;"
	run node interrupt-controller@8000000 "{ \"cpus\": 2, \"gic\": { ${regions/WHEN/false} } }"
	assert_line "#redistributor-regions = <2>;"
}

@test "gic: the version that the user takes is blamed for what the machine has of another one" {
	run mkfdt --check <<<'{"machine": "cloud-hypervisor", "gic": {"version": 2, "cpu_interface": {"base": "0x0801_0000"}}}'
	assert_failure 1
	assert_line --index 0 "<stdin>:1:52: error: /gic/version: an ITS translates for the redistributors of GICv3; this is version 2"
	assert_line 'help: null takes it away: "its": null'
}
