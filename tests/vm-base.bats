# What a description says of the machine itself: cpus, memory, the command line, PSCI, the timer, serial devices.
load helper
load vm

# --- the empty description ---

@test "{} is a whole machine" {
	run mkfdt -O dts --raw <<<'{}'
	assert_success
	for name in chosen memory@40000000 cpus psci timer interrupt-controller@8000000 serial@9000000 apb-pclk aliases; do
		assert_line "  $name {"
	done
}

@test "dtc has nothing to say about it" {
	require dtc
	mkfdt -o "$(tmp a.dtb)" <<<'{}'
	run dtc -I dtb -O dts -o /dev/null "$(tmp a.dtb)"
	assert_success
	assert_output ""
}

@test "machine none generates only what is named" {
	run mkfdt -O dts <<<'{ "machine": "none" }'
	assert_output '/dts-v1/;

/ {
};'
	run mkfdt -O dts <<<'{ "machine": "none", "cmdline": "quiet" }'
	assert_output '/dts-v1/;

/ {
  chosen {
    bootargs = "quiet";
  };
};'
}

@test "the console may be a device's name with options behind it" {
	run node chosen '{ "serial": [{ "base": "0x0900_0000", "spi": 1 }, { "name": "debug", "base": "0x0901_0000", "spi": 2 }],
		"chosen": { "stdout_path": "debug:115200n8" } }'
	assert_line 'stdout-path = "/serial@9010000:115200n8";'
	run node chosen '{ "chosen": { "stdout_path": "serial0:115200n8" } }'
	assert_line 'stdout-path = "serial0:115200n8";'
	refused '{ "chosen": { "stdout_path": "debug:115200n8" } }'
	assert_line --index 0 --partial '/chosen/stdout_path: there is no node "debug" to refer to [dangling-path]'
}

@test "a machine's console goes with its serial devices" {
	run mkfdt -O dts <<<'{ "machine": "kvmtool", "serial": false }'
	assert_success
	refute_line --partial 'stdout-path'
	run node chosen '{ "machine": "kvmtool", "aliases": null }'
	assert_line 'stdout-path = "/serial@1000000";'
}

@test "null and false take a part of the machine away" {
	for nothing in null false; do
		run mkfdt -f -q -O dts <<<"{ \"timer\": $nothing, \"serial\": $nothing, \"psci\": $nothing }"
		assert_success
		refute_line '  timer {'
		refute_line '  psci {'
		refute_line --partial 'serial@'
	done
}

@test "an unknown machine is told with a suggestion" {
	refused '{ "machine": "minimla" }'
	assert_line --index 0 '<stdin>:1:14: error: /machine: there is no machine "minimla"'
	assert_line 'help: did you mean "minimal"?'
}

# --- numbers and regions ---

@test "a key that was cut short is completed, and what an object holds is told who has none" {
	refused '{ "mem": "1G" }'
	assert_line 'help: did you mean "memory"?'
	refused '{ "kernel": "Image" }'
	assert_line --index 0 '<stdin>:1:13: error: /kernel: an object is wanted here, not a string'
	assert_line 'help: the keys here are start, base, size, end, file; a comment'\''s key begins with "//"'
	refused '{ "initrd": { "start": "auto" } }'
	assert_line 'help: give "size", "end" or the "file" to be measured'
}

@test "a PPI by its INTID is told which one is meant" {
	refused '{ "timer": { "ppis": [29, 14, 11, 10] } }'
	assert_line --index 0 '<stdin>:1:23: error: /timer/ppis/0: PPI 29 (INTID 45) is out of range: PPIs are 0 to 15 [irq-range]'
	assert_line "help: PPIs count from 0: the GIC's INTID less 16, so PPI 13"
	refused '{ "pmu": { "ppi": 32 } }'
	assert_line --index 0 '<stdin>:1:19: error: /pmu/ppi: PPI 32 (INTID 48) is out of range: PPIs are 0 to 15 [irq-range]'
	refute_line --partial 'INTID less'
	run mkfdt -f -O dts --raw <<<'{ "pmu": { "ppi": 32 } }'
	assert_success
	assert_line --regexp 'interrupts = <0x1 0x20 0x4>;'
}

