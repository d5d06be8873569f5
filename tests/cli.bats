# The command line: inputs and outputs, exit statuses, layers and assignments.
load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

dts() {
	dtc -q -I dtb -O dts "$1"
}

@test "a description on standard input becomes a blob on standard output" {
	echo '{}' | mkfdt >a.dtb
	run -0 dts a.dtb
	assert_line --partial 'compatible = "linux,dummy-virt"'
}

@test "INPUT and -o name files, - is standard input and output" {
	echo '{}' >vm.json
	mkfdt vm.json -o a.dtb
	mkfdt - <vm.json >b.dtb
	mkfdt -o - vm.json >c.dtb
	cmp a.dtb b.dtb
	cmp a.dtb c.dtb
}

@test "nothing is said when nothing is wrong" {
	run -0 mkfdt -o a.dtb <<<'{}'
	assert_output ""
}

@test "the same input makes the same bytes" {
	echo '{ "cpus": 4, "virtio": 3 }' >vm.json
	mkfdt vm.json -o a.dtb
	TZ=UTC-3 LC_ALL=C.UTF-8 mkfdt vm.json -o b.dtb
	cmp a.dtb b.dtb
}

@test "what a blob is tells its content, never its name" {
	echo '{}' >vm.dtb
	mkfdt vm.dtb -o vm.json
	run -0 mkfdt --dump vm.json
	assert_line '/dts-v1/;'
}

@test "-I forces the format of the input" {
	echo '{}' >vm.json
	run -1 mkfdt -I dtb vm.json -o a.dtb
	assert_output --partial 'vm.json'
	refute [ -e a.dtb ]
	run -2 mkfdt -I yaml vm.json
	assert_output --partial '-I is one of json, dtb, not "yaml"'
}

@test "an error exits 1 and writes nothing" {
	echo '{ "cpus": 0 }' >vm.json
	run -1 mkfdt vm.json -o a.dtb
	refute [ -e a.dtb ]
	assert_equal "$(ls -A)" vm.json
}

@test "an old output survives an error" {
	echo old >a.dtb
	run -1 mkfdt -o a.dtb <<<'{ "cpus": 0 }'
	assert_equal "$(cat a.dtb)" old
}

@test "wrong usage exits 2" {
	run -2 mkfdt --no-such-option
	assert_output --partial 'there is no option --no-such-option'
	run -2 mkfdt --schem=x
	run -2 mkfdt -o
	assert_output --partial '-o wants an argument'
	run -2 mkfdt --dump --check x
	assert_output --partial '--dump and --check are two different things to do'
	run -2 mkfdt -a 3 <<<'{}'
	assert_output --partial '-a wants a power of two, not 3'
	run -2 mkfdt -p many <<<'{}'
	assert_output --partial '-p wants a number of 0 to 2147483647, not "many"'
	run -2 mkfdt --set cpus <<<'{}'
	assert_output --partial '--set wants KEY=VALUE, not "cpus"'
}

@test "an option that would do nothing is refused" {
	run -2 mkfdt --ignore '/x' -o a.dtb <<<'{}'
	assert_output 'mkfdt: error: --ignore goes with --diff'
	run -2 mkfdt --default x -o a.dtb <<<'{}'
	assert_output 'mkfdt: error: --default goes with --get'
	run -2 mkfdt --check --scan <<<'{}'
	assert_output 'mkfdt: error: --scan goes with --dump'
	run -2 mkfdt --dump -d x <<<'{}'
	assert_output 'mkfdt: error: -d goes with writing a blob'
	run -2 mkfdt --check -o x <<<'{}'
	assert_output 'mkfdt: error: --check writes nothing, so -o has no use'
	for mode in --check '--get /' --diff; do
		run -2 mkfdt $mode -O json <<<'{}'
		assert_output 'mkfdt: error: -O goes with writing a blob or --dump'
	done
	run -2 mkfdt --raw -o x <<<'{}'
	assert_output 'mkfdt: error: --raw goes with the format dts'
	run -2 mkfdt --check --json <<<'{}'
	assert_output 'mkfdt: error: --json goes with --diff and the format map'
	run -2 mkfdt --dump --json <<<'{}'
	assert_line 'help: --dump=json prints the tree as JSON'
	run -2 mkfdt --json -o x <<<'{}'
	assert_line 'help: -O json prints the tree as JSON'
	run -2 mkfdt --get /model --get /compatible <<<'{}'
	assert_output 'mkfdt: error: --get looks for one thing at a time'
}

