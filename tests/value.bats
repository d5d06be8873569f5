# What values mean: kinds and items by name, by the cells that apply, and by shape; where regions and interrupts lead.

setup() {
	load helper
	require dtc
	tool=$MKFDT_BUILD_DIR/tests/unit/value_tool
	[ -x "$tool" ] || lack "value_tool is not built"
}

compile() {
	{
		printf '/dts-v1/;\n/ {\n'
		cat
		printf '};\n'
	} | dtc -qq -f -I dts -O dtb -o "$(tmp a.dtb)"
}

# means LINE...: these lines are among the items of the blob.
means() {
	local line

	run "$tool" items "$(tmp a.dtb)"
	assert_success
	for line; do
		assert_line "$line"
	done
}

@test "the table of names is sorted" {
	run "$tool" bindings
	assert_success
	assert_output ''
}

@test "reg is told by the cells of the parent, ranges by those of both" {
	compile <<-'END'
		#address-cells = <2>;
		#size-cells = <1>;
		bus {
			#address-cells = <1>;
			#size-cells = <2>;
			reg = <1 2 3 4 5 6>;
			ranges = <1 2 3 4 5>;
			dev { reg = <1 2 3>; };
			bad { reg = <1 2 3 4>; };
		};
		cpus {
			#address-cells = <1>;
			#size-cells = <0>;
			cpu { reg = <1 2>; };
		};
	END
	means '/bus:reg: cells address 00000001.00000002 size 00000003 | address 00000004.00000005 size 00000006' \
		'/bus:ranges: cells address 00000001 address 00000002.00000003 size 00000004.00000005' \
		'/bus/dev:reg: cells address 00000001 size 00000002.00000003' \
		'/bus/bad:reg: cells cell 00000001 cell 00000002 cell 00000003 cell 00000004' \
		'/cpus/cpu:reg: cells address 00000001 | address 00000002'
}

@test "without cells on the parent two for the address and one for the size are meant" {
	printf 'a { b { reg = <1 2 3>; }; };' | compile
	means '/a/b:reg: cells address 00000001.00000002 size 00000003'
}

