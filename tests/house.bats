# How the source is laid out: who may call whom, who may speak, what may be used.
load helper

setup() {
	cd "$MKFDT_SOURCE_DIR/src"
}

# The rooms that a room includes, itself left out.
includes() {
	grep -rhoE '^#include "[a-z]+/' "$1" | sed 's/.*"//; s,/,,' | sort -u | grep -vx "$1" | xargs
}

@test "arrows between rooms point down only" {
	assert_equal "$(includes base)" ''
	assert_equal "$(includes json)" 'base'
	assert_equal "$(includes tree)" 'base'
	assert_equal "$(includes fdt)" 'base tree'
	assert_equal "$(includes raw)" 'base json tree'
	assert_equal "$(includes vm)" 'base json tree'
	assert_equal "$(includes print)" 'base tree'
	assert_equal "$(includes query)" 'base print tree'
	assert_equal "$(includes check)" 'base fdt tree'
}

@test "there is no other room" {
	assert_equal "$(find . -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort | xargs)" \
		'base check cli fdt json print query raw tree vm'
}

@test "only base writes messages and files" {
	run grep -rnE '\b(fprintf|fputs|printf|puts|perror|fopen|creat)\(' --include=*.c .
	refute_output --regexp '^\./(json|tree|fdt|raw|print|query|check|vm|cli)/'
}

@test "no number goes through a double" {
	run grep -rnwE 'double|float|valuedouble|valueint|strtod|atof' --include=*.[ch] .
	refute_output --regexp ':[0-9]+:[^*]*\b(double|float|valuedouble|valueint|strtod|atof)\b[^*]*$'
}

@test "no machine is known by name in C, but the two that need no file's knowledge" {
	local machine

	for machine in vm/machines/*.json; do
		machine=$(basename "$machine" .json)
		case $machine in
		minimal | none) continue ;;
		esac
		run grep -rniE "\"$machine\"" --include=*.[ch] .
		assert_failure
	done
}

@test "nobody takes what belongs to one libc alone" {
	run grep -rnE '_GNU_SOURCE|\b(asprintf|qsort_r|strchrnul|mempcpy|reallocarray|error)\(|<(error|argp|endian)\.h>' --include=*.[ch] .
	assert_failure
}

@test "structs are not packed, and big-endian is read byte by byte" {
	run grep -rnE '__attribute__ *\(\(packed|#pragma pack|\b(be32toh|htobe32|ntohl|htonl|bswap)' --include=*.[ch] .
	assert_failure
}

@test "no file is a drawer" {
	run find . -name '*.[ch]' -size +24k
	assert_output ''
	local file
	while read -r file; do
		assert [ "$(wc -l <"$file")" -le 600 ]
	done < <(find . -name '*.[ch]')
}
