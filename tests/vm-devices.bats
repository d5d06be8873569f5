# The devices of a description: what each field makes of its node, what is there without it, and how it is taken away.

load helper
load vm

# gone NODE DESCRIPTION [OPTION...]: there is no such node.
gone() {
	run node "$@"
	assert_output ""
}

# says MESSAGE DESCRIPTION: it is refused with that message.
says() {
	refused "$2"
	assert_output --partial "$1"
}

@test "pmu: true is PPI 7, level-high; or another PPI" {
	run node pmu '{ "pmu": true }'
	assert_output - <<-END
		pmu {
		compatible = "arm,armv8-pmuv3";
		interrupts = <1 7 4>;
		};
	END
	says "an object or true is wanted here, not a number" '{ "pmu": 5 }'
	run node pmu '{ "pmu": { "ppi": 6 } }'
	assert_line "interrupts = <1 6 4>;"
	gone pmu '{}'
	gone pmu '{ "pmu": true }' --set pmu=null
}

@test "pmu: GICv2 has the mask of the cpus in the flags of a PPI" {
	run node pmu '{ "cpus": 3, "gic": { "version": 2 }, "pmu": true }'
	assert_line "interrupts = <1 7 0x704>;"
}

@test "rtc: a pl031 has a page, a level-high interrupt and one clock" {
	run node rtc@9010000 '{ "rtc": { "base": "0x901_0000", "spi": 2 } }'
	assert_output - <<-END
		rtc@9010000 {
		compatible = "arm,pl031", "arm,primecell";
		reg = <0x0 0x9010000 0x0 0x1000>;
		interrupts = <0 2 4>;
		clocks = <&apb_pclk>;
		clock-names = "apb_pclk";
		};
	END
}

@test "rtc: size, trigger and name" {
	run node rtc@9010000 '{
		"rtc": { "name": "time", "base": "0x901_0000", "size": "64K", "intid": 40, "trigger": "edge-rising" },
		"/": { "test": { "$phandle": "time" } }
	}'
	assert_line "reg = <0x0 0x9010000 0x0 0x10000>;"
	assert_line "interrupts = <0 8 1>;"
	assert_line "time: rtc@9010000 {"
}

@test "rtc: a pl030 is told apart by its peripheral id" {
	run node rtc@2000 '{ "rtc": { "type": "pl030", "base": "0x2000", "spi": 2 } }'
	assert_line 'compatible = "arm,primecell";'
	assert_line "arm,primecell-periphid = <0x41030>;"
	assert_line 'clock-names = "apb_pclk";'
}

@test "rtc: a mc146818 is two registers without a clock" {
	run node rtc@1010000 '{ "rtc": { "type": "mc146818", "base": "0x101_0000" } }'
	assert_output - <<-END
		rtc@1010000 {
		compatible = "motorola,mc146818";
		reg = <0x0 0x1010000 0x0 0x2>;
		};
	END
}

@test "rtc: a polled one keeps its interrupt to itself, but has it" {
	local description='{ "rtc": { "base": "0x901_0000", "spi": 0, "polled": true }, "vmclock": { "base": "0x902_0000", "spi": "next" } }'

	run node rtc@9010000 "$description"
	refute_line --partial "interrupts"
	run node ptp@9020000 "$description"
	assert_line "interrupts = <0 2 1>;"
}

@test "rtc: none unless asked; null and false take it away" {
	gone rtc@9010000 '{}'
	gone rtc@9010000 '{ "rtc": { "base": "0x901_0000" } }' --set rtc=null
	gone rtc@9010000 '{ "rtc": false }'
	says 'must be one of "pl031", "pl030", "mc146818"' '{ "rtc": { "type": "pl32", "base": 4096 } }'
}

@test "what the board offers is there for true, and each key of it may be given" {
	run node rtc@9010000 '{ "rtc": true }'
	assert_line "interrupts = <0 2 4>;"
	run node rtc@9010000 '{ "rtc": { "spi": 9 } }'
	assert_line "interrupts = <0 9 4>;"
	run node rtc@9010000 '{}' --set rtc=true
	assert_line "interrupts = <0 2 4>;"
	run node rtc@a010000 '{ "rtc": { "base": "0xa01_0000" } }'
	refute_line --partial "interrupts"
	run node msi-controller@8080000 '{ "gic": { "its": true } }'
	assert_line "reg = <0x0 0x8080000 0x0 0x20000>;"
}

