#!/usr/bin/env bats
# Rules about processors, what nodes need, and /chosen.

load helper
load check

@test "missing-node" {
	described '{"memory": null, "/": {}}'
	assert_failure 1
	assert_output --partial 'there is no memory node [missing-node]'
	compiled '/ { /delete-node/ memory@40000000; };'
	fires missing-node warning '/: there is no memory node'
	compiled '/ { /delete-node/ cpus; };'
	fires missing-node warning '/: there is no cpu node'
	compiled ''
	spares missing-node
	described '{}'
	spares missing-node
}

@test "missing-node: a few nodes are no machine" {
	described '{"machine": "none", "/": {"a": {"b": 1}}}'
	spares missing-node
}

@test "missing-property: of the root, of memory and cpus" {
	described '{"/": {"model": null}}'
	fires missing-property error '/~1/model: the root needs the property "model"'
	described '{"compatible": []}'
	fires missing-property error '/compatible: the root needs the property "compatible"'
	compiled '/ { /delete-property/ model; };'
	fires missing-property warning '/: the root needs the property "model"'
	compiled '&cpu1 { /delete-property/ device_type; };'
	fires missing-property warning '/cpus/cpu@1: a cpu needs the property "device_type"'
}

@test "missing-property: what bindings require" {
	described '{"/": {"serial@9000000": {"compatible": "arm,pl011"}}}'
	fires missing-property error '/~1/serial@9000000/compatible: "arm,pl011" needs "arm,primecell" behind it'
	described '{"/": {"rng@1000": {"compatible": "microsoft,vmgenid", "reg": [0, 4096, 0, 16], "interrupts": [0, 40, 1]}}}'
	spares missing-property
	compiled '&virtio0 { /delete-property/ interrupts; };'
	fires missing-property warning '/virtio_mmio@a000000: "virtio,mmio" needs the property "interrupts"'
	compiled '&gic { its@8080000 { compatible = "arm,gic-v3-its"; msi-controller; reg = <0x0 0x8080000 0x0 0x20000>; }; };'
	fires missing-property warning '/interrupt-controller@8000000/its@8080000: "arm,gic-v3-its" needs the property "#msi-cells"'
	compiled '&virtio0 { /delete-property/ interrupts; interrupts-extended = <&gic 0 16 1>; };'
	spares missing-property
}

@test "missing-property: one of several will do" {
	described '{"/": {"log": {"compatible": "ramoops"}}}'
	fires missing-property error '/~1/log: "ramoops" needs the property "record-size", "console-size", "ftrace-size" or "pmsg-size"'
	described '{"/": {"log": {"compatible": "ramoops", "console-size": 4096}}}'
	spares missing-property
}

@test "missing-clock" {
	described '{"/": {"serial@9000000": {"clocks": null, "clock-names": null}}}'
	fires missing-clock warning '/~1/serial@9000000: an "arm,primecell" device needs clocks'
	described '{"/": {"uart@1000": {"compatible": "ns16550a", "reg": [0, 4096, 0, 8]}}}'
	fires missing-clock warning '/~1/uart@1000: a 16550 needs clock-frequency or clocks: its baud rate is divided from it'
	described '{"/": {"uart@1000": {"compatible": "ns16550a", "reg": [0, 4096, 0, 8], "clock-frequency": 1843200}}}'
	spares missing-clock
	compiled '&serial0 { clock-names = "uartclk", "other"; };'
	fires missing-clock warning '/serial@9000000:clock-names: an "arm,primecell" device needs a clock named "apb_pclk"'
	compiled '&serial0 { clocks = <&clock>; clock-names = "apb_pclk"; };'
	spares missing-clock
	compiled '&serial0 { clock-names = "apb_pclk", "uartclk"; };'
	fires missing-clock warning '/serial@9000000:clock-names: the first clock of an "arm,pl011" is the one for its baud rate'
}

