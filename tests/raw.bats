#!/usr/bin/env bats
# The raw tree ("/"): what each JSON value becomes, byte for byte, and what is refused.

load helper

# make JSON: the tree of a description without a machine, as a blob at $blob.
make() {
	blob=$(tmp a.dtb)
	printf '%s' "{\"machine\": \"none\", \"/\": $1}" >"$(tmp a.json)"
	mkfdt -f -q -o "$blob" "$(tmp a.json)"
}

# bytes PROPERTY [NODE]: its value in hex, as libfdt reads it.
bytes() {
	fdtget -t bx "$blob" "${2:-/}" "$1" | tr ' ' '\n' | sed 's/^.$/0&/' | tr -d '\n'
}

# refuses JSON MESSAGE: the message is printed, with a place in the text.
refuses() {
	printf '%s' "{\"machine\": \"none\", \"/\": $1}" >"$(tmp a.json)"
	run mkfdt -o "$(tmp a.dtb)" "$(tmp a.json)"
	assert_failure 1
	assert_output --partial "$2"
	assert_output --partial "a.json:1:"
}

setup() {
	require fdtget jq
}

@test "raw: true is a flag" {
	make '{"dma-coherent": true}'
	run fdtget -p "$blob" /
	assert_line dma-coherent
	assert_equal "$(bytes dma-coherent)" ""
}

@test "raw: a string has a NUL behind it" {
	make '{"model": "ab"}'
	assert_equal "$(bytes model)" 616200
}

@test "raw: an empty string is one NUL" {
	make '{"model": ""}'
	assert_equal "$(bytes model)" 00
}

@test "raw: strings are UTF-8" {
	make '{"model": "Müller \u20ac"}'
	assert_equal "$(bytes model)" 4dc3bc6c6c657220e282ac00
}

@test "raw: a number is one cell, big-endian" {
	make '{"a": 42, "b": 4294967295}'
	assert_equal "$(bytes a)" 0000002a
	assert_equal "$(bytes b)" ffffffff
}

@test "raw: a list is its items' bytes, one after the other" {
	make '{"s": ["a", "", "b"], "n": [1, 2], "m": ["a", 1, {"$u8": 2}], "e": []}'
	assert_equal "$(bytes s)" 6100006200
	assert_equal "$(bytes n)" 0000000100000002
	assert_equal "$(bytes m)" 61000000000102
	assert_equal "$(bytes e)" ""
}

@test "raw: lists may nest, for the eye" {
	make '{"reg": [[1, 2], [3, 4]]}'
	assert_equal "$(bytes reg)" 00000001000000020000000300000004
}

@test "raw: numbers of other widths" {
	make '{"a": {"$u64": "0x1_0000_0001"}, "b": {"$u32": ["0x10", 2]}, "c": {"$u16": [1, 65535]}, "d": {"$u8": 255}}'
	assert_equal "$(bytes a)" 0000000100000001
	assert_equal "$(bytes b)" 0000001000000002
	assert_equal "$(bytes c)" 0001ffff
	assert_equal "$(bytes d)" ff
}

@test "raw: 64 bits are exact and take units" {
	make '{"a": {"$u64": ["0xffffffffffffffff", "18446744073709551615", 9007199254740991, "3G"]}}'
	assert_equal "$(bytes a)" ffffffffffffffffffffffffffffffff001fffffffffffff00000000c0000000
}

@test "raw: bytes as they stand" {
	make '{"a": {"$bytes": "de ad BE\tef"}, "b": {"$bytes": "0001"}, "c": {"$bytes": ""}}'
	assert_equal "$(bytes a)" deadbeef
	assert_equal "$(bytes b)" 0001
	assert_equal "$(bytes c)" ""
}

@test "raw: a phandle is given to a node that is referred to" {
	make '{"interrupt-parent": {"$phandle": "/intc"}, "other": [1, {"$phandle": "intc"}, 2], "intc": {}}'
	assert_equal "$(bytes phandle /intc)" 00000001
	assert_equal "$(bytes interrupt-parent)" 00000001
	assert_equal "$(bytes other)" 000000010000000100000002
}