@test "null takes away a part of what is offered" {
	run node gpio@9030000 '{ "gpio": { "keys": null } }'
	assert_line 'compatible = "arm,pl061", "arm,primecell";'
	run node gpio-keys '{ "gpio": { "keys": null } }'
	assert_output ""
}

@test "a machine of one's own may offer as well" {
	run node vmclock@7000 '{ "machine": "none", "offers": { "vmclock": { "base": "0x7000" } } }'
	assert_output ""
	run node ptp@7000 '{ "machine": "none", "offers": { "vmclock": { "base": "0x7000" } }, "vmclock": true }'
	assert_line "reg = <0x0 0x7000 0x0 0x1000>;"
	says "offers are objects in an object" '{ "offers": { "rtc": 1 } }'
}

@test "gpio: a pl061 and the keys on its lines" {
	local description='{
		"gpio": {
			"base": "0x903_0000", "spi": 7,
			"keys": [
				{ "name": "poweroff", "label": "Power", "code": 116, "pin": 3 },
				{ "code": 408, "pin": 4, "active_low": true }
			]
		}
	}'

	run node gpio@9030000 "$description"
	assert_output - <<-END
		gpio: gpio@9030000 {
		compatible = "arm,pl061", "arm,primecell";
		reg = <0x0 0x9030000 0x0 0x1000>;
		interrupts = <0 7 4>;
		gpio-controller;
		#gpio-cells = <2>;
		interrupt-controller;
		#interrupt-cells = <2>;
		clocks = <&apb_pclk>;
		clock-names = "apb_pclk";
		phandle = <3>;
		};
	END
	run node gpio-keys "$description"
	assert_output - <<-END
		gpio-keys {
		compatible = "gpio-keys";
		key-poweroff {
		label = "Power";
		linux,code = <116>;
		gpios = <&gpio 3 0>;
		};
		key-4 {
		linux,code = <408>;
		gpios = <&gpio 4 1>;
		};
		};
	END
}

@test "gpio: without keys there is no gpio-keys; what is wrong with a key is said" {
	gone gpio-keys '{ "gpio": { "base": "0x903_0000", "spi": 7, "keys": [] } }'
	gone gpio@9030000 '{}'
	says '"code" is missing here' '{ "gpio": { "base": 4096, "spi": 7, "keys": [{ "pin": 3 }] } }'
	says '"pin" is missing here' '{ "gpio": { "base": 4096, "spi": 7, "keys": [{ "code": 3 }] } }'
	says '8 is out of range: it must be 0 to 7' '{ "gpio": { "base": 4096, "spi": 7, "keys": [{ "code": 3, "pin": 8 }] } }'
	says '"Power Off" is no name for a key' '{ "gpio": { "base": 4096, "spi": 7, "keys": [{ "name": "Power Off", "code": 3, "pin": 1 }] } }'
	says 'a pl061 needs an interrupt' '{ "machine": "none", "gpio": { "base": 4096 } }'
}

@test "flash: one bank, or several in a node, or several nodes" {
	run node flash@0 '{ "flash": { "base": 0, "size": "64M" } }'
	assert_output - <<-END
		flash@0 {
		compatible = "cfi-flash";
		reg = <0x0 0x0 0x0 0x4000000>;
		bank-width = <4>;
		};
	END
	run node flash@0 '{ "flash": { "banks": [{ "base": 0, "size": "1M" }, { "base": "2M", "end": "3M" }] } }'
	assert_line "reg = <0x0 0x0 0x0 0x100000>,"
	assert_line "<0x0 0x200000 0x0 0x100000>;"
	run node flash@200000 '{ "flash": [{ "base": 0, "size": "1M" }, { "base": "2M", "end": "3M" }] }'
	assert_line "reg = <0x0 0x200000 0x0 0x100000>;"
	gone flash@0 '{}'
	gone flash@0 '{ "flash": true }' --set flash=false
}