@test "dma-coherent" {
	described '{"virtio": [{}, {"dma_coherent": false}]}'
	fires dma-coherent warning '/virtio/1: this "virtio,mmio" device is not dma-coherent'
	described '{"virtio": [{}, {"dma_coherent": true}]}'
	spares dma-coherent
	compiled '&virtio0 { /delete-property/ dma-coherent; }; &virtio1 { /delete-property/ dma-coherent; };'
	fires dma-coherent warning '/virtio_mmio@a000000: 2 of the 2 "virtio,mmio" devices are not dma-coherent, this one is the first'
	compiled '&pcie { /delete-property/ dma-coherent; };'
	fires dma-coherent warning '/pcie@4010000000: this "pci-host-ecam-generic" device is not dma-coherent'
	compiled '&pcie { /delete-property/ dma-coherent; dma-noncoherent; };'
	spares dma-coherent
}

@test "dma-coherent: a bus or the root may say it for all" {
	compiled '/ { dma-coherent; }; &virtio0 { /delete-property/ dma-coherent; }; &pcie { /delete-property/ dma-coherent; };'
	spares dma-coherent
}

@test "dma-coherent: not where there is no GIC" {
	described '{"machine": "none", "/": {"virtio@0": {"compatible": "virtio,mmio", "reg": [0, 0, 1], "interrupts": 1, "interrupt-parent": {"$phandle": "pic"}},
		"pic": {"interrupt-controller": true, "#interrupt-cells": 1}}}' -W no-root-cells
	spares dma-coherent
}

@test "device-order" {
	described '{"virtio": [{}, {"base": "0x0a00_0000"}]}'
	fires device-order warning '/virtio/1/base: 0xa000000 is below 0xa000200 of /virtio/0, which stands before it'
	assert_output --partial 'note: this one is at 0xa000200'
	described '{"virtio": [{"base": "0x0a00_0000"}, {}]}'
	spares device-order
	compiled '/ { virtio_mmio@9f00000 { compatible = "virtio,mmio"; reg = <0x0 0x9f00000 0x0 0x200>; interrupts = <0 40 1>; dma-coherent; }; };'
	fires device-order warning '/virtio_mmio@9f00000:reg: 0x9f00000 is below 0xa000200 of /virtio_mmio@a000200, which stands before it'
	compiled '/ { virtio_mmio@a000400 { compatible = "virtio,mmio"; reg = <0x0 0xa000400 0x0 0x200>; interrupts = <0 40 1>; dma-coherent; }; };'
	spares device-order
}

@test "device-order: one finding for a whole list that runs down" {
	described '{"virtio": [{"base": "0x0a00_0600"}, {"base": "0x0a00_0400"}, {"base": "0x0a00_0200"}]}'
	fires device-order warning '/virtio/1/base: 0xa000400 is below 0xa000600 of /virtio/0, which stands before it'
}

@test "missing-console" {
	described '{"/": {"chosen": {"stdout-path": null}}}'
	assert_success
	assert_output --partial 'neither stdout-path nor the command line says where the console is [missing-console]'
	described '{"cmdline": "console=ttyAMA0", "/": {"chosen": {"stdout-path": null}}}'
	spares missing-console
	compiled '&chosen { /delete-property/ stdout-path; };'
	fires missing-console warning '/chosen: neither stdout-path nor the command line says where the console is'
	compiled '/ { /delete-node/ chosen; };'
	fires missing-console warning '/: neither stdout-path nor the command line says where the console is'
	compiled '&chosen { /delete-property/ stdout-path; linux,stdout-path = "serial0"; };'
	spares missing-console
	compiled '&chosen { /delete-property/ stdout-path; }; /delete-node/ &serial0; / { /delete-node/ aliases; };'
	spares missing-console
}

