# What the reader makes of a blob: the tree of a sound one, and of a faulty one the message (where, what, which rule)
# and the tree as far as it can be walked. Blobs are put together by blob.py, one fault each.

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

# What was read, then the messages. Status 0: sound, 1: walked to the end with errors, 3: stopped.
read_it() {
	run "$fdt_tool" list a.dtb
}

# Only the messages.
judge_it() {
	run bash -c '"$1" list a.dtb 2>&1 >/dev/null' - "$fdt_tool"
}

# A small sound body to break the rest around.
sound() {
	cat <<-'END'
		root
		prop compatible "a,board" "board"
		node cpu@0
		prop reg <0>
		end
		end
		fin
	END
}

sound_tree='boot_cpu 0
/
/:compatible 612c626f 61726400 626f6172 6400
/cpu@0
/cpu@0:reg 00000000'

# --- sound blobs ---

@test "version 17 is read" {
	sound | blob
	read_it
	assert_success
	assert_output "$sound_tree"
}

@test "version 16, which has no size_dt_struct, is read" {
	{ echo "version 16"; sound; } | blob
	read_it
	assert_success
	assert_output "$sound_tree"
}

@test "a later version that is compatible with 17 is read" {
	{ echo "set version 18"; echo "set last_comp_version 17"; sound; } | blob
	read_it
	assert_success
	assert_output "$sound_tree"
}

@test "the blocks may stand in any order" {
	for order in "m t s" "m s t" "t m s" "t s m" "s m t" "s t m"; do
		for version in 16 17; do
			{ echo "order $order"; echo "version $version"; sound; } | blob
			read_it
			assert_success
			assert_output "$sound_tree"
		done
	done
}

@test "gaps, slack and bytes behind totalsize are nobody's business" {
	{ echo "gap 24"; echo "tail 4096"; echo 'behind "not of the blob"'; sound; } | blob
	read_it
	assert_success
	assert_output "$sound_tree"
}

@test "NOPs may stand between any two tokens, also before the root" {
	sound | sed 's/^/nop\n/' | blob
	read_it
	assert_success
	assert_output "$sound_tree"
}

@test "padding need not be zero" {
	blob <<-'END'
		root
		prop-raw 5 0 [6f6b617900 6c6564]
		strings "status"
		end
		fin
	END
	read_it
	assert_success
	assert_output "boot_cpu 0
/
/:status 6f6b6179 00"
}

@test "names may share a tail in the strings block" {
	blob <<-'END'
		strings "enable-gpio"
		root
		prop-raw 0 7
		prop-raw 0 0
		end
		fin
	END
	read_it
	assert_success
	assert_output "boot_cpu 0
/
/:gpio
/:enable-gpio"
}

@test "the boot cpu and the reservations are read" {
	{ echo "set boot_cpuid_phys 0x100"; echo "reserve 0x48000000 0x100000"; echo "reserve 0 0x1000"; sound; } | blob
	read_it
	assert_success
	assert_line -n 0 "boot_cpu 256"
	assert_line -n 1 "reserve 0x48000000 0x100000"
	assert_line -n 2 "reserve 0x0 0x1000"
}

@test "a root alone is a tree" {
	printf '%s\n' root end fin | blob
	read_it
	assert_success
	assert_output "boot_cpu 0
/"
}

@test "a hundred thousand levels are read and written" {
	{ echo root; yes 'node n' | head -n 99999; yes end | head -n 100000; echo fin; } | blob
	run "$fdt_tool" copy a.dtb b.dtb
	assert_success
	refute_output
	run cmp <(tail -c +41 a.dtb) <(tail -c +41 b.dtb | head -c 1200020) # but for the padding
	assert_success
}

# --- header ---

@test "what does not begin with the magic number is no blob" {
	printf '<!DOCTYPE html><html></html>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' >a.dtb
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x0: error: not a blob: it begins with 0x3c21444f, not 0xd00dfeed [blob-header]"
}

@test "zeroes are no blob" {
	head -c 4096 /dev/zero >a.dtb
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x0: error: not a blob: it begins with 0x00000000, not 0xd00dfeed (zeroes: an erased or empty region?) [blob-header]"
}

@test "nothing is no blob" {
	: >a.dtb
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x0: error: not a blob: 0 bytes are too few to begin one [blob-header]"
}

@test "a byte-swapped magic number is told as such" {
	{ sound; echo "set magic 0xedfe0dd0"; } | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x0: error: the magic number 0xd00dfeed is byte-swapped: numbers in a blob are big-endian [blob-header]"
}

