# Blobs that are not simply a file: how one is laid out (--dump=header), those inside of larger files (--scan, --at),
# and folders in the layout of /proc/device-tree.

load helper

setup() {
	require python3
	cd "$BATS_TEST_TMPDIR" || return
}

# blob FILE < recipe
blob() {
	python3 "$MKFDT_SOURCE_DIR/tests/blob.py" "$1"
}

small() {
	printf '%s\n' root 'prop #address-cells <1>' 'prop #size-cells <1>' end fin
}

# --- header ---

@test "--dump=header: fields, blocks, gaps, reservations, counts" {
	blob a.dtb <<-'END'
		reserve 0x48000000 0x100000
		order t m s
		gap 8
		tail 4096
		set boot_cpuid_phys 0x100
		strings "never used" "enable-gpio"
		root
		nop
		prop-raw 4 18 <1>
		node soc
		prop-raw 0 11
		end
		end
		fin
		behind "what follows"
	END
	run mkfdt --dump=header a.dtb
	assert_success
	assert_output "header
  magic              0xd00dfeed  a device tree blob
  totalsize          0x10b7      the whole blob: 4279 bytes, 4.2 KiB
  off_dt_struct      0x30        where the structure block begins
  off_dt_strings     0xa0        where the strings block begins
  off_mem_rsvmap     0x78        where the reservation block begins
  version            17          of the format
  last_comp_version  16          the oldest one whose readers understand the blob
  boot_cpuid_phys    0x100       reg of the cpu that boots
  size_dt_strings    0x17        the strings block: 23 bytes
  size_dt_struct     0x3c        the structure block: 60 bytes

blocks
  0x00000000  40 B       header
  0x00000028  8 B        gap
  0x00000030  60 B       structure block
  0x0000006c  12 B       gap
  0x00000078  32 B       reservation block
  0x00000098  8 B        gap
  0x000000a0  23 B       strings block
  0x000000b7  4 KiB      slack
  0x000010b7  13 B       behind the blob

reservations
  0x0000000048000000  0x0000000000100000  1 MiB

structure
  nodes              2
  properties         2
  NOPs               1
  depth              2

strings
  names              2
  shared tails       1
  bytes used         12
  bytes unused       11"
}

@test "--dump=header of version 16 has no size_dt_struct" {
	{ echo "version 16"; small; } | blob a.dtb
	run mkfdt --dump=header a.dtb
	assert_success
	refute_output --partial size_dt_struct
	assert_line "  0x00000038  48 B       structure block"
}

@test "--dump=header shows what a fault does to the layout" {
	{ echo "set off_dt_strings 0x40"; echo "tail 100"; echo "cut -50"; small; } | blob a.dtb
	run mkfdt --dump=header a.dtb
	assert_line "  0x00000040  27 B       strings block (overlaps)"
	assert_line --regexp '^  0x[0-9a-f]{8}  50 B       missing$'
}

@test "--dump=header of what is no blob" {
	echo 'plain text, long enough to hold a whole header' >a.dtb
	run mkfdt --dump=header -I dtb a.dtb
	assert_failure 1
	assert_line "  magic              0x706c6169  not that of a blob"
	refute_line --partial totalsize
}

# --- faults ---

@test "--dump prints what comes before the fault, and where the fault is" {
	printf '%s\n' root 'prop compatible "a"' 'node b' 'word 7' end end fin | blob a.dtb
	run mkfdt --dump a.dtb
	assert_failure 1
	assert_output - <<-'END'
		/dts-v1/;

		/ {
		  compatible = "a";

		  b {
		  };
		};
		a.dtb:+0x58: error: /b: 0x00000007 stands where a token should [blob-structure]
	END
}

@test "--dump fails where it had to leave a property out: what it prints is not all" {
	printf '%s\n' 'strings "reg"' root 'prop-raw 4 9 <1>' 'prop-raw 4 0 <2>' end fin | blob a.dtb
	run --separate-stderr mkfdt --dump a.dtb
	assert_failure 1
	assert_output "$(printf '/dts-v1/;\n\n/ {\n  reg = <2>;\n};')"
	assert_equal "$stderr" "a.dtb:+0x40: error: /: a property's name lies at 0x9 of the strings block, which has 0x4 bytes [blob-names]"
	for format in dts json map header; do
		run mkfdt --dump="$format" a.dtb
		assert_failure 1
	done
}

@test "--dump fails where reservations are missing, or properties outside of the root" {
	{ echo "set off_mem_rsvmap 0xfffffff8"; small; } | blob a.dtb
	run mkfdt --dump a.dtb
	assert_failure 1
	printf '%s\n' root end 'prop a <1>' fin | blob a.dtb
	run mkfdt --dump a.dtb
	assert_failure 1
}

@test "a file cut anywhere is dumped whole with success, or not with success" {
	{ echo "reserve 0x1000 0x1000"; small; echo "tail 8"; } | blob whole.dtb
	mkfdt --dump whole.dtb >whole.dts
	for ((n = 0; n < $(stat -c %s whole.dtb); n++)); do
		head -c "$n" whole.dtb >a.dtb
		run --separate-stderr mkfdt --dump -I dtb a.dtb
		[ "$status" -eq 1 ] || [ "$output" = "$(<whole.dts)" ] || fail "$n bytes: status $status, $output"
	done
}

