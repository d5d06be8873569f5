# Device tree source: what a blob looks like, and that dtc makes the same tree of it again.

setup() {
	load helper
	require dtc
	show=$MKFDT_BUILD_DIR/tests/unit/value_tool
	list=$MKFDT_BUILD_DIR/tests/unit/fdt_tool
	[ -x "$show" ] || lack "value_tool is not built"
}

# compile: a.dtb from source on standard input.
compile() {
	dtc -qq -f -I dts -O dtb -o "$(tmp a.dtb)"
}

# The same for the properties of a root.
compile_root() {
	{
		printf '/dts-v1/;\n/ {\n'
		cat
		printf '};\n'
	} | compile
}

# Nodes, properties, order, bytes and reservations of a blob; not the boot cpu, which source cannot say.
facts() {
	"$list" list "$1" | tail -n +2
}

# dump [dts|raw|colour]: a.dtb as source.
dump() {
	"$show" "${1:-dts}" "$(tmp a.dtb)"
}

comes_back() {
	local how

	for how in dts raw; do
		dump "$how" >"$(tmp b.dts)" 2>/dev/null || :
		dtc -qq -I dts -O dtb -o "$(tmp b.dtb)" "$(tmp b.dts)"
		assert_equal "$(facts "$(tmp b.dtb)")" "$(facts "$(tmp a.dtb)")"
	done
}

# A property as it was written: in, and out again; and the tree comes back.
# shown VALUE EXPECTED [NAME]
shown() {
	printf '%s = %s;\n' "${3:-some-thing}" "$1" | compile_root
	run dump
	assert_success
	assert_line "  ${3:-some-thing} = $2"
	comes_back
}

@test "string lists are lists" {
	shown '"a,b", "c,d"' '"a,b", "c,d";'
}

@test "a NUL before an octal digit is the end of a string, nothing else" {
	shown '"a", "1b"' '"a", "1b";' compatible
	shown '"0", "1"' '"0", "1";' clock-names
}

@test "numbers that look like text are numbers where the name says so" {
	shown '<3686400>' '<3686400>; /* 3.6864 MHz */' clock-frequency
	shown '<0x00324b00>' '<3296000>;' regulator-min-microvolt
	shown '<0x41424300>' '<1094861568>; /* 1.094861568 GHz */' spi-max-frequency
}

@test "numbers that look a little like text are numbers" {
	shown '<0x20200000>' '<0x20200000>;'
	shown '<0x00324b00>' '<0x324b00>;'
	shown '<0x41004200>' '<0x41004200>;'
}

@test "short words are words" {
	shown '"ABC"' '"ABC";'
	shown '"okay"' '"okay";' status
	shown '"1"' '"1";' label
}

@test "an empty string is a string where the name says so, else a byte" {
	shown '""' '"";' bootargs
	shown '""' '[00];'
}

@test "empty strings in a list of names stay" {
	shown '"a", "", "", "b"' '"a", "", "", "b";' gpio-line-names
	shown '"", "", "", ""' '"", "", "", "";' gpio-line-names
}

@test "UTF-8 is text, whatever its length" {
	shown '"Müller GmbH"' '"Müller GmbH";'
	shown '"Mülleri"' '"Mülleri";' model
}

@test "bytes that are no UTF-8 are escaped in a string" {
	shown '"M\xfcller"' '"M\xfcller";' model
	shown '"M\xfcbe"' '"M\xfcbe";' model
}

@test "quotes, backslashes and ends of lines are escaped" {
	shown '"say \"hi\" \\ done"' '"say \"hi\" \\ done";'
	shown '"line1\nline2\t."' '"line1\nline2\t.";'
}

@test "control bytes are no text" {
	shown '"a\x1b[31mb"' '<0x611b5b33 0x316d6200>;' label
	shown '"a\x1b[31mbc"' '[61 1b 5b 33 31 6d 62 63 00];' label
}

@test "what changes how other text is shown is escaped" {
	shown '"abc‮def"' '"abc\xe2\x80\xaedef";' model
}

@test "a MAC address is bytes" {
	shown '[52 54 41 42 43 00]' '[52 54 41 42 43 00];' local-mac-address
}

@test "four bytes are a cell; three are bytes" {
	shown '[01 02 03 04]' '<0x1020304>;'
	shown '[01 02 03]' '[01 02 03];'
}

@test "numbers of 64 bits" {
	shown '<0x0 0x40000000>' '<0 0x40000000>;' linux,initrd-start
	shown '/bits/ 64 <1200000000>' '/bits/ 64 <1200000000>; /* 1.2 GHz */' opp-hz
}