@test "standard input can be read only once, and two outputs are not one file" {
	run -2 mkfdt - - -o a.dtb <<<'{}'
	assert_output 'mkfdt: error: standard input can be read only once'
	run -2 mkfdt --diff - - <<<'{}'
	assert_output 'mkfdt: error: standard input can be read only once'
	run -2 mkfdt -o a.dtb -d a.dtb <<<'{}'
	assert_output 'mkfdt: error: -d and -o name the same file'
	refute [ -e a.dtb ]
}

@test "--scan finds the blobs in a file, --at reads one" {
	mkfdt -o a.dtb <<<'{ "cpus": 2 }'
	{ printf '%100s' x; cat a.dtb; printf '%33s' x; cat a.dtb; } >image
	run mkfdt --scan image
	local size
	size=$(stat -c %s a.dtb)
	assert_output "0x64 $size
$(printf '0x%x' $((133 + size))) $size"
	mkfdt --at 0x64 image -o b.dtb
	mkfdt --diff a.dtb b.dtb
	run mkfdt --get /cpus/cpu@1:reg --at $((133 + size)) image
	assert_output 0x1
	run -2 mkfdt --dump --at 99999999 image
}

@test "a mistyped option is suggested" {
	run -2 mkfdt --scheme
	assert_line 'help: did you mean --schema?'
}

@test "an input that cannot be read exits 2" {
	run -2 mkfdt nope.json -o a.dtb
	assert_output 'mkfdt: error: cannot open nope.json: No such file or directory'
	refute [ -e a.dtb ]
}

@test "an output that cannot be written exits 2" {
	run -2 mkfdt -o nowhere/a.dtb <<<'{}'
	assert_output --partial 'cannot write nowhere/a.dtb: No such file or directory'
}

@test "a closed standard stream is nobody else's: -o writes its file whole, messages stay out of it" {
	echo '{ "chosen": { "kaslr_seed": "00 11 22 33 44 55 66 77" } }' >vm.json
	mkfdt -q vm.json -o whole.dtb
	mkfdt vm.json -o a.dtb >&- 2>&-
	mkfdt vm.json -o b.dtb <&- >&- 2>&-
	mkfdt -q -o c.dtb <vm.json >&-
	for one in a b c; do
		cmp whole.dtb $one.dtb
	done
	assert_equal "$(ls -A)" "$(printf '%s\n' a.dtb b.dtb c.dtb vm.json whole.dtb)"
	run -2 bash -c '"$MKFDT" -q vm.json >&-'
	assert_output 'mkfdt: error: cannot write standard output: Bad file descriptor'
	run -2 bash -c '"$MKFDT" <&-'
	assert_output 'mkfdt: error: cannot read standard input: Bad file descriptor'
}

@test "a full disk is noticed" {
	[ -e /dev/full ] || lack "there is no /dev/full"
	run -2 mkfdt -o /dev/full <<<'{}'
	assert_output 'mkfdt: error: cannot write /dev/full: No space left on device'
	run -2 bash -c 'echo "{}" | "$MKFDT" >/dev/full'
	assert_output 'mkfdt: error: cannot write standard output: No space left on device'
	run -2 bash -c 'echo "{}" | "$MKFDT" -O dts >/dev/full'
}

@test "a device is written in place" {
	run -0 mkfdt -o /dev/null <<<'{}'
	assert [ -c /dev/null ]
}

