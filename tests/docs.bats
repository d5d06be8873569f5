#!/usr/bin/env bats
# The manual, the README and the completions say what the program is, and nothing else.

load helper

man1=$MKFDT_SOURCE_DIR/man/mkfdt.1
man5=$MKFDT_SOURCE_DIR/man/mkfdt.5
readme=$MKFDT_SOURCE_DIR/README.md
table=$MKFDT_SOURCE_DIR/src/cli/table.c

# The options of the table: "-o --output", one a line; what an option has not got is left out.
options() {
	sed -n "s/.*[{ (]\.letter = '\(.\)', \.name = \"\([a-z-]*\)\".*/-\1 --\2/p
		t
		s/.*\.letter = '\(.\)'.*/-\1/p
		s/.*\.name = \"\([a-z-]*\)\".*/--\1/p" "$table"
}

# The manual as it is read, in lines of any length.
rendered() {
	mandoc -T ascii -O width=1000 "$1" | sed "s/.$(printf '\b')//g"
}

# session FILE: the commands of a document do what it says.
session() {
	require python3 jq
	ln -s "$MKFDT" "$BATS_TEST_TMPDIR/mkfdt"
	mkdir "$BATS_TEST_TMPDIR/home"
	cp -R "$MKFDT_SOURCE_DIR/examples" "$BATS_TEST_TMPDIR/home/"
	cd "$BATS_TEST_TMPDIR/home"
	HOME=$PWD PATH=$BATS_TEST_TMPDIR:$PATH python3 "$MKFDT_SOURCE_DIR/tests/judges/console.py" "$1"
}

@test "the option table is read right by these tests" {
	run options
	assert_line "-o --output"
	assert_line "--dump"
	assert_line "-W"
	assert_equal "${#lines[@]}" "$(grep -c '^	{\(MODE(\|OPTION_\)' "$table")"
}

@test "mandoc has no complaint about the manual" {
	require mandoc
	run mandoc -T lint -W warning "$man1" "$man5"
	assert_success
	assert_output ""
}

@test "every option is in mkfdt(1)" {
	require mandoc
	rendered "$man1" >"$(tmp man)"
	while read -r names; do
		grep -q -E -- "^     ${names/ /( [^ ,]+)?, }([ =[]|\$)" "$(tmp man)" || fail "mkfdt(1) lacks $names"
	done < <(options)
}

@test "mkfdt(1) has no option that is none" {
	require mandoc
	while read -r name; do
		options | grep -q -x -F -e "$name" -e "-[a-z@A-Z] $name" ||
			options | tr ' ' '\n' | grep -q -x -F -- "$name" || fail "there is no $name"
	done < <(rendered "$man1" | grep -o -E -- '^     (-[^ ]( [a-z]+)?, )?--[a-z-]+' | grep -o -E -- '--[a-z-]+')
}

@test "every option is in --help" {
	while read -r names; do
		mkfdt --help | grep -q -E -- "^ +${names/ /, }([ =[]|\$)" || fail "--help lacks $names"
	done < <(options)
}

@test "every option is in every completion" {
	local letter name

	mkfdt --completion bash >"$(tmp bash)"
	mkfdt --completion zsh >"$(tmp zsh)"
	mkfdt --completion fish >"$(tmp fish)"
	while read -r name; do
		grep -q -e "[' ]--$name " "$(tmp bash)" || fail "bash: --$name"
		grep -q -e "'\*--$name[=[]" "$(tmp zsh)" || fail "zsh: --$name"
		grep -q -e " -l $name " "$(tmp fish)" || fail "fish: --$name"
	done < <(options | tr ' ' '\n' | sed -n 's/^--//p')
	while read -r letter; do
		grep -q -e "'\*-$letter[+[]" "$(tmp zsh)" || fail "zsh: -$letter"
		grep -q -e " -s '$letter' " "$(tmp fish)" || fail "fish: -$letter"
	done < <(options | tr ' ' '\n' | sed -n 's/^-\([^-]\)$/\1/p')
}