@test "flags have no value" {
	printf 'dma-coherent;\n' | compile_root
	run dump
	assert_line '  dma-coherent;'
	comes_back
}

@test "a whole machine: labels, references, tuples and comments" {
	compile <<-'END'
		/dts-v1/;
		/memreserve/ 0x48000000 0x100000;
		/ {
			#address-cells = <2>;
			#size-cells = <2>;
			interrupt-parent = <&{/intc@8000000}>;

			aliases {
				serial0 = "/serial@9000000";
			};

			apb-pclk {
				#clock-cells = <0>;
				clock-frequency = <24000000>;
			};

			intc@8000000 {
				compatible = "arm,gic-v3";
				interrupt-controller;
				#interrupt-cells = <3>;
				reg = <0 0x8000000 0 0x10000>, <0 0x80a0000 0 0xf60000>;
			};

			serial@9000000 {
				compatible = "arm,pl011", "arm,primecell";
				reg = <0 0x9000000 0 0x1000>;
				interrupts = <0 1 4>;
				clocks = <&{/apb-pclk}>, <&{/apb-pclk}>;
			};

			timer {
				interrupts = <1 13 0xf04>, <1 14 8>;
			};
		};
	END
	run dump
	assert_success
	assert_output - <<-'END'
		/dts-v1/;

		/memreserve/ 0x48000000 0x100000; /* 0x48000000..0x480fffff, 1 MiB */

		/ {
		  #address-cells = <2>;
		  #size-cells = <2>;
		  interrupt-parent = <&gic>;

		  aliases {
		    serial0 = "/serial@9000000";
		  };

		  apb_pclk: apb-pclk {
		    #clock-cells = <0>;
		    clock-frequency = <24000000>; /* 24 MHz */
		    phandle = <2>;
		  };

		  gic: intc@8000000 {
		    compatible = "arm,gic-v3";
		    interrupt-controller;
		    #interrupt-cells = <3>;
		    reg = <0x0 0x8000000 0x0 0x10000>, /* 0x8000000..0x800ffff, 64 KiB */
		          <0x0 0x80a0000 0x0 0xf60000>; /* 0x80a0000..0x8ffffff, 15.4 MiB */
		    phandle = <1>;
		  };

		  serial0: serial@9000000 {
		    compatible = "arm,pl011", "arm,primecell";
		    reg = <0x0 0x9000000 0x0 0x1000>; /* 0x9000000..0x9000fff, 4 KiB */
		    interrupts = <0 1 4>; /* SPI 1 (INTID 33), level-high */
		    clocks = <&apb_pclk>, <&apb_pclk>;
		  };

		  timer {
		    interrupts = <1 13 0xf04>, /* PPI 13 (INTID 29), level-high, cpu mask 0xf */
		                 <1 14 8>; /* PPI 14 (INTID 30), level-low */
		  };
		};
	END
	comes_back
}

@test "raw: no labels, no references, no comments, plain numbers" {
	compile <<-'END'
		/dts-v1/;
		/memreserve/ 0x48000000 0x100000;
		/ {
			interrupt-parent = <&gic>;
			compatible = "a", "b";

			gic: intc@8000000 {
				compatible = "arm,gic-v3";
				interrupt-controller;
				#interrupt-cells = <3>;
				interrupts = <1 9 4>;
				local-mac-address = [00 11];
			};
		};
	END
	run dump raw
	assert_output - <<-'END'
		/dts-v1/;

		/memreserve/ 0x48000000 0x100000;

		/ {
		  interrupt-parent = <0x1>;
		  compatible = "a", "b";

		  intc@8000000 {
		    compatible = "arm,gic-v3";
		    interrupt-controller;
		    #interrupt-cells = <0x3>;
		    interrupts = <0x1 0x9 0x4>;
		    local-mac-address = [00 11];
		    phandle = <0x1>;
		  };
		};
	END
	comes_back
}