@test "--diff and --get do not judge a tree that is not all there" {
	printf '%s\n' 'strings "reg"' root 'prop-raw 4 9 <1>' end fin | blob a.dtb
	printf '%s\n' 'strings "reg"' root 'prop-raw 4 9 <2>' end fin | blob b.dtb
	run mkfdt --diff a.dtb b.dtb
	assert_failure 2
	run mkfdt --get /:reg --default 0 a.dtb
	assert_failure 2
}

@test "--dump of what is no blob prints no tree" {
	echo 'plain text, long enough to hold a whole header' >a.dtb
	run mkfdt --dump -I dtb a.dtb
	assert_failure 1
	assert_output "a.dtb:+0x0: error: not a blob: it begins with 0x706c6169, not 0xd00dfeed [blob-header]"
}

# --- scan, at ---

@test "--scan finds blobs at any byte, one in the other too, and no false ones" {
	small | blob a.dtb
	{ printf '%s\n' root "prop data [$(od -An -v -tx1 a.dtb | tr -d ' \n')]" end fin; } | blob b.dtb
	{
		printf 'xyz'
		cat a.dtb
		printf '\xd0\x0d\xfe\xed and no blob behind it, only text that goes on for some more bytes'
		cat b.dtb
	} >flash
	run mkfdt --dump --scan flash
	assert_success
	assert_output "0x3 131
0xcc 221
0x118 131"
}

@test "--scan of a file without a blob prints nothing" {
	head -c 100000 /dev/zero >flash
	run mkfdt --dump --scan flash
	assert_success
	refute_output
}

@test "--scan takes no time for a file of magic numbers" {
	yes "$(printf '\xd0\x0d\xfe\xed')" | head -c 10000000 >flash
	run timeout 10 "$MKFDT" --dump --scan flash
	assert_success
	refute_output
}

@test "--at reads the blob there, in decimal or hex" {
	small | blob a.dtb
	{ printf 'xyz'; cat a.dtb a.dtb; } >flash
	run mkfdt --dump=json a.dtb
	whole=$output
	for at in 3 0x3 134 0x86; do
		run mkfdt --dump=json --at "$at" flash
		assert_success
		assert_output "$whole"
	done
}

@test "--at a place without a blob, and behind the end" {
	small | blob a.dtb
	{ printf 'xyz'; cat a.dtb; } >flash
	run mkfdt --dump --at 1 flash
	assert_failure 1
	assert_output "flash@0x1:+0x0: error: not a blob: it begins with 0x797ad00d, not 0xd00dfeed [blob-header]"
	run mkfdt --dump --at 0x1000 flash
	assert_failure 2
	assert_output "mkfdt: error: flash has only 134 bytes, so there is no blob at 0x1000"
}

# --- directories ---

# A folder as the kernel shows it.
proc() {
	mkdir -p "$1/soc@0/uart@9000" "$1/chosen"
	printf '\0' >"$1/name"
	printf '\0\0\0\1' >"$1/#address-cells"
	printf '\0\0\0\1' >"$1/#size-cells"
	printf 'soc\0' >"$1/soc@0/name"
	: >"$1/soc@0/ranges"
	printf 'arm,pl011\0arm,primecell\0' >"$1/soc@0/uart@9000/compatible"
	printf 'uart\0' >"$1/soc@0/uart@9000/name"
	printf 'console=ttyAMA0\0' >"$1/chosen/bootargs"
}

@test "a folder is a tree: files are properties, folders are nodes, in the order of their names" {
	proc tree
	run mkfdt --dump=json tree
	assert_success
	assert_output - <<-'END'
		{
		  "machine": "none",
		  "boot_cpu": 0,
		  "memreserve": [],
		  "/": {
		    "#address-cells": 1,
		    "#size-cells": 1,
		    "chosen": {
		      "bootargs": "console=ttyAMA0"
		    },
		    "soc@0": {
		      "ranges": true,
		      "uart@9000": {
		        "compatible": ["arm,pl011", "arm,primecell"]
		      }
		    }
		  }
		}
	END
}

@test "a name that is not the node's own is kept" {
	proc tree
	printf 'other\0' >tree/chosen/name
	run mkfdt --get /chosen:name tree
	assert_success
	assert_output other
}

@test "links inside of the folder are not followed, and pipes are not waited for" {
	proc tree
	ln -s /etc tree/etc
	ln -s /etc/passwd tree/passwd
	ln -s .. tree/soc@0/loop
	mkfifo tree/pipe
	proc clean
	run diff <(timeout 10 "$MKFDT" --dump=json tree) <(mkfdt --dump=json clean)
	assert_success
}

@test "the folder itself may be a link, as /proc/device-tree is" {
	proc tree
	ln -s tree link
	run mkfdt --get /chosen:bootargs link
	assert_success
	assert_output "console=ttyAMA0"
}

@test "a file that cannot be read is an error" {
	[ "$(id -u)" -ne 0 ] || skip "root reads everything"
	proc tree
	chmod 0 tree/chosen/bootargs
	run mkfdt --dump tree
	assert_failure 2
	assert_line "mkfdt: error: cannot read tree/chosen/bootargs: Permission denied"
}

@test "a folder with more than a blob can hold is not read to its end" {
	proc tree
	truncate -s 2G tree/chosen/big
	: >tree/soc@0/not-reached
	run timeout 10 "$MKFDT" --dump tree
	assert_failure 2
	assert_line "mkfdt: error: cannot read tree/chosen/big: File too large"
	refute_line --partial not-reached
}

@test "a folder has the tree that dtc reads from it" {
	require dtc
	proc tree
	run diff <(dtc -q -I fs -O dts -s tree) <(mkfdt -f tree | dtc -q -I dtb -O dts -s)
	assert_success
	refute_output
}
