# What a description makes. Loaded by the vm-*.bats files after helper: `load vm`.

# node NAME DESCRIPTION [OPTION...]: the source of that node (and of those below it), each line without its indentation
# and comments.
node() {
	local name=$1 description=$2

	shift 2
	mkfdt -O dts "$@" <<<"$description" |
		awk -v name="$name" '
			{ start = match($0, /[^ ]/); line = substr($0, start) }
			!inside && line ~ /\{$/ { head = line; sub(/^[^ ]+: /, "", head); if (head == name " {") { inside = start } }
			inside { sub(/ *\/\*.*/, "", line); if (line != "") { print line } }
			inside && start == inside && line == "};" { exit }
		'
}

# refused DESCRIPTION [OPTION...]: mkfdt ends with status 1, writes nothing, and output is what it says.
refused() {
	local description=$1

	shift
	run mkfdt -O dts -o "$(tmp refused)" "$@" <<<"$description"
	assert_equal "$status" 1
	assert [ ! -e "$(tmp refused)" ]
}
