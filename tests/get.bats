#!/usr/bin/env bats
# --get: one property, typed, for scripts; or what a node holds.

load helper

setup_file() {
	require dtc
	dtc -q -I dts -O dtb -o "$BATS_FILE_TMPDIR/vm.dtb" "$MKFDT_SOURCE_DIR/tests/data/query/vm.dts"
}

# get WHAT [OPTION...]
get() {
	run --separate-stderr mkfdt --get "$@" "$BATS_FILE_TMPDIR/vm.dtb"
}

bats_require_minimum_version 1.5.0

@test "get: a string prints raw" {
	get /:model
	assert_success
	assert_output "two words"
	assert_equal "$stderr" ""
}

@test "get: strings print one a line" {
	get /soc/serial@9000000:compatible
	assert_output "$(printf 'arm,pl011\narm,primecell')"
}

@test "get: cells print as hex, separated by blanks" {
	get /soc/serial@9000000:interrupts
	assert_output "0x0 0x1 0x4"
	get /clock:clock-frequency
	assert_output 0x16e3600
}

@test "get: reg prints a base and a size for each tuple, in 64 bits" {
	get /memory@40000000:reg
	assert_output "$(printf '0x40000000 0x20000000\n0x200000000 0x100000000')"
}

@test "get: without #size-cells there is no size" {
	get /cpus/cpu@0:reg
	assert_output 0x0
}

@test "get: ranges of a bus, and of a PCI bus with its space first" {
	get /soc:ranges
	assert_output "0x9000000 0x9000000 0x1000000"
	get /pcie@10000000:ranges
	assert_output "$(printf '0x1000000 0x0 0x3eff0000 0x10000\n0x2000000 0x10000000 0x10000000 0x2eff0000')"
}

@test "get: a number of two cells is one number" {
	get /chosen:linux,initrd-start
	assert_output 0x48000000
	get /chosen:kaslr-seed
	assert_output 0x123456789abcdef0
}

@test "get: bytes print as pairs of digits" {
	get /soc/serial@9000000:mac-address
	assert_output "52 54 00 12 34 56"
}

@test "get: a flag prints nothing and is found" {
	get /soc/serial@9000000:dma-coherent
	assert_success
	assert_output ""
}

@test "get: a node lists its properties, then its children" {
	get /cpus
	assert_output "$(printf '#address-cells\n#size-cells\ncpu-map/\ncpu@0/')"
	get /
	assert_line --index 0 "#address-cells"
	assert_line "soc/"
}

@test "get: a node goes by path, alias, label or name" {
	local what

	for what in /soc/serial@9000000 /soc/serial serial0 uart serial serial@9000000; do
		get "$what:clock-names"
		assert_output "$(printf 'uartclk\napb_pclk')"
	done
}

@test "get: a path wins over an alias, an alias over a label, a label over a name" {
	dtc -q -I dts -O dtb -o "$(tmp a.dtb)" <<-'EOF'
		/dts-v1/;
		/ {
			aliases { one = "/by-alias"; };
			__symbols__ { one = "/by-label"; two = "/by-label"; };
			by-alias { is = "alias"; };
			by-label { is = "label"; };
			one { is = "path"; };
			two { is = "name"; };
		};
	EOF
	assert_equal "$(mkfdt --get /one:is "$(tmp a.dtb)")" path
	assert_equal "$(mkfdt --get one:is "$(tmp a.dtb)")" alias
	assert_equal "$(mkfdt --get two:is "$(tmp a.dtb)")" label
}

@test "get: what is absent is exit status 1, and said" {
	get /nowhere
	assert_failure 1
	assert_output ""
	[[ $stderr == *'there is no node "/nowhere"'* ]]
	get /soc/serial@9000000:clock-nams
	assert_failure 1
	[[ $stderr == *'/soc/serial@9000000 has no property "clock-nams"'* ]]
	[[ $stderr == *'did you mean "clock-names"?'* ]]
}

@test "get: --default stands in for what is absent" {
	get /nowhere:reg --default 0x0
	assert_success
	assert_output 0x0
	assert_equal "$stderr" ""
	get /:model --default other
	assert_output "two words"
}

@test "get: an input that is no tree is exit status 2" {
	printf 'no blob' >"$(tmp a.dtb)"
	run mkfdt --get / "$(tmp a.dtb)"
	assert_failure 2
	run mkfdt --get / "$(tmp missing.dtb)"
	assert_failure 2
}

@test "get: bytes of a string reach a file as they are, a terminal visibly" {
	dtc -q -I dts -O dtb -o "$(tmp a.dtb)" <<-'EOF'
		/dts-v1/;
		/ { bootargs = [61 c2 9b 33 31 6d 00]; };
	EOF
	assert_equal "$(mkfdt --get /:bootargs "$(tmp a.dtb)" | od -An -tx1 | tr -d ' ')" 61c29b33316d0a
	require script
	run script -qec "'$MKFDT' --get /:bootargs '$(tmp a.dtb)'" /dev/null </dev/null
	assert_output --partial 'a<U+009B>31m'
}

@test "get: QEMU's properties, as fdtget reads them" {
	require qemu-system-aarch64 fdtget
	qemu-system-aarch64 -M virt,dumpdtb="$(tmp q.dtb)" -display none 2>/dev/null
	local node prop

	for node in /pl011@9000000 /psci /cpus/cpu@0 /timer; do
		while read -r prop; do
			[ "$prop" != reg ] || continue
			diff <(mkfdt --get "$node:$prop" "$(tmp q.dtb)" | xargs -n1 | sed 's/^0x//') \
				<(fdtget -t "$(fdtget "$(tmp q.dtb)" "$node" "$prop" | grep -q '[a-z]' && echo s || echo x)" \
					"$(tmp q.dtb)" "$node" "$prop" | xargs -n1)
		done < <(fdtget -p "$(tmp q.dtb)" "$node")
	done
}
