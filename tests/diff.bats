#!/usr/bin/env bats
# --diff: what two trees really differ in; blind to order and to phandle numbers.

load helper

bats_require_minimum_version 1.5.0

setup() {
	require dtc
}

# blob NAME: from source on standard input.
blob() {
	dtc -f -q -I dts -O dtb -o "$(tmp "$1")"
}

# vary NAME [SED]: the sample machine, changed.
vary() {
	sed "${2:-}" "$MKFDT_SOURCE_DIR/tests/data/query/vm.dts" | blob "$1"
}

compare() {
	run --separate-stderr mkfdt --diff "$@" "$(tmp a.dtb)" "$(tmp b.dtb)"
}

@test "diff: a tree is the same as itself" {
	vary a.dtb
	vary b.dtb
	compare
	assert_success
	assert_output ""
	compare --json
	assert_success
	assert_output '{"differences": []}'
}

@test "diff: order of nodes and properties does not matter" {
	blob a.dtb <<<'/dts-v1/; / { a = <1>; b = <2>; n1 { x; y; }; n2 { }; n3 { }; };'
	blob b.dtb <<<'/dts-v1/; / { b = <2>; a = <1>; n3 { }; n1 { y; x; }; n2 { }; };'
	compare
	assert_success
	assert_output ""
}

@test "diff: the size of the memory is one line, in people's units" {
	vary a.dtb
	vary b.dtb 's/0x40000000 0 0x20000000>, <2 0 1 0>/0x40000000 0 0x40000000>, <2 0 1 0>/'
	compare
	assert_failure 1
	assert_output "~ /memory@40000000:reg   0x40000000 512 MiB -> 1 GiB ..."
}

@test "diff: only the tuples that differ are shown" {
	vary a.dtb
	vary b.dtb 's/<2 0 1 0>/<2 0 2 0>/'
	compare
	assert_output "~ /memory@40000000:reg   ... 0x200000000 4 GiB -> 8 GiB"
}

@test "diff: strings, flags, numbers, bytes and interrupts are decoded" {
	vary a.dtb
	vary b.dtb 's/"two words"/"three"/; s/<24000000>/<24000001>/; s/56];/57];/; s/<0 1 4>/<0 2 1>/; /dma-coherent/d; s/"uartclk", //'
	compare
	assert_output - <<-'EOF'
		~ /:model   "two words" -> "three"
		~ /clock:clock-frequency   0x16e3600 -> 0x16e3601
		~ /soc/serial@9000000:interrupts   SPI 1 level-high -> SPI 2 edge-rising
		~ /soc/serial@9000000:clock-names   "uartclk", "apb_pclk" -> "apb_pclk"
		- /soc/serial@9000000:dma-coherent   (flag)
		~ /soc/serial@9000000:mac-address   ... 56 -> 57
	EOF
}

@test "diff: a node that came or went is one line" {
	blob a.dtb <<<'/dts-v1/; / { gone { x = <1>; child { }; }; };'
	blob b.dtb <<<'/dts-v1/; / { new { y = <1>; child { }; }; };'
	compare
	assert_failure 1
	assert_output "$(printf -- '- /gone\n+ /new')"
}

@test "diff: phandle numbers do not matter, where they point does" {
	vary a.dtb
	vary b.dtb 's/clk: clock {/clk: clock { phandle = <0x77>;/; s/gic: intc@8000000 {/gic: intc@8000000 { phandle = <0x50>;/'
	compare
	assert_success
	vary b.dtb 's/clocks = <&clk>, <&clk>/clocks = <\&clk>, <\&gic>/'
	compare
	assert_output --partial "~ /soc/serial@9000000:clocks"
	assert_output --partial "/clock -> /intc@8000000"
}

@test "diff: the same number that points elsewhere is a difference" {
	blob a.dtb <<<'/dts-v1/; / { interrupt-parent = <1>; x { phandle = <1>; }; y { phandle = <2>; }; };'
	blob b.dtb <<<'/dts-v1/; / { interrupt-parent = <1>; x { phandle = <2>; }; y { phandle = <1>; }; };'
	compare
	assert_failure 1
	assert_output "~ /:interrupt-parent   /x -> /y"
}

@test "diff: reservations and the boot cpu" {
	vary a.dtb
	sed 's,^/memreserve/ 0x50000000 0x1000;,/memreserve/ 0x50000000 0x2000;,' \
		"$MKFDT_SOURCE_DIR/tests/data/query/vm.dts" | dtc -q -b 1 -I dts -O dtb -o "$(tmp b.dtb)"
	compare
	assert_output - <<-'EOF'
		~ boot_cpu   0 -> 1
		- memreserve   0x50000000 4 KiB
		+ memreserve   0x50000000 8 KiB
	EOF
	compare --ignore boot_cpu --ignore memreserve
	assert_success
}

@test "diff: --ignore leaves out properties, and nodes with all below them" {
	vary a.dtb
	vary b.dtb 's/<0x12345678 0x9abcdef0>/<1 2>/; s/"arm,armv8"/"arm,cortex-a57"/; s/"two words"/"x"/'
	compare --ignore '/chosen:*-seed' --ignore /cpus
	assert_failure 1
	assert_output '~ /:model   "two words" -> "x"'
	compare --ignore '/chosen:*-seed' --ignore /cpus --ignore '*:model'
	assert_success
	assert_output ""
}