@test "raw: a node keeps the phandle it has, and nobody else is given it" {
	make '{"a": {"$phandle": "/x"}, "b": {"$phandle": "/y"}, "x": {}, "y": {"phandle": 1}}'
	assert_equal "$(bytes phandle /y)" 00000001
	assert_equal "$(bytes phandle /x)" 00000002
	assert_equal "$(bytes a)" 00000002
	assert_equal "$(bytes b)" 00000001
}

@test "raw: references know aliases that the text itself makes" {
	make '{"a": {"$phandle": "serial0"}, "aliases": {"serial0": "/uart@0"}, "uart@0": {"phandle": 7}}'
	assert_equal "$(bytes a)" 00000007
}

@test "raw: references know aliases that are references themselves" {
	make '{"a": {"$phandle": "serial0"}, "aliases": {"serial0": {"$path": "uart@0"}}, "uart@0": {}}'
	assert_equal "$(bytes a)" 00000001
	assert_equal "$(bytes phandle /uart@0)" 00000001
}

@test "raw: a path is the target's path" {
	make '{"aliases": {"serial0": {"$path": "uart"}}, "soc": {"uart@10": {}}}'
	assert_equal "$(fdtget "$blob" /aliases serial0)" /soc/uart@10
}

@test "raw: order is the text's, of properties and of nodes" {
	make '{"z": 1, "n2": {}, "a": 2, "n1": {}}'
	assert_equal "$(fdtget -p "$blob" / | xargs)" "z a"
	assert_equal "$(fdtget -l "$blob" / | xargs)" "n2 n1"
}

@test "raw: comments are dropped" {
	make '{"// why": {"": "$"}, "a": {"// $u32": 1, "$u32": 2}}'
	assert_equal "$(fdtget -p "$blob" /)" a
	assert_equal "$(bytes a)" 00000002
}

@test "raw: a property and a child of one name" {
	make '{"cpu": 1, "cpu/": {"reg": 2}}'
	assert_equal "$(bytes cpu)" 00000001
	assert_equal "$(bytes reg /cpu)" 00000002
}

@test "raw: \"name/\" is a node whatever its keys" {
	make '{"x/": {"$u32": "a"}}'
	assert_equal "$(bytes '$u32' /x)" 6100
}

# merge JSON JSON: two layers.
merge() {
	blob=$(tmp b.dtb)
	printf '%s' "{\"machine\": \"none\", \"/\": $1}" >"$(tmp a.json)"
	printf '%s' "{\"/\": $2}" >"$(tmp b.json)"
	mkfdt -f -q -o "$blob" "$(tmp a.json)" "$(tmp b.json)"
}

@test "raw: a later layer merges nodes and sets properties in their old place" {
	merge '{"a": 1, "b": 2, "n": {"x": 1}}' '{"a": "s", "c": 3, "n": {"y": 2}}'
	assert_equal "$(fdtget -p "$blob" / | xargs)" "a b c"
	assert_equal "$(bytes a)" 7300
	assert_equal "$(fdtget -p "$blob" /n | xargs)" "x y"
}

@test "raw: null deletes properties, nodes and nothing" {
	merge '{"a": 1, "b": 2, "n": {"x": {}}, "m": {}}' '{"a": null, "n": null, "m/": null, "none": null}'
	assert_equal "$(fdtget -p "$blob" / | xargs)" b
	assert_equal "$(fdtget -l "$blob" / | xargs)" ""
}

@test "raw: of two that share a name null deletes the property, \"name/\" the child" {
	merge '{"a": 1, "a/": {}, "b": 1, "b/": {}}' '{"a": null, "b/": null}'
	assert_equal "$(fdtget -p "$blob" / | xargs)" b
	assert_equal "$(fdtget -l "$blob" / | xargs)" a
}

@test "raw: the deletions of an object come first" {
	merge '{"a/": {"x": 1}, "a": 1}' '{"a": {"y": 1}, "a/": null}'
	assert_equal "$(fdtget -p "$blob" /a | xargs)" y
}

