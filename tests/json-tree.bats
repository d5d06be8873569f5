#!/usr/bin/env bats
# --dump=json and back: the same nodes, properties, order, bytes, reservations and boot cpu.

load helper

# A blob from source that dtc compiles; -f, as some of it dtc would rather not see.
compile() {
	dtc -f -q -I dts -O dtb -o "$(tmp a.dtb)"
}

dump() {
	mkfdt --dump=json "$(tmp a.dtb)" >"$(tmp a.json)"
}

# The tree in dtc's words; the header's fields that a dump must carry.
facts() {
	dtc -f -q -I dtb -O dts "$1"
	fdtdump "$1" 2>/dev/null | sed -n 's/.*\(boot_cpuid_phys:.*\|memreserve.*\)/\1/p'
}

assert_round_trip() {
	dump
	mkfdt -f -q -o "$(tmp b.dtb)" "$(tmp a.json)"
	assert_equal "$(facts "$(tmp b.dtb)")" "$(facts "$(tmp a.dtb)")"
}

# The JSON of a property of the root, as jq sees it.
value() {
	jq -c --arg name "$1" '.["/"][$name]' "$(tmp a.json)"
}

setup() {
	require dtc fdtdump jq
}

@test "json: what is printed for each type" {
	compile <<-'EOF'
		/dts-v1/;
		/ {
			#address-cells = <2>;
			#size-cells = <2>;
			compatible = "a,b", "c";
			model = "one";
			flag;
			clock-frequency = <3686400>;
			cells = <1 0xffffffff>;
			bytes = [01 02 03];
			empty = "";
			mac-address = [52 54 41 42 43 00];
			memory@40000000 {
				device_type = "memory";
				reg = <0 0x40000000 1 0>;
			};
		};
	EOF
	dump
	assert_equal "$(value compatible)" '["a,b","c"]'
	assert_equal "$(value model)" '"one"'
	assert_equal "$(value flag)" true
	assert_equal "$(value clock-frequency)" 3686400
	assert_equal "$(value cells)" '[1,4294967295]'
	assert_equal "$(value bytes)" '{"$bytes":"01 02 03"}'
	assert_equal "$(value empty)" '{"$bytes":"00"}'
	assert_equal "$(value mac-address)" '{"$bytes":"52 54 41 42 43 00"}'
	assert_equal "$(jq -c '.["/"]["memory@40000000"].reg' "$(tmp a.json)")" '{"$u64":["0x40000000","0x100000000"]}'
	assert_round_trip
}

@test "json: the keys around the tree" {
	compile <<-'EOF'
		/dts-v1/;
		/memreserve/ 0x40000000 0x1000;
		/memreserve/ 0xfffffffffffff000 0x800;
		/ { };
	EOF
	dump
	run jq -c . "$(tmp a.json)"
	assert_output '{"machine":"none","boot_cpu":0,"memreserve":[{"base":"0x40000000","size":"0x1000"},{"base":"0xfffffffffffff000","size":"0x800"}],"/":{}}'
	assert_round_trip
}

@test "json: the boot cpu survives" {
	printf '/dts-v1/; / { };' >"$(tmp a.dts)"
	dtc -q -b 7 -o "$(tmp a.dtb)" "$(tmp a.dts)"
	assert_round_trip
	assert_equal "$(jq .boot_cpu "$(tmp a.json)")" 7
}

@test "json: a property and a child of one name" {
	compile <<-'EOF'
		/dts-v1/;
		/ {
			cpu = <1>;
			cpu { reg = <2>; cpu { }; };
			other { };
		};
	EOF
	assert_round_trip
	assert_equal "$(jq -c '.["/"]' "$(tmp a.json)")" '{"cpu":1,"cpu/":{"reg":2,"cpu":{}},"other":{}}'
}

@test "json: order of properties and nodes" {
	compile <<-'EOF'
		/dts-v1/;
		/ { z; a; m; n2 { b; a; }; n10 { }; n1 { }; };
	EOF
	assert_round_trip
	assert_equal "$(jq -c '.["/"] | keys_unsorted' "$(tmp a.json)")" '["z","a","m","n2","n10","n1"]'
}

@test "json: strings that JSON can hold, and those it cannot" {
	compile <<-'EOF'
		/dts-v1/;
		/ {
			utf8 = [4d c3 bc 6c 6c 65 72 00];
			latin1 = [4d fc 6c 6c 65 72 00];
			model = [4d fc 6c 00];
			compatible = "say \"hi\" \\ done", "";
			bootargs = "a\tb\nc";
			surrogate = [61 ed a0 80 00];
			unterminated = "abc";
			octal = "a", "1b";
			names-names = "", "x", "";
			escape = [61 1b 5b 33 31 6d 00];
			c1 = [61 c2 9b 33 00];
		};
	EOF
	assert_round_trip
	assert_equal "$(value utf8)" '"Müller"'
	assert_equal "$(value latin1)" '{"$bytes":"4d fc 6c 6c 65 72 00"}'
	assert_equal "$(value model)" '{"$bytes":"4d fc 6c 00"}'
	assert_equal "$(value octal)" '["a","1b"]'
}

@test "json: what a terminal would obey is escaped" {
	compile <<-'EOF'
		/dts-v1/;
		/ {
			bootargs = [61 e2 80 ae 62 00];
			model = [61 c2 9b 33 31 6d 62 00];
		};
	EOF
	assert_round_trip
	run cat "$(tmp a.json)"
	assert_output --partial '\u202e'
	refute_output --partial "$(printf '\342\200\256')"
	refute_output --partial "$(printf '\302\233')"
}