@test "diff: JSON for scripts, values as the raw tree writes them" {
	require jq
	vary a.dtb
	vary b.dtb 's/"two words"/"x"/; /dma-coherent/d; s/0x50000000 0x1000/0x50000000 0x2000/; s/core0/core1/'
	compare --json
	assert_failure 1
	run jq -c '.differences[]' <<<"$output"
	assert_output - <<-'EOF'
		{"change":"removed","path":"memreserve","base":"0x50000000","size":"0x1000"}
		{"change":"added","path":"memreserve","base":"0x50000000","size":"0x2000"}
		{"change":"changed","path":"/","property":"model","old":"two words","new":"x"}
		{"change":"removed","path":"/cpus/cpu-map/cluster0/core0"}
		{"change":"added","path":"/cpus/cpu-map/cluster0/core1"}
		{"change":"removed","path":"/soc/serial@9000000","property":"dma-coherent","old":true}
	EOF
}

@test "diff: JSON shows where a phandle leads, as its number says nothing about the other tree" {
	require jq
	blob a.dtb <<<'/dts-v1/; / { c: c { #clock-cells = <1>; phandle = <1>; }; r: r { phandle = <2>; }; d { clocks = <&c 3>, <&c 4>; x-supply = <&r>; }; };'
	blob b.dtb <<<'/dts-v1/; / { c: c { #clock-cells = <1>; phandle = <2>; }; s: s { phandle = <1>; }; d { clocks = <&c 3>, <&c 5>; x-supply = <&s>; }; };'
	compare --json
	assert_failure 1
	run jq -c '.differences[] | select(.path == "/d")' <<<"$output"
	assert_output - <<-'EOF'
		{"change":"changed","path":"/d","property":"clocks","old":[{"$phandle":"/c"},3,{"$phandle":"/c"},4],"new":[{"$phandle":"/c"},3,{"$phandle":"/c"},5]}
		{"change":"changed","path":"/d","property":"x-supply","old":{"$phandle":"/r"},"new":{"$phandle":"/s"}}
	EOF
}

@test "diff: one more cpu in QEMU's tree is the cpu and what refers to it" {
	require qemu-system-aarch64
	for n in 2 3; do
		qemu-system-aarch64 -M virt,gic-version=3,dtb-randomness=off,dumpdtb="$(tmp $n.dtb)" \
			-smp $n -display none 2>/dev/null
	done
	run mkfdt --diff "$(tmp 2.dtb)" "$(tmp 3.dtb)"
	assert_failure 1
	assert_output "$(printf '+ /cpus/cpu-map/socket0/cluster0/core2\n+ /cpus/cpu@2')"
}

@test "diff: more memory in QEMU's tree is one line" {
	require qemu-system-aarch64
	for n in 512 1024; do
		qemu-system-aarch64 -M virt,dtb-randomness=off,dumpdtb="$(tmp $n.dtb)" -m $n -display none 2>/dev/null
	done
	run mkfdt --diff "$(tmp 512.dtb)" "$(tmp 1024.dtb)"
	assert_output "~ /memory@40000000:reg   0x40000000 512 MiB -> 1 GiB"
}

@test "diff: duplicates of a broken tree are compared one with the other" {
	blob a.dtb <<<'/dts-v1/; / { n@0 { x = <1>; }; n@1 { x = <2>; }; };'
	sed -i 's/n@1/n@0/' "$(tmp a.dtb)"
	cp "$(tmp a.dtb)" "$(tmp b.dtb)"
	compare
	assert_output ""
}

@test "diff: long values are cut" {
	printf '/dts-v1/; / { x = [%s]; };' "$(printf '01 %.0s' $(seq 1000))" | blob a.dtb
	printf '/dts-v1/; / { x = [%s ff]; };' "$(printf '02 %.0s' $(seq 1000))" | blob b.dtb
	compare
	assert_failure 1
	assert [ "${#output}" -lt 240 ]
}

@test "diff: what cannot be read is exit status 2" {
	vary a.dtb
	printf 'no blob' >"$(tmp b.dtb)"
	compare
	assert_failure 2
	rm "$(tmp b.dtb)"
	compare
	assert_failure 2
}

@test "diff: control bytes in names and strings are made visible" {
	blob a.dtb <<<'/dts-v1/; / { x = "a"; };'
	blob b.dtb <<<'/dts-v1/; / { x = "b", "c\x1b[31m"; };'
	compare
	refute_output --partial "$(printf '\033')"
}

@test "diff: 100,000 nodes in another order are quick" {
	require jq
	jq -nc '{machine: "none", "/": ([range(100000) | {"n\(.)": {a: .}}] | add)}' >"$(tmp a.json)"
	jq -nc '{machine: "none", "/": ([range(100000) | {"n\(99999 - .)": {a: (99999 - .)}}] | add)}' >"$(tmp b.json)"
	mkfdt -f -q -o "$(tmp a.dtb)" "$(tmp a.json)"
	mkfdt -f -q -o "$(tmp b.dtb)" "$(tmp b.json)"
	run timeout 20 "$MKFDT" --diff "$(tmp a.dtb)" "$(tmp b.dtb)"
	assert_success
	assert_output ""
}

@test "numbers that are alike in one cell and in two are told apart by their bytes" {
	mkfdt -o "$(tmp two.dtb)" <<<'{"initrd": {"start": "0x4800_0000", "size": "4K"}}'
	mkfdt -o "$(tmp one.dtb)" <<<'{"/": {"chosen": {"linux,initrd-start": 1207959552, "linux,initrd-end": 1207963648}}}'
	run mkfdt --diff "$(tmp two.dtb)" "$(tmp one.dtb)"
	assert_failure 1
	assert_output - <<-'END'
		~ /chosen:linux,initrd-start   0x48000000 (8 bytes) -> 0x48000000 (4 bytes)
		~ /chosen:linux,initrd-end   0x48001000 (8 bytes) -> 0x48001000 (4 bytes)
	END
}
