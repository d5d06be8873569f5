#!/usr/bin/env bats
# The table of checks as a whole: listed, explained, switched, and each held by a pair of tests.

load helper
load check

names() {
	mkfdt --list-checks | awk '{ print $1 }'
}

@test "--list-checks: name, severity, summary; aligned" {
	run mkfdt --list-checks
	assert_success
	assert_line --regexp '^irq-clash  +error    two devices share an interrupt only where both say so$'
	assert_line --regexp '^unit-address  +warning  a unit address is the first address in reg, in hex$'
	refute_line --regexp '^[^ ]+ +(error|warning)$'
	run bash -c '"$MKFDT" --list-checks | sed -E "s/(error  |warning)  .*//" | awk "{ print length }" | sort -u | wc -l'
	assert_output 1
	run bash -c '"$MKFDT" --list-checks | awk "{ print \$1 }" | sort | uniq -d'
	assert_output ""
}

@test "the checks that the interface promises are there, with their severities" {
	local name

	for name in mmio-overlap memory-overlap initrd-outside-memory payload-overlap irq-clash irq-range irq-trigger address-wraps \
		zero-size cell-width duplicate-node duplicate-property duplicate-phandle dangling-phandle dangling-path gic-capacity \
		cpu-reg root-cells name-syntax missing-property; do
		mkfdt --list-checks | grep -qE "^$name +error " || fail "$name is no error"
	done
	for name in unit-address memory-alignment mmio-alignment cmdline-length blob-size missing-clock trigger-unusual seed-constant \
		node-name-length; do
		mkfdt --list-checks | grep -qE "^$name +warning " || fail "$name is no warning"
	done
}

# What only one of the two can have: a description makes no blob by hand and has no property twice; a blob tells neither
# where it will lie in memory nor what a device is called.
only_blobs='blob-header blob-layout blob-structure blob-names duplicate-property'
only_descriptions='fdt-alignment duplicate-label'

# held: "CHECK fires|spares description|blob" for each assertion of the check-*.bats files, by the judging before it.
held() {
	awk '
		/^@test/ { judged = "" }
		/^[ \t]*described / { judged = "description" }
		/^[ \t]*(compiled|assembled) / || /run mkfdt .*\.dtb\)"$/ { judged = "blob" }
		match($0, /(fires|spares) [a-z-]+/) {
			split(substr($0, RSTART, RLENGTH), word, " ")
			print word[2], word[1], judged
		}
		match($0, /\[[a-z]+-[a-z-]+\]/) { print substr($0, RSTART + 1, RLENGTH - 2), "fires", judged }
	' "$BATS_TEST_DIRNAME"/check-[!t]*.bats | sort -u
}

@test "every check has a description and a blob that fire it, and one of each that does not" {
	local name verdict held

	held=$(held)
	for name in $(names); do
		for verdict in fires spares; do
			[[ " $only_blobs " == *" $name "* ]] || grep -qx "$name $verdict description" <<<"$held" ||
				fail "no description $verdict $name"
			[[ " $only_descriptions " == *" $name "* ]] || grep -qx "$name $verdict blob" <<<"$held" ||
				fail "no blob $verdict $name"
		done
	done
}

@test "what bindings require is sorted, as the search for it wants" {
	sed -n 's/^\t{"\([^"]*\)",.*/\1/p' "$MKFDT_SOURCE_DIR/src/check/required.c" >"$(tmp compatibles)"
	assert [ "$(wc -l <"$(tmp compatibles)")" -ge 30 ]
	LC_ALL=C sort -c "$(tmp compatibles)"
}

@test "known names and compatibles are sorted, as the search for them wants" {
	sed -n '/^static const char \*const known/,/^};/s/^\t"\([^"]*\)",.*/\1/p' "$MKFDT_SOURCE_DIR/src/check/spelling.c" >"$(tmp known)"
	assert [ "$(wc -l <"$(tmp known)")" -ge 40 ]
	LC_ALL=C sort -c "$(tmp known)"
	sed -n '/^static const char \*const compatibles/,/^};/s/^\t"\([^"]*\)",.*/\1/p' "$MKFDT_SOURCE_DIR/src/check/spelling.c" >"$(tmp compatibles)"
	assert [ "$(wc -l <"$(tmp compatibles)")" -ge 40 ]
	LC_ALL=C sort -c "$(tmp compatibles)"
}