@test "numa-distance: the matrix" {
	local map='"memory": [{"size": "1G", "numa_node": 0}, {"size": "1G", "numa_node": 1}], "numa": true'

	described "{$map, \"/\": {\"distance-map\": {\"distance-matrix\": [0, 0, 10, 0, 1, 10, 1, 1, 10]}}}"
	fires numa-distance error '/~1/distance-map/distance-matrix: the distance from node 0 to 1 is 10, it can be 11 to 255'
	described "{$map, \"/\": {\"distance-map\": {\"distance-matrix\": [0, 0, 10, 0, 1, 255, 1, 1, 10]}}}"
	spares numa-distance
	map='/ { distance-map { compatible = "numa-distance-map-v1"; distance-matrix = <ROWS>; }; };'
	compiled "${map/ROWS/0 0 11}"
	fires numa-distance warning '/distance-map:distance-matrix: the distance of node 0 to itself is 11, not 10'
	compiled "${map/ROWS/0 1 256}"
	fires numa-distance warning '/distance-map:distance-matrix: the distance from node 0 to 1 is 256, it can be 11 to 255'
	compiled "${map/ROWS/0 1}"
	fires numa-distance warning '/distance-map:distance-matrix: 8 bytes are no rows of three cells (from, to, distance)'
	compiled "${map/ROWS/0 1 20 1 2 20}"
	fires numa-distance warning '/distance-map:distance-matrix: there is no distance from node 0 to 2'
	compiled "${map/ROWS/0 1 20 1 2 20 2 0 20}" # in one direction, without the nodes themselves, in any order
	spares numa-distance
}

@test "numa-distance: every node is in the matrix" {
	local map='&ram { numa-node-id = <ID>; }; / { distance-map { compatible = "numa-distance-map-v1"; distance-matrix = <0 0 10>, <0 1 20>, <1 1 10>; }; };'

	compiled "${map/ID/2}"
	fires numa-distance warning '/memory@40000000:numa-node-id: node 2 has no distances in /distance-map'
	compiled "${map/ID/1}"
	spares numa-distance
}

@test "cpu-reg" {
	described '{"cpus": {"list": [{"mpidr": 0}, {"mpidr": 0}]}}' -W no-duplicate-node
	fires cpu-reg error '/cpus/list/1: 0x0 is the number of /cpus/list/0 already'
	described '{"cpus": {"list": [{"mpidr": 0}, {"mpidr": 1}]}}'
	spares cpu-reg
	compiled '&cpu1 { reg = <0>; };' -W no-unit-address
	fires cpu-reg warning '/cpus/cpu@1:reg: 0x0 is the number of /cpus/cpu@0 already'
	compiled '&cpu1 { reg = <0 1 2>; };' -W no-unit-address
	fires cpu-reg warning '/cpus/cpu@1:reg: a cpu'\''s reg is its number in one or two cells'
	compiled '&cpu1 { reg = <1>; };'
	spares cpu-reg
}

@test "cpu-reg: a number has no size" {
	compiled '&cpus { #size-cells = <1>; };' -W no-cell-width -W no-unit-address
	fires cpu-reg warning '/cpus:#size-cells: cpus have a number and no size: #size-cells is 0'
}

@test "cpu-mpidr" {
	described '{"cpus": {"list": [{"mpidr": 0}, {"mpidr": 16}]}}'
	fires cpu-mpidr warning '/cpus/list/1: 0x10 is cpu 16 of its cluster, a GICv3 cluster has 16'
	assert_output --partial 'help: count 16 cpus to a cluster: cpu 16 is 0x100'
	described '{"cpus": {"list": [{"mpidr": 0}, {"mpidr": 256}]}}'
	spares cpu-mpidr
	compiled '&cpus { cpu@80000000 { device_type = "cpu"; compatible = "arm,armv8"; reg = <0x80000000>; enable-method = "psci"; }; };'
	fires cpu-mpidr warning '/cpus/cpu@80000000:reg: 0x80000000 has bits that are not part of an MPIDR'\''s affinity'
	compiled '&cpus { cpu@100 { device_type = "cpu"; compatible = "arm,armv8"; reg = <0x100>; enable-method = "psci"; }; };'
	spares cpu-mpidr
}