@test "a FIFO is written in place" {
	mkfifo pipe
	cat pipe >a.dtb &
	mkfdt -o pipe <<<'{}'
	wait
	assert [ -p pipe ]
	dts a.dtb >/dev/null
}

@test "a symbolic link stays, its target is replaced" {
	mkdir real
	echo old >real/a.dtb
	ln -s real/a.dtb link
	mkfdt -o link <<<'{}'
	assert [ -L link ]
	dts real/a.dtb >/dev/null
	assert_equal "$(ls -A real)" a.dtb
}

@test "a new file has the mode that the umask gives" {
	(umask 027 && mkfdt -o a.dtb <<<'{}')
	assert_equal "$(stat -c %a a.dtb)" 640
}

@test "a file is replaced, not written into: an old hard link keeps the old content" {
	echo old >a.dtb
	ln a.dtb b.dtb
	mkfdt -o a.dtb <<<'{}'
	assert_equal "$(cat b.dtb)" old
}

@test "a blob is refused to a terminal" {
	require script
	run -2 script -qec "echo '{}' | \"$MKFDT\"" /dev/null
	assert_output --partial 'a blob is no text for a terminal'
	assert_output --partial 'help: write it to a file with -o, or look at it with --dump'
	run -2 script -qec "echo '{}' | \"$MKFDT\" -o /dev/tty" /dev/null
	assert_output --partial 'a blob is no text for a terminal'
}

@test "without arguments and with a terminal as input: usage, exit 2" {
	require script
	run -2 script -qec "\"$MKFDT\"" /dev/null
	assert_output --partial 'usage: mkfdt'
}

@test "layers merge left to right, null removes" {
	echo '{ "cpus": 2, "memory": "1G", "cmdline": "one", "virtio": 2 }' >a.json
	echo '{ "cpus": { "compatible": "arm,cortex-a57" }, "cmdline": "two", "virtio": null }' >b.json
	mkfdt a.json b.json -o ab.dtb
	run -0 dts ab.dtb
	assert_line --partial 'bootargs = "two"'
	assert_line --partial 'cpu@1 {'
	assert_line --partial 'compatible = "arm,cortex-a57"'
	assert_line --partial 'reg = <0x00 0x40000000 0x00 0x40000000>'
	refute_line --partial 'virtio'
}

@test "a list of a later layer replaces the whole list" {
	echo '{ "serial": [{ "base": "0x0900_0000", "spi": 1 }, { "base": "0x0904_0000", "spi": 8 }] }' >a.json
	echo '{ "serial": [{ "base": "0x0905_0000", "spi": 9 }] }' >b.json
	mkfdt a.json b.json -o ab.dtb
	run -0 dts ab.dtb
	assert_line --partial 'serial@9050000 {'
	refute_line --partial 'serial@9040000 {'
}

@test "a blob as the first layer keeps its nodes, the description wins over them" {
	mkfdt -o a.dtb <<<'{ "cmdline": "old", "/": { "mine": { "x": 1 } } }'
	echo '{ "cmdline": "new" }' >b.json
	mkfdt a.dtb b.json -o ab.dtb
	run -0 dts ab.dtb
	assert_line --partial 'bootargs = "new"'
	refute_line --partial '"old"'
	assert_line --partial 'mine {'
	assert_equal "$(grep -c 'cpu@0' <<<"$output")" 1
}

@test "a blob whose root does not say how wide addresses are keeps the width that this means" {
	require dtc
	dtc -q -o a.dtb <<-'EOF'
		/dts-v1/;
		/ { memory@40000000 { device_type = "memory"; reg = <0 0x40000000 0x10000000>; }; };
	EOF
	mkfdt -q a.dtb --set 'pmem={"base": "4G", "size": "2M"}' -o b.dtb
	run -0 mkfdt --get /memory:reg b.dtb
	assert_output '0x40000000 0x10000000'
	run -0 mkfdt --get /pmem:reg b.dtb
	assert_output '0x100000000 0x200000'
	run -1 mkfdt --diff a.dtb b.dtb
	assert_output '+ /:#address-cells   0x2
+ /:#size-cells   0x1
+ /pmem@100000000'
}