@test "numbers are JSON integers, or strings in hex or with a unit" {
	for size in 536870912 '"0x2000_0000"' '"0x20000000"' '"536_870_912"' '"512M"' '"512MiB"' '"524288K"' '"0x200M"'; do
		run mkfdt -O vm --set "memory.size=$size" <<<'{}'
		assert_line '      "size": "0x20000000"'
	done
}

@test "all 64 bits of an address arrive" {
	run node 'memory@7fff00000000' '{ "memory": { "base": "0x7fff_0000_0000", "size": "0x1_0000_0000" } }'
	assert_line 'reg = <0x7fff 0x0 0x1 0x0>;'
}

@test "a number that JSON readers would round is refused" {
	refused '{ "memory": 9007199254740993 }'
	assert_line --index 0 --partial '<stdin>:1:13: error: /memory: '
}

@test "a region is two of base, size and end" {
	for region in '"base": "0x4000_0000", "size": "1G"' '"base": "1G", "end": "2G"' '"size": "1G", "end": "0x8000_0000"'; do
		run node memory@40000000 "{ \"memory\": [{ $region }] }"
		assert_line 'reg = <0x0 0x40000000 0x0 0x40000000>;'
	done
}

@test "three that contradict each other are refused, as is an end below the base" {
	refused '{ "memory": [{ "base": "1G", "size": "1G", "end": "3G" }] }'
	assert_line --index 0 '<stdin>:1:51: error: /memory/0/end: base 0x40000000 and size 0x40000000 end at 0x80000000, not here; two of base, size and end are enough'
	refused '{ "memory": [{ "base": "1G", "end": "1G" }] }'
	assert_line --index 0 --partial 'the region at 0x40000000 has a size of 0 [zero-size]'
	refused '{ "memory": [{ "size": "2G", "end": "1G" }] }'
	assert_line --index 0 --partial '0x80000000 bytes do not fit below 0x40000000'
}

# --- the root ---

@test "model and compatible are those of the root" {
	run mkfdt -O dts <<<'{ "model": "Mine", "compatible": ["acme,vm", "linux,dummy-virt"] }'
	assert_line '  model = "Mine";'
	assert_line '  compatible = "acme,vm", "linux,dummy-virt";'
}

@test "boot_cpu is the header's, dma_coherent the root's" {
	mkfdt -o "$(tmp a.dtb)" <<<'{ "boot_cpu": 1, "cpus": 2, "dma_coherent": true }'
	assert_equal "$(od -An -tx1 -j28 -N4 "$(tmp a.dtb)")" ' 00 00 00 01'
	run mkfdt --get /:dma-coherent "$(tmp a.dtb)"
	assert_success
}

# --- cpus ---

@test "a count of cpus, or an object" {
	run diff <(mkfdt -O dts <<<'{ "cpus": 3 }') <(mkfdt -O dts <<<'{ "cpus": { "count": 3 } }')
	assert_success
}

@test "reg is the MPIDR, 16 to a cluster with GICv3, and the unit address is the same in hex" {
	run node cpus '{ "cpus": 34 }'
	assert_line 'cpu@f {'
	refute_line 'cpu@10 {'
	assert_line 'cpu@100 {'
	assert_line 'reg = <0x100>;'
	assert_line 'cpu@10f {'
	assert_line 'cpu@201 {'
	assert_equal "$(grep -c '^cpu@' <<<"$output")" 34
}

@test "8 to a cluster with GICv2" {
	run mkfdt -f -q -O dts <<<'{ "cpus": 9, "gic": { "version": 2 } }'
	assert_line '    cpu@7 {'
	assert_line '    cpu@100 {'
}

