#!/usr/bin/env bats
# Rules of the format: names, duplicates, phandles, reservations. Errors everywhere.

load helper
load check

@test "the sound machine is sound" {
	compiled ''
	assert_success
	assert_output ""
	described '{}'
	assert_success
	assert_output ""
}

@test "blob-header" {
	assembled 'set magic 0xd00dfeee' -I dtb
	fires blob-header error 'not a blob: it begins with 0xd00dfeee, not 0xd00dfeed'
	assembled 'set version 18'
	spares blob-header
}

@test "blob-layout" {
	assembled 'set off_dt_struct +2'
	assert_failure 1
	assert_output --partial '[blob-layout]'
	assembled 'gap 16'
	spares blob-layout
}

@test "blob-structure" {
	assembled $'node a\nend\nprop p "late"'
	fires blob-structure error '/:p: the property stands behind a child node; some readers do not see it'
	assembled $'prop p "early"\nnode a\nend'
	spares blob-structure
}

@test "blob-names" {
	assembled 'node ""
end'
	assert_failure 1
	assert_output --partial '[blob-names]'
	assembled $'node a\nend'
	spares blob-names
}

@test "blob-reserve" {
	described '{"memreserve": [{"base": "0x4000_0000", "size": "8K"}, {"base": "0x4000_1000", "size": "4K"}]}'
	fires blob-reserve error '/memreserve/1: the reservation of 0x1000 bytes at 0x40001000 overlaps another one'
	described '{"memreserve": [{"base": "0x4000_0000", "size": "4K"}, {"base": "0x4000_1000", "size": "4K"}]}'
	spares blob-reserve
	assembled $'reserve 0x1000 0x2000\nreserve 0x2000 0x1000'
	fires blob-reserve error 'the reservation of 0x1000 bytes at 0x2000 overlaps another one'
	assembled $'reserve 0x1000 0x1000\nreserve 0x2000 0x1000'
	spares blob-reserve
}

@test "name-syntax: characters, one @, something before it and behind it" {
	described '{"/": {"uart:0": {}}}'
	fires name-syntax error '/~1/uart:0: the node'\''s name "uart:0" holds a character that is none of 0-9 a-z A-Z , . _ + - @'
	described '{"/": {"uart,0": {}}}'
	spares name-syntax
	assembled $'node a@1@2\nprop reg <1 1 1>\nend' -W no-unit-address -W no-cell-width -W no-root-cells
	fires name-syntax error '/a@1@2: the node'\''s name "a@1@2" has more than one "@"'
	assembled $'node a@\nend'
	assert_output --partial 'has no unit address behind its "@" [name-syntax]'
	assembled $'node a\nend'
	spares name-syntax
}

@test "name-syntax: of a property" {
	described '{"/": {"what is": true}}'
	fires name-syntax error '/~1/what is: the property'\''s name "what is" holds a character that is none of 0-9 a-z A-Z , . _ + * ? # -'
	assembled 'prop "a b" ""'
	assert_output --partial '[name-syntax]'
	assembled 'prop #a?b ""'
	spares name-syntax
}

@test "name-syntax: property names that are ends of each other cost no more than their number" {
	python3 - "$(tmp tails.dtb)" <<-'END'
		import struct, sys
		count = 100000
		names = b"a" * count + b"\0"
		body = struct.pack(">II", 1, 0)
		body += b"".join(struct.pack(">III", 3, 0, i) for i in range(count))
		body += struct.pack(">II", 2, 9)
		total = 56 + len(body) + len(names)
		header = struct.pack(">10I", 0xD00DFEED, total, 56, 56 + len(body), 40, 17, 16, 0, len(names), len(body))
		open(sys.argv[1], "wb").write(header + bytes(16) + body + names)
	END
	SECONDS=0
	run mkfdt --check "$(tmp tails.dtb)"
	assert_failure 1
	assert_line --partial 'aaa" is longer than 255 characters [name-syntax]'
	assert_line 'mkfdt: 99725 more errors not shown'
	assert [ "${#output}" -le 20000 ]
	assert [ "$SECONDS" -le 10 ]
}