@test "a cpu more in a blob leaves those that are there as they are" {
	require dtc
	dtc -q -o a.dtb <<-'EOF'
		/dts-v1/;
		/ { cpus { #address-cells = <2>; #size-cells = <0>;
			cpu@0 { device_type = "cpu"; compatible = "arm,armv8"; reg = <0 0>; };
			cpu@100 { device_type = "cpu"; compatible = "arm,armv8"; reg = <0 0x100>; }; }; };
	EOF
	mkfdt -q a.dtb --set cpus=2 -o b.dtb
	run -1 mkfdt --diff a.dtb b.dtb
	assert_output '+ /cpus/cpu@1'
	assert_equal "$(fdtget -t x b.dtb /cpus/cpu@1 reg)" '0 1'
}

@test "a blob that is not the first input is refused" {
	mkfdt -o a.dtb <<<'{}'
	echo '{}' >b.json
	run -2 mkfdt b.json a.dtb -o c.dtb
	assert_output --partial 'a.dtb is a blob; only the first input can be one'
}

@test "raw trees are applied in turn, deletions included" {
	echo '{ "/": { "mine": { "a": 1, "b": 2 } } }' >a.json
	echo '{ "/": { "mine": { "a": null, "c": 3 }, "timer": null } }' >b.json
	mkfdt a.json b.json -f -o ab.dtb
	run -0 dts ab.dtb
	refute_line --partial 'timer {'
	refute_line --partial 'a = <'
	assert_line --partial 'b = <0x02>'
	assert_line --partial 'c = <0x03>'
}

@test "--set is a last layer" {
	echo '{ "cpus": 2 }' >vm.json
	mkfdt --set cpus=3 --set memory.size=1G vm.json -o a.dtb
	mkfdt -o b.dtb <<<'{ "cpus": 3, "memory": "1G" }'
	cmp a.dtb b.dtb
}

@test "--set takes a value as a string where the field is one" {
	run -0 mkfdt --set cmdline=1 --set psci.version=0.2 --set 'model=[x]' -O vm <<<'{}'
	assert_line '  "cmdline": "1",'
	assert_line '    "version": "0.2",'
	assert_line '  "model": "[x]",'
}

@test "--set reaches into lists, - appends" {
	echo '{ "virtio": [{ "spi": 20 }, {}] }' >vm.json
	mkfdt --set virtio.0.spi=21 --set 'virtio.-={"name": "net"}' vm.json -o a.dtb
	mkfdt -o b.dtb <<<'{ "virtio": [{ "spi": 21 }, {}, { "name": "net" }] }'
	cmp a.dtb b.dtb
	run -1 mkfdt --set virtio.2.spi=21 vm.json -o c.dtb
	assert_output --partial '--set virtio.2.spi=21: error: /virtio/2/spi: "2" is not an index of a list of 2; "-" appends'
}

# same DESCRIPTION OPTION...: {} with these options is this description.
same() {
	mkfdt -q -o whole.dtb <<<"$1"
	shift
	mkfdt -q "$@" -o a.dtb <<<'{}'
	cmp whole.dtb a.dtb
}

@test "--set reaches into the lists that the machine has" {
	same '{ "serial": [{ "base": "0x0900_0000", "spi": 7 }] }' --set serial.0.spi=7
	same '{ "memory": [{ "size": "1G" }] }' --set memory.0.size=1G
}