@test "Aff2 and Aff3 have their places" {
	run mkfdt -q -f -O vm <<<'{ "cpus": 4097 }'
	assert_line --partial '"0xff0f", "0x10000"]'
	run node cpus '{ "cpus": { "count": 2, "mpidr": [0, "0x1_0000_0000"] } }'
	assert_line '#address-cells = <2>;'
	assert_line 'cpu@100000000 {'
	assert_line 'reg = <0x1 0x0>;'
}

@test "what all cpus have, and what is particular to one" {
	run node cpus '{ "cpus": { "count": 2, "compatible": "arm,cortex-a57", "enable_method": "spin-table",
		"list": [{}, { "mpidr": 5, "compatible": "arm,cortex-a72", "enable_method": "psci", "numa_node": 1, "capacity_dmips_mhz": 512 }] } }' -f -qq
	assert_output 'cpus {
#address-cells = <1>;
#size-cells = <0>;
cpu@0 {
device_type = "cpu";
compatible = "arm,cortex-a57";
reg = <0x0>;
enable-method = "spin-table";
};
cpu@5 {
device_type = "cpu";
compatible = "arm,cortex-a72";
reg = <0x5>;
enable-method = "psci";
capacity-dmips-mhz = <512>;
numa-node-id = <1>;
};
};'
}

@test "a topology makes a cpu-map, cores are worked out" {
	run node cpu-map '{ "cpus": { "count": 8, "topology": { "sockets": 2, "clusters": 1, "threads": 2 } } }'
	assert_equal "$(grep -c '^socket' <<<"$output")" 2
	assert_equal "$(grep -c '^core' <<<"$output")" 4
	assert_equal "$(grep -c '^thread' <<<"$output")" 8
}

@test "a topology without a count says how many cpus there are" {
	run node cpu-map '{ "cpus": { "topology": { "sockets": 2, "cores": 2 } } }'
	assert_equal "$(grep -c 'cpu = ' <<<"$output")" 4
	refused '{ "cpus": { "topology": { "sockets": 1000000, "cores": 2000 } } }'
	assert_line --index 0 '<stdin>:1:25: error: /cpus/topology: these are 2000000000 cpus, there can be 1048576'
}

@test "a topology that does not make the count is refused" {
	refused '{ "cpus": { "count": 6, "topology": { "sockets": 4 } } }'
	assert_line --index 0 --partial '4 sockets of 1 clusters of 1 cores of 1 threads are 4 cpus, but the count is 6'
	refused '{ "cpus": { "count": 1, "topology": { "sockets": 1048576, "clusters": 1048576, "cores": 1048576, "threads": 1048576 } } }'
}

@test "lists that do not fit the count are refused" {
	refused '{ "cpus": { "count": 1, "list": [{}, {}] } }'
	assert_line --index 0 --partial '/cpus/list: the list has 2 cpus, but the count is 1'
	refused '{ "cpus": { "count": 3, "mpidr": [0, 1] } }'
	assert_line --index 0 --partial '/cpus/mpidr: there are 2 numbers for 3 cpus'
}

# --- memory ---

@test "memory is a size, a region or a list of regions" {
	run node memory@40000000 '{ "memory": "3G" }'
	assert_line 'reg = <0x0 0x40000000 0x0 0xc0000000>;'
	run node memory@80000000 '{ "memory": { "base": "2G", "size": "1G" } }'
	assert_line 'reg = <0x0 0x80000000 0x0 0x40000000>;'
	run mkfdt -O dts <<<'{ "memory": [{ "base": "1G", "size": "1G" }, { "base": "4G", "size": "1G", "numa_node": 1 }] }' -q
	assert_line '  memory@40000000 {'
	assert_line '  memory@100000000 {'
	assert_line '    numa-node-id = <1>;'
}

@test "memreserve makes the blob's reservation block" {
	run mkfdt -O dts <<<'{ "memreserve": [{ "base": "0x4800_0000", "size": "64K" }] }'
	assert_line --regexp '^/memreserve/ 0x0*48000000 0x0*10000;'
}

# --- chosen ---