@test "a header that is cut off" {
	{ sound; echo "cut 38"; } | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x26: error: truncated: 38 of the header's 40 bytes [blob-header]"
}

@test "versions before 16 have another layout" {
	{ sound; echo "set version 3"; echo "set last_comp_version 2"; } | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x14: error: version 3 is older than 16, the oldest that is read [blob-header]
help: dtc -I dtb -O dtb -V 17 converts it"
}

@test "a later version that is not compatible with 17 is refused" {
	{ sound; echo "set version 18"; echo "set last_comp_version 18"; } | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x18: error: version 18 is for readers of version 18 and later; the latest that is read is 17 [blob-header]"
}

@test "last_comp_version after version" {
	{ sound; echo "set version 16"; echo "set last_comp_version 17"; } | blob
	judge_it
	assert_failure 1
	assert_output "a.dtb:+0x18: error: last_comp_version 17 is later than the version, 16 [blob-header]"
}

@test "another last_comp_version than 16 is a warning" {
	{ sound; echo "set last_comp_version 2"; } | blob
	judge_it
	assert_success
	assert_output "a.dtb:+0x18: warning: last_comp_version is 2, where version 17 has 16 [blob-header]"
}

@test "a file that is shorter than totalsize" {
	{ sound; echo "tail 100"; echo "cut -50"; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x4: error: truncated: 197 of 247 bytes [blob-header]"
}

@test "a totalsize that does not even hold the header: the rest is read all the same" {
	{ sound; echo "set totalsize 0"; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x4: error: totalsize is 0 bytes, less than the header's 40 [blob-header]"
}

@test "cut at any byte there is a message, and never more than what the whole blob says" {
	{ sound; echo "reserve 0x1000 0x1000"; } | blob
	cp a.dtb whole.dtb
	"$fdt_tool" list whole.dtb | sort >whole
	for ((n = 0; n < $(stat -c %s whole.dtb); n++)); do
		head -c "$n" whole.dtb >a.dtb
		run "$fdt_tool" list a.dtb
		[ "$status" -eq 1 ] || [ "$status" -eq 3 ] || fail "$n bytes: status $status"
		assert_line --partial " error: "
		run comm -13 whole <(grep -v '^a.dtb:' <<<"$output" | sort)
		refute_output
	done
}

# --- layout ---

@test "a block behind the end" {
	for field in off_dt_struct off_dt_strings off_mem_rsvmap; do
		{ sound; echo "set $field 0xfffffff8"; } | blob
		judge_it
		assert_failure
		assert_line --regexp '^a.dtb:\+0xfffffff8: error: the (structure|strings|reservation) block \(0x[0-9a-f]+ bytes at 0xfffffff8\) reaches over the end of the blob at 0x[0-9a-f]+ \[blob-layout\]$'
	done
}

@test "a block that begins inside and ends outside of totalsize" {
	{ sound; echo "set size_dt_strings 0xffffffff"; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x84: error: the strings block (0xffffffff bytes at 0x84) reaches over the end of the blob at 0x93 [blob-layout]"
}

@test "an unaligned structure block" {
	{ echo "gap 2"; sound; } | blob
	judge_it
	assert_failure 1
	assert_output "a.dtb:+0x2a: error: the reservation block begins at 0x2a, not at a multiple of 8 [blob-layout]
a.dtb:+0x3e: error: the structure block begins at 0x3e, not at a multiple of 4 [blob-layout]"
}

@test "a reservation block in the header" {
	{ sound; echo "set off_mem_rsvmap 24"; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x18: error: the reservation block (0x10 bytes at 0x18) begins inside the header (0x28 bytes at 0x0) [blob-layout]"
}

@test "a strings block inside of the structure block" {
	{ sound; echo "strings [00 00 00 00 00 00]"; echo "set off_dt_strings 0x48"; echo "set size_dt_strings 8"; } | blob
	judge_it
	assert_failure
	assert_line "a.dtb:+0x48: error: the strings block (0x8 bytes at 0x48) begins inside the structure block (0x4c bytes at 0x38) [blob-layout]"
}

@test "size_dt_struct too small: the walk goes on to FDT_END" {
	{ sound; echo "set size_dt_struct -4"; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x24: error: size_dt_struct is 0x48, but the structure block has 0x4c bytes [blob-layout]"
}

# --- reservations ---

@test "a reservation block without an end" {
	{ sound; echo "reserve 0x1000 0x1000"; echo no-reserve-end; } | blob
	read_it
	assert_failure 1
	assert_line -n 1 "reserve 0x1000 0x1000"
	assert_line "a.dtb:+0x38: error: the reservation block is not ended by an entry of zeroes [blob-reserve]"
}

@test "an empty reservation hides nothing here" {
	{ sound; echo "reserve 0x1000 0"; echo "reserve 0x2000 0x1000"; } | blob
	read_it
	assert_success
	assert_line -n 1 "reserve 0x1000 0x0"
	assert_line -n 2 "reserve 0x2000 0x1000"
	run mkfdt --check a.dtb
	assert_failure 1
	assert_line "a.dtb:+0x28: error: the reservation at 0x1000 is empty; some readers take it for the end of the list [blob-reserve]"
}

@test "a reservation up to the last byte is sound, one more is not" {
	{ sound; echo "reserve 0xfffffffffffff000 0x1000"; } | blob
	run mkfdt --check a.dtb
	assert_success
	{ sound; echo "reserve 0xfffffffffffff000 0x1001"; } | blob
	run mkfdt --check a.dtb
	assert_failure 1
	assert_line "a.dtb:+0x28: error: the reservation of 0x1001 bytes at 0xfffffffffffff000 reaches over the end of the address space [blob-reserve]"
}

@test "reservations that overlap, wherever they stand in the list" {
	{ sound; echo "reserve 0x8000 0x10"; echo "reserve 0x1000 0x2000"; echo "reserve 0x2fff 1"; echo "reserve 0x3000 1"; } | blob
	run mkfdt --check a.dtb
	assert_failure 1
	assert_equal "$(grep -c blob-reserve <<<"$output")" 1
	assert_line "a.dtb:+0x48: error: the reservation of 0x1 bytes at 0x2fff overlaps another one [blob-reserve]"
	assert_line "a.dtb:+0x38: note: 0x2000 bytes at 0x1000"
}

# --- structure ---

@test "no root node" {
	printf '%s\n' nop nop fin | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x40: error: there is no root node before FDT_END [blob-structure]"
}

@test "an empty structure block" {
	: | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x38: error: the structure block ends here, without FDT_END [blob-structure]"
}

@test "a property before the root" {
	{ echo "prop early <1>"; sound; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x38: error: property \"early\" stands before the root node [blob-structure]"
}

@test "a property behind the root" {
	sound | sed '$i prop late <1>' | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x80: error: property \"late\" stands behind the root node [blob-structure]"
}

@test "a property behind a child is shown and told" {
	printf '%s\n' root 'node a' end 'prop late <1>' end fin | blob
	read_it
	assert_failure 1
	assert_output "boot_cpu 0
/
/:late 00000001
/a
a.dtb:+0x4c: error: /:late: the property stands behind a child node; some readers do not see it [blob-structure]"
}

@test "two roots: what the second holds is not shown" {
	printf '%s\n' root end root 'prop evil <1>' end fin | blob
	read_it
	assert_failure 3
	assert_output "boot_cpu 0
/
a.dtb:+0x44: error: a second root node; what is in it is not shown [blob-structure]"
}

@test "FDT_END_NODE without a node" {
	printf '%s\n' end root end fin | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x38: error: FDT_END_NODE before the root node [blob-structure]"
	printf '%s\n' root end end fin | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x44: error: FDT_END_NODE behind the root node [blob-structure]"
}

@test "FDT_END inside of a node" {
	printf '%s\n' root 'node soc' fin | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x48: error: /soc: FDT_END stands inside a node [blob-structure]"
}

@test "no FDT_END" {
	printf '%s\n' root end | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x44: error: the structure block ends here, without FDT_END [blob-structure]"
}

@test "no FDT_END, and slack behind the structure block" {
	printf '%s\n' root end 'tail 64' | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x44: error: the structure block ends here, without FDT_END [blob-structure]"
}

@test "a second FDT_END, or anything else behind the first" {
	{ sound; echo fin; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x84: error: a second FDT_END; 0x4 bytes stand behind the first [blob-structure]"
	{ sound; echo nop; echo "word 0xdeadbeef"; } | blob
	read_it
	assert_failure 1
	assert_output "$sound_tree
a.dtb:+0x84: error: 0x8 bytes of the structure block stand behind FDT_END [blob-structure]"
}

@test "an unknown token: what came before it is shown" {
	printf '%s\n' root 'node a' end 'node b' 'prop c <1>' 'word 5' end end fin | blob
	read_it
	assert_failure 3
	assert_output "boot_cpu 0
/
/a
/b
/b:c 00000001
a.dtb:+0x64: error: /b: 0x00000005 stands where a token should [blob-structure]"
}

@test "lengths of properties that reach over the end, or around it" {
	for length in 0x00000100 0x7fffffff 0x80000000 0xfffffff0 0xfffffff4 0xfffffffa 0xffffffff; do
		{ echo 'strings "reg"'; echo root; echo "prop-raw $length 0"; echo end; echo fin; } | blob
		judge_it
		assert_failure 3
		assert_output "a.dtb:+0x40: error: /:reg: a value of $(printf 0x%x "$length") bytes, where the structure block has 0x8 left [blob-structure]"
	done
}

@test "a property that is cut off in its numbers" {
	printf '%s\n' root 'word 3' 'word 4' | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x40: error: /: the structure block ends inside a token [blob-structure]"
}

@test "a node's name that does not end" {
	printf '%s\n' root 'word 1' 'raw [61626364 65666768]' | blob
	judge_it
	assert_failure 3
	assert_output "a.dtb:+0x40: error: /: the structure block ends inside a node's name [blob-structure]"
}

# --- names ---

@test "a root with a name" {
	printf '%s\n' 'node fake' end fin | blob
	read_it
	assert_failure 1
	assert_output "boot_cpu 0
/
a.dtb:+0x38: error: /: the root has a name: \"fake\" [blob-names]"
}

@test "a node without a name" {
	printf '%s\n' root 'node soc' 'node ""' end end end fin | blob
	judge_it
	assert_failure 1
	assert_output "a.dtb:+0x48: error: /soc: a node in it has no name [blob-names]"
}

@test "a property without a name" {
	printf '%s\n' root 'prop "" <1>' end fin | blob
	judge_it
	assert_failure 1
	assert_output "a.dtb:+0x40: error: /: a property in it has no name [blob-names]"
}

@test "control bytes in names never reach the terminal" {
	blob <<-'END'
		root
		prop "bell\x07" <1>
		node "red\x1b[31m"
		end
		end
		fin
	END
	judge_it
	assert_failure 1
	assert_output 'a.dtb:+0x40: error: /:bell\x07: the property'"'"'s name has a control byte [blob-names]
a.dtb:+0x50: error: /red\x1b[31m: the node'"'"'s name has a control byte, 0x1b [blob-names]'
}

@test "a property's name outside of the strings block: it is left out, the rest is shown" {
	for nameoff in 4 0x40000000 0x7fffffff 0xffffffff; do
		printf '%s\n' 'strings "reg"' root "prop-raw 0 $nameoff" 'prop-raw 4 0 <1>' end fin | blob
		read_it
		assert_failure 1
		assert_output "boot_cpu 0
/
/:reg 00000001
a.dtb:+0x40: error: /: a property's name lies at $(printf 0x%x "$nameoff") of the strings block, which has 0x4 bytes [blob-names]"
	done
}

@test "a property's name that does not end in the strings block" {
	printf '%s\n' 'strings "reg" [72 65 67]' root 'prop-raw 4 4 <1>' end fin | blob
	judge_it
	assert_failure 1
	assert_output "a.dtb:+0x40: error: /: a property's name, at 0x4 of the strings block, has no end there [blob-names]"
}

@test "many faults: twenty are shown, the others counted" {
	{ echo root; yes 'prop-raw 0 7' | head -n 1000; echo end; echo fin; } | blob
	judge_it
	assert_failure 1
	assert_equal "${#lines[@]}" 21
	assert_line -n 20 "mkfdt: 980 more errors not shown"
}

@test "a message keeps both ends of a long path" {
	{ echo root; yes 'node n' | head -n 9999; echo 'prop-raw 0 7'; yes end | head -n 10000; echo fin; } | blob
	judge_it
	assert_failure 1
	assert_output --regexp '^a\.dtb:\+0x138b8: error: (/n){60}\.\.\.(/n){60}: a property'"'"'s name lies at 0x7 of'
}

# --- mutations ---

@test "ten thousand blobs with a few bytes changed: no crash, no hang" {
	{ sound; echo "reserve 0x1000 0x1000"; } | blob
	run timeout 60 "$fdt_tool" mutate a.dtb 10000
	assert_success
	assert_output "10000 read"
}
