# The blob that is written: header, reservation block, structure block, strings block, in this order, each at a
# multiple of 8, zeroes between; every property name once.

load helper

setup() {
	require python3
	cd "$BATS_TEST_TMPDIR" || return
	fdt_tool=$MKFDT_BUILD_DIR/tests/unit/fdt_tool
}

# A blob, a.dtb, from the recipe on standard input.
blob() {
	python3 "$MKFDT_SOURCE_DIR/tests/blob.py" a.dtb
}

# The bytes of a file in hex, 16 a line.
hex() {
	od -An -v -tx1 "$1" | sed 's/^ //'
}

# The number at an offset of the header.
field() {
	od -An -tu4 --endian=big -j "$2" -N 4 "$1" | tr -d ' '
}

@test "every byte of a small blob" {
	echo '{ "machine": "none", "boot_cpu": 3, "memreserve": [{ "base": 4096, "size": 8192 }],
		"/": { "a": { "reg": 5 }, "b": { "reg": "text" } } }' >a.json
	mkfdt -f a.json -o a.dtb
	run hex a.dtb
	assert_output "d0 0d fe ed 00 00 00 a0 00 00 00 48 00 00 00 98
00 00 00 28 00 00 00 11 00 00 00 10 00 00 00 03
00 00 00 04 00 00 00 4c 00 00 00 00 00 00 10 00
00 00 00 00 00 00 20 00 00 00 00 00 00 00 00 00
00 00 00 00 00 00 00 00 00 00 00 01 00 00 00 00
00 00 00 01 61 00 00 00 00 00 00 03 00 00 00 04
00 00 00 00 00 00 00 05 00 00 00 02 00 00 00 01
62 00 00 00 00 00 00 03 00 00 00 05 00 00 00 00
74 65 78 74 00 00 00 00 00 00 00 02 00 00 00 02
00 00 00 09 00 00 00 00 72 65 67 00 00 00 00 00"
}

@test "libfdt finds nothing wrong with it" {
	[ -x "$MKFDT_BUILD_DIR/tests/unit/fdt_check" ] || lack "libfdt is not installed"
	echo '{}' | mkfdt -o a.dtb
	run "$MKFDT_BUILD_DIR/tests/unit/fdt_check" a.dtb
	assert_success
	refute_output
}

@test "dtc reads the same tree from the copy of a blob" {
	require dtc
	blob <<-'END'
		reserve 0x1000 0x2000
		order s t m
		version 16
		root
		nop
		prop compatible "a" "b"
		prop #address-cells <2>
		node cpu@0
		prop reg <0>
		nop
		prop data [01 02 03]
		end
		end
		fin
	END
	mkfdt -f a.dtb -o b.dtb
	run diff <(dtc -q -I dtb -O dts a.dtb) <(dtc -q -I dtb -O dts b.dtb)
	assert_success
	refute_output
}

@test "a blob that was written and read is written the same again" {
	echo '{ "virtio": 3 }' | mkfdt -o a.dtb
	mkfdt a.dtb -o b.dtb
	run cmp a.dtb b.dtb
	assert_success
}

@test "padding is zero where it was not" {
	blob <<-'END'
		root
		prop-raw 5 0 [6f6b617900 6c6564]
		strings "status"
		end
		fin
	END
	mkfdt -f a.dtb -o b.dtb
	run hex b.dtb
	assert_line -n 4 "00 00 00 03 00 00 00 05 00 00 00 00 6f 6b 61 79"
	assert_line -n 5 "00 00 00 00 00 00 00 02 00 00 00 09 00 00 00 00"
}

@test "a thousand properties of three names take three strings" {
	{
		echo root
		for ((i = 0; i < 333; i++)); do
			printf '%s\n' "node n$i" 'prop reg <1>' 'prop compatible "x"' 'prop status "okay"' end
		done
		printf '%s\n' end fin
	} | blob
	mkfdt -f a.dtb -o b.dtb
	assert_equal "$(field b.dtb 32)" 22
}

@test "totalsize is a multiple of 8; -p, -S and -a change it" {
	echo '{ "machine": "none" }' >a.json
	size() {
		mkfdt -f "$@" a.json -o a.dtb
		stat -c %s a.dtb
		field a.dtb 4
	}
	run size
	assert_output $'72\n72'
	run size -p 100
	assert_output $'176\n176'
	run size -S 4096
	assert_output $'4096\n4096'
	run size -a 1024
	assert_output $'1024\n1024'
	run size -p 1024 -a 4096
	assert_output $'4096\n4096'
	run size -S 5000 -a 4096
	assert_output $'8192\n8192'
}

@test "a size that is too small is only worth a warning, as for dtc" {
	echo '{ "machine": "none" }' >a.json
	run mkfdt -f -S 10 a.json -o a.dtb
	assert_success
	assert_output "mkfdt: warning: the blob needs 72 bytes, more than the 10 it was to have"
	assert_equal "$(field a.dtb 4)" 72
}

@test "a blob that would be 2 GiB is refused" {
	echo '{ "machine": "none" }' >a.json
	run mkfdt -f -S 0x7ffffff9 a.json -o a.dtb
	assert_failure 1
	assert_output "mkfdt: error: the blob would be larger than 2 GiB, the most that one can be"
	assert [ ! -e a.dtb ]
}