@test "cmdline is bootargs" {
	run node chosen '{ "cmdline": "console=ttyAMA0 \"quoted\"" }'
	assert_line 'bootargs = "console=ttyAMA0 \"quoted\"";'
}

@test "the initrd has 64 bits and an exclusive end" {
	for initrd in '"start": "0x1_4800_0000", "size": "1M"' '"start": "0x1_4800_0000", "end": "0x1_4810_0000"'; do
		run node chosen "{ \"memory\": \"8G\", \"initrd\": { $initrd } }"
		assert_line 'linux,initrd-start = <1 0x48000000>;'
		assert_line 'linux,initrd-end = <1 0x48100000>;'
	done
}

@test "an initrd without a size, or whose file is not there, is told" {
	refused '{ "initrd": { "start": "0x4800_0000" } }'
	assert_line --index 0 --partial '/initrd: the initrd has no size'
	refused '{ "initrd": { "start": "0x4800_0000", "file": "nope" } }'
	assert_line --index 0 '<stdin>:1:47: error: /initrd/file: cannot measure nope: No such file or directory'
	: >"$(tmp empty)"
	refused "{ \"initrd\": { \"start\": \"0x4800_0000\", \"file\": \"$(tmp empty)\" } }"
	assert_line --index 0 --partial 'is empty'
	refused '{ "initrd": { "start": "0x4800_0000", "size": 1, "file": "x" } }'
	assert_line --index 0 --partial "the file's size takes the place of size and end"
}

@test "stdout_path: the first serial device, or as given" {
	run node chosen '{}'
	assert_line 'stdout-path = "/serial@9000000";'
	run node chosen '{ "chosen": { "stdout_path": "serial0:115200n8" } }'
	assert_line 'stdout-path = "serial0:115200n8";'
	run node chosen '{ "chosen": { "stdout_path": "com" }, "serial": [{ "base": "0x900_0000", "spi": 1 }, { "name": "com", "base": "0x904_0000", "spi": 8 }] }'
	assert_line 'stdout-path = "/serial@9040000";'
}

@test "seeds are written as they are given; only the word random makes new ones" {
	run mkfdt --get /chosen:kaslr-seed <<<'{ "chosen": { "kaslr_seed": "0123456789abcdef" } }'
	assert_output 0x123456789abcdef
	run node chosen '{ "chosen": { "rng_seed": "de ad be ef", "pci_probe_only": true } }'
	assert_line --regexp 'rng-seed = (<0xdeadbeef>|\[de ad be ef\]);'
	assert_line 'linux,pci-probe-only = <1>;'
	refused '{ "chosen": { "kaslr_seed": "0123" } }'
	assert_line --index 0 --partial 'a kaslr-seed has 8 bytes, not 2'
	refused '{ "chosen": { "kaslr_seed": "xyz" } }'
	assert_line 'help: or the word "random"'
	echo '{ "chosen": { "rng_seed": "random", "kaslr_seed": "random" } }' >"$(tmp vm.json)"
	mkfdt "$(tmp vm.json)" -o "$(tmp a.dtb)"
	mkfdt "$(tmp vm.json)" -o "$(tmp b.dtb)"
	refute cmp -s "$(tmp a.dtb)" "$(tmp b.dtb)"
	run mkfdt --diff --ignore '/chosen:*-seed' "$(tmp a.dtb)" "$(tmp b.dtb)"
	assert_success
}

# --- psci and timer ---

@test "PSCI 1.0 says 0.2 as well; the method is hvc or smc" {
	run node psci '{}'
	assert_line 'compatible = "arm,psci-1.0", "arm,psci-0.2";'
	assert_line 'method = "hvc";'
	run node psci '{ "psci": { "version": "0.2", "method": "smc" } }'
	assert_line 'compatible = "arm,psci-0.2";'
	assert_line 'method = "smc";'
	refused '{ "psci": { "method": "svc" } }'
	assert_line --index 0 --partial '/psci/method: must be one of "hvc", "smc"'
}