@test "cpu-enable-method" {
	described '{"cpus": 2, "/": {"cpus": {"cpu@1": {"enable-method": null}}}}'
	assert_failure 1
	assert_output --partial 'the tree has 2 cpus, and this one has no enable-method [cpu-enable-method]'
	described '{"cpus": 1, "/": {"cpus": {"cpu@0": {"enable-method": null}}}}'
	spares cpu-enable-method
	compiled '&cpu0 { /delete-property/ enable-method; }; &cpu1 { /delete-property/ enable-method; };'
	fires cpu-enable-method warning '/cpus/cpu@0: 2 of the 2 cpus have no enable-method, this one is the first'
	compiled '/ { /delete-node/ psci; };'
	fires cpu-enable-method warning '/cpus/cpu@0:enable-method: the cpus are started by psci, but there is no psci node'
	compiled '&cpu1 { enable-method = "spin-table"; };'
	fires cpu-enable-method warning '/cpus/cpu@1:enable-method: a spin-table needs the property cpu-release-addr'
	compiled '&cpu1 { enable-method = "spin-table"; cpu-release-addr = <0x0 0x40000000>; };'
	spares cpu-enable-method
}

@test "psci-method" {
	described '{"/": {"psci": {"method": "hcv"}}}'
	fires psci-method error '/~1/psci/method: the method is neither "hvc" nor "smc"'
	described '{"/": {"psci": {"method": "smc"}}}'
	spares psci-method
	compiled '&psci { method = "hcv"; };'
	fires psci-method warning '/psci:method: the method is neither "hvc" nor "smc"'
	compiled '&psci { method = "smc"; };'
	spares psci-method
}

@test "boot-cpu" {
	described '{"boot_cpu": 1}'
	fires boot-cpu warning '/boot_cpu: the boot cpu is 0x1, but no cpu has this number'
	described '{"cpus": 2, "boot_cpu": 1}'
	spares boot-cpu
	compiled ''
	run mkfdt -q -b 5 -o "$(tmp five.dtb)" "$(tmp vm.dtb)"
	run mkfdt --check "$(tmp five.dtb)"
	fires boot-cpu warning 'the boot cpu is 0x5, but no cpu has this number'
	run mkfdt -b 1 -o "$(tmp one.dtb)" "$(tmp vm.dtb)"
	run mkfdt --check "$(tmp one.dtb)"
	spares boot-cpu
}

@test "gic-capacity: redistributors" {
	described '{"cpus": 3, "gic": {"redistributors": [{"base": "0x080a_0000", "size": "256K"}]}}'
	fires gic-capacity error '/gic/redistributors/0/base: the redistributors serve 2 cpus, there are 3'
	described '{"cpus": 2, "gic": {"redistributors": [{"base": "0x080a_0000", "size": "256K"}]}}'
	spares gic-capacity
	compiled '&gic { reg = <0x0 0x8000000 0x0 0x10000>, <0x0 0x80a0000 0x0 0x20000>; };'
	fires gic-capacity warning '/interrupt-controller@8000000:reg: the redistributors serve 1 cpu, there are 2'
	compiled '&gic { #redistributor-regions = <2>; reg = <0x0 0x8000000 0x0 0x10000>, <0x0 0x80a0000 0x0 0x20000>, <0x0 0x80c0000 0x0 0x20000>; };'
	spares gic-capacity
}

@test "gic-capacity: where the controller is the machine's, the cpus are what is too many" {
	described '{"cpus": 636}'
	fires gic-capacity error '/cpus: the redistributors serve 635 cpus, there are 636'
	described '{"cpus": 635}'
	spares gic-capacity
}