@test "every key of the schema is in mkfdt(5), with its bounds, words and default" {
	require python3
	mkfdt --schema >"$(tmp schema)"
	run python3 "$MKFDT_SOURCE_DIR/tests/judges/manual.py" "$(tmp schema)" "$man5"
	assert_output ""
	assert_success
}

@test "every form of a raw value is in mkfdt(5)" {
	require jq
	while read -r form; do
		grep -q -F -- "$form" "$man5" || fail "mkfdt(5) lacks $form"
	done < <(mkfdt --schema | jq -r '.definitions.entry.properties | keys[]')
}

@test "every node that is generated is in mkfdt(5)" {
	local all name

	all=$MKFDT_SOURCE_DIR/tests/data/docs/all.json
	while read -r name; do
		grep -q -E "^\.It Pa .*/?${name%%@*}(@| |\$)|^\.Pa ${name%%@*}@" "$man5" || fail "mkfdt(5) lacks $name"
	done < <(mkfdt -q "$all" --get / | sed -n 's/\/$//p' | grep -v -x fast
		mkfdt -q "$all" --get gic | sed -n 's/\/$//p')
	for name in $(mkfdt --schema | jq -r '.properties | keys[]'); do
		case $name in
		\$schema | / | summary | machine | variants | offers | model | compatible | boot_cpu | dma_coherent | cmdline | \
			initrd | kernel | fdt | chosen | placement | memory_windows | high_window | memreserve | psci | timer | serial | \
			virtio_window | aliases) ;; # in every machine, or no nodes
		*) jq -e --arg key "$name" 'has($key)' "$all" >/dev/null || fail "all.json lacks $name" ;;
		esac
	done
}

@test "every machine is in mkfdt(5), and no other" {
	assert_equal "$(sed -n '/^\.Sh MACHINES/,/^\.Sh THE RAW/s/^\.It Cm //p' "$man5" | sort)" \
		"$(mkfdt --list-machines | cut -d ' ' -f 1 | sort)"
}