@test "the timer has its four PPIs, level-high, and is always on" {
	run node timer '{}'
	assert_line 'compatible = "arm,armv8-timer";'
	assert_line 'interrupts = <1 13 4>,'
	assert_line '<1 10 4>;'
	assert_line 'always-on;'
	run node timer '{ "timer": { "ppis": [13, 14, 11, 10, 12], "trigger": "level-low", "always_on": false } }' -q
	assert_line '<1 12 8>;'
	refute_line 'always-on;'
}

@test "with GICv2 the flags of a PPI carry the mask of cpus" {
	run node timer '{ "cpus": 4, "gic": { "version": 2 } }' --raw
	assert_line --partial '<0x1 0xd 0xf04 '
}

# --- serial ---

@test "a pl011 has its primecell, clocks and their names" {
	run node serial@9000000 '{}'
	assert_output 'serial0: serial@9000000 {
compatible = "arm,pl011", "arm,primecell";
reg = <0x0 0x9000000 0x0 0x1000>;
interrupts = <0 1 4>;
clocks = <&apb_pclk>, <&apb_pclk>;
clock-names = "uartclk", "apb_pclk";
};'
}

@test "an ns16550a has its clock frequency" {
	run node serial@3f8 '{ "serial": [{ "type": "ns16550a", "base": "0x3f8", "spi": 0, "trigger": "edge-rising", "clock_frequency": 3686400, "reg_shift": 2, "reg_io_width": 4 }] }' -q
	assert_line 'compatible = "ns16550a";'
	assert_line 'reg = <0x0 0x3f8 0x0 0x8>;'
	assert_line 'interrupts = <0 0 1>;'
	assert_line 'clock-frequency = <3686400>;'
	assert_line 'reg-shift = <2>;'
	assert_line 'reg-io-width = <4>;'
}

@test "every serial device has an alias, the user's own come with them" {
	run node aliases '{ "serial": [{ "base": "0x900_0000", "spi": 1 }, { "name": "com", "base": "0x904_0000", "spi": 8 }], "aliases": { "first": "com" , "serial1": "/serial@9000000" } }'
	assert_line 'serial0 = "/serial@9000000";'
	assert_line 'serial1 = "/serial@9000000";'
	assert_line 'first = "/serial@9040000";'
}

# --- interrupts ---

@test "an interrupt is named by its unit: spi, ppi or intid" {
	for line in '"spi": 16' '"intid": 48'; do
		run node virtio_mmio@a000000 "{ \"virtio\": [{ \"base\": \"0x0a00_0000\", $line }] }"
		assert_line 'interrupts = <0 16 1>;'
	done
	refused '{ "virtio": [{ "spi": 16, "intid": 48 }] }'
	assert_line --index 0 --partial 'one line has one number'
	refused '{ "virtio": [{ "intid": 3 }] }'
	assert_line --index 0 --partial 'INTID 3 is a software generated interrupt'
}

@test "irq is refused with a message that says how" {
	refused '{ "virtio": [{ "irq": 48 }] }'
	assert_output '<stdin>:1:16: error: /virtio/0/irq: "irq" says too little
    1 | { "virtio": [{ "irq": 48 }] }
      |                ^~~~~
help: name the unit: "spi": 16 or "ppi": 7 as in the tree, or "intid": 48 as the GIC counts (SPI + 32, PPI + 16)'
}

# --- virtio ---

slots() {
	mkfdt -q -O vm <<<"{ \"virtio\": $1 }" |
		jq -r '.virtio[] | "\(.name // "-") \(.base) \(.spi)"'
}

@test "a count of virtio devices takes slots from the first" {
	run slots 3
	assert_output '- 0xa000000 16
- 0xa000200 17
- 0xa000400 18'
}

@test "what is given is claimed first, the others take what is free in list order" {
	run slots '[{ "name": "a" }, { "name": "b", "base": "0x0a00_0000" }, { "name": "c", "spi": 18 }, { "name": "d" }, { "name": "e" }]'
	assert_output 'a 0xa000200 17
b 0xa000000 16
c 0xa000400 18
d 0xa000600 19
e 0xa000800 20'
}

