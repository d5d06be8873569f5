#!/usr/bin/env bats
# What cmake --install puts where.

load helper

setup_file() {
	command -v cmake >/dev/null || return 0
	cmake --install "$MKFDT_BUILD_DIR" --prefix "$BATS_FILE_TMPDIR/usr" >"$BATS_FILE_TMPDIR/log" 2>&1 ||
		{ cat "$BATS_FILE_TMPDIR/log" >&2; return 1; }
}

setup() {
	require cmake
	usr=$BATS_FILE_TMPDIR/usr
}

@test "every file is in its place" {
	cd "$usr"
	for file in bin/mkfdt share/man/man1/mkfdt.1 share/man/man5/mkfdt.5 share/doc/mkfdt/README.md \
		share/doc/mkfdt/LICENSE share/mkfdt/schemas/mkfdt.schema.json share/mkfdt/examples/minimal.json \
		share/mkfdt/examples/initrd.cpio share/bash-completion/completions/mkfdt \
		share/zsh/site-functions/_mkfdt share/fish/vendor_completions.d/mkfdt.fish; do
		[ -s "$file" ] || fail "$file is missing"
	done
}

@test "every example is installed, scripts can be run" {
	assert_equal "$(ls "$usr/share/mkfdt/examples")" "$(ls "$MKFDT_SOURCE_DIR/examples")"
	for script in "$usr"/share/mkfdt/examples/*.sh; do
		[ -x "$script" ] || fail "$script cannot be run"
	done
}

@test "the installed program makes a blob of an installed example" {
	"$usr/bin/mkfdt" "$usr/share/mkfdt/examples/smp-initrd.json" -o "$(tmp vm.dtb)"
	run mkfdt --get /chosen:bootargs "$(tmp vm.dtb)"
	assert_output "console=ttyAMA0 rdinit=/init"
}

@test "the schema that an installed example names is where it says" {
	require jq
	cd "$usr/share/mkfdt/examples"
	for example in *.json; do
		[ -f "$(jq -r '."$schema"' "$example")" ] || fail "$example names no schema"
	done
}

@test "the installed completions are those of the program" {
	run diff "$usr/share/bash-completion/completions/mkfdt" <(mkfdt --completion bash)
	assert_output ""
}

@test "nothing else is installed" {
	run find "$usr" -type f -not -path '*/share/mkfdt/*'
	assert_equal "${#lines[@]}" 8
}
