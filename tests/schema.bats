#!/usr/bin/env bats
# The JSON schema: what it is, and that it and the program agree.

load helper

# schema ARGUMENT...: what a validator (python3-jsonschema) says, by the schema that is committed.
schema() {
	"$PYTHON" "$MKFDT_SOURCE_DIR/tests/judges/schema.py" "$MKFDT_SOURCE_DIR/schemas/mkfdt.schema.json" "$@"
}

setup() {
	for PYTHON in python3 /usr/bin/python3; do
		"$PYTHON" -c 'import jsonschema' 2>/dev/null && return
	done
	lack "no python3 has jsonschema (python3-jsonschema)"
}

@test "the committed schema is what --schema prints" {
	run diff -u "$MKFDT_SOURCE_DIR/schemas/mkfdt.schema.json" <(mkfdt --schema)
	assert_success || fail "build the target 'schema' to write it anew"
}

@test "it is a draft-07 schema" {
	run schema meta
	assert_success
	assert_output ""
}

@test "it has a name that stays, and nothing but draft-07's keywords" {
	require jq
	run jq -r '."$id"' "$MKFDT_SOURCE_DIR/schemas/mkfdt.schema.json"
	assert_output https://mkfdt.invalid/mkfdt-1.schema.json
	run jq -r 'def keywords: if type != "object" then empty else
			keys[],
			((.properties, .patternProperties, .definitions) // empty | .[] | keywords),
			((.items, .additionalProperties, .not) // empty | keywords),
			(.allOf // empty | .[] | keywords)
		end; [keywords] | unique | .[]' "$MKFDT_SOURCE_DIR/schemas/mkfdt.schema.json"
	assert_output "\$id
\$ref
\$schema
additionalProperties
allOf
const
default
definitions
description
enum
items
maximum
minimum
not
pattern
patternProperties
properties
title
type"
}

@test "beside a reference stands nothing, as it would not count" {
	require jq
	run jq '[.. | objects | select(has("$ref")) | select(length > 1) | select(."$ref" | type == "string")] | length' \
		"$MKFDT_SOURCE_DIR/schemas/mkfdt.schema.json"
	assert_output 0
}

@test "every key has a description" {
	require jq
	run jq -r 'def undescribed($path): (.properties // {} | to_entries[] |
			($path + "/" + .key) as $at |
			(.value | select($at | startswith("/$") or contains("/$u") | not) | select(has("description") | not) | $at),
			(.value | undescribed($at)), (.value.items // empty | undescribed($at)));
		undescribed("")' "$MKFDT_SOURCE_DIR/schemas/mkfdt.schema.json"
	assert_output ""
}

@test "every example and every machine is valid" {
	run schema "$MKFDT_SOURCE_DIR"/examples/*.json "$MKFDT_SOURCE_DIR"/src/vm/machines/*.json
	assert_success
}

@test "the resolved description (-O vm) of every example is valid" {
	local example

	for example in "$MKFDT_SOURCE_DIR"/examples/*.json; do
		mkfdt -O vm -o "$(tmp "$(basename "$example")")" "$example"
	done
	run schema "$BATS_TEST_TMPDIR"/*.json
	assert_success
}

@test "what the program takes, the schema takes" {
	local text

	run schema lines <"$MKFDT_SOURCE_DIR/tests/data/schema/good"
	assert_equal "$(paste <(printf '%s\n' "$output") "$MKFDT_SOURCE_DIR/tests/data/schema/good" | grep -v ^yes)" ""
	while read -r text; do
		mkfdt -f -q -o /dev/null - <<<"$text" || fail "refused: $text"
	done <"$MKFDT_SOURCE_DIR/tests/data/schema/good"
}

@test "what the schema refuses, the program refuses; and more, which no schema can see" {
	local seen text

	grep -v '^#' "$MKFDT_SOURCE_DIR/tests/data/schema/bad" >"$(tmp bad)"
	cut -f 2- "$(tmp bad)" | schema lines | sed 's/no/schema/; s/yes/mkfdt/' >"$(tmp verdicts)"
	run diff <(paste "$(tmp verdicts)" <(cut -f 2- "$(tmp bad)")) "$(tmp bad)"
	assert_output ""
	cd "$BATS_TEST_TMPDIR"
	while IFS=$'\t' read -r seen text; do
		printf '%s' "$text" >bad.json
		run mkfdt -o /dev/null bad.json
		[ "$status" -eq 1 ] || fail "not refused: $text"
		assert_output --partial "bad.json:1:"
	done <"$(tmp bad)"
}

@test "every key of a description is in a test of what it makes" {
	local key

	require jq
	for key in $(mkfdt --schema | jq -r '[.. | objects | select(has("properties")) | .properties | keys[]] | unique[]'); do
		case $key in
		summary) continue ;; # what --list-machines prints
		[$/]*) continue ;;   # the raw tree has tests of its own
		esac
		grep -qE "\"$key\\\\?\"|[. ]$key=" "$MKFDT_SOURCE_DIR"/tests/vm-*.bats || fail "no test has the key $key"
	done
}