@test "devices that share an interrupt still have a slot each" {
	run slots '[{ "name": "a", "spi": 16, "shared": true }, { "name": "b", "spi": 16, "shared": true }]'
	assert_output 'a 0xa000000 16
b 0xa000200 16'
}

@test "count repeats an entry" {
	run slots '[{ "name": "net", "count": 2 }, {}]'
	assert_output 'net0 0xa000000 16
net1 0xa000200 17
- 0xa000400 18'
}

@test "a slot that a device off the grid reaches into is passed over" {
	run slots '[{ "name": "a", "base": "0x0a00_0100", "spi": 40 }, { "name": "b" }]'
	assert_output 'a 0xa000100 40
b 0xa000400 18'
}

@test "a slot whose interrupt another device has is passed over" {
	run mkfdt -O vm <<<'{ "serial": [{ "base": "0x0900_0000", "spi": 16 }], "virtio": 1 }'
	assert_line '      "base": "0xa000200",'
}

@test "the nodes keep the order of the list" {
	run bash -c "mkfdt() { \"$MKFDT\" \"\$@\"; }; mkfdt -q -O dts <<<'{ \"virtio\": [{ \"spi\": 20 }, { \"spi\": 17 }, {}] }' | grep -o 'virtio_mmio@[0-9a-f]*'"
	assert_output 'virtio_mmio@a000800
virtio_mmio@a000200
virtio_mmio@a000000'
}

@test "more devices than slots, or no window at all, is an error" {
	refused '{ "virtio": 33 }'
	assert_line --index 0 --partial 'the device has no base, and all 32 slots of the virtio_window are taken'
	refused '{ "virtio": 1, "virtio_window": null }'
	assert_line --index 0 --partial 'the device has no base, and there is no virtio_window to give one'
	refused '{ "virtio": [{ "base": "0x0b00_0000" }] }'
	assert_line --index 0 --partial 'the device has no interrupt'
}

@test "a window of one's own" {
	run slots '2, "virtio_window": { "base": "0x2000_0000", "stride": "4K", "size": "4K", "spi": 40, "count": 2 }'
	assert_output '- 0x20000000 40
- 0x20001000 41'
}

@test "a base that ends up on a slot implies its interrupt, one beside the slots does not" {
	run node virtio_mmio@a000200 '{ "virtio": [{ "end": "0x0a00_0400" }] }'
	assert_line 'interrupts = <0 17 1>;'
	refused '{ "virtio": [{ "base": "0x0a00_0100" }] }'
	assert_line --index 0 '<stdin>:1:24: error: /virtio/0/base: the device has no interrupt, and 0xa000100 is no slot of the virtio_window that implies one'
	assert_line 'help: give "spi" or "intid"'
}

@test "virtio is edge-rising and coherent unless it says otherwise" {
	run node virtio_mmio@a000000 '{ "virtio": 1 }'
	assert_line 'interrupts = <0 16 1>;'
	assert_line 'dma-coherent;'
	run node virtio_mmio@a000000 '{ "virtio": [{ "trigger": "level-high", "dma_coherent": false }] }' -q
	assert_line 'interrupts = <0 16 4>;'
	refute_line 'dma-coherent;'
}

# --- variants ---

@test "variants merge over a layer by the value of a key, whoever gives it" {
	echo '{ "variants": { "gic.version": { "2": { "model": "two" }, "3": { "model": "three" } } } }' >"$(tmp m.json)"
	run mkfdt "$(tmp m.json)" -O vm
	assert_line '  "model": "three",'
	run mkfdt "$(tmp m.json)" --set gic.version=2 -O vm
	assert_line '  "model": "two",'
}