@test "what devices have for interrupts is sorted, as the search for it wants" {
	sed -n '/^static const struct usual {/,/^};/s/^\t{"\([^"]*\)",.*/\1/p' "$MKFDT_SOURCE_DIR/src/check/interrupts.c" >"$(tmp usual)"
	assert [ "$(wc -l <"$(tmp usual)")" -ge 7 ]
	LC_ALL=C sort -c "$(tmp usual)"
}

@test "--explain: every check has an article, that begins with its summary" {
	local name

	for name in $(names); do
		run mkfdt --explain "$name"
		assert_success
		assert_line -n 0 "$name: $(mkfdt --list-checks | sed -nE "s/^$name +(error|warning) +//p")"
		assert [ "${#lines[@]}" -ge 3 ]
	done
}

@test "--explain: what is no check" {
	run mkfdt --explain qemu-dtb
	assert_success
	assert_line -n 0 "qemu-dtb: what QEMU does to a blob that is given with -dtb"
	assert_output --partial "memory      every /memory node is deleted"
	run mkfdt --explain interrupts
	assert_success
	assert_output --partial "INTID 32-1019"
	run mkfdt --explain severity
	assert_success
}

@test "--explain: an unknown name" {
	run mkfdt --explain irq-clsh
	assert_failure 2
	assert_output 'mkfdt: error: there is no check or topic "irq-clsh"
help: did you mean "irq-clash"?'
	run mkfdt --explain xyzzy
	assert_failure 2
	assert_output --partial 'help: mkfdt --list-checks names the checks'
}

@test "--explain: no line is wider than 80 columns" {
	run bash -c 'for name in $("$MKFDT" --list-checks | cut -d" " -f1) qemu-dtb interrupts severity; do "$MKFDT" --explain $name; done | tail -n +2 | awk "length > 80 && !/^[a-z-]+: /"'
	assert_output ""
}

clash='{"virtio": [{"base": "0x0a00_0000", "spi": 19}, {"base": "0x0a00_0600", "spi": 19}]}'
unusual='{"virtio": [{"base": "0x0a00_0000", "spi": 19, "trigger": "level-high"}]}'

@test "an error: nothing is written, exit status 1; a warning: written, 0" {
	run mkfdt -o "$(tmp out.dtb)" <<<"$clash"
	assert_failure 1
	assert [ ! -e "$(tmp out.dtb)" ]
	run mkfdt -o "$(tmp out.dtb)" <<<"$unusual"
	assert_success
	assert_output --partial '[trigger-unusual]'
	assert [ -e "$(tmp out.dtb)" ]
}

@test "-f writes in spite of errors, and says them" {
	run mkfdt -f -o "$(tmp out.dtb)" <<<"$clash"
	assert_success
	assert_output --partial 'error: /virtio/1/spi'
	assert [ -e "$(tmp out.dtb)" ]
	described "$clash" -f
	assert_success
}

@test "-W no-CHECK turns a check off" {
	described "$clash" -W no-irq-clash
	spares irq-clash
	described "$unusual" -W no-trigger-unusual
	spares trigger-unusual
}

@test "-E makes an error, -E no- makes a warning, the later option wins" {
	described "$unusual" -E trigger-unusual
	assert_failure 1
	assert_output --partial 'error: /virtio/0/trigger'
	described "$clash" -E no-irq-clash
	assert_success
	assert_output --partial 'warning: /virtio/1/spi'
	described "$unusual" -W no-trigger-unusual -E trigger-unusual
	assert_failure 1
	described "$unusual" -E trigger-unusual -W no-trigger-unusual
	assert_success
	assert_output ""
}

@test "-W CHECK never makes an error less" {
	described "$clash" -W irq-clash
	assert_failure 1
}