@test "--set takes what stands in a list's stead for a list of one" {
	same '{ "virtio": [2, { "name": "net" }] }' --set virtio=2 --set virtio.-.name=net
	same '{ "virtio": [{ "count": 2, "spi": 40 }] }' --set virtio=2 --set virtio.0.spi=40
	same '{ "virtio": [{ "spi": 40 }] }' --set virtio=false --set virtio.-.spi=40
	same '{ "memory": ["512M", { "base": "4G", "size": "1G" }] }' --set 'memory.-={"base": "4G", "size": "1G"}'
	run -1 mkfdt --set virtio.0.spi=21 -o c.dtb <<<'{}'
	assert_output '--set virtio.0.spi=21: error: /virtio/0/spi: "0" is not an index of a list of 0; "-" appends'
}

@test "--set of a node to what only a property can be says where the property is" {
	run -1 mkfdt --set /chosen/bootargs=quiet -o a.dtb <<<'{}'
	assert_output '--set /chosen/bootargs=quiet: error: this is a node, not a string
help: a property stands behind a ":": /chosen:bootargs'
	run -1 mkfdt --set /model=1 -o a.dtb <<<'{}'
	assert_line 'help: a property stands behind a ":": /:model'
	same '{ "/": { "a": { "b": 1 }, "aliases": null } }' --set '/a={"b": 1}' --set /aliases=null
}

@test "--set of a raw path sets a property of the tree" {
	mkfdt --set /chosen:bootargs=quiet --set /a/b@1:c=7 --set '/a/b@1:d="7"' --set /psci=null -f -o a.dtb <<<'{}'
	run -0 dts a.dtb
	assert_line --partial 'bootargs = "quiet"'
	assert_line --partial 'c = <0x07>'
	assert_line --partial 'd = "7"'
	refute_line --partial 'psci {'
}

@test "every mistake in --set and in the description is told in one run, each once" {
	run mkfdt --set cpus.cont=3 --set cpus.count=x --set /a=3 --set virtio.7.spi=3 - <<<'{"memory": "1X"}'
	assert_failure 1
	assert_output - <<-'END'
		--set cpus.cont=3: error: /cpus/cont: unknown key "cont"
		help: did you mean "count"?
		--set virtio.7.spi=3: error: /virtio/7/spi: "7" is not an index of a list of 0; "-" appends
		--set /a=3: error: this is a node, not a number
		help: a property stands behind a ":": /:a
		--set cpus.count=x: error: /cpus/count: "x" is no number: it does not begin with a digit
		<stdin>:1:12: error: /memory: "1X" is no number: only a unit may follow the digits: K, M, G, T or KiB, MiB, GiB, TiB
		    1 | {"memory": "1X"}
		      |            ^~~~
	END
}

@test "a mistake in --set is told once, by the assignment" {
	run -1 mkfdt --set cpus.cuont=x -o a.dtb <<<'{}'
	assert_output '--set cpus.cuont=x: error: /cpus/cuont: unknown key "cuont"
help: did you mean "count"?'
	run -1 mkfdt --set cpus.count=x -o a.dtb <<<'{}'
	assert_output '--set cpus.count=x: error: /cpus/count: "x" is no number: it does not begin with a digit'
}

@test "-b sets the boot cpu of the header" {
	mkfdt -b 0x100 -o a.dtb <<<'{ "cpus": 17 }'
	assert_equal "$(od -An -tx1 -j28 -N4 a.dtb)" ' 00 00 01 00'
}

@test "-p, -S and -a make room behind the blob" {
	mkfdt -o a.dtb <<<'{}'
	mkfdt -p 100 -o p.dtb <<<'{}'
	mkfdt -S 8192 -o s.dtb <<<'{}'
	mkfdt -a 4096 -o l.dtb <<<'{}'
	local size padded
	size=$(stat -c %s a.dtb)
	padded=$(stat -c %s p.dtb)
	assert [ "$padded" -ge $((size + 100 - 7)) ] # size itself is rounded up to 8
	assert [ "$padded" -lt $((size + 108)) ]
	assert_equal "$(stat -c %s s.dtb)" 8192
	assert_equal $(($(stat -c %s l.dtb) % 4096)) 0
	for file in p s l; do
		mkfdt --diff a.dtb $file.dtb
	done
}