@test "flash: bank_width, device_width, label, name" {
	run node flash@0 '{ "flash": { "name": "rom", "base": 0, "size": "64M", "bank_width": 2, "device_width": 1, "label": "firmware" },
		"/": { "test": { "$phandle": "rom" } } }'
	assert_line "rom: flash@0 {"
	assert_line "bank-width = <2>;"
	assert_line "device-width = <1>;"
	assert_line 'label = "firmware";'
	says "a bank is 1, 2 or 4 bytes wide" '{ "flash": { "base": 0, "size": "64M", "bank_width": 3 } }'
	says "leave base and size out" '{ "flash": { "base": 0, "size": "1M", "banks": [{ "base": 0, "size": "1M" }] } }'
	says '"size" is missing here' '{ "machine": "none", "flash": { "base": 0 } }'
}

@test "fw_cfg: 24 bytes, coherent unless it is said otherwise" {
	run node fw-cfg@9020000 '{ "fw_cfg": { "base": "0x902_0000" } }'
	assert_output - <<-END
		fw-cfg@9020000 {
		compatible = "qemu,fw-cfg-mmio";
		reg = <0x0 0x9020000 0x0 0x18>;
		dma-coherent;
		};
	END
	run node fw-cfg@9020000 '{ "fw_cfg": { "base": "0x902_0000", "size": 16, "dma_coherent": false } }'
	assert_line "reg = <0x0 0x9020000 0x0 0x10>;"
	refute_line "dma-coherent;"
	gone fw-cfg@9020000 '{}'
}

@test "platform_bus: addresses begin at 0 there" {
	run node platform-bus@c000000 '{ "platform_bus": true }'
	assert_output - <<-END
		platform-bus@c000000 {
		compatible = "qemu,platform", "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges = <0x0 0x0 0xc000000 0x2000000>;
		};
	END
	run node platform-bus@1000 '{ "machine": "none", "platform_bus": { "base": "0x1000", "size": "4K" } }'
	assert_line 'compatible = "simple-bus";'
	says "a platform bus is smaller than 4 GiB" '{ "platform_bus": { "base": "0x80_0000_0000", "size": "8G" } }'
	gone platform-bus@c000000 '{}'
}

@test "vmgenid: 16 bytes, an edge" {
	run node rng@9100000 '{ "vmgenid": { "base": "0x910_0000", "spi": 40 } }'
	assert_output - <<-END
		rng@9100000 {
		compatible = "microsoft,vmgenid";
		reg = <0x0 0x9100000 0x0 0x10>;
		interrupts = <0 40 1>;
		};
	END
	says "a vmgenid needs an interrupt" '{ "vmgenid": { "base": "0x910_0000" } }'
	gone rng@9100000 '{}'
}

@test "vmclock: a page, and maybe an edge" {
	run node ptp@9100000 '{ "vmclock": { "base": "0x910_0000", "spi": 40 } }'
	assert_output - <<-END
		ptp@9100000 {
		compatible = "amazon,vmclock";
		reg = <0x0 0x9100000 0x0 0x1000>;
		interrupts = <0 40 1>;
		};
	END
	run node ptp@9100000 '{ "vmclock": { "base": "0x910_0000" } }'
	refute_line --partial "interrupts"
	gone ptp@9100000 '{}'
}

@test "battery: a page, level-high" {
	run node battery@9100000 '{ "battery": { "base": "0x910_0000", "spi": 40 } }'
	assert_output - <<-END
		battery@9100000 {
		compatible = "google,goldfish-battery";
		reg = <0x0 0x9100000 0x0 0x1000>;
		interrupts = <0 40 4>;
		};
	END
	says "a battery needs an interrupt" '{ "battery": { "base": "0x910_0000" } }'
	gone battery@9100000 '{}'
}

