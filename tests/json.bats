# What is JSON, what is not, and what is said about it. json_tool shows the json room as it is.

setup() {
	load helper
	tool=$MKFDT_BUILD_DIR/tests/unit/json_tool
	[ -x "$tool" ] || lack "json_tool is not built"
}

# json TEXT [COMMAND]: TEXT with printf's escapes, so a backslash of JSON is written \\.
json() {
	printf '%b' "$1" | "$tool" "${2:-print}" -
}

# accepts TEXT [SHOWN]
accepts() {
	run json "$1"
	assert_success
	assert_output "${2:-$1}"
}

# refuses TEXT LINE:COLUMN MESSAGE [HELP]: the first line of the message, and its help.
refuses() {
	run json "$1"
	assert_failure 1
	assert_line --index 0 "stdin:$2: error: $3"
	if [ -n "${4:-}" ]; then
		assert_line "help: $4"
	else
		refute_line --partial 'help: '
	fi
}

# says TEXT, with the whole message on standard input.
says() {
	run json "$1"
	assert_failure 1
	assert_output "$(cat)"
}

@test "every kind of value is read, and numbers keep their digits" {
	accepts '{}'
	accepts '[]'
	accepts '"text"'
	accepts '[null,true,false,0,-0,1.50,1E400,-1.5e-3,123456789012345678901234567890]'
	accepts ' \t\r\n{ "b" : [ 1 , { } ] , "a" : "" } \n' '{"b":[1,{}],"a":""}'
	accepts '["\\u0041\\n\\/\\\\\\"\\ud83d\\ude00é\\b\\f\\r\\t\x7f"]' '["A\n/\\\"😀é\b\f\r\t\u007f"]'
}

@test "each value is found again from its offset" {
	run json '{"a~b/c\\u00e9\\n":[1,{"k":-2.5},[[]]],"":"x"}' list
	assert_success
	assert_output - <<-'END'
		0+1 "" an object
		17+1 "/a~0b~1cé\n" a list
		18+1 "/a~0b~1cé\n/0" a number "1"
		20+1 "/a~0b~1cé\n/1" an object
		25+4 "/a~0b~1cé\n/1/k" a number "-2.5"
		31+1 "/a~0b~1cé\n/2" a list
		32+1 "/a~0b~1cé\n/2/0" a list
		40+3 "/" a string "x"
	END
}