@test "an unknown key is told though its value is null" {
	refused '{ "machine": "firecracker", "vmclok": null, "cpus": { "cuont": null }, "chosen": { "rng-seed": null } }'
	assert_line --partial 'error: /vmclok: unknown key "vmclok"'
	assert_line 'help: did you mean "vmclock"?'
	assert_line --partial 'error: /cpus/cuont: unknown key "cuont"'
	assert_line --partial 'error: /chosen/rng-seed: unknown key "rng-seed"'
	assert_equal "$(grep -c ' error: ' <<<"$output")" 3
}

@test "variants: a number is one however it is written" {
	run node interrupt-controller@8000000 '{ "gic": { "version": "0x2" } }'
	assert_line 'compatible = "arm,cortex-a15-gic";'
}

@test "variants: what can never be chosen is refused" {
	refused '{ "variants": { "gic.verison": { "2": {} }, "gic.version": { "9": {}, "0x2": {} }, "machine": { "qemu-vrit": {} } } }'
	assert_line --partial 'error: /variants/gic.verison: unknown key "verison"'
	assert_line 'help: did you mean "gic.version"?'
	assert_line --partial 'error: /variants/gic.version/9: 9 is out of range: it must be 2 to 4'
	assert_line --partial 'error: /variants/machine/qemu-vrit: there is no machine "qemu-vrit"'
	assert_equal "$(grep -c ' error: ' <<<"$output")" 3
	refused '{ "variants": { "gic": { "2": {} } } }'
	assert_line --partial "error: /variants/gic: a variant is chosen by a number, a string or a flag, and this is none"
	refused '{ "variants": { "machine": { "minimal": { "machine": "qemu-virt", "variants": {} } } } }'
	assert_line --partial 'error: /variants/machine/minimal/machine: "machine" is read before variants are chosen'
	assert_line --partial 'error: /variants/machine/minimal/variants: "variants" is read before variants are chosen'
}

@test "variants and offers: each mistake in them is told once, whether they apply or not" {
	refused '{ "rtc": true, "variants": { "gic.version": { "3": { "nope": 1 }, "2": { "cpus": { "cuont": 3 } } } }, "offers": { "tpm": { "no": 1 } } }'
	assert_line --partial 'error: /variants/gic.version/3/nope: unknown key "nope"'
	assert_line --partial 'error: /variants/gic.version/2/cpus/cuont: unknown key "cuont"'
	assert_line --partial 'error: /offers/tpm/no: unknown key "no"'
	assert_equal "$(grep -c ' error: ' <<<"$output")" 3
	refused '{ "offers": { "rct": {} } }'
	assert_line --partial 'error: /offers/rct: unknown key "rct"'
}

@test "bootargs has another name here" {
	refused '{ "bootargs": "quiet", "chosen": { "bootargs": "quiet" } }'
	assert_line --partial 'error: /bootargs: "bootargs" has another name here'
	assert_line "help: the kernel's command line is \"cmdline\""
	assert_line --partial 'error: /chosen/bootargs: "bootargs" is a key of its own here'
}

@test "-b is in the resolved description too" {
	run bash -c '"$MKFDT" --set cpus=4 -b 3 -O vm - <<<"{}" | jq .boot_cpu'
	assert_output 3
}

@test "80,000 unknown keys take no longer than they should" {
	printf '{%s"a": 1}' "$(seq -f '"k%.0f": 1,' 80000)" >"$(tmp keys.json)"
	SECONDS=0
	run mkfdt "$(tmp keys.json)"
	assert_failure 1
	assert_line "mkfdt: 79981 more errors not shown"
	assert [ "$SECONDS" -le 10 ]
}

@test "a message about the whole tree names the input" {
	echo '{ "machine": "none", "/": { "compatible": "a,b", "model": "c" } }' >"$(tmp vm.json)"
	run mkfdt --check -E missing-node "$(tmp vm.json)"
	assert_failure 1
	assert_output --partial "$(tmp vm.json): error: /: there is no memory node [missing-node]"
	run bash -c '"$MKFDT" --check --error-format=json "$1" 2>&1 | jq -r .file | sort -u' -- "$(tmp vm.json)"
	assert_output "$(tmp vm.json)"
}