@test "what a machine has on request is in mkfdt(5)" {
	local file key text

	require jq
	for file in "$MKFDT_SOURCE_DIR"/src/vm/machines/*.json; do
		text=$(sed -n "/^\.It Cm $(basename "$file" .json)\$/,/^\.El/p" "$man5" | sed '1d; /^\.It/,$d')
		while read -r key; do
			grep -q -E "^\.Va .*\b$key\b" <<<"$text" || fail "$(basename "$file"): $key"
		done < <(jq -r '.offers // {} | keys[] | select(startswith("//") | not)' "$file")
	done
}

@test "every check is in mkfdt(1), and no other" {
	assert_equal "$(sed -n '/^\.Ss Checks/,/^\.Ss Messages/s/^\.It Cm //p' "$man1" | sort)" \
		"$(mkfdt --list-checks | cut -d ' ' -f 1 | sort)"
}

@test "every check and topic can be explained" {
	while read -r name; do
		mkfdt --explain "$name" >"$(tmp text)"
		[ -s "$(tmp text)" ] || fail "$name is not explained"
	done < <(mkfdt --list-checks | cut -d ' ' -f 1; echo qemu-dtb; echo interrupts; echo severity)
}

@test "the commands of mkfdt(1) do what it says" {
	run session "$man1"
	assert_output ""
	assert_success
}

@test "the commands of mkfdt(5) do what it says" {
	run session "$man5"
	assert_output ""
	assert_success
}

@test "the commands of README.md do what it says" {
	run session "$readme"
	assert_output ""
	assert_success
}

@test "README.md has two set-up commands, each one line" {
	run grep -c '^apt-get ' "$readme"
	assert_output 2
	while read -r line; do
		bash -n -c "$line" || fail "$line"
	done < <(grep '^apt-get ' "$readme")
}

@test "the files that README.md names are there" {
	while read -r name; do
		[ -e "$MKFDT_SOURCE_DIR/$name" ] || fail "README.md names $name"
	done < <(grep -o -E '(examples|schemas|man|tests|src)/[a-z0-9./_-]*[a-z0-9]' "$readme" | sort -u)
}

# json_members FILTER: the members of the objects that a filter finds, in mkfdt(1)'s section about them.
json_members() {
	local member section

	section=$(sed -n '/^\.Ss JSON for programs/,/^\.Ss Assignments/p' "$man1")
	while read -r member; do
		[[ "$section" =~ (^|[[:space:]])"$member"([[:space:]]|$) ]] || fail "mkfdt(1) lacks $member"
	done < <(jq -r "$1 | objects | keys[]" | sort -u)
}

@test "every member of the JSON that --diff prints is in mkfdt(1)" {
	require jq
	echo '{}' | mkfdt -o "$(tmp a.dtb)"
	echo '{ "cpus": 2, "memory": "1G", "boot_cpu": 1, "memreserve": [{ "base": "1G", "size": "1M" }] }' | mkfdt -o "$(tmp b.dtb)"
	mkfdt --diff --json "$(tmp a.dtb)" "$(tmp b.dtb)" >"$(tmp json)" || [ $? -eq 1 ]
	json_members '., .differences[]' <"$(tmp json)"
}

@test "every member of the JSON that --dump=map prints is in mkfdt(1)" {
	require jq
	echo '{}' | mkfdt --dump=map --json >"$(tmp json)"
	json_members '., .addresses[], .interrupts[]' <"$(tmp json)"
}

@test "every member of a message as JSON is in mkfdt(1)" {
	require jq
	echo '{ "virtio": [{ "spi": 16 }, { "spi": 16, "base": 0 }] }' |
		mkfdt --check --error-format=json 2>"$(tmp json)" || [ $? -eq 1 ]
	while read -r member; do
		sed -n '/^\.Ss Messages/,/^\.Ss QEMU/p' "$man1" | grep -q -w -e "$member" || fail "mkfdt(1) lacks $member"
	done < <(jq -r '., .notes[] | keys[]' "$(tmp json)" | sort -u)
}

# complete WORD...: what bash offers behind these words; the last one is being typed.
complete_words() {
	bash -c 'eval "$("$1" --completion bash)"; shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
		_mkfdt
		printf "%s\n" "${COMPREPLY[@]}"' - "$MKFDT" "$@"
}

@test "the completion for bash is bash" {
	run bash -n <(mkfdt --completion bash)
	assert_success
	assert_output ""
}

@test "bash completes options" {
	run complete_words mkfdt --li
	assert_line --list-machines
	assert_line --list-checks
}

@test "bash completes formats, behind a blank and behind =" {
	run complete_words mkfdt -O d
	assert_output "dtb
dts"
	run complete_words mkfdt --dump = j
	assert_output json
	run complete_words mkfdt --dump =
	assert_line map
}

@test "bash completes checks" {
	PATH=$(dirname "$MKFDT"):$PATH
	run complete_words mkfdt --explain irq-c
	assert_output irq-clash
	run complete_words mkfdt -W irq-r
	assert_output irq-range
}

@test "bash completes files" {
	cd "$MKFDT_SOURCE_DIR"
	run complete_words mkfdt READ
	assert_output README.md
}

@test "the completion for zsh is zsh" {
	command -v zsh >/dev/null || skip "zsh is not installed"
	run zsh -n <(mkfdt --completion zsh)
	assert_success
	assert_output ""
}

@test "the completion for fish is fish" {
	command -v fish >/dev/null || skip "fish is not installed"
	run fish -n <(mkfdt --completion fish)
	assert_success
	assert_output ""
}

@test "fish completes formats and checks" {
	command -v fish >/dev/null || skip "fish is not installed"
	mkfdt --completion fish >"$(tmp mkfdt.fish)"
	export HOME=$BATS_TEST_TMPDIR PATH=$(dirname "$MKFDT"):$PATH
	run fish -c 'source $argv[1]; complete -C "mkfdt --dump="' "$(tmp mkfdt.fish)"
	assert_line --partial "--dump=json"
	run fish -c 'source $argv[1]; complete -C "mkfdt --explain irq-c"' "$(tmp mkfdt.fish)"
	assert_line --partial irq-clash
}