@test "PCI: windows, interrupt pins and MSI" {
	compile <<-'END'
		/dts-v1/;
		/ {
			#address-cells = <2>;
			#size-cells = <2>;

			gic: intc@8000000 {
				compatible = "arm,gic-v3";
				interrupt-controller;
				#interrupt-cells = <3>;
				#address-cells = <2>;
				#size-cells = <2>;
				ranges;

				its: its@8080000 {
					#msi-cells = <1>;
					reg = <0 0x8080000 0 0x20000>;
				};
			};

			pcie@10000000 {
				device_type = "pci";
				#address-cells = <3>;
				#size-cells = <2>;
				#interrupt-cells = <1>;
				msi-map = <0 &its 0 0x10000>;
				ranges = <0x1000000 0 0 0 0x3eff0000 0 0x10000
					  0x2000000 0 0x10000000 0 0x10000000 0 0x2eff0000
					  0x43000000 0x80 0 0x80 0 0x80 0>;
				interrupt-map = <0x800 0 0 1 &gic 0 0 0 4 4
						 0x800 0 0 2 &gic 0 0 0 5 4>;
			};
		};
	END
	run dump
	assert_line '    msi-map = <0 &its 0 0x10000>;'
	assert_line '    ranges = <0x1000000 0x0 0x0 0x0 0x3eff0000 0x0 0x10000>, /* I/O: 0x0..0xffff, 64 KiB at 0x3eff0000 */'
	assert_line '             <0x2000000 0x0 0x10000000 0x0 0x10000000 0x0 0x2eff0000>, /* 32-bit memory: 0x10000000..0x3efeffff, 751.9 MiB */'
	assert_line '             <0x43000000 0x80 0x0 0x80 0x0 0x80 0x0>; /* 64-bit memory, prefetchable: 0x8000000000..0xffffffffff, 512 GiB */'
	assert_line '    interrupt-map = <0x800 0x0 0x0 1 &gic 0x0 0x0 0 4 4>, /* device 1 INTA: SPI 4 (INTID 36), level-high */'
	assert_line '                    <0x800 0x0 0x0 2 &gic 0x0 0x0 0 5 4>; /* device 1 INTB: SPI 5 (INTID 37), level-high */'
	comes_back
}

@test "labels: from __symbols__, else from aliases, else from names, with the unit address or a number where needed" {
	compile <<-'END'
		/dts-v1/;
		/ {
			__symbols__ { uart = "/a@1"; };
			aliases { serial0 = "/a@1"; i2c-0 = "/a@2"; };
			a@1 { phandle = <1>; };
			a@2 { phandle = <2>; };
			a@3 { phandle = <3>; };
			a@4 { phandle = <4>; };
			one { port { phandle = <5>; }; };
			two { port { phandle = <6>; }; };
			apb-pclk { phandle = <7>; };
			7seg { phandle = <8>; };
			unreferenced { };
		};
	END
	run dump
	assert_line '  uart: a@1 {'
	assert_line '  i2c_0: a@2 {'
	assert_line '  a_3: a@3 {'
	assert_line '  a_4: a@4 {'
	assert_line '    port: port {'
	assert_line '    port_2: port {'
	assert_line '  apb_pclk: apb-pclk {'
	assert_line '  _7seg: 7seg {'
	assert_line '  unreferenced {'
	comes_back
}

@test "a label that two nodes claim is given once, and one that is none not at all" {
	compile <<-'END'
		/dts-v1/;
		/ {
			__symbols__ { b = "/a"; x = "/nowhere"; c = "not/a/path"; };
			aliases { b = "/c"; };
			a { phandle = <1>; };
			b { phandle = <2>; };
			c { phandle = <3>; };
		};
	END
	run dump
	assert_line '  b: a {'
	assert_line '  b_2: b {'
	assert_line '  c: c {'
	comes_back
}

@test "the root has no label, as source has no place for it" {
	compile_root <<-'END'
		phandle = <1>;
		interrupt-parent = <1>;
	END
	run dump
	assert_line '/ {'
	assert_line '  interrupt-parent = <1>;'
	comes_back
}

@test "the phandle property of old blobs stays what it is" {
	compile_root <<-'END'
		a { linux,phandle = <5>; };
		b { phandle = <6>; linux,phandle = <6>; };
		c { clocks = <5>, <6>; interrupt-parent = <5>; };
	END
	run dump
	assert_line '    interrupt-parent = <&a>;'
	comes_back
}

@test "a phandle of no node stays a number" {
	shown '<0x77>' '<0x77>;' interrupt-parent
	shown '<0x77 5>' '<0x77 5>;' clocks
}

@test "a node and a property of one name, names like keywords, odd characters" {
	compile <<-'END'
		/dts-v1/;
		/ {
			memory = "x";
			delete-property = <1>;
			bits = <2>;
			0123,4.5_6+7*8#9?a = <3>;
			memory { };
			delete-node@0 { };
			a,b.c_d+e-f@0,1 { };
		};
	END
	comes_back
}