@test "gic-capacity: GICv2 has 8 cpus" {
	described '{"cpus": 9, "gic": {"version": 2}}'
	fires gic-capacity error '/gic: GICv2 serves 8 cpus, there are 9'
	described '{"cpus": 8, "gic": {"version": 2}}'
	spares gic-capacity
	compiled "&gic { compatible = \"arm,gic-400\"; }; &cpus { $(for i in {2..8}; do
		echo "cpu@$i { device_type = \"cpu\"; compatible = \"arm,armv8\"; reg = <$i>; enable-method = \"psci\"; };"
	done) };" -W no-cpu-mpidr
	fires gic-capacity warning '/interrupt-controller@8000000: GICv2 serves 8 cpus, there are 9'
}

@test "cmdline-length" {
	local long

	long=$(printf '%02048d' 0)
	described "{\"cmdline\": \"$long\"}"
	fires cmdline-length warning '/cmdline: the command line has 2048 bytes, arm64 Linux keeps the first 2047'
	described "{\"cmdline\": \"${long#0}\"}"
	spares cmdline-length
	compiled "&chosen { bootargs = \"$long\"; };"
	fires cmdline-length warning '/chosen:bootargs: the command line has 2048 bytes, arm64 Linux keeps the first 2047'
	compiled "&chosen { bootargs = \"${long#0}\"; };"
	spares cmdline-length
}

@test "cmdline-text" {
	described '{"cmdline": "quiet\n"}'
	fires cmdline-text error '/cmdline: byte 6 of the command line is the control character 0x0a'
	described '{"cmdline": "quiet\t"}'
	spares cmdline-text
	described '{"/": {"chosen": {"bootargs": {"$bytes": "61 00 62 00"}}}}' -W no-property-type
	fires cmdline-text error '/~1/chosen/bootargs: the command line ends at byte 2, a NUL, and has 2 bytes behind it'
	compiled '&chosen { bootargs = "a\nb"; };'
	fires cmdline-text warning '/chosen:bootargs: byte 2 of the command line is the control character 0x0a'
	compiled '&chosen { bootargs = "a\tb"; };'
	spares cmdline-text
}

@test "seed-constant" {
	described '{"chosen": {"rng_seed": "00112233445566778899aabbccddeeff"}}'
	fires seed-constant warning '/chosen/rng_seed: the seed is the same in every guest and boot'
	described '{"chosen": {"rng_seed": "random", "kaslr_seed": "random"}}'
	spares seed-constant
	compiled '&chosen { kaslr-seed = <0x0 0x0>; };'
	fires seed-constant warning '/chosen:kaslr-seed: every byte of the seed is 0x00'
	compiled '&chosen { kaslr-seed = <0x12345678 0x9abcdef0>; };'
	spares seed-constant
	mkdir -p "$(tmp folder)/chosen"
	printf '12345678' >"$(tmp folder)/chosen/kaslr-seed"
	run mkfdt --check "$(tmp folder)"
	refute_output --partial seed-constant
	run mkfdt -o "$(tmp seeded.dtb)" --set chosen.rng_seed=random <<<'{}'
	spares seed-constant
}

@test "blob-size" {
	described '{"/": {"a": {"b": {"$bytes": ""}}}}'
	spares blob-size
	described "{\"/\": {\"a\": {\"b\": {\"\$bytes\": \"$(printf '%04194304d' 0)\"}}}}"
	fires blob-size warning 'the blob has 2098592 bytes, arm64 Linux maps 2097152'
	compiled '/ { big = [00]; };'
	run mkfdt -S 0x200001 -o "$(tmp big.dtb)" "$(tmp vm.dtb)"
	fires blob-size warning 'the blob has 2097160 bytes, arm64 Linux maps 2097152'
	run mkfdt --check "$(tmp big.dtb)"
	fires blob-size warning 'the blob has 2097160 bytes, arm64 Linux maps 2097152'
	run mkfdt -S 0x200000 -o "$(tmp big.dtb)" "$(tmp vm.dtb)"
	spares blob-size
	run mkfdt --check "$(tmp big.dtb)"
	spares blob-size
}