@test "-@ adds __symbols__" {
	mkfdt -@ -o a.dtb <<<'{ "virtio": [{ "name": "root" }] }'
	run -0 dts a.dtb
	assert_line --partial 'gic = "/interrupt-controller@8000000"'
	assert_line --partial 'root = "/virtio_mmio@a000000"'
}

@test "-d writes a make rule with every file that was read or measured" {
	mkdir 'my files'
	echo '{ "initrd": { "start": "0x4800_0000", "file": "my files/initrd" } }' >vm.json
	echo '{}' >more.json
	echo data >'my files/initrd'
	mkfdt vm.json more.json -o vm.dtb -d vm.d
	assert_equal "$(cat vm.d)" 'vm.dtb: vm.json more.json my\ files/initrd'
}

@test "a measured file is relative to the description's folder" {
	mkdir sub
	echo '{ "initrd": { "start": "0x4800_0000", "file": "initrd" } }' >sub/vm.json
	printf '%1000s' x >sub/initrd
	mkfdt sub/vm.json -o a.dtb
	run -0 fdtget -t x a.dtb /chosen linux,initrd-end
	assert_output '0 480003e8'
}

@test "-O vm writes the resolved description, which makes the same bytes" {
	echo '{ "cpus": { "count": 20, "topology": { "sockets": 2 } }, "virtio": [{ "name": "a", "count": 3 }, { "spi": 40 }],
	  "initrd": { "start": "auto", "size": "1M" }, "gic": { "version": 3 }, "/": { "x": { "y": [1, "z"] } } }' >vm.json
	mkfdt vm.json -O vm -o resolved.json
	mkfdt vm.json -o a.dtb
	mkfdt resolved.json -o b.dtb
	cmp a.dtb b.dtb
	mkfdt resolved.json -O vm | cmp resolved.json -
}

@test "--version and --help" {
	run -0 mkfdt --version
	assert_output --regexp '^mkfdt [0-9]+\.[0-9]+\.[0-9]+$'
	run -0 mkfdt -h
	assert_line --index 0 --partial 'usage: mkfdt'
}

@test "--error-format=json prints one object a line" {
	echo '{ "cpuz": 1,
  "memory": "512MB" }' >vm.json
	run -1 mkfdt --error-format=json vm.json -o a.dtb
	assert_equal "${#lines[@]}" 2
	run jq -c '[.file, .line, .column, .offset, .pointer, .severity, .check, .help]' <<<"$output"
	assert_line --index 0 '["vm.json",1,3,2,"/cpuz","error",null,"did you mean \"cpus\"?"]'
	assert_line --index 1 --partial '["vm.json",2,13,25,"/memory","error",null,'
}

# outcome OPTION...: what is said of vm.json, the status, and whether a blob is written.
outcome() {
	rm -f a.dtb
	status=0
	mkfdt vm.json -o a.dtb "$@" >said 2>&1 || status=$?
	grep -oE '(error|warning): .*' said || true
	echo "$status $([ ! -e a.dtb ] || echo written)"
}

@test "-W, -E and -f reach what is found while the tree is built" {
	echo '{ "/": { "a": { "b": { "$phandle": "/nothing" } } } }' >vm.json
	message='/~1/a/b/$phandle: there is no node "/nothing" to refer to [dangling-phandle]'
	run outcome
	assert_output "error: $message"$'\n''1 '
	run outcome -f
	assert_output "error: $message"$'\n''0 written'
	run outcome -E no-dangling-phandle
	assert_output "warning: $message"$'\n''0 written'
	run outcome -E no-dangling-phandle -Werror
	assert_output "error: $message"$'\n''1 '
	run outcome -W no-dangling-phandle
	assert_output '0 written'

	echo '{ "/": { "reg": {} } }' >vm.json
	message='/~1/reg: an object makes a node, not the property "reg" [property-type]'
	run outcome
	assert_output "warning: $message"$'\n''0 written'
	run outcome -Werror
	assert_output "error: $message"$'\n''1 '
	run outcome -Werror -f
	assert_output "error: $message"$'\n''0 written'
	run outcome -W no-property-type
	assert_output '0 written'
}