@test "watchdog: ten ticks a second, eight seconds; its binding has no interrupt" {
	run node watchdog@9100000 '{ "watchdog": { "base": "0x910_0000" } }'
	assert_output - <<-END
		watchdog@9100000 {
		compatible = "qemu,vcpu-stall-detector";
		reg = <0x0 0x9100000 0x0 0x1000>;
		clock-frequency = <10>;
		timeout-sec = <8>;
		};
	END
	run node watchdog@9100000 '{ "watchdog": { "base": "0x910_0000", "clock_frequency": 2, "timeout_sec": 10 } }'
	assert_line "clock-frequency = <2>;"
	assert_line "timeout-sec = <10>;"
	says 'unknown key "spi"' '{ "watchdog": { "base": "0x910_0000", "spi": 40 } }'
	gone watchdog@9100000 '{}'
}

@test "tpm: five pages, maybe an interrupt, maybe the chip" {
	run node tpm@c000000 '{ "tpm": { "base": "0xc00_0000" } }'
	assert_output - <<-END
		tpm@c000000 {
		compatible = "tcg,tpm-tis-mmio";
		reg = <0x0 0xc000000 0x0 0x5000>;
		};
	END
	run node tpm@c000000 '{ "tpm": { "base": "0xc00_0000", "spi": 40, "compatible": ["atmel,at97sc3204", "tcg,tpm-tis-mmio"] } }'
	assert_line 'compatible = "atmel,at97sc3204", "tcg,tpm-tis-mmio";'
	assert_line "interrupts = <0 40 4>;"
	gone tpm@c000000 '{}'
}

@test "pmem: a region or a list; volatile, numa_node" {
	run node pmem@100000000 '{ "pmem": { "base": "4G", "size": "1G" } }'
	assert_output - <<-END
		pmem@100000000 {
		compatible = "pmem-region";
		reg = <0x1 0x0 0x0 0x40000000>;
		};
	END
	run node pmem@180000000 '{ "pmem": [{ "base": "4G", "size": "1G" }, { "base": "6G", "size": "1G", "volatile": true, "numa_node": 1 }] }'
	assert_line "volatile;"
	assert_line "numa-node-id = <1>;"
	gone pmem@100000000 '{}'
}

@test "framebuffer: in chosen, as large as its lines; format and stride" {
	run node chosen '{ "framebuffer": { "base": "0x3000_0000", "width": 800, "height": 600 } }'
	assert_output - <<-END
		chosen {
		stdout-path = "/serial@9000000";
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		framebuffer@30000000 {
		compatible = "simple-framebuffer";
		reg = <0x0 0x30000000 0x0 0x1d4c00>;
		width = <800>;
		height = <600>;
		stride = <3200>;
		format = "x8r8g8b8";
		};
		};
	END
	run node framebuffer@30000000 '{ "framebuffer": { "base": "0x3000_0000", "width": 800, "height": 600, "format": "r5g6b5", "stride": 2048, "size": "2M" } }'
	assert_line "reg = <0x0 0x30000000 0x0 0x200000>;"
	assert_line "stride = <2048>;"
	assert_line 'format = "r5g6b5";'
	says "a line of 800 pixels has 3200 bytes" '{ "framebuffer": { "base": "0x3000_0000", "width": 800, "height": 600, "stride": 1600 } }'
	says '"height" is missing here' '{ "framebuffer": { "base": "0x3000_0000", "width": 800 } }'
	gone framebuffer@30000000 '{}'
}

@test "clocks: fixed ones; apb-pclk is the one of the Arm peripherals" {
	run node osc '{ "clocks": [{ "name": "osc", "frequency": 32768, "output_name": "tick" }] }'
	assert_output - <<-END
		osc {
		compatible = "fixed-clock";
		#clock-cells = <0>;
		clock-frequency = <32768>;
		clock-output-names = "tick";
		};
	END
	run node apb-pclk '{ "clocks": [{ "name": "apb-pclk", "frequency": 3141592 }] }'
	assert_line "clock-frequency = <3141592>;"
	refute_line --partial "clock-output-names"
	says '"a clock" is no name for a node' '{ "clocks": [{ "name": "a clock", "frequency": 1 }] }'
	says '"frequency" is missing here' '{ "clocks": [{ "name": "osc" }] }'
}