@test "seed-constant: a fixed seed beside a random one" {
	described '{"chosen": {"rng_seed": "00112233", "kaslr_seed": "random"}}'
	fires seed-constant warning '/chosen/rng_seed: the seed is the same in every guest and boot'
	described '{}' --set 'chosen={"rng_seed": "00112233", "kaslr_seed": "random"}'
	fires seed-constant warning '/chosen: the seed is the same in every guest and boot'
}

# rows FILE: the lines of a table in tests/data/check.
rows() {
	grep -v '^#' "$MKFDT_SOURCE_DIR/tests/data/check/$1"
}

@test "missing-property: every binding, every property of it" {
	local compatible also needs need words

	while read -r compatible also needs; do
		run mkfdt --check - <<<"{\"machine\": \"none\", \"/\": {\"n\": {\"compatible\": \"$compatible\"}}}"
		for need in $needs; do
			words=$(sed 's/|\([^|]*\)$/" or "\1/; s/|/", "/g' <<<"$need")
			assert_line --partial "\"$compatible\" needs the property \"$words\" [missing-property]"
		done
		[ "$also" = - ] || assert_line --partial "\"$compatible\" needs \"$also\" behind it [missing-property]"
	done < <(rows required)
}

@test "trigger-unusual: every kind of device that has a usual one" {
	local compatible usual other

	while read -r compatible usual other; do
		compiled "/ { n@b000000 { compatible = \"$compatible\"; reg = <0x0 0xb000000 0x0 0x1000>; interrupts = <0 40 $other>; dma-coherent; }; };" \
			-W no-missing-property -W no-missing-clock -W no-device-order
		assert_output --partial "\"$compatible\" uses $usual [trigger-unusual]"
	done <<-END
		arm,armv8-pmuv3 level-high 1
		arm,armv8-timer level-high 1
		arm,pl031 level-high 1
		virtio,mmio edge-rising 4
	END
}

@test "dma-coherent: every kind of device that a host is the other half of" {
	local compatible

	for compatible in virtio,mmio qemu,fw-cfg-mmio pci-host-ecam-generic pci-host-cam-generic; do
		compiled "/ { n { compatible = \"$compatible\"; }; };" -W no-missing-property
		fires dma-coherent warning "/n: this \"$compatible\" device is not dma-coherent"
	done
}

@test "missing-console: every kind of serial port" {
	local compatible

	for compatible in arm,pl011 arm,sbsa-uart ns16550a ns16550 snps,dw-apb-uart; do
		described "{\"machine\": \"none\", \"/\": {\"model\": \"m\", \"compatible\": \"c\", \"u\": {\"compatible\": \"$compatible\"}}}" \
			-W no-missing-property -W no-missing-node -W no-missing-clock -W no-root-cells
		fires missing-console warning '/: neither stdout-path nor the command line says where the console is'
	done
}

@test "the interrupt controllers that are a GIC" {
	local compatible

	for compatible in arm,gic-v3 arm,gic-400 arm,cortex-a15-gic arm,cortex-a9-gic arm,cortex-a7-gic arm,cortex-a5-gic arm,gic-v4 arm,pl390 \
		arm,eb11mp-gic arm,tc11mp-gic arm,arm11mp-gic arm,arm1176jzf-devchip-gic brcm,brahma-b15-gic nvidia,tegra210-agic \
		qcom,msm-8660-qgic qcom,msm-qgic2; do
		compiled "&gic { compatible = \"$compatible\"; }; &virtio0 { interrupts = <0 988 1>; };" -W no-ppi-cpu-mask -W no-gic-capacity
		fires irq-range warning '/virtio_mmio@a000000:interrupts: SPI 988 (INTID 1020) is out of range: SPIs are 0 to 987'
	done
}