@test "node-name-length" {
	described '{"/": {"abcdefghijklmnopqrstuvwxyz012345": {}}}'
	fires node-name-length warning '/~1/abcdefghijklmnopqrstuvwxyz012345: the name has 32 characters, the specification allows 31'
	described '{"/": {"abcdefghijklmnopqrstuvwxyz01234": {}}}'
	spares node-name-length
	compiled '/ { abcdefghijklmnopqrstuvwxyz012345 { }; };'
	fires node-name-length warning '/abcdefghijklmnopqrstuvwxyz012345: the name has 32 characters, the specification allows 31'
	compiled '/ { abcdefghijklmnopqrstuvwxyz01234 { }; };'
	spares node-name-length
}

@test "node-name-start" {
	described '{"/": {"3v3-regulator": {}}}'
	fires node-name-start warning '/~1/3v3-regulator: the node'\''s name "3v3-regulator" does not begin with a letter'
	described '{"/": {"regulator-3v3": {}}}'
	spares node-name-start
	compiled '/ { 3v3-regulator { }; };'
	fires node-name-start warning '/3v3-regulator: the node'\''s name "3v3-regulator" does not begin with a letter'
	assembled $'node __symbols__\nend'
	spares node-name-start
	compiled '/ { regulator-3v3 { }; };'
	spares node-name-start
}

@test "node-depth" {
	local levels

	levels() { printf '{"/": '; for ((i = 1; i < $1; i++)); do printf '{"n": '; done; printf '{}'; for ((i = 1; i < $1; i++)); do printf '}'; done; printf '}'; }
	described "$(levels 65)"
	assert_output --partial 'the node is 65 levels deep, Linux drops all below 64 [node-depth]'
	described "$(levels 64)"
	spares node-depth
	assembled "$(for ((i = 1; i < 65; i++)); do echo 'node n'; done; for ((i = 1; i < 65; i++)); do echo end; done)"
	assert_output --partial '[node-depth]'
	assembled "$(for ((i = 1; i < 64; i++)); do echo 'node n'; done; for ((i = 1; i < 64; i++)); do echo end; done)"
	spares node-depth
}

@test "duplicate-node" {
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 16}, {"base": "0x0a00_0000", "spi": 17}]}' -W no-mmio-overlap
	fires duplicate-node error '/virtio/1: there is a node "virtio_mmio@a000000" here already'
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 16}, {"base": "0x0a00_0200", "spi": 17}]}'
	spares duplicate-node
	assembled $'node a\nend\nnode a\nend'
	fires duplicate-node error '/a: there is a node "a" here already'
	assembled $'node a\nend\nnode b\nnode a\nend\nend'
	spares duplicate-node
}

@test "duplicate-label: devices of one name, or with a name that the machine gave" {
	described '{"virtio": [{"name": "disk"}, {"name": "disk"}]}'
	fires duplicate-label error '/virtio/1: another node is called "disk" already'
	assert_line --partial 'vm.json:1:13: note: this one'
	described '{"virtio": [{"name": "gic"}]}'
	fires duplicate-label error '/virtio/0: another node is called "gic" already'
	described '{"virtio": [{"name": "disk", "count": 2}, {"name": "net"}]}'
	spares duplicate-label
}

@test "name-syntax: what references may call a node" {
	local name

	for name in 'a b' a/b a@1 ä; do
		described "{\"virtio\": [{\"name\": \"$name\"}]}"
		fires name-syntax error "/virtio/0: what the node is called, \"$name\", holds a character that is none of 0-9 a-z A-Z , . _ + -"
	done
	described '{"virtio": [{"name": ""}]}'
	fires name-syntax error '/virtio/0: what the node is called, "", is empty'
	described '{"virtio": [{"name": "net-0"}, {"name": "9p"}]}'
	spares name-syntax
}

@test "duplicate-node: among many" {
	assembled "$(for i in {0..40}; do printf 'node n%d\nend\n' "$i"; done; printf 'node n7\nend\n')"
	fires duplicate-node error '/n7: there is a node "n7" here already'
}