@test "a message points at a value or at its key, in characters" {
	run json '{"é日": [\n\t{"a":\n     10}]}' point
	assert_failure 1
	assert_output - <<-'END'
		stdin:1:1: error: an object
		    1 | {"é日": [
		      | ^
		stdin:1:8: error: /é日: a list
		    1 | {"é日": [
		      |         ^
		stdin:1:2: error: /é日: its key
		    1 | {"é日": [
		      |  ^~~~~
		stdin:2:2: error: /é日/0: an object
		    2 |     {"a":
		      |     ^
		stdin:3:6: error: /é日/0/a: a number
		    3 |      10}]}
		      |      ^~
		stdin:2:3: error: /é日/0/a: its key
		    2 |     {"a":
		      |      ^~~
	END
}

@test "an excerpt of a long line is a window around the place" {
	local x=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx

	says "[\"$x\", tru, \"$x\"]" <<-END
		stdin:1:98: error: unknown word tru
		    1 | ...${x:0:45}", tru, "${x:0:42}...
		      |                                                    ^~~
		help: JSON writes true
	END
}

@test "numbers that are none" {
	refuses '[01]' 1:2 "a number must not begin with 0" "write 1"
	refuses '[-01]' 1:2 "a number must not begin with 0" "write -1"
	refuses '[-012]' 1:2 "a number must not begin with 0" "write -12"
	refuses '[00.5]' 1:2 "a number must not begin with 0"
	refuses '[1.]' 1:2 "a digit must follow the point"
	refuses '[-2.]' 1:2 "a digit must follow the point"
	refuses '[0.e1]' 1:2 "a digit must follow the point"
	refuses '[2.e+3]' 1:2 "a digit must follow the point"
	refuses '[-.123]' 1:2 "a digit must follow '-'"
	refuses '[-]' 1:2 "a digit must follow '-'"
	refuses '[--1]' 1:2 "a digit must follow '-'"
	refuses '[+1]' 1:2 "a number begins with a digit or '-', not with '+'" "write 1"
	refuses '[.5]' 1:2 "a number begins with a digit or '-', not with '.'" "write 0.5"
	refuses '[1e]' 1:2 "digits are missing in the exponent"
	refuses '[1e+]' 1:2 "digits are missing in the exponent"
	refuses '[0x10]' 1:2 "JSON has no hexadecimal numbers" 'write a string: "0x10"'
	refuses '[-0x_]' 1:2 "JSON has no hexadecimal numbers" 'and no number is below 0 here'
	refuses '[0b1]' 1:2 "JSON has no binary numbers" \
		'write it in decimal, or as a string in hexadecimal: "0x10"'
	refuses '[0o17]' 1:2 "JSON has no octal numbers" \
		'write it in decimal, or as a string in hexadecimal: "0x10"'
	refuses '[1_000]' 1:2 "JSON numbers have no '_'" 'write a string: "1_000"'
	refuses '[512M]' 1:2 "a number with a unit must be a string" 'write "512M"'
	refuses '[2gb]' 1:2 "a number with a unit must be a string" 'write "2G"'
	refuses '[2KiB]' 1:2 "a number with a unit must be a string" 'write "2K"'
	refuses '[1.2.3]' 1:2 "this is not a number"
	refuses '[1-2]' 1:2 "this is not a number" 'strings take double quotes: "1-2"'
	refuses '[12ab]' 1:2 "this is not a number" 'strings take double quotes: "12ab"'
	refuses '[NaN]' 1:2 "JSON has no NaN"
	refuses '[Infinity]' 1:2 "JSON has no Infinity"
	refuses '[-Infinity]' 1:2 "JSON has no infinity"
}

@test "strings that are none" {
	refuses '["a' 1:2 "this string is not closed"
	refuses '"' 1:1 "this string is not closed"
	refuses '["a\nb"]' 1:2 "this string is not closed" 'close it with a ", or write a line break as \n'
	refuses '["a\rb"]' 1:2 "this string is not closed" 'close it with a ", or write a line break as \n'
	refuses '["a\tb"]' 1:4 "control character 0x09 in a string" 'a tab is written \t'
	refuses '["a\x1f"]' 1:4 "control character 0x1f in a string" 'it is written \u001f'
	refuses '["a\x00a"]' 1:4 "a NUL byte in a string"
	refuses '["\\u0000"]' 1:3 "a string cannot hold the character NUL"
	refuses '{"a\\u0000":1}' 1:4 "a string cannot hold the character NUL"
	refuses '["\\uqqqq"]' 1:3 'four hexadecimal digits must follow \u'
	refuses '["\\u00A"]' 1:3 'four hexadecimal digits must follow \u'
	refuses '["\\u{41}"]' 1:3 'four hexadecimal digits must follow \u' \
		'above U+FFFF two \u make a character: \ud83d\ude00'
	refuses '["\\uD800"]' 1:3 '\uD800 is half of a character' \
		'above U+FFFF two \u make a character: \ud83d\ude00'
	refuses '["\\uD800\\uD800"]' 1:3 '\uD800 is half of a character' \
		'above U+FFFF two \u make a character: \ud83d\ude00'
	refuses '["\\uD800\\n"]' 1:3 '\uD800 is half of a character' \
		'above U+FFFF two \u make a character: \ud83d\ude00'
	refuses '["\\udc00"]' 1:3 '\udc00 is half of a character' \
		'above U+FFFF two \u make a character: \ud83d\ude00'
	refuses '["\\x41"]' 1:3 'unknown escape \x' 'write \u0041'
	refuses '["\\a"]' 1:3 'unknown escape \a' 'write \u0007'
	refuses '["\\e"]' 1:3 'unknown escape \e' 'write \u001b'
	refuses "[\"\\\\'\"]" 1:3 "unknown escape \\'" "write '"
	refuses '["\\0"]' 1:3 'unknown escape \0'
	refuses '["C:\\Program"]' 1:5 'unknown escape \P' 'a backslash itself is written \\'
	refuses '["\\é"]' 1:3 'unknown escape \é' 'a backslash itself is written \\'
	refuses '["\\' 1:3 "nothing to escape behind this backslash"
}

@test "text that is not UTF-8" {
	local help='save the text as UTF-8'

	refuses '["\xe9"]' 1:3 "byte 0xe9 is not UTF-8 here" "$help"
	refuses '["\x81"]' 1:3 "byte 0x81 is not UTF-8 here" "$help"
	refuses '["\xc0\xaf"]' 1:3 "byte 0xc0 is not UTF-8 here" "$help"
	refuses '["\xfc\x83\xbf\xbf\xbf\xbf"]' 1:3 "byte 0xfc is not UTF-8 here" "$help"
	refuses '["\xed\xa0\x80"]' 1:3 "byte 0xed is not UTF-8 here" "$help"
	refuses '["\xf4\xbf\xbf\xbf"]' 1:3 "byte 0xf4 is not UTF-8 here" "$help"
	refuses '["\xe6\x97' 1:3 "byte 0xe6 is not UTF-8 here" "$help"
	refuses '["\xff"]' 1:3 "byte 0xff is not UTF-8 here" "$help"
	refuses '[\xe5]' 1:2 "byte 0xe5 is not UTF-8 here" "$help"
	refuses '\xef\xbb\xbf{}' 1:1 "the text begins with a byte order mark" "save it as UTF-8 without a BOM"
	for text in '\xff\xfe[\x00]\x00' '[\x00"\x00]\x00' '"\x00x\x00' '\x00[\x00]' '\xfe\xff\x00[\x00]'; do
		refuses "$text" 1:1 "this is UTF-16; JSON is UTF-8" \
			"save it as UTF-8, or convert it: iconv -f UTF-16 -t UTF-8"
	done
}

@test "bytes between the tokens that only look like nothing" {
	refuses '[\x00]' 1:2 "a NUL byte in the text"
	refuses '123\x00' 1:4 "a NUL byte in the text"
	refuses '[\x0c]' 1:2 "control character 0x0c between the tokens"
	refuses '[\x0b1]' 1:2 "control character 0x0b between the tokens"
	refuses '[1\xc2\xa0]' 1:3 "a no-break space (U+00A0), which is no part of JSON" \
		"replace it by a plain space"
	refuses '[\xe2\x81\xa0]' 1:2 "an invisible character (U+2060), which is no part of JSON" "delete it"
	refuses '[\xef\xbb\xbf1]' 1:2 "an invisible character (U+FEFF), which is no part of JSON" "delete it"
	refuses '[1\xe2\x80\xa8]' 1:3 "an unusual line break (U+2028), which is no part of JSON" \
		"replace it by a plain one"
}

@test "an invisible character is shown, and nothing in an excerpt moves the terminal" {
	says '["\x1b[2J", \xe2\x80\xae]' <<-'END'
		stdin:1:3: error: control character 0x1b in a string
		    1 | ["\x1b[2J", <U+202E>]
		      |   ^~~~
		help: it is written \u001b
	END
	says '[\xe2\x80\x8b1]' <<-'END'
		stdin:1:2: error: an invisible character (U+200B), which is no part of JSON
		    1 | [<U+200B>1]
		      |  ^~~~~~~~
		help: delete it
	END
}

@test "quotes of other kinds" {
	refuses "{'a':1}" 1:2 "JSON takes double quotes, not single ones" 'write "a"'
	refuses "['it]" 1:2 "JSON takes double quotes, not single ones"
	refuses '[“a”]' 1:2 "a typographic quote (U+201C), which is no part of JSON" \
		'replace it by the straight one: "'
	refuses '[‘a’]' 1:2 "a typographic quote (U+2018), which is no part of JSON" \
		'replace it by the straight double one: "'
	refuses '[1， 2]' 1:3 "a fullwidth comma (U+FF0C), which is no part of JSON" \
		'replace it by the ASCII one: ,'
	refuses '[`a`]' 1:2 "unexpected '\`', expected a value"
}

@test "words that are no values" {
	refuses '[True]' 1:2 "unknown word True" "JSON writes true"
	refuses '[FALSE]' 1:2 "unknown word FALSE" "JSON writes false"
	refuses '[tru]' 1:2 "unknown word tru" "JSON writes true"
	refuses '[nul]' 1:2 "unknown word nul" "JSON writes null"
	refuses '[truth]' 1:2 "unknown word truth" "JSON writes true"
	refuses '[None]' 1:2 "unknown word None" "JSON writes null"
	refuses '[undefined]' 1:2 "unknown word undefined" "JSON writes null"
	refuses '[yes]' 1:2 "unknown word yes" "JSON writes true"
	refuses '[off]' 1:2 "unknown word off" "JSON writes false"
	refuses 'console' 1:1 "unknown word console" 'strings take double quotes: "console"'
	refuses '[true1]' 1:2 "unknown word true1" "JSON writes true"
}

@test "comments" {
	local help='a member is ignored when its key begins with //: "//": "text"'

	says '{"a": 1, // one\n}' <<-END
		stdin:1:10: error: JSON has no comments
		    1 | {"a": 1, // one
		      |          ^~~~~~
		help: $help
	END
	refuses '[1 /* one */, 2]' 1:4 "JSON has no comments" "$help"
	refuses '{"a":/**/1}' 1:6 "JSON has no comments" "$help"
	refuses '# x\n{}' 1:1 "JSON has no comments" "$help"
	refuses '{"a":"b"}/**/' 1:10 "JSON has no comments" "$help"
	refuses '{"a":"b"}#{}' 1:10 "JSON has no comments" "$help"
	refuses '{"a":true} // x' 1:12 "JSON has no comments" "$help"
	refuses '[1]/' 1:4 "unexpected '/', expected the end of the text"
}

@test "commas, colons and keys" {
	refuses '[1,]' 1:3 "trailing comma before ']'" "remove the comma"
	refuses '{"a":1,\n}' 1:7 "trailing comma before '}'" "remove the comma"
	refuses '[,1]' 1:2 "a value is missing before this comma"
	refuses '[,]' 1:2 "a value is missing before this comma"
	refuses '[1,,2]' 1:4 "a value is missing before this comma"
	refuses '{,}' 1:2 "a member is missing before this comma"
	refuses '{"a":1,,"b":2}' 1:8 "a member is missing before this comma"
	refuses '[1 2]' 1:3 "missing ',' between values"
	refuses '["a""b"]' 1:5 "missing ',' between values"
	refuses '[3[4]]' 1:3 "missing ',' between values"
	refuses '{"a": 1\n "b": 2}' 1:8 "missing ',' between members"
	refuses '[1;2]' 1:3 "values are separated by ',', not by ';'"
	refuses '{"a":1;"b":2}' 1:7 "members are separated by ',', not by ';'"
	refuses '{"a" 1}' 1:5 "missing ':' between the key and its value"
	refuses '{"a"=1}' 1:5 "a key and its value are joined by ':', not by '='"
	refuses '{"a"=>1}' 1:5 "a key and its value are joined by ':', not by '='"
	refuses '{"a":=1}' 1:6 "':' alone joins a key and its value"
	refuses '{"a"}' 1:5 "the value of this key is missing"
	refuses '{"a","b"}' 1:5 "the value of this key is missing"
	refuses '{"a":}' 1:6 "the value of this key is missing"
	refuses '{"a":,"b":1}' 1:6 "the value of this key is missing"
	refuses '{"a"::1}' 1:6 "unexpected ':', expected a value"
	refuses '{"a":1:2}' 1:7 "unexpected ':', expected ',' or '}'"
	refuses '[1:2]' 1:3 "a list holds values without keys" "members with keys stand in { }"
	refuses '{a:1}' 1:2 "keys take double quotes" 'write "a"'
	refuses '{1:1}' 1:2 "keys take double quotes" 'write "1"'
	refuses '{[1]:2}' 1:2 "unexpected '[', expected a key in double quotes"
	refuses '{:1}' 1:2 "unexpected ':', expected a key in double quotes"
	refuses '[1,*]' 1:4 "unexpected '*', expected a value"
	refuses '[é]' 1:2 "unexpected 'é', expected a value"
}

@test "brackets: the other one is pointed out" {
	says '{"a":[1,2\n' <<-'END'
		stdin:1:10: error: the text ends here, but ',' or ']' must follow
		    1 | {"a":[1,2
		      |          ^
		stdin:1:6: note: this bracket is still open
	END
	says '{\n  "a": [1}' <<-'END'
		stdin:2:10: error: '}' cannot close '['
		    2 |   "a": [1}
		      |          ^
		stdin:2:8: note: opened here
	END
	says '{"a": "b' <<-'END'
		stdin:1:7: error: this string is not closed
		    1 | {"a": "b
		      |       ^~
		stdin:1:1: note: this bracket is still open
	END
	refuses '[' 1:2 "the text ends here, but a value must follow"
	refuses '{' 1:2 "the text ends here, but a key in double quotes must follow"
	refuses '{"a"' 1:5 "the text ends here, but ':' must follow"
	refuses '{"a":' 1:6 "the text ends here, but a value must follow"
	refuses '{"a":1' 1:7 "the text ends here, but ',' or '}' must follow"
	refuses '[1,\r\n' 1:4 "the text ends here, but a value must follow"
	refuses '[1]]' 1:4 "']' closes nothing: no bracket is open"
	refuses '{"a":1}}' 1:8 "'}' closes nothing: no bracket is open"
	refuses '{]' 1:2 "']' cannot close '{'"
	refuses ']' 1:1 "unexpected ']', expected a value"
}

@test "more or less than one value" {
	says '' <<-'END'
		stdin:1:1: error: the text is empty
		help: the smallest description is {}
	END
	refuses ' \n\n' 1:1 "the text holds no value" "the smallest description is {}"
	refuses '{} {}' 1:4 "a second value; a text holds one"
	refuses '[1]x' 1:4 "a second value; a text holds one"
	refuses '2@' 1:2 "unexpected '@', expected the end of the text"
	refuses '[],' 1:3 "unexpected ',', expected the end of the text"
	refuses '<.>' 1:1 "unexpected '<', expected a value"
	refuses '/dts-v1/;' 1:1 "this is device tree source, not JSON" \
		"compile it with dtc -I dts -O dtb; blobs are read as they are"
}

@test "500 levels are read, 501 refused" {
	local open close

	printf -v open '[%.0s' {1..500}
	printf -v close ']%.0s' {1..500}
	accepts "$open$close"
	refuses "[$open$close]" 1:501 "nested deeper than 500 levels"
	printf -v open '{"a":%.0s' {1..501}
	refuses "$open" 1:2501 "nested deeper than 500 levels"
}

@test "64 MiB are read, a byte more is refused" {
	local file

	file=$(tmp large.json)
	printf '[1]' >"$file"
	truncate -s 64M "$file"
	tr '\0' ' ' <"$file" >"$file.blank"
	run "$tool" print "$file.blank"
	assert_success
	assert_output '[1]'
	printf ' ' >>"$file.blank"
	run "$tool" print "$file.blank"
	assert_failure 1
	assert_line --index 0 "$file.blank:1:1: error: the text is larger than 64 MiB"
}

@test "duplicate keys are all reported, each with the first" {
	says '{"a": 1, "\\u0061": 2,\n "b": {"c": 1, "c": 2}, "a": 3}' <<-'END'
		stdin:1:10: error: /a: duplicate key
		    1 | {"a": 1, "\u0061": 2,
		      |          ^~~~~~~~
		stdin:1:2: note: first given here
		stdin:2:16: error: /b/c: duplicate key
		    2 |  "b": {"c": 1, "c": 2}, "a": 3}
		      |                ^~~
		stdin:2:8: note: first given here
		stdin:2:25: error: /a: duplicate key
		    2 |  "b": {"c": 1, "c": 2}, "a": 3}
		      |                         ^~~
		stdin:1:2: note: first given here
	END
	accepts '[{"a":1},{"a":1,"A":2}]'
}

@test "a hundred thousand keys in one object are looked through at once" {
	local file

	file=$(tmp large.json)
	{ echo '{'; seq -f '"k%.0f": 1,' 1 100000; echo '"k7": 2}'; } >"$file"
	run timeout 10 "$tool" print "$file"
	assert_failure 1
	assert_line --index 0 "$file:100002:1: error: /k7: duplicate key"
	assert_line "$file:8:1: note: first given here"
}

@test "comments may repeat, hold anything, and are not in the document" {
	accepts '{"//": 1, "// b": {"x": 1, "x": 2}, "a": 1, "\\/\\u002f": [{"//": 1e9}], "//": 2}' '{"a":1}'
	accepts '[{"//": ""}, {"/": 1, "a//": 2}]' '[{},{"/":1,"a//":2}]'
	refuses '{"//": 01}' 1:8 "a number must not begin with 0" "write 1"
}

@test "a word that may be JSON is tried without a message" {
	run json 'tru' try
	assert_success
	assert_output 'not JSON'
	run json '{"a":1,"a":2}' try
	assert_output 'not JSON'
	run json '[1]' try
	assert_output '[1]'
}

@test "numbers: 64 bits, and why not" {
	# A value for each line, then the number or the reason.
	while IFS=$'\t' read -r value result; do
		[ -n "$value" ] || continue
		run "$tool" number - <<<"[$value]"
		assert_success
		assert_output "$value: $result"
	done < <(tr -s '\t' <<-'END'
		0	0x0
		42	0x2a
		9007199254740991	0x1fffffffffffff
		9007199254740992	above 2^53-1 (9007199254740991) many programs round a JSON number: write it as a string
		18446744073709551616	it does not fit 64 bits
		-1	negative numbers are not allowed
		-0	negative numbers are not allowed
		1.0	fractions are not allowed
		1e3	exponents are not allowed
		"0"	0x0
		"1_000"	0x3e8
		"0x4000_0000"	0x40000000
		"0xFFFFffffFFFFffff"	0xffffffffffffffff
		"18446744073709551615"	0xffffffffffffffff
		"18446744073709551616"	it does not fit 64 bits
		"0x10000000000000000"	it does not fit 64 bits
		"1K"	0x400
		"512M"	0x20000000
		"2GiB"	0x80000000
		"0x10M"	0x1000000
		"16777215T"	0xffffff0000000000
		"16777216T"	it does not fit 64 bits
		"512MB"	KB, MB, GB and TB are ambiguous: K, M, G, T or KiB, MiB, GiB, TiB are powers of 1024
		"512m"	units are written K, M, G, T or KiB, MiB, GiB, TiB
		"1kiB"	units are written K, M, G, T or KiB, MiB, GiB, TiB
		"1P"	only a unit may follow the digits: K, M, G, T or KiB, MiB, GiB, TiB
		"512B"	bytes take no unit
		"1.5G"	fractions are not allowed; a smaller unit may do
		"0x1.8"	fractions are not allowed; a smaller unit may do
		".5G"	fractions are not allowed; a smaller unit may do
		"1e3"	exponents are not allowed
		"010"	a leading zero is not allowed: octal is not read, hexadecimal begins with 0x
		"12ab"	a hexadecimal number begins with 0x
		"0X10"	the x of 0x is lower case
		"0x"	digits are missing behind 0x
		"0x_1"	hexadecimal digits must follow 0x
		"0xg"	hexadecimal digits must follow 0x
		"1__0"	'_' may stand between digits only
		"1_"	'_' may stand between digits only
		"_1"	'_' may stand between digits only
		"1_M"	'_' may stand between digits only
		"512 M"	blanks are not allowed
		""	an empty string is no number
		"+1"	it takes no sign
		"-1"	negative numbers are not allowed
		"M"	it does not begin with a digit
		true	expected a number, or a string such as "0x4000_0000" or "512M"
		[]	expected a number, or a string such as "0x4000_0000" or "512M"
	END
	)
}

@test "layers merge as RFC 7396 says" {
	# The examples of its appendix A, then what goes beyond them.
	while IFS=$'\t' read -r base patch result; do
		[ -n "$base" ] || continue
		printf '%s' "$base" >"$(tmp base)"
		printf '%s' "$patch" >"$(tmp patch)"
		run "$tool" merge "$(tmp base)" "$(tmp patch)"
		assert_success
		assert_output "$result"
	done < <(tr -s '\t' <<-'END'
		{"a":"b"}	{"a":"c"}	{"a":"c"}
		{"a":"b"}	{"b":"c"}	{"a":"b","b":"c"}
		{"a":"b"}	{"a":null}	{}
		{"a":"b","b":"c"}	{"a":null}	{"b":"c"}
		{"a":["b"]}	{"a":"c"}	{"a":"c"}
		{"a":"c"}	{"a":["b"]}	{"a":["b"]}
		{"a":{"b":"c"}}	{"a":{"b":"d","c":null}}	{"a":{"b":"d"}}
		{"a":[{"b":"c"}]}	{"a":[1]}	{"a":[1]}
		["a","b"]	["c","d"]	["c","d"]
		{"a":"b"}	["c"]	["c"]
		{"a":"foo"}	null	null
		{"a":"foo"}	"bar"	"bar"
		{"e":null}	{"a":1}	{"e":null,"a":1}
		[1,2]	{"a":"b","c":null}	{"a":"b"}
		{}	{"a":{"bb":{"ccc":null}}}	{"a":{"bb":{}}}
		{"z":1,"a":2,"m":3}	{"b":0,"a":4,"//":1}	{"z":1,"a":4,"m":3,"b":0}
		{"a":[1,null]}	{"b":[null]}	{"a":[1,null],"b":[null]}
	END
	)
}

@test "large objects merge in their order" {
	local base patch

	base=$(tmp base)
	patch=$(tmp patch)
	{ echo '{'; seq -f '"k%.0f": 1,' 1 50000; echo '"z": 0}'; } >"$base"
	{ echo '{'; seq -f '"k%.0f": 2,' 60000 -2 2; echo '"a": 0, "k1": null}'; } >"$patch"
	run timeout 10 "$tool" merge "$base" "$patch"
	assert_success
	assert_output --regexp '^\{"k2":2,"k3":1,"k4":2,"k5":1,'
	assert_output --partial '"k49999":1,"k50000":2,"z":0,"k60000":2,"k59998":2,'
	assert_output --regexp ',"k50002":2,"a":0}$'
}

@test "carets stand below what they mean, whatever the width of the characters before" {
	says '["日本", 1\xcc\x9e]' <<-'END'
		stdin:1:9: error: unexpected '̞', expected ',' or ']'
		    1 | ["日本", 1̞]
		      |           ^
	END
	says '["e\xcc\x81", tru]' <<-'END'
		stdin:1:8: error: unknown word tru
		    1 | ["é", tru]
		      |       ^~~
		help: JSON writes true
	END
}

@test "only the harmless part of cJSON is called" {
	require nm
	run bash -c "nm -u '$tool' | grep -o 'cJSON_[A-Za-z]*' | grep -v '^cJSON_Is' | sort -u"
	assert_output - <<-'END'
		cJSON_InitHooks
		cJSON_ParseWithLengthOpts
	END
}

@test "in a comment only the grammar counts" {
	local text

	for text in '{"//": "\u0000"}' '{"//": "\ud800"}' '{"//": {"a\u0000": ["\udc00\\u0000", {"x": "\ud800\ud800", "x": 1}]}}' '{"\u002f/ c": "\ud800"}' '{"\/\/": ["\u0000"]}'; do
		run mkfdt -o "$(tmp out.dtb)" <<<"$text"
		assert_success
		assert_output ""
		mkfdt -o "$(tmp plain.dtb)" <<<'{}'
		cmp "$(tmp out.dtb)" "$(tmp plain.dtb)"
	done
}

@test "behind a comment everything counts again" {
	run mkfdt <<<'{"//": {"x": "\u0000"}, "model": "\ud800"}'
	assert_failure 1
	assert_line --index 0 '<stdin>:1:35: error: \ud800 is half of a character'
	run mkfdt <<<'{"/": {"//": ["\u0000"], "x": "\u0000"}}'
	assert_failure 1
	assert_line --index 0 '<stdin>:1:32: error: a string cannot hold the character NUL'
	run mkfdt <<<'{"//": "\u00zz"}'
	assert_failure 1
	assert_line --index 0 '<stdin>:1:9: error: four hexadecimal digits must follow \u'
	run mkfdt -O dts <<<'{"//": "\u0000", "model": "\u0041\\u0000"}'
	assert_success
	assert_line --partial 'model = "A\\u0000";'
}

@test "a negative number is not offered as a positive one" {
	run mkfdt <<<'{"memory": -512M}'
	assert_failure 1
	assert_line 'help: and no number is below 0 here'
}