@test "reserved_memory: at an address, named after its use" {
	run node reserved-memory '{ "reserved_memory": [
		{ "base": "0x5000_0000", "size": "1M", "no_map": true },
		{ "name": "mailbox", "base": "0x5010_0000", "size": "1M", "compatible": "google,open-dice", "no_map": true }
	] }'
	assert_output - <<-END
		reserved-memory {
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		reserved@50000000 {
		reg = <0x0 0x50000000 0x0 0x100000>;
		no-map;
		};
		mailbox@50100000 {
		compatible = "google,open-dice";
		reg = <0x0 0x50100000 0x0 0x100000>;
		no-map;
		};
		};
	END
	gone reserved-memory '{}'
	gone reserved-memory '{ "reserved_memory": [null] }'
}

@test "reserved_memory: where the guest finds room" {
	run node shared-dma-pool '{ "reserved_memory": [{
		"compatible": "shared-dma-pool", "size": "64M", "alignment": "2M", "reusable": true, "cma_default": true,
		"alloc_ranges": [{ "base": "0x4000_0000", "size": "256M" }]
	}] }'
	assert_output - <<-END
		shared-dma-pool {
		compatible = "shared-dma-pool";
		size = <0x0 0x4000000>;
		alignment = <0x0 0x200000>;
		alloc-ranges = <0x0 0x40000000 0x0 0x10000000>;
		reusable;
		linux,cma-default;
		};
	END
	run node pool '{ "reserved_memory": [{ "name": "pool", "compatible": "shared-dma-pool", "size": "1M", "dma_default": true }] }'
	assert_line "linux,dma-default;"
}

@test "reserved_memory: the sizes of ramoops" {
	run node ramoops@50000000 '{ "reserved_memory": [{
		"compatible": "ramoops", "base": "0x5000_0000", "size": "1M",
		"record_size": "16K", "console_size": "64K", "ftrace_size": "4K", "pmsg_size": "8K", "ecc_size": 16
	}] }'
	assert_line "record-size = <0x4000>;"
	assert_line "console-size = <0x10000>;"
	assert_line "ftrace-size = <0x1000>;"
	assert_line "pmsg-size = <0x2000>;"
	assert_line --regexp "^ecc-size = <(16|0x10)>;"
}

@test "reserved_memory: what cannot be" {
	says "cannot be used meanwhile" '{ "reserved_memory": [{ "base": "0x5000_0000", "size": "1M", "no_map": true, "reusable": true }] }'
	says "neither no_map nor reusable" '{ "reserved_memory": [{ "compatible": "restricted-dma-pool", "size": "1M", "no_map": true }] }'
	says "ramoops needs one of" '{ "reserved_memory": [{ "compatible": "ramoops", "base": "0x5000_0000", "size": "1M" }] }'
	says "ramoops needs a base" '{ "reserved_memory": [{ "compatible": "ramoops", "size": "1M", "record_size": "4K" }] }'
	says "lies there already" '{ "reserved_memory": [{ "base": "0x5000_0000", "size": "1M", "alignment": "2M" }] }'
	says '"size" is missing here' '{ "reserved_memory": [{ "name": "pool" }] }'
	says "is no name for a node" '{ "reserved_memory": [{ "name": "a pool", "size": "1M" }] }'
}

@test "caches: nothing is said of them unless asked; those of a cpu are its properties" {
	run node cpu@0 '{}'
	refute_line --partial "cache"
	run node cpu@0 '{ "cpus": { "caches": { "l1d": "32K", "l1i": { "size": "48K", "line_size": 64, "sets": 256 } } } }'
	assert_line "d-cache-size = <0x8000>;"
	assert_line "i-cache-size = <0xc000>;"
	assert_line "i-cache-line-size = <0x40>;"
	assert_line --regexp "^i-cache-sets = <(256|0x100)>;"
	refute_line --partial "next-level-cache"
}