@test "duplicate-property: only a blob can have one" {
	assembled $'prop a "1"\nprop a "2"'
	fires duplicate-property error '/:a: the node has a property "a" already'
	assembled $'prop a "1"\nprop b "2"'
	spares duplicate-property
	assembled "$(for i in {0..40}; do printf 'prop p%d "x"\n' "$i"; done; printf 'prop p7 "x"\n')"
	fires duplicate-property error '/:p7: the node has a property "p7" already'
}

@test "name-conflict" {
	described '{"/": {"a": {"same": 1, "same/": {}}}}'
	fires name-conflict warning '/~1/a/same~1: the parent has a property of this name as well'
	described '{"/": {"a": {"same": 1, "other/": {}}}}'
	spares name-conflict
	compiled '/ { a { same = <1>; same { }; }; };'
	fires name-conflict warning '/a/same: the parent has a property of this name as well'
	compiled '/ { a { same = <1>; other { }; }; };'
	spares name-conflict
}

@test "phandle-value" {
	described '{"/": {"a": {"phandle": 0}}}'
	fires phandle-value error '/~1/a/phandle: 0 is no phandle: references of 0 mean nothing'
	described '{"/": {"a": {"phandle": 7}}}'
	spares phandle-value
	assembled $'node a\nprop phandle [00 05]\nend'
	fires phandle-value error '/a:phandle: a phandle is one cell of 4 bytes'
	assembled $'node a\nprop phandle <0xffffffff>\nend'
	fires phandle-value error '/a:phandle: 0xffffffff is no phandle: overlays use it for what is not linked yet'
	assembled $'node a\nprop phandle <1>\nprop linux,phandle <2>\nend'
	fires phandle-value error '/a:linux,phandle: linux,phandle is 0x2, phandle is 0x1'
	assembled $'node a\nprop phandle <1>\nprop linux,phandle <1>\nend'
	spares phandle-value
}

@test "duplicate-phandle" {
	described '{"/": {"a": {"phandle": 7}, "b": {"phandle": 7}}}'
	fires duplicate-phandle error '/~1/b/phandle: 0x7 is the phandle of /~1/a already'
	described '{"/": {"a": {"phandle": 7}, "b": {"phandle": 8}}}'
	spares duplicate-phandle
	assembled $'node a\nprop phandle <7>\nend\nnode b\nprop phandle <7>\nend'
	fires duplicate-phandle error '/b:phandle: 0x7 is the phandle of /a already'
	assembled $'node a\nprop phandle <7>\nend\nnode b\nprop phandle <8>\nend'
	spares duplicate-phandle
}

@test "misspelt" {
	described '{"/": {"a": {"#interrupt-controller": true}}}'
	fires misspelt warning '/~1/a/#interrupt-controller: nobody reads a property "#interrupt-controller"'
	assert_output --partial 'help: did you mean "interrupt-controller"?'
	described '{"/": {"a": {"acme,interrupt-controller": true}}}'
	spares misspelt
	compiled '&virtio0 { dma-coherant; };'
	fires misspelt warning '/virtio_mmio@a000000:dma-coherant: nobody reads a property "dma-coherant"'
	compiled '&virtio0 { dam-coherent; };'
	assert_output --partial 'did you mean "dma-coherent"?'
	compiled '&virtio0 { dma-coherents; dma-inherent; };' -W no-misspelt
	spares misspelt
}

@test "property-type" {
	described '{"/": {"a": {"dma-coherent": 1}}}'
	fires property-type warning '/~1/a/dma-coherent: dma-coherent is a flag without a value, not these 4 bytes'
	described '{"/": {"a": {"dma-coherent": true}}}'
	spares property-type
	compiled '/ { a { reg-names = [61 62]; }; };'
	fires property-type warning '/a:reg-names: reg-names is a list of strings, not these 2 bytes'
	compiled '/ { model = "a", "b"; };'
	fires property-type warning '/:model: model is one string, not these 4 bytes'
	compiled '/ { a { reg-names = "a", "b"; }; };'
	spares property-type
}