@test "-Werror: every warning is an error" {
	described "$unusual" -Werror
	assert_failure 1
	assert_output --partial 'error: /virtio/0/trigger'
	compiled '&virtio1 { interrupts = <0 16 1>; };' -Werror
	assert_failure 1
	compiled '' -Werror
	assert_success
	described '{"/": {"reg": {"a": 1}}}' -Werror # a warning that no check gives
	assert_failure 1
	assert_output --partial 'error: /~1/reg: an object makes a node'
	described "$unusual" -Werror -W no-error
	assert_success
}

@test "an unknown check is wrong usage" {
	described '{}' -W no-irq-clsh
	assert_failure 2
	assert_output 'mkfdt: error: -W no-irq-clsh: there is no check "irq-clsh"
help: did you mean "irq-clash"?'
}

@test "rules about machines warn about blobs, and under machine none" {
	described "$clash"
	assert_failure 1
	mkfdt -f -o "$(tmp clash.dtb)" <<<"$clash" 2>/dev/null
	run mkfdt --check "$(tmp clash.dtb)"
	assert_success
	assert_output --partial 'warning: /virtio_mmio@a000600:interrupts: SPI 19'
	run mkfdt --check -E irq-clash "$(tmp clash.dtb)"
	assert_failure 1
	mkfdt --dump=json "$(tmp clash.dtb)" >"$(tmp clash.json)"
	run mkfdt --check "$(tmp clash.json)"
	assert_success
	assert_output --partial 'warning:'
}

@test "rules of the format are errors in blobs too" {
	assembled $'node a\nend\nnode a\nend'
	assert_failure 1
}

@test "a description over a blob" {
	compiled ''
	run mkfdt -o "$(tmp out.dtb)" "$(tmp vm.dtb)" - <<<'{"cmdline": "quiet"}'
	assert_success
	assert_output ""
}

@test "all mistakes in one run" {
	described '{"cpus": 200, "gic": {"version": 2}, "chosen": {"stdout_path": "/no"}, "initrd": {"start": 4096, "size": 4096}}'
	assert_failure 1
	assert_output --partial '[gic-capacity]'
	assert_output --partial '[dangling-path]'
	assert_output --partial '[initrd-outside-memory]'
}

@test "--check of several: each by itself, the worst is the exit status" {
	compiled ''
	printf '%s\n' "$clash" >"$(tmp clash.json)"
	run mkfdt --check "$(tmp clash.json)" "$(tmp vm.dtb)"
	assert_failure 1
	run mkfdt --check "$(tmp vm.dtb)" "$(tmp vm.dtb)"
	assert_success
	assert_output ""
}

@test "--check of several: each has its twenty messages, and one that cannot be read does not stop the rest" {
	local many

	many=$(printf '"k%d": 1, ' {1..25})
	echo "{${many%, }}" >"$(tmp many.json)"
	printf '%s\n' "$clash" >"$(tmp clash.json)"
	run mkfdt --check "$(tmp many.json)" "$(tmp none.json)" "$(tmp clash.json)"
	assert_failure 2
	assert_equal "$(grep -c 'unknown key' <<<"$output")" 20
	assert_line 'mkfdt: 5 more errors not shown'
	assert_line --partial "cannot open $(tmp none.json)"
	assert_line --partial '[irq-clash]'
}

@test "as JSON: one object a finding, with the check's name" {
	described "$clash" --error-format=json
	assert_failure 1
	run jq -r '[.severity, .check, .pointer, .line, (.notes | length)] | join(" ")' <<<"$output"
	assert_output "error irq-clash /virtio/1/spi 1 1"
}

@test "every machine's own tree is silent, as a description and as its blob" {
	local machine

	for machine in $(mkfdt --list-machines | awk '{ print $1 }'); do
		[ "$machine" != none ] || continue
		described "{\"machine\": \"$machine\", \"cpus\": 2}"
		assert_success
		assert_output ""
		mkfdt -o "$(tmp own.dtb)" <<<"{\"machine\": \"$machine\", \"cpus\": 2}"
		run mkfdt --check "$(tmp own.dtb)"
		assert_success
		assert_output ""
	done
}