@test "json: bytes survive whatever they look like" {
	python3 - "$(tmp a.dts)" <<-'EOF'
		import random, sys
		random.seed(17)
		names = ["reg", "ranges", "interrupts", "clocks", "compatible", "status", "clock-frequency",
		         "interrupt-map", "phandle-x", "gpios", "linux,initrd-start", "bootargs", "mac-address", "x"]
		out = ["/dts-v1/;", "/ {"]
		for i in range(400):
		    out.append("n%d {" % i)
		    for name in names:
		        size = random.choice([0, 1, 2, 3, 4, 8, 12, 16, 24, 33])
		        pool = random.choice([range(256), b"ab\0", b"\0", range(128, 256), b"a\x1b\n\0"])
		        data = [random.choice(list(pool)) for _ in range(size)]
		        if random.random() < .3 and data:
		            data[-1] = 0
		        out.append("%s = [%s];" % (name, " ".join("%02x" % b for b in data)) if data else name + ";")
		    out.append("};")
		out.append("};")
		open(sys.argv[1], "w").write("\n".join(out))
	EOF
	compile <"$(tmp a.dts)"
	assert_round_trip
}

@test "json: QEMU's own tree" {
	require qemu-system-aarch64
	qemu-system-aarch64 -M virt,gic-version=3,dumpdtb="$(tmp a.dtb)" -smp 2 -display none 2>/dev/null
	assert_round_trip
}

# One board of 12; MKFDT_BOARDS_STEP=1 takes them all.
@test "json: the boards of Debian's arm64 kernels come back (tests/boards/fetch)" {
	local boards board count=0

	need_boards
	while read -r board; do
		cp "$board" "$(tmp a.dtb)"
		assert_round_trip
		count=$((count + 1))
	done < <(find "$boards" -name '*.dtb*' | sort | awk -v "step=${MKFDT_BOARDS_STEP:-12}" 'NR % step == 0')
	assert [ "$count" -gt 0 ]
}

@test "json: jq edits a blob" {
	compile <<-'EOF'
		/dts-v1/;
		/ {
			model = "old";
			memory@40000000 { reg = <0x40000000 0x1000>; };
			gone { };
		};
	EOF
	mkfdt --dump=json "$(tmp a.dtb)" |
		jq '.["/"].model = "new" | del(.["/"].gone) | .["/"]["memory@40000000"].reg[1] *= 2' |
		mkfdt -f -q -o "$(tmp b.dtb)"
	assert_equal "$(fdtget "$(tmp b.dtb)" / model)" new
	assert_equal "$(fdtget -l "$(tmp b.dtb)" / | xargs)" memory@40000000
	assert_equal "$(fdtget -t x "$(tmp b.dtb)" /memory@40000000 reg)" "40000000 2000"
}

@test "json: depth costs no stack, and indentation ends" {
	python3 - "$(tmp a.dts)" <<-'EOF'
		import sys
		open(sys.argv[1], "w").write("/dts-v1/; / { %s %s };" % ("n {" * 100, "};" * 100))
	EOF
	compile <"$(tmp a.dts)"
	dump
	run jq '[paths] | map(length) | max' "$(tmp a.json)"
	assert_output 101
	assert [ "$(wc -L <"$(tmp a.json)")" -lt 200 ]
}

@test "json: a property's name that begins with \"\$\" does not make its node a value" {
	printf '{"machine": "none", "/": {"n/": {"$u32": 7, "m/": {"$x": {}}}}}' >"$(tmp c.json)"
	mkfdt -f -q -o "$(tmp a.dtb)" "$(tmp c.json)"
	dump
	assert_equal "$(jq -c '.["/"]' "$(tmp a.json)")" '{"n/":{"$u32":7,"m/":{"$x":{}}}}'
}

@test "json: 100,000 nodes are quick" {
	jq -nc '{machine: "none", "/": ([range(100000) | {"n\(.)": {a: .}}] | add)}' >"$(tmp c.json)"
	mkfdt -f -q -o "$(tmp a.dtb)" "$(tmp c.json)"
	run timeout 20 "$MKFDT" --dump=json "$(tmp a.dtb)"
	assert_success
	assert_equal "${#lines[@]}" 300007
}

@test "a tree that is too deep for JSON is printed, and it is said that it cannot be read back" {
	python3 - "$(tmp deep.dtb)" <<-'END'
		import struct, sys
		depth = 600
		body = b"".join(struct.pack(">I", 1) + (b"n\0\0\0" if i else b"\0\0\0\0") for i in range(depth))
		body += struct.pack(">I", 2) * depth + struct.pack(">I", 9)
		total = 56 + len(body)
		header = struct.pack(">10I", 0xD00DFEED, total, 56, total, 40, 17, 16, 0, 0, len(body))
		open(sys.argv[1], "wb").write(header + bytes(16) + body)
	END
	run --separate-stderr mkfdt --dump=json "$(tmp deep.dtb)"
	assert_success
	assert_equal "${stderr_lines[0]}" "mkfdt: warning: the tree's objects are 601 levels deep, and text of more than 500, values included, is not read back"
	assert_equal "$(grep -c '"n": {' <<<"$output")" 599
}