@test "caches: level 2 is each cpu's own and level 3 a socket's, unless it is said otherwise" {
	local description='{ "cpus": { "count": 4, "topology": { "sockets": 2 }, "caches": { "l2": "512K", "l3": { "size": "4M" } } } }'

	run node l2-cache-3 "$description"
	assert_output - <<-END
		l2_cache_3: l2-cache-3 {
		compatible = "cache";
		cache-level = <2>;
		cache-unified;
		cache-size = <0x80000>;
		next-level-cache = <&l3_cache_1>;
		phandle = <5>;
		};
	END
	gone l2-cache-4 "$description"
	gone l3-cache-2 "$description"
	run node cpu@3 "$description"
	assert_line "next-level-cache = <&l2_cache_3>;"
	gone l2-cache-1 '{ "cpus": { "count": 4, "caches": { "l2": { "size": "512K", "cpus": 4 } } } }'
	says "is behind one of level 2" '{ "cpus": { "caches": { "l3": "4M" } } }'
	says "3 is no multiple of 2" '{ "cpus": { "count": 6, "caches": { "l2": { "size": "1M", "cpus": 2 }, "l3": { "size": "4M", "cpus": 3 } } } }'
}

@test "cpus: what is particular to one" {
	run node cpu@1 '{ "cpus": { "count": 2, "list": [{}, { "capacity_dmips_mhz": 512, "dynamic_power_coefficient": 100 }] } }'
	assert_line --regexp "^capacity-dmips-mhz = <(512|0x200)>;"
	assert_line --regexp "^dynamic-power-coefficient = <(100|0x64)>;"
	run node cpu@0 '{ "cpus": { "count": 2, "list": [{}, { "dynamic_power_coefficient": 100 }] } }'
	refute_line --partial "dynamic-power-coefficient"
}

@test "every device read back from the resolved description makes the same blob" {
	cat >"$(tmp all.json)" <<-END
		{
			"cpus": { "count": 4, "caches": { "l1d": "32K", "l1i": "32K", "l2": "512K", "l3": "4M" } },
			"pmu": true, "rtc": true, "gpio": true, "flash": true, "fw_cfg": true, "platform_bus": true,
			"vmgenid": { "base": "0x910_0000", "spi": "next" },
			"vmclock": { "base": "0x910_1000", "spi": "next" },
			"battery": { "base": "0x910_2000", "spi": "next" },
			"watchdog": { "base": "0x910_3000" },
			"tpm": { "base": "0x911_0000", "spi": "next" },
			"pmem": { "base": "0x8000_0000", "size": "2M", "volatile": true },
			"framebuffer": { "base": "0x3000_0000", "width": 640, "height": 480 },
			"clocks": [{ "name": "osc", "frequency": 32768 }],
			"reserved_memory": [
				{ "compatible": "ramoops", "base": "0x5000_0000", "size": "1M", "console_size": "64K" },
				{ "compatible": "restricted-dma-pool", "size": "4M", "alignment": "2M" }
			],
			"virtio": 2
		}
	END
	mkfdt -o "$(tmp all.dtb)" "$(tmp all.json)"
	mkfdt -O vm "$(tmp all.json)" | mkfdt -o "$(tmp again.dtb)"
	run cmp "$(tmp all.dtb)" "$(tmp again.dtb)"
	assert_success
}

@test "two devices at one address are two, and that is an error; a blob's node is taken over" {
	says 'there is a node "serial@9000000" here already' '{ "serial": [{ "base": "0x900_0000", "spi": 1 }, { "base": "0x900_0000", "spi": 2 }] }'
	says "overlaps 0x9000000-0x9000fff of /serial/0" '{ "serial": [{ "base": "0x900_0000", "spi": 1 }, { "base": "0x900_0000", "spi": 2 }] }'
	says 'there is a node "virtio_mmio@a000000" here already' '{ "virtio": [{ "base": "0xa00_0000" }, { "base": "0xa00_0000" }] }'
	says 'there is a node "memory@40000000" here already' '{ "memory": [{ "base": "1G", "size": "1G" }, { "base": "1G", "size": "1G" }] }'
	says 'there is a node "cpu@0" here already' '{ "cpus": { "mpidr": [0, 0] } }'
	says 'there is a node "key-1" here already' '{ "gpio": { "base": 4096, "spi": 7, "keys": [{ "pin": 1, "code": 2 }, { "pin": 1, "code": 3 }] } }'
	mkfdt -o "$(tmp a.dtb)" <<<'{}'
	echo '{ "memory": { "base": "0x4000_0000", "size": "1G" } }' >"$(tmp more.json)"
	run mkfdt -O dts "$(tmp a.dtb)" "$(tmp more.json)"
	assert_line --partial "reg = <0x0 0x40000000 0x0 0x40000000>;"
	assert_equal "$(grep -c "memory@" <<<"$output")" 1
	mkdir -p "$(tmp tree/rtc@1000)"
	printf 'kept\0' >"$(tmp tree/rtc@1000/label)"
	run mkfdt -q -O dts "$(tmp tree)" --set rtc.base=4096 --set rtc.type=mc146818
	assert_line --partial 'label = "kept";'
	assert_line --partial 'compatible = "motorola,mc146818";'
}