@test "phandles bring as many cells as their nodes say" {
	compile <<-'END'
		zero: zero { #clock-cells = <0>; };
		two: two { #clock-cells = <2>; };
		none: none { };
		a { clocks = <&two 7 8 &zero &two 9 10>; };
		b { clocks = <0 &zero 0>; };
		c { clocks = <&zero &none 1 2>; };
		d { clocks = <&zero 0x77 1>; };
		e { clocks = <&two 1>; };
	END
	means '/a:clocks: cells phandle /two argument 00000007.00000008 | phandle /zero | phandle /two argument 00000009.0000000a' \
		'/b:clocks: cells phandle - | phandle /zero | phandle -' \
		'/c:clocks: cells phandle /zero | phandle /none cell 00000001 cell 00000002' \
		'/d:clocks: cells phandle /zero | phandle - cell 00000001' \
		'/e:clocks: cells phandle /two cell 00000001'
}

@test "names that end with what they hold" {
	compile <<-'END'
		g: g { #gpio-cells = <2>; };
		a {
			reset-gpios = <&g 1 0>;
			wp-gpio = <&g 2 0>;
			vcc-supply = <&g>;
			pinctrl-0 = <&g>, <&g>;
			foo-names = "a", "b";
			ti,nr-gpios = <4>;
		};
		hog { gpio-hog; gpios = <1 0>; };
	END
	means '/a:reset-gpios: cells phandle /g argument 00000001.00000000' \
		'/a:wp-gpio: cells phandle /g argument 00000002.00000000' \
		'/a:vcc-supply: cells phandle /g' \
		'/a:pinctrl-0: cells phandle /g | phandle /g' \
		'/a:foo-names: strings string "a" | string "b"' \
		'/a:ti,nr-gpios: cells cell 00000004' \
		'/hog:gpios: cells cell 00000001 cell 00000000'
}

@test "a name that alone says too little needs a node for its number" {
	compile <<-'END'
		n: n { };
		a { cpu = <&n>; };
		b { cpu = <99>; };
		c { x,syscon = <&n 4 5>; };
	END
	means '/a:cpu: cells phandle /n' '/b:cpu: cells cell 00000063' \
		'/c:x,syscon: cells phandle /n cell 00000004 cell 00000005'
}

@test "in aliases and __symbols__ names say nothing, in __local_fixups__ all are offsets" {
	compile <<-'END'
		aliases { clocks = "/abcd"; };
		__symbols__ { gpio = "/abcd"; };
		__local_fixups__ { a { clocks = <0 8>; }; };
	END
	means '/aliases:clocks: strings string "/abcd"' '/__symbols__:gpio: strings string "/abcd"' \
		'/__local_fixups__/a:clocks: cells cell 00000000 cell 00000008'
}

@test "interrupts: the parent is found upwards, and a nexus on the way is it" {
	compile <<-'END'
		interrupt-parent = <&three>;
		three: three { interrupt-controller; #interrupt-cells = <3>; };
		one: one { interrupt-controller; #interrupt-cells = <1>; };
		a { interrupts = <1 2 3 4 5 6>; };
		b { interrupt-parent = <&one>; c { interrupts = <1 2>; }; };
		d { interrupts-extended = <&three 1 2 3 &one 4>; };
		e { #interrupt-cells = <2>; f { interrupts = <1 2>; }; };
	END
	means '/a:interrupts: cells interrupt 00000001.00000002.00000003 | interrupt 00000004.00000005.00000006' \
		'/b/c:interrupts: cells interrupt 00000001 | interrupt 00000002' \
		'/d:interrupts-extended: cells phandle /three interrupt 00000001.00000002.00000003 | phandle /one interrupt 00000004' \
		'/e/f:interrupts: cells interrupt 00000001.00000002'
}

@test "interrupts end at the controller, through every interrupt-map" {
	compile <<-'END'
		#address-cells = <2>;
		#size-cells = <2>;
		gic: gic {
			compatible = "arm,gic-v3";
			interrupt-controller;
			#interrupt-cells = <3>;
			#address-cells = <0>;
			interrupt-parent = <&gic>;
			interrupts = <1 9 4>;
		};
		pcie {
			device_type = "pci";
			#address-cells = <3>;
			#size-cells = <2>;
			#interrupt-cells = <1>;
			interrupt-map-mask = <0x1800 0 0 7>;
			interrupt-map = <0x0800 0 0 1 &gic 0 4 1>, <0x1000 0 0 1 &gic 0 5 8>;
			one { reg = <0x0800 0 0 0 0>; interrupts = <1>; };
			two { reg = <0x11000 0 0 0 0>; interrupts = <1>; };
			three { reg = <0x1800 0 0 0 0>; interrupts = <1>; };
		};
	END
	run "$tool" interrupts "$(tmp a.dtb)"
	assert_output - <<-'END'
		/gic: interrupts+0 #0 -> /gic PPI 9 INTID 25 level-high
		/pcie/one: interrupts+0 #0 -> /gic SPI 4 INTID 36 edge-rising
		/pcie/two: interrupts+0 #0 -> /gic SPI 5 INTID 37 level-low
		/pcie/three: interrupts+0 #0 -> -
	END
}

@test "interrupts that lead nowhere, or in a circle, end" {
	compile <<-'END'
		a { interrupt-parent = <&b>; interrupts = <1>; };
		b: b { interrupt-parent = <&c>; };
		c: c { interrupt-parent = <&b>; };
		d { interrupts = <1>; };
		e: e { #interrupt-cells = <1>; interrupt-map = <0 0 1 &f 0 0 1>; #address-cells = <2>; };
		f: f { #interrupt-cells = <1>; interrupt-map = <0 0 1 &e 0 0 1>; #address-cells = <2>; };
		g { interrupt-parent = <&e>; interrupts = <1>; };
	END
	run "$tool" interrupts "$(tmp a.dtb)"
	assert_output '/g: interrupts+0 #0 -> -'
}

@test "regions are translated through every bus" {
	compile <<-'END'
		#address-cells = <2>;
		#size-cells = <2>;
		top { reg = <1 0x10 0 0x20>; };
		bus {
			#address-cells = <1>;
			#size-cells = <1>;
			ranges = <0x0 0x0 0xc000000 0x1000>, <0x8000 0x1 0x0 0x1000>;
			in { reg = <0x10 0x10>; };
			second { reg = <0x8010 0x10>; };
			cut { reg = <0xff0 0x20>; };
			out { reg = <0x4000 0x10>; };
			below {
				#address-cells = <1>;
				#size-cells = <1>;
				ranges;
				same { reg = <0x20 0x10>; };
			};
		};
		i2c {
			#address-cells = <1>;
			#size-cells = <0>;
			chip { reg = <0x50>; };
		};
		pcie {
			device_type = "pci";
			#address-cells = <3>;
			#size-cells = <2>;
			ranges = <0x01000000 0 0 0 0x3eff0000 0 0x10000>, <0x02000000 0 0x10000000 0 0x10000000 0 0x1000>;
			io { reg = <0x01000000 0 0x100 0 8>; };
			memory { reg = <0x42000000 0 0x10000100 0 8>; };
			config { reg = <0x0800 0 0 0 0>; };
		};
	END
	run "$tool" regions "$(tmp a.dtb)"
	assert_output - <<-'END'
		/top: 0x100000010 0x20 -> 0x100000010
		/bus/in: 0x10 0x10 -> 0xc000010
		/bus/second: 0x8010 0x10 -> 0x100000010
		/bus/cut: 0xff0 0x20 -> 0xc000ff0 cut
		/bus/out: 0x4000 0x10 -> 0x4000 outside
		/bus/below/same: 0x20 0x10 -> 0xc000020
		/i2c/chip: 0x50 0x0 -> 0x50 none
		/pcie/io: 0x100 0x8 -> 0x3eff0100
		/pcie/memory: 0x10000100 0x8 -> 0x10000100
		/pcie/config: 0x0 0x0 -> 0x0 none
	END
}