@test "-Werror promotes a warning that belongs to no check, too" {
	echo '{}' >vm.json
	run outcome -S 100 -Werror
	assert_output --regexp '^error: the blob needs [0-9]+ bytes, more than the 100 it was to have
1 $'
}

@test "-f overrides checks, not a value that nothing can be made of" {
	echo '{ "/": { "a": { "b": { "$u32": "4G" } } } }' >vm.json
	run outcome -f
	assert_output --partial 'is more than 32 bits hold'
	assert_line '1 '
	run -1 mkfdt --check -f vm.json
	echo '{' >vm.json
	run -1 mkfdt --check -f vm.json
}

@test "--dump prints what there is of a tree with a value that is none, and exits 1" {
	run --separate-stderr -1 mkfdt --dump <<<'{ "machine": "none", "/": { "a": 1, "b": false } }'
	assert_line '  a = <1>;'
	run -2 mkfdt --get /:a <<<'{ "machine": "none", "/": { "a": 1, "b": false } }'
	assert_output --partial 'error: /~1/b: a property cannot be false'
}

@test "--check judges the other inputs when one cannot be opened" {
	echo '{ "cpus": "x" }' >vm.json
	run -2 mkfdt --check nothing vm.json
	assert_line 'mkfdt: error: cannot open nothing: No such file or directory'
	assert_line --partial 'vm.json:1:11: error: /cpus: "x" is no number'
}

@test "-q silences warnings, -qq errors too; the status stays" {
	run -1 mkfdt -q -o a.dtb <<<'{ "cpus": 0 }'
	assert_output --partial 'error:'
	run -1 mkfdt -qq -o a.dtb <<<'{ "cpus": 0 }'
	assert_output ''
}

@test "-o through a link that leads to a pipe: /dev/stdout, /dev/fd/N" {
	local size

	size=$(mkfdt <<<'{}' | wc -c)
	run bash -c '"$MKFDT" -o /dev/stdout <<<"{}" | wc -c'
	assert_output "$size"
	run bash -c '"$MKFDT" -o >(wc -c >"$1") <<<"{}"; wait $!; cat "$1"' -- "$(tmp count)"
	assert_output "$size"
}

@test "a file that would grow over the limit: told, exit 2, nothing left" {
	mkdir "$(tmp small)"
	run bash -c 'ulimit -f 1; "$MKFDT" -S 8192 -o "$1/vm.dtb" <<<"{}"' -- "$(tmp small)"
	assert_failure 2
	assert_output --partial "cannot write $(tmp small)/vm.dtb: File too large"
	assert_equal "$(ls -A "$(tmp small)")" ""
}

@test "a rule for make that cannot be written leaves no target behind" {
	echo '{}' >"$(tmp vm.json)"
	run mkfdt -d /dev/full -o "$(tmp vm.dtb)" "$(tmp vm.json)"
	assert_failure 2
	assert_output --partial "cannot write /dev/full"
	assert [ ! -e "$(tmp vm.dtb)" ]
}

@test "-p, -S and -a where no blob is made are refused" {
	local options

	for options in "-O dts -p 8" "-O json -S 8192" "-O vm -a 16" "--dump -p 8" "--get / -S 8192"; do
		# shellcheck disable=SC2086
		run mkfdt $options - <<<'{}'
		assert_failure 2
		assert_output "mkfdt: error: -p, -S and -a are for a blob, which is not made here"
	done
	mkfdt --dump=header -p 64 - <<<'{}' | grep -q 'bytes'
}

@test "-I json takes no folder for a tree" {
	mkdir "$(tmp folder)"
	run mkfdt -I json "$(tmp folder)"
	assert_failure 2
	assert_output --partial "Is a directory"
}