@test "what is for another kind of device is refused" {
	says "a pl011's registers are 4 bytes apart" '{ "serial": [{ "base": "0x900_0000", "spi": 1, "reg_shift": 2 }] }'
	says "reg_io_width is for a ns16550a" '{ "serial": [{ "base": "0x900_0000", "spi": 1, "reg_io_width": 4 }] }'
	says 'this is for memory that is compatible with "ramoops"' '{ "reserved_memory": [{ "size": "1M", "ecc_size": 16 }] }'
	says 'there is no "iommu" that could know the device by it' '{ "virtio": [{ "iommu_id": 3 }] }'
	says "the device has no interrupt that could have a trigger" '{ "tpm": { "base": "0x6000_0000", "trigger": "level-high" } }'
	says "an SMMU has an SPI" '{ "smmu": { "base": "0x905_0000", "spi": null, "ppi": 3 } }'
}

@test "a TPM inside of the platform bus is a device of that bus" {
	run node platform-bus@c000000 '{ "machine": "qemu-virt", "tpm": { "base": "0xc00_1000" } }'
	assert_output - <<-END
		platform-bus@c000000 {
		compatible = "qemu,platform", "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges = <0x0 0x0 0xc000000 0x2000000>;
		tpm@1000 {
		compatible = "tcg,tpm-tis-mmio";
		reg = <0x1000 0x5000>;
		};
		};
	END
	says "overlaps 0xc000000-0xdffffff of" '{ "machine": "qemu-virt", "tpm": { "base": "0xdff_f000" } }'
}

@test "false takes away what is an object or a list, and is no number or string" {
	says "/cmdline: a string is wanted here, not false" '{ "cmdline": false }'
	says "/gic/version: expected a number" '{ "gic": { "version": false } }'
	mkfdt -o "$(tmp without.dtb)" <<<'{ "psci": false, "virtio": false, "cpus": { "enable_method": "spin-table" }, "/": { "cpus": { "cpu@0": { "cpu-release-addr": { "$u64": 0 } } } } }'
}

@test "virtio: a device claims as much of the window as its slots are large" {
	local window='"virtio_window": { "base": "0xa00_0000", "stride": "0x1000", "size": "0x1000", "spi": 16, "count": 4 }'

	run node virtio_mmio@a002000 "{ $window, \"virtio\": [{}, { \"base\": \"0xa00_1800\", \"spi\": 40 }, {}] }" -W no-mmio-alignment -W no-device-order
	assert_output ""
	run node virtio_mmio@a003000 "{ $window, \"virtio\": [{}, { \"base\": \"0xa00_1800\", \"spi\": 40 }, {}] }" -W no-mmio-alignment -W no-device-order
	assert_line "interrupts = <0 19 1>;"
}

@test "virtio: numbers go up with each repetition, whichever they are" {
	run node virtio_mmio@b000200 '{ "virtio": [{ "base": "0xb00_0000", "intid": 80, "count": 2 }] }'
	assert_line "interrupts = <0 49 1>;"
	run node virtio_mmio@b000200 '{ "virtio": [{ "base": "0xb00_0000", "ppi": 4, "count": 2 }] }'
	assert_line "interrupts = <1 5 1>;"
}

@test "virtio: more devices than there can be are refused before they are made" {
	says "these are 3000000 devices, there can be 1000000" '{ "virtio": [{ "count": 1000000 }, { "count": 1000000 }, { "count": 1000000 }] }'
}