@test "long lists go on in the next line" {
	shown '"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz", "b"' \
		'"abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuvwxyz",'
	shown '<10 11 12 13 14 15 16 17 18 19>' '<0xa 0xb 0xc 0xd 0xe 0xf 0x10 0x11'
	assert_line '                0x12 0x13>;'
}

@test "reservations, also of nothing and up to the end" {
	compile <<-'END'
		/dts-v1/;
		/memreserve/ 0x0 0x1000;
		/memreserve/ 0xfffffffffffff000 0x1000;
		/memreserve/ 0x5000 0x0;
		/ { };
	END
	run dump
	assert_line '/memreserve/ 0xfffffffffffff000 0x1000; /* 0xfffffffffffff000..0xffffffffffffffff, 4 KiB */'
	comes_back
}

@test "the boot cpu is told in a comment" {
	printf '/dts-v1/; / { };' | dtc -qq -b 5 -I dts -O dtb -o "$(tmp a.dtb)"
	run dump
	assert_line '/* boot cpu 5: dtc -b 5 */'
	run dump raw
	refute_line --partial 'boot cpu'
}

@test "a name that a terminal would obey is made visible" {
	printf '/dts-v1/; / { nameXhere { propYhere; }; };' | compile
	LC_ALL=C sed -i 's/nameXhere/name\x1bhere/; s/propYhere/prop\nhere/' "$(tmp a.dtb)"
	run dump
	assert_line '  name\x1bhere {'
	assert_line '    prop\x0ahere;'
}

@test "colour is for node names, property names, references and comments" {
	printf '/dts-v1/; / { a { phandle = <1>; clock-frequency = <1000>; interrupt-parent = <1>; }; };' | compile
	run dump colour
	assert_line $'  \033[33ma\033[0m: \033[1;34ma\033[0m {'
	assert_line $'    \033[36mclock-frequency\033[0m = <1000>; \033[2m/* 1 kHz */\033[0m'
	assert_line $'    \033[36minterrupt-parent\033[0m = <\033[33m&a\033[0m>;'
}

@test "depth: indentation ends at 64 levels, and lines stay short" {
	{
		printf '/dts-v1/; / {'
		for ((i = 0; i < 300; i++)); do printf 'n {'; done
		for ((i = 0; i < 300; i++)); do printf '};'; done
		printf '};'
	} | compile
	comes_back
	assert_equal "$(dump | awk '{ if (length > m) m = length } END { print m }')" 131
}

@test "cells that make no sense leave numbers" {
	compile <<-'END'
		/dts-v1/;
		/ {
			#address-cells = <0x40000000>;
			#size-cells = <0xffffffff>;
			gic: gic {
				interrupt-controller;
				compatible = "arm,gic-v3";
				#interrupt-cells = <0x40000000>;
			};
			a {
				reg = <1 2 3>;
				interrupt-parent = <&gic>;
				interrupts = <0 1 4>;
				interrupts-extended = <&gic 1 2 3>;
				ranges = <1 2 3>;
			};
		};
	END
	run dump
	assert_line '    reg = <1 2 3>;'
	assert_line '    interrupts = <0 1 4>;'
	assert_line '    interrupts-extended = <&gic 1 2 3>;'
	assert_line '    ranges = <1 2 3>;'
	comes_back
}

# One board of 12; MKFDT_BOARDS_STEP=1 takes them all.
@test "the boards of Debian's arm64 kernels come back (tests/boards/fetch)" {
	local boards board count=0

	need_boards
	while read -r board; do
		"$show" dts "$board" >"$(tmp b.dts)"
		dtc -qq -I dts -O dtb -o "$(tmp b.dtb)" "$(tmp b.dts)"
		cmp -s <(facts "$board") <(facts "$(tmp b.dtb)") || fail "$board differs"
		count=$((count + 1))
	done < <(find "$boards" -name '*.dtb*' | sort | awk -v "step=${MKFDT_BOARDS_STEP:-12}" 'NR % step == 0')
	echo "# $count boards" >&3
}

@test "QEMU's own trees come back" {
	local machine

	require qemu-system-aarch64
	for machine in gic-version=2 gic-version=3 gic-version=3,iommu=smmuv3,secure=on; do
		qemu-system-aarch64 -M "virt,$machine,dumpdtb=$(tmp a.dtb)" -cpu cortex-a57 -smp 4 -nographic >/dev/null
		comes_back
	done
}