@test "raw: what no value can be is refused" {
	refuses '{"a": false}' "error: /~1/a: a property cannot be false"
	refuses '{"a": 4294967296}' "error: /~1/a: 4294967296 (0x100000000) is more than 32 bits hold"
	refuses '{"a": 4294967296}' 'help: write two cells as {"$u64": "0x100000000"}'
	refuses '{"a": -1}' "negative numbers are not allowed"
	refuses '{"a": 1.5}' "fractions are not allowed"
	refuses '{"a": {"$u8": 256}}' "256 (0x100) is more than 8 bits hold"
	refuses '{"a": {"$u16": [1, 65536]}}' "/~1/a/\$u16/1: 65536 (0x10000) is more than 16 bits hold"
	refuses '{"a": {"$bytes": "de a"}}' "\"\$bytes\" is pairs of hex digits, not \"a\""
	refuses '{"a": {"$bytes": 1}}' "\"\$bytes\" is a string, not a number"
	refuses '{"a": {"$phandle": 1}}' "\"\$phandle\" is a string, not a number"
	refuses '{"a": [true]}' "true has no place in a list"
	refuses '{"a": [null]}' "null has no place in a list"
	refuses '{"a": [{}]}' "a node has no place in a list"
	refuses '{"a/": 1}' "a key that ends in \"/\" names a node, not a number"
}

@test "raw: an unknown kind of value is refused with a suggestion" {
	refuses '{"a": {"$u46": 1}}' 'there is no kind of value "$u46"'
	refuses '{"a": {"$byte": "00"}}' 'help: did you mean "$bytes"?'
	refuses '{"a": {"$u64": 1, "$u32": 1}}' '"$u64" stands alone: a value has one key'
	refuses '{"a": {"reg": 1, "$u32": 1}}' "half a node, half a value"
}

@test "raw: names that cannot stand in a path are refused" {
	refuses '{"": 1}' "a name cannot be empty"
	refuses '{"/": {}}' "a name cannot be empty"
	refuses '{"a/b": {}}' 'a name cannot hold a "/"'
	refuses '{"a/b": null}' 'a name cannot hold a "/"'
}

@test "raw: a reference to nothing is refused where it stands" {
	refuses '{"a": {"$phandle": "/nothing"}}' 'there is no node "/nothing" to refer to [dangling-phandle]'
	refuses '{"a": {"$path": "nothing"}}' 'there is no node "nothing" to refer to [dangling-path]'
}

@test "raw: a path to nothing is told once, and written as it stands by force" {
	local said='there is no node "/nothing" to refer to [dangling-path]'

	printf '{"aliases": {"a": "/nothing"}, "/": {"chosen": {"stdout-path": {"$path": "/nothing"}}}}' >"$(tmp a.json)"
	run mkfdt -f -o "$(tmp a.dtb)" "$(tmp a.json)"
	assert_success
	assert_equal "$(grep error <<<"$output")" "$(tmp a.json):1:19: error: /aliases/a: $said
$(tmp a.json):1:74: error: /~1/chosen/stdout-path/\$path: $said"
	assert_equal "$(fdtget "$(tmp a.dtb)" /aliases a)" /nothing
}

@test "raw: an object where a property is expected makes a node, with a warning" {
	printf '{"machine": "none", "/": {"reg": {"base": 1}, "n": {"reg/": {}}}}' >"$(tmp a.json)"
	run mkfdt -f -o "$(tmp a.dtb)" "$(tmp a.json)"
	assert_success
	assert_output --partial 'a.json:1:27: warning: /~1/reg: an object makes a node, not the property "reg"'
	assert_equal "$(grep -c 'an object makes' <<<"$output")" 1
	assert_equal "$(fdtget -l "$(tmp a.dtb)" / | xargs)" "reg n"
}

@test "raw: all mistakes are reported in one run" {
	refuses '{"a": false, "n": {"b": 1.5}}' "/~1/a: "
	assert_output --partial "/~1/n/b: "
}

@test "raw: 100,000 children and as many deletions are quick" {
	jq -nc '{machine: "none", "/": ([range(100000) | {"n\(.)": {a: .}}] | add)}' >"$(tmp a.json)"
	jq -nc '{"/": ([range(0; 100000; 2) | {"n\(.)": null}] | add)}' >"$(tmp b.json)"
	run timeout 20 "$MKFDT" -q -o "$(tmp a.dtb)" "$(tmp a.json)" "$(tmp b.json)"
	assert_success
	assert_equal "$(fdtget -l "$(tmp a.dtb)" / | wc -l)" 50000
}