@test "one line has one number, the next free one included" {
	says "/virtio/0/spi: one line has one number" '{ "virtio": [{ "base": "0xb00_0000", "spi": "next", "ppi": 4 }] }'
	says "every SPI is taken" '{ "virtio": { "count": 60000, "spi": "next", "base": "0x0a000000" } }'
}

@test "a cpu is in one NUMA node" {
	says "cpu 1 is in node 0 and in node 1" '{ "cpus": 4, "numa": { "cpus": ["0-1", "1-3"] } }'
	says '"0-1," is no list of cpus' '{ "cpus": 4, "numa": { "cpus": ["0-1,", "2-3"] } }'
}

@test "virtio: who takes the SPI of a slot that the machine's devices need is to blame" {
	run mkfdt --check <<<'{"machine": "qemu-virt", "serial": [{"base": "0x0900_0000", "spi": 40}]}'
	assert_failure 1
	assert_line --index 0 "<stdin>:1:68: error: /serial/0/spi: SPI 40 is that of a slot of the virtio_window, and the machine's devices need all of them"
	assert_line 'help: take SPIs outside of 16 to 47, or say "virtio" for fewer devices'
	run mkfdt --check <<<'{"machine": "qemu-virt", "serial": [{"base": "0x0900_0000", "spi": 40}], "rtc": {"base": "0x0901_0000", "spi": 44}}'
	assert_line '<stdin>:1:68: error: /serial/0/spi: SPI 40 is that of a slot of the virtio_window, and the machine'"'"'s devices need all of them'
	assert_line '<stdin>:1:112: error: /rtc/spi: SPI 44 is that of a slot of the virtio_window, and the machine'"'"'s devices need all of them'
	assert_equal "$(grep -c ': error: ' <<<"$output")" 2
	run mkfdt --check <<<'{"machine": "qemu-virt", "smmu": {"base": "0x0905_0000", "spi": 14}}'
	assert_line --index 0 "<stdin>:1:65: error: /smmu/spi: SPI 16 is that of a slot of the virtio_window, and the machine's devices need all of them"
	run mkfdt --check <<<'{"machine": "qemu-virt", "virtio_window": {"count": 8}, "serial": [{"base": "0x0900_0000", "spi": 20}]}'
	assert_line --index 0 '<stdin>:1:53: error: /virtio_window/count: the device has no base, and all 8 slots of the virtio_window are taken'
	run mkfdt --check <<<'{"machine": "qemu-virt", "virtio": 32, "rtc": {"spi": 20}}'
	assert_line --index 0 '<stdin>:1:36: error: /virtio: the device has no base, and all 32 slots of the virtio_window are taken'
	assert_line '<stdin>:1:55: note: SPI 20, that of a slot, is taken here'
	run mkfdt --check <<<'{"machine": "qemu-virt", "virtio": 31, "serial": [{"base": "0x0900_0000", "spi": 40}]}'
	assert_success
	run mkfdt --check <<<'{"machine": "qemu-virt", "serial": [{"base": "0x0900_0000", "spi": 48}]}'
	assert_success
}

@test "an interrupt's number is the user's, in whichever unit, before the machine's" {
	run mkfdt -O dts <<<'{"machine": "qemu-virt", "rtc": {"intid": 80}}'
	assert_success
	assert_line --partial 'SPI 48 (INTID 80)'
}

@test "virtio: the numbers by which an IOMMU knows repeated devices are written out" {
	mkfdt -o "$(tmp a.dtb)" <<<'{"smmu": {"base": "0x0905_0000", "spi": 74}, "virtio": {"count": 3, "iommu": "smmu"}}'
	mkfdt -O vm <<<'{"smmu": {"base": "0x0905_0000", "spi": 74}, "virtio": {"count": 3, "iommu": "smmu"}}' | mkfdt -o "$(tmp b.dtb)"
	cmp "$(tmp a.dtb)" "$(tmp b.dtb)"
	run mkfdt --dump "$(tmp b.dtb)"
	assert_line --partial 'iommus = <&iommu 2>;'
}