@test "a hundred thousand devices are judged in a second or so" {
	python3 - "$(tmp many.json)" <<-'END'
		import json, sys
		devices = {}
		for i in range(100000):
		    base = 0x100000000 + i * 0x200
		    devices["dev@%x" % base] = {"compatible": "x,y", "reg": [base >> 32, base & 0xffffffff, 0, 0x200]}
		json.dump({"/": devices}, open(sys.argv[1], "w"))
	END
	SECONDS=0
	run mkfdt --check -W no-blob-size "$(tmp many.json)"
	spares irq-clash
	assert [ "$SECONDS" -le 20 ] # a debug build with sanitizers on a busy machine; a release build takes half a second
}

@test "rules about machines warn about a folder as they do about a blob" {
	mkdir -p "$(tmp folder)/uart@1000"
	printf '\0\0\20\0' >"$(tmp folder)/uart@1000/reg"
	run mkfdt --check "$(tmp folder)" -W no-root-cells
	assert_success
	assert_output --partial ': warning: /uart@1000:reg: 4 bytes are no list of'
	run mkfdt -o "$(tmp out.dtb)" "$(tmp folder)" - -W no-root-cells <<<'{"cmdline": "quiet"}'
	assert_success
	assert_output --partial ': warning: /uart@1000:reg: 4 bytes are no list of'
}

@test "what is turned off does not count, however often it was found" {
	{
		echo root
		for i in {1..5000}; do printf 'node "a\001%d"\nend\n' "$i"; done
		echo end
		echo fin
	} | python3 "$MKFDT_SOURCE_DIR/tests/blob.py" "$(tmp names.dtb)"
	run mkfdt --check "$(tmp names.dtb)"
	assert_failure 1
	assert_line --partial '[blob-names]'
	run mkfdt --check -W no-blob-names -W no-name-syntax "$(tmp names.dtb)"
	spares blob-names
}

@test "small blobs that ask for much are judged in seconds: crowds of properties, rows of ranges and of maps" {
	local shape

	for shape in properties ranges map; do
		python3 "$MKFDT_SOURCE_DIR/tests/data/check/hostile.py" "$shape" "$(tmp hostile.dtb)"
		SECONDS=0
		run mkfdt --check "$(tmp hostile.dtb)"
		run mkfdt --dump=map "$(tmp hostile.dtb)"
		[ "$SECONDS" -le 20 ] || fail "$shape: $SECONDS s"
	done
}

# examples NAME: the examples of an article as descriptions, each with "fires" or "spares" in front.
examples() {
	mkfdt --explain "$1" | sed -nE '
		s/^    ("[a-z_]+": .*[]}])  +(a warning|an error)(:.*)?$/fires {\1}/p
		s/^    ("[a-z_]+": .*[]}])  +good$/spares {\1}/p
		s/^    ("[^"]*": \{ \})  +(a warning|an error)(:.*)?$/fires {"\/": {\1}}/p
		s/^    ("[^"]*": \{ \})  +good$/spares {"\/": {\1}}/p'
}

@test "--explain: what articles call an error, a warning or good is so" {
	local name verdict text count=0

	for name in $(names); do
		while read -r verdict text; do
			run mkfdt --check <<<"$text"
			if [ "$verdict" = fires ]; then
				assert_output --partial "[$name]"
			else
				assert_output ""
			fi
			count=$((count + 1))
		done < <(examples "$name")
	done
	assert [ "$count" -ge 11 ]
}

@test "--explain: examples over several lines" {
	described '{"/": {"bus": {"#address-cells": 1, "#size-cells": 1, "ranges": true, "uart@0": {"reg": [0, "0x900_0000", "0x1000"]}}}}'
	assert_output --partial '[cell-width]'
	described '{"virtio": [{"base": "0x0a00_0000", "spi": 16}, {"base": "0x0a00_0100", "spi": 17}]}'
	assert_output --partial '[mmio-overlap]'
	described '{"serial": [{"base": "0x0900_0000", "spi": 1, "shared": true}, {"base": "0x0904_0000", "spi": 1, "shared": true}]}'
	assert_output ""
	described '{"memory": [{"base": "0x4000_0000", "size": "512M", "numa_node": 0}, {"base": "0x6000_0000", "size": "512M", "numa_node": 1}]}'
	assert_output ""
	described '{"/": {"interrupt-parent": {"$phandle": "/interrupt-controller@8000000"}}}'
	assert_output ""
}