@test "status-value" {
	described '{"/": {"a": {"status": "enabled"}}}'
	fires status-value warning '/~1/a/status: "enabled" is no status: the node is not used'
	described '{"/": {"a": {"status": "fail-sss"}}}'
	spares status-value
	compiled '/ { a { status = "enabled"; }; };'
	fires status-value warning '/a:status: "enabled" is no status: the node is not used'
	compiled '/ { a { status = "okay"; }; };'
	spares status-value
}

@test "alias-name" {
	described '{"/": {"aliases": {"Serial0": "/serial@9000000"}}}'
	fires alias-name warning '/~1/aliases/Serial0: an alias has lower-case letters, digits and "-" only'
	described '{"/": {"aliases": {"serial-0": "/serial@9000000"}}}'
	spares alias-name
	compiled '/ { aliases { serial_0 = "/serial@9000000"; }; };'
	fires alias-name warning '/aliases:serial_0: an alias has lower-case letters, digits and "-" only'
	compiled '/ { aliases { serial-0 = "/serial@9000000"; }; };'
	spares alias-name
}

@test "misspelt: every name that is known" {
	local name

	while read -r name; do
		[ "$name" != ssi-controller ] || continue # known so that it is not taken for a slip
		run mkfdt --check - <<<"{\"machine\": \"none\", \"/\": {\"n\": {\"${name}x\": 1}}}"
		assert_line "help: did you mean \"$name\"?"
	done < <(grep -v '^#' "$MKFDT_SOURCE_DIR/tests/data/check/spelling")
	run mkfdt --check -W no-dangling-phandle - <<<'{"machine": "none", "/": {"n": {"ssi-controller": 1}}}'
	assert_output ""
}

@test "property-type: every property that is known" {
	local name type wrong

	while read -r name type; do
		case $type in
		flag) wrong=1 ;;
		cell) wrong='"text that is long"' ;;
		*) wrong='{"$bytes": "616263"}' ;;
		esac
		run mkfdt --check - <<<"{\"machine\": \"none\", \"/\": {\"n\": {\"$name\": $wrong}}}"
		assert_line --partial "/n/$name: $name is "
	done < <(grep -v '^#' "$MKFDT_SOURCE_DIR/tests/data/check/types")
}

@test "misspelt: what a device is" {
	described '{"cpus": {"compatible": "arm,arm-v8"}}'
	fires misspelt warning '/cpus/compatible: nobody knows a device "arm,arm-v8"'
	assert_line 'help: did you mean "arm,armv8"?'
	compiled '&virtio0 { compatible = "virtio,mimo"; };'
	fires misspelt warning '/virtio_mmio@a000000:compatible: nobody knows a device "virtio,mimo"'
	compiled '/ { x { compatible = "arm,pl010", "arm,armv9-pmuv3x", "vendor,gic-v3"; }; };' -W no-missing-clock
	spares misspelt
}

@test "property-type: an empty word, and a seed of another length" {
	compiled '/ { x { compatible = "a,b", "", "c,d"; }; };'
	fires property-type warning '/x:compatible: compatible is a list of strings, none of them empty, not these 9 bytes'
	compiled '/ { x { compatible = "a,b", "c,d"; gpio-line-names = "", "A"; }; };'
	spares property-type
	described '{"chosen": {"kaslr_seed": "random"}, "/": {"chosen": {"kaslr-seed": {"$bytes": "01 02 03 04"}}}}' -W no-seed-constant
	fires property-type warning '/~1/chosen/kaslr-seed: kaslr-seed is one number of 8 bytes, not these 4 bytes'
}

@test "alias-name: 31 characters" {
	compiled '/ { aliases { abcdefghijklmnopqrstuvwxyz123456 = "/timer"; }; };'
	fires alias-name warning '/aliases:abcdefghijklmnopqrstuvwxyz123456: an alias has 31 characters at most'
	compiled '/ { aliases { abcdefghijklmnopqrstuvwxyz12345 = "/timer"; }; };'
	spares alias-name
}