@test "missing-property: device_type says what memory and cpus are" {
	described '{"/": {"memory@40000000": {"device_type": "ram"}}}'
	fires missing-property error '/~1/memory@40000000/device_type: memory needs the device_type "memory"'
	compiled '&cpu1 { device_type = "cpux"; };'
	fires missing-property warning '/cpus/cpu@1:device_type: a cpu needs the device_type "cpu"'
}

@test "cpu-enable-method: a way that there is none" {
	described '{"cpus": {"count": 2, "enable_method": "pcsi"}}'
	fires cpu-enable-method error '/cpus/enable_method: "pcsi" is no way to start a cpu'
	assert_line 'help: "psci" is what virtual machines have, "spin-table" the other one'
	compiled '&cpu1 { enable-method = "spin-tabel"; };'
	fires cpu-enable-method warning '/cpus/cpu@1:enable-method: "spin-tabel" is no way to start a cpu'
	compiled '&cpu0 { enable-method = "qcom,kpss-acc-v2"; }; &cpu1 { enable-method = "qcom,kpss-acc-v2"; };'
	spares cpu-enable-method
}

@test "psci: wherever the node is, and only where it is in use" {
	compiled '/delete-node/ &psci; / { firmware { psci-0.2 { compatible = "arm,psci-1.0"; method = "hcv"; }; }; };'
	fires psci-method warning '/firmware/psci-0.2:method: the method is neither "hvc" nor "smc"'
	compiled '/delete-node/ &psci; / { firmware { psci-0.2 { compatible = "arm,psci-1.0"; method = "smc"; }; }; };'
	spares psci-method
	compiled '&psci { status = "disabled"; };'
	fires cpu-enable-method warning '/psci:status: the cpus are started by psci, but its node is switched off'
}

@test "numa-memory" {
	local two='"memory": [{"base": "0x4000_0000", "size": "512M", "numa_node": 0}, {"base": "0x6000_0000", "size": "512M" NODE}],
		"cpus": {"count": 2, "list": [{"numa_node": 0}, {"numa_node": 0}]}'

	described "{${two/NODE/}}"
	fires numa-memory warning '/memory/1: this memory has no numa-node-id, other memory has one'
	assert_line 'help: Linux then takes all memory and cpus for one node'
	described "{${two/NODE/, \"numa_node\": 0}}"
	spares numa-memory
	compiled '&ram { numa-node-id = <0>; }; / { memory@80000000 { device_type = "memory"; reg = <0 0x80000000 0 0x200000>; }; };'
	fires numa-memory warning '/memory@80000000: this memory has no numa-node-id, other memory has one'
	compiled '&ram { numa-node-id = <0>; }; / { memory@80000000 { device_type = "memory"; reg = <0 0x80000000 0 0x200000>; numa-node-id = <0>; }; };'
	spares numa-memory
}

@test "cpu-map" {
	described '{"cpus": 2, "/": {"cpus": {"cpu-map": {"cluster0": {"core0": {"cpu": {"$phandle": "/cpus/cpu@0"}}, "core1": {"cpu": {"$phandle": "/cpus/cpu@0"}}}}}}}'
	assert_success
	assert_line --partial '/~1/cpus/cpu-map/cluster0/core1/cpu: /cpus/cpu@0 has a place already [cpu-map]'
	assert_line --partial '/cpus: the cpu has no place in /~1/cpus/cpu-map [cpu-map]'
	described '{"cpus": 1, "/": {"cpus": {"cpu-map": {"cluster0": {"core0": {"cpu": {"$phandle": "/cpus/cpu@0"}}, "core1": {"cpu": {"$phandle": "/timer"}}}}}}}'
	fires cpu-map warning '/~1/cpus/cpu-map/cluster0/core1/cpu: /timer is no cpu'
	described '{"cpus": {"count": 4, "topology": {"clusters": 2, "cores": 2}}}'
	spares cpu-map
	compiled '&cpus { cpu-map { cluster0 { core0 { cpu = <&cpu0>; }; }; }; };'
	fires cpu-map warning '/cpus/cpu@1: the cpu has no place in /cpus/cpu-map'
	assert_line 'help: Linux then forgets the whole map'
	compiled '&cpus { cpu-map { cluster0 { core0 { cpu = <&cpu0>; }; core1 { cpu = <&cpu1>; }; }; }; };'
	spares cpu-map
}