@test "--set: what is not UTF-8 is refused, what looks like JSON and is none is told" {
	run mkfdt --set $'model=a\xffb' - <<<'{}'
	assert_failure 1
	assert_output --partial "error: this is not UTF-8"
	run mkfdt -o "$(tmp text.dtb)" --set '/chosen:x={"$u32":0x10}' - <<<'{}'
	assert_success
	assert_line --partial ': warning: /chosen:x: this is no JSON, so it is taken as a string'
	run mkfdt --get /chosen:x "$(tmp text.dtb)"
	assert_output '{"$u32":0x10}'
}

@test "numbers of options are decimal or 0x, never octal" {
	run bash -c '"$MKFDT" -S 010000 - <<<"{}" | wc -c'
	assert_output 10000
	run -2 mkfdt -S 08x - <<<'{}'
	run -2 mkfdt -S 0x - <<<'{}'
}

@test "an unknown letter is named, though another option stands before it" {
	run -2 mkfdt --json -Zq
	assert_line --index 0 "mkfdt: error: there is no option -Z"
}

@test "-d wants a file that the rule is for" {
	run -2 mkfdt -d "$(tmp rule.d)" - <<<'{}'
	assert_output "mkfdt: error: -d writes a rule for the file that -o names, and there is none"
}

@test "a blob with a fault that can be walked stays so under a layer" {
	printf '%s\n' root 'node a' end 'prop p "late"' end fin | python3 "$MKFDT_SOURCE_DIR/tests/blob.py" "$(tmp late.dtb)"
	run mkfdt --dump --set /:foo=1 "$(tmp late.dtb)"
	assert_success
	assert_line "  foo = <1>;"
	run mkfdt -f -o "$(tmp out.dtb)" --set /:foo=1 "$(tmp late.dtb)"
	assert_success
	run mkfdt --get /:foo "$(tmp out.dtb)"
	assert_output 0x1
}

@test "30,000 references by name are found in one go, those that are missing as well" {
	python3 - "$(tmp names.json)" <<-'END'
		import json, sys
		tree = {"n%d" % i: {"to": {"$phandle": "n%d" % ((i * 7) % 30000)}, "not": {"$phandle": "m%d" % i}} for i in range(30000)}
		json.dump({"machine": "none", "/": tree}, open(sys.argv[1], "w"))
	END
	SECONDS=0
	run mkfdt -f -o "$(tmp names.dtb)" "$(tmp names.json)"
	assert_success
	assert_line --partial 'there is no node "m0" to refer to [dangling-phandle]'
	assert [ "$SECONDS" -le 10 ]
}

@test "-o to an open descriptor of the shell goes on where that is" {
	echo '{}' >"$(tmp vm.json)"
	run bash -c 'echo before >"$2"; "$MKFDT" --get /:model "$1" -o /dev/stdout >>"$2"; cat "$2"' -- "$(tmp vm.json)" "$(tmp log)"
	assert_output $'before\nlinux,dummy-virt'
	run bash -c 'exec 5>"$2"; echo a >&5; "$MKFDT" --get /:model "$1" -o /dev/fd/5; echo b >&5; cat "$2"' -- "$(tmp vm.json)" "$(tmp log)"
	assert_output $'a\nlinux,dummy-virt\nb'
}

@test "what cannot be walked to its end is not forced by --check -f" {
	mkfdt -o "$(tmp whole.dtb)" <<<'{}'
	head -c 300 "$(tmp whole.dtb)" >"$(tmp cut.dtb)"
	run mkfdt --check -f "$(tmp cut.dtb)"
	assert_failure 1
}

@test "what reads no input takes none" {
	run mkfdt --list-checks vm.json
	assert_failure 2
	assert_output 'mkfdt: error: --list-checks reads no input, so "vm.json" says nothing'
	run mkfdt --explain irq-clash vm.json
	assert_failure 2
	assert_output 'mkfdt: error: --explain reads no input, so "vm.json" says nothing'
}