@test "what the machine had and a null took away is told where the null stands" {
	described '{"memory": null}'
	fires missing-node error '/memory: there is no memory node'
	described '{"memory": []}'
	fires missing-node error '/memory: there is no memory node'
	described '{"/": {"cpus": null}}'
	fires missing-node error '/~1/cpus: there is no cpu node'
	described '{"/": {"memory@40000000": null}}'
	fires missing-node error '/~1/memory@40000000: there is no memory node'
}

@test "what the user's window makes of the machine's devices is the user's" {
	described '{"machine": "qemu-virt", "memory_windows": [{"base": "0x4000_1000"}]}'
	fires memory-alignment warning '/memory_windows/0/base: memory begins at 0x40001000, no multiple of 2 MiB'
	described '{"machine": "qemu-virt", "virtio": 1, "virtio_window": {"base": "0x0a00_0080"}}'
	fires mmio-alignment warning '/virtio: 0xa000080 is no multiple of 0x200, for registers of 512 B'
	described '{"machine": "crosvm", "memory": "1T"}'
	assert_failure 1
	assert_line --partial ':1:33: error: /memory: the end 0x10000000000 is below the base 0x10080800000'
	assert_line --partial 'note: a region that begins above all memory ends here'
}

@test "boot-cpu: -b is to blame where it was given" {
	described '{"boot_cpu": 4}' -b 7
	assert_line --index 0 "-b 7: warning: the boot cpu is 0x7, but no cpu has this number [boot-cpu]"
}

@test "missing-property: a UART of the SBSA is no AMBA device" {
	compiled '&serial0 { compatible = "arm,sbsa-uart", "arm,pl011"; };'
	spares missing-property
	compiled '&serial0 { compatible = "vendor,uart", "arm,pl011"; };'
	fires missing-property warning '/serial@9000000:compatible: "arm,pl011" needs "arm,primecell" behind it'
	described '{"/": {"serial@9000000": {"compatible": ["arm,sbsa-uart", "arm,pl011"]}}}'
	spares missing-property
}

@test "cpu-enable-method: what has become of the psci node is told where that was done" {
	described '{"/": {"psci": {"compatible": "arm,psci-1.0arm,psci-0.2"}}}'
	fires cpu-enable-method error '/~1/psci/compatible: the cpus are started by psci, but its node is compatible with none of arm,psci, arm,psci-0.2 and arm,psci-1.0'
	described '{"/": {"psci": {"status": "disabled"}}}'
	fires cpu-enable-method error '/~1/psci/status: the cpus are started by psci, but its node is switched off'
	described '{"/": {"psci": null}}'
	fires cpu-enable-method error '/~1/psci: the cpus are started by psci, but there is no psci node'
	described '{"cpus": 2, "/": {"cpus": {"cpu@1": {"enable-method": null}}}}'
	fires cpu-enable-method error '/~1/cpus/cpu@1/enable-method: the tree has 2 cpus, and this one has no enable-method'
}

@test "cpu-reg: each cpu of a count or a list of numbers is called by a name of its own" {
	described '{"cpus": 4, "/": {"cpus": {"cpu@3": {"reg": 2}}}}' -W no-unit-address
	fires cpu-reg error '/~1/cpus/cpu@3/reg: 0x2 is the number of /cpus/cpu@2 already'
	described '{"cpus": {"count": 3, "mpidr": [0, 1, 0]}}' -W no-duplicate-node
	fires cpu-reg error '/cpus/mpidr/2: 0x0 is the number of /cpus/mpidr/0 already'
}
