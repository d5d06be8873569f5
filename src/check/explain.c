#include "check/explain.h"

#include <stddef.h>

/* In the order of the table of checks. */
const struct article articles[] = {
	{"blob-header", NULL,
		"A blob begins with the number 0xd00dfeed, its size and its version (DTSpec 5.2).\n"
		"Read are versions 16 and 17, and later ones that say they are compatible with\n"
		"17. A file that is shorter than totalsize was cut off on its way; one that is\n"
		"longer carries something else behind the blob, which is no fault.\n"
		"\n"
		"Way out: fetch the file anew, or find the blob inside of it with --scan.\n"},
	{"blob-layout", NULL,
		"The header says where the reservation block (a multiple of 8), the structure\n"
		"block (a multiple of 4) and the strings block begin, and how long the last two\n"
		"are (DTSpec 5.2, 5.6). None may reach over totalsize, into another one or into\n"
		"the header: a program that edits one in place would destroy the other.\n"
		"\n"
		"Way out: the program that wrote the blob is at fault. \"mkfdt -f bad.dtb -o\n"
		"good.dtb\" writes it anew when it can still be walked.\n"},
	{"blob-structure", NULL,
		"The structure block holds one root node and then FDT_END (DTSpec 5.4). A node is\n"
		"its name, its properties, its children, in this order. Readers differ in what\n"
		"they do with a property behind a child, a second root or bytes behind FDT_END:\n"
		"one sees it, the next does not, which attacks on verified boot have used.\n"
		"\n"
		"Way out: see \"--dump\", which shows all that comes before the fault.\n"},
	{"blob-names", NULL,
		"The root's name is empty and no other is; a property's name lies inside the\n"
		"strings block and ends there with a NUL (DTSpec 5.4, 5.5).\n"},
	{"blob-reserve", NULL,
		"The memory reservation block is a list of spans that a guest must leave alone\n"
		"(DTSpec 5.3). They do not overlap, are not empty and do not reach over the end\n"
		"of the address space. Some readers take an entry of size 0 for the end of the\n"
		"list and miss those behind it.\n"
		"\n"
		"    \"memreserve\": [ { \"base\": \"0x4800_0000\", \"size\": \"1M\" } ]\n"},
	{"name-syntax", NULL,
		"A node's name is made of 0-9 a-z A-Z , . _ + - with at most one \"@\" before its\n"
		"unit address; a property's name may hold ? # and * as well (DTSpec 2.2.1,\n"
		"2.2.4). Other characters break paths, and readers refuse or misread them.\n"
		"\n"
		"    \"uart 0\": { }     an error: no blank is among them\n"
		"    \"uart0\": { }      good\n"},
	{"duplicate-node", NULL,
		"Two children of a node have the same full name. Readers see one of them only,\n"
		"and not all see the same one; dtc refuses such a blob.\n"
		"\n"
		"Way out: give each its unit address: cache@0 and cache@1.\n"},
	{"duplicate-property", NULL,
		"A node has two properties of one name. Readers see one of them only, mostly the\n"
		"first. A description cannot say such a thing; a program that writes blobs can.\n"},
	{"duplicate-label", NULL,
		"Two nodes are called the same: two devices have one \"name\", or a device has the\n"
		"label of a node that every machine has (gic, apb_pclk). References by that name\n"
		"and an overlay that finds it in __symbols__ mean one of the two only.\n"
		"\n"
		"    \"virtio\": [ { \"name\": \"disk\" }, { \"name\": \"disk\" } ]     an error\n"
		"    \"virtio\": [ { \"name\": \"disk\", \"count\": 2 } ]             disk0 and disk1\n"},
	{"phandle-value", NULL,
		"A phandle is the number by which other nodes refer to this one: a single cell,\n"
		"not 0 and not 0xffffffff (DTSpec 2.3.3). If a node has both phandle and the old\n"
		"linux,phandle, they are equal.\n"
		"\n"
		"Way out: leave it out. mkfdt gives a phandle to every node that is referred to.\n"},
	{"duplicate-phandle", NULL,
		"Two nodes have the same phandle, so whoever refers to it may get the wrong one:\n"
		"a device without interrupts or clocks, mostly without a message.\n"
		"\n"
		"Way out: leave \"phandle\" out and refer to nodes by path, alias or label:\n"
		"\n"
		"    \"interrupt-parent\": { \"$phandle\": \"/intc@8000000\" }\n"},
	{"root-cells", NULL,
		"#address-cells and #size-cells of the root say how many 32-bit cells addresses\n"
		"and sizes of its children have (DTSpec 2.3.5). Without them readers take 2 and\n"
		"1, or refuse: QEMU says \"Couldn't get //#address-cells\". Two of each is right\n"
		"for every 64-bit machine.\n"},
	{"cell-width", NULL,
		"A value has another number of cells than somebody else says it has: reg and\n"
		"ranges follow #address-cells and #size-cells of the parent, interrupts the\n"
		"#interrupt-cells of the controller (DTSpec 2.3, 2.4), an entry of clocks, iommus\n"
		"or gpios the #clock-cells, ... of the node that it refers to. Also: an address\n"
		"above 4 GiB where there is one cell for it. Readers cut such values or skip the\n"
		"node.\n"
		"\n"
		"    \"bus\": { \"#address-cells\": 1, \"#size-cells\": 1, \"ranges\": true,\n"
		"             \"uart@0\": { \"reg\": [0, \"0x900_0000\", \"0x1000\"] } }\n"
		"\n"
		"Way out: 2 and 2 cells in every bus, or a reg in the bus's own cells.\n"},
	{"dangling-phandle", NULL,
		"A property that refers to nodes (clocks, interrupt-parent, msi-map, cpu, ...)\n"
		"holds a number that is the phandle of no node. The guest leaves the device\n"
		"alone, or goes without the clock or interrupt, mostly without a message.\n"
		"\n"
		"Way out: refer by path, alias or label, so that the number is always right:\n"
		"\n"
		"    \"clocks\": { \"$phandle\": \"/apb-pclk\" }\n"},
	{"dangling-path", NULL,
		"stdout-path, an alias or a label of /__symbols__ names a node that is not there.\n"
		"A wrong stdout-path is a guest without a console.\n"
		"\n"
		"    \"chosen\": { \"stdout_path\": \"/serial@9000000:115200n8\" }\n"
		"\n"
		"Options stand behind a colon; an alias (serial0) will do as well.\n"},
	{"missing-node", NULL,
		"A machine has a /memory node and cpus (DTSpec 3.1). Boards' blobs often come\n"
		"without memory, because their boot loader adds it; QEMU does the same on arm\n"
		"(see --explain qemu-dtb). Other virtual machine monitors do not.\n"},
	{"missing-property", NULL,
		"A node lacks what its binding requires: drivers refuse such a node, or never\n"
		"look at it. \"arm,primecell\" behind \"arm,pl011\" belongs to this: without it Linux\n"
		"does not bind a driver, and the console stays silent.\n"
		"\n"
		"    \"serial@9000000\": { \"compatible\": [\"arm,pl011\", \"arm,primecell\"], ... }\n"},
	{"zero-size", NULL,
		"A region of memory or registers has no byte. In a board's blob an empty memory\n"
		"node is often a form that the boot loader fills in; in a machine that is ready\n"
		"to run it is a mistake.\n"},
	{"address-wraps", NULL,
		"A region reaches over the end of what its bus can address: 2^64, 2^32 where\n"
		"addresses have one cell, or a window that \"ranges\" gives a bus. Readers take\n"
		"it for something small at the beginning, or ignore it. So they do with a device\n"
		"that lies in none of the windows of its bus.\n"},
	{"memory-overlap", NULL,
		"Memory overlaps other memory, or a device. A guest that uses this memory writes\n"
		"into the device's registers, and the machine never sees a plain fault of it.\n"
		"Regions inside /reserved-memory or the reservation block are left out: a frame\n"
		"buffer or a shared page lies in memory on purpose.\n"
		"\n"
		"Way out: the message names the span of either side; move one of them, or make\n"
		"the memory smaller.\n"},
	{"mmio-overlap", NULL,
		"Two devices claim the same addresses, as the CPU sees them: addresses go through\n"
		"the \"ranges\" of every bus on the way. Left out are a bus and the devices on it,\n"
		"and system controllers (\"syscon\", \"simple-mfd\"), whose registers others know as\n"
		"their own. The GIC's distributor, redistributors, ITS and v2m frames count as\n"
		"well, so does a simple-framebuffer.\n"
		"\n"
		"    \"virtio\": [ { \"base\": \"0x0a00_0000\", \"spi\": 16 },\n"
		"                { \"base\": \"0x0a00_0100\", \"spi\": 17 } ]\n"
		"\n"
		"is an error: each has 512 bytes, so the second may begin at 0x0a00_0200.\n"},
	{"reserved-memory", NULL,
		"Linux reserves what the children of /reserved-memory say only if the node has\n"
		"the same #address-cells and #size-cells as the root, and an empty \"ranges\"\n"
		"(DTSpec 3.5). A child has either a reg (where) or a size (anywhere) that is not\n"
		"0; no-map and reusable exclude each other.\n"},
	{"initrd-range", NULL,
		"linux,initrd-start and linux,initrd-end of /chosen are addresses of 32 or 64\n"
		"bits; the end is that of the first byte behind the initrd, so it is above the\n"
		"start. With one of them missing the guest goes without an initrd.\n"
		"\n"
		"    \"initrd\": { \"start\": \"0x4800_0000\", \"file\": \"initrd.img\" }\n"
		"\n"
		"lets mkfdt measure the file, so that the end cannot be wrong.\n"},
	{"initrd-outside-memory", NULL,
		"The initrd, or the kernel or the blob where the description says where they\n"
		"will lie, is not in memory as a whole. Loaders fail, or the guest panics because\n"
		"it finds no root file system. Nothing is said while memory has no size.\n"
		"\n"
		"Way out: \"start\": \"auto\" puts the initrd where it fits.\n"},
	{"payload-overlap", NULL,
		"Two of the initrd, the kernel, the blob and the regions of /reserved-memory\n"
		"overlap: the one that is loaded last destroys the other. So does a blob that is\n"
		"larger than the room that \"fdt\" has for it. A kernel grows with every release,\n"
		"so leave room behind it: its image_size in memory is larger than the file.\n"
		"\n"
		"    \"kernel\": { \"start\": \"0x4020_0000\", \"file\": \"Image\" }\n"
		"\n"
		"lets mkfdt measure it; --dump=map shows who lies where.\n"},
	{"pci-ranges", NULL,
		"Each row of a PCI host's \"ranges\" begins with a cell that names the space:\n"
		"0x01000000 I/O, 0x02000000 memory of 32 bits, 0x03000000 memory of 64 bits. A\n"
		"window of the first two must end below 4 GiB on the PCI side; guests drop it\n"
		"otherwise, and with it every device behind. Two windows have no address of the\n"
		"bus in common, and the configuration space has room for all of bus-range: 1 MiB\n"
		"for a bus with ECAM.\n"},
	{"interrupt-parent", NULL,
		"A node has interrupts, but neither it nor any node above says by\n"
		"interrupt-parent to which controller they belong, or that controller has no\n"
		"#interrupt-cells; or what it names is a nexus, whose interrupt-map has no row\n"
		"for it. The device gets no interrupt.\n"
		"\n"
		"Way out: the root, or the node, names the controller. \"gic\" does so by itself.\n"
		"\n"
		"    \"/\": { \"interrupt-parent\": { \"$phandle\": \"/interrupt-controller@8000000\" } }\n"},
	{"irq-range", NULL,
		"The GIC has SPIs 0 to 987 and PPIs 0 to 15, as the tree counts them; the GIC\n"
		"itself counts on (INTID): SPI + 32, PPI + 16. Numbers that are 32 or 16 too\n"
		"large are the most common mistake in trees of virtual machines: the device is\n"
		"found and then hangs. GICv2 has no extended range. See --explain interrupts.\n"},
	{"irq-trigger", NULL,
		"The GIC takes two triggers for an SPI: edge-rising (1) and level-high (4).\n"
		"edge-falling (2) and level-low (8) do not exist there.\n"},
	{"irq-clash", NULL,
		"Two devices use one interrupt. With edge-rising one of them loses interrupts; in\n"
		"a virtual machine it mostly is a slip of the pen. So it is where one device has\n"
		"a PPI twice. Left out are the interrupts that a PCI host's interrupt-map passes\n"
		"on for the devices below it, and PMU nodes for different kinds of cpus.\n"
		"\n"
		"    \"serial\": [ { \"base\": \"0x0900_0000\", \"spi\": 1, \"shared\": true },\n"
		"                { \"base\": \"0x0904_0000\", \"spi\": 1, \"shared\": true } ]\n"
		"\n"
		"A blob cannot say that a line is shared, so there it is a warning only.\n"},
	{"cpu-reg", NULL,
		"reg of a cpu is its number: the affinity fields of its MPIDR, in one or two\n"
		"cells. Two cpus of one number, or none, and the guest cannot start them.\n"
		"\n"
		"Way out: leave \"mpidr\" out; mkfdt counts 16 cpus to a cluster with GICv3, 8\n"
		"with GICv2.\n"},
	{"cpu-enable-method", NULL,
		"With more than one cpu each says how it is started: \"psci\", with a psci node\n"
		"that says how to call it, or \"spin-table\", or a method of one maker's chips,\n"
		"whose name has a comma. Linux brings up one cpu otherwise\n"
		"(\"missing enable-method property\").\n"},
	{"psci-method", NULL,
		"The psci node's \"method\" says by which instruction the guest calls firmware:\n"
		"\"hvc\" for a hypervisor, \"smc\" for firmware at EL3. The wrong one is an undefined\n"
		"instruction at the first call. QEMU's virt machine has hvc, and smc with\n"
		"virtualization=on.\n"},
	{"gic-capacity", NULL,
		"GICv3 has one redistributor for each cpu, 128 KiB each; more cpus than frames in\n"
		"its regions do not boot. GICv2 serves 8 cpus at most.\n"
		"\n"
		"    \"gic\": { \"version\": 3, \"redistributors\": [ { \"base\": \"0x080a_0000\" } ] }\n"
		"\n"
		"A region without a size gets what the cpus need.\n"},
	{"numa-distance", NULL,
		"distance-matrix is a list of <from to distance>, by numa-node-id: 10 from a node\n"
		"to itself, 11 to 255 to another. Linux drops the whole list for one row that is\n"
		"different, takes 20 for a pair that is missing, and a pair that is said in one\n"
		"direction for both. Every node that memory or a cpu is in should be there.\n"
		"\n"
		"    \"numa\": { \"distances\": [ [10, 20], [20, 10] ] }\n"},
	{"numa-memory", NULL,
		"Some memory has a numa-node-id, other memory has none. Linux wants to know of\n"
		"all of it: one region without a node, and it forgets every node and distance.\n"
		"\n"
		"    \"memory\": [ { \"base\": \"0x4000_0000\", \"size\": \"512M\", \"numa_node\": 0 },\n"
		"                { \"base\": \"0x6000_0000\", \"size\": \"512M\", \"numa_node\": 1 } ]\n"},
	{"unit-address", NULL,
		"The unit address of a node is the first address of its reg, in lower-case hex\n"
		"without 0x and leading zeros; a node without reg has none (DTSpec 2.2.1). People\n"
		"and scripts find devices by it. A cpu's is its reg as well, so the seventeenth\n"
		"may be cpu@100. Any of the node's addresses is accepted, so is the decimal form\n"
		"on buses that only count.\n"},
	{"node-name-length", NULL,
		"A node's name has at most 31 characters before its unit address (DTSpec 2.2.1).\n"
		"Linux reads longer ones; some boot loaders have room for 31.\n"},
	{"node-name-start", NULL,
		"A node's name begins with a letter (DTSpec 2.2.1): what begins with a digit is\n"
		"refused by some readers, and cannot be told from a unit address in a path.\n"
		"\n"
		"    \"3v3-regulator\": { }      a warning\n"
		"    \"regulator-3v3\": { }      good\n"},
	{"node-depth", NULL, "Linux drops nodes that are more than 64 levels deep.\n"},
	{"name-conflict", NULL,
		"A child has the same name as a property of its parent. In a file system view\n"
		"(/proc/device-tree) both would be one file (DTSpec 2.2.1).\n"},
	{"alias-name", NULL,
		"Aliases are made of lower-case letters, digits and \"-\" (DTSpec 3.3). Linux takes\n"
		"the digits at the end for the number: serial0.\n"},
	{"misspelt", NULL,
		"Nobody reads a property whose name is wrong by one letter, and nobody says so:\n"
		"readers take its absence for another meaning. So it is with the strings of\n"
		"\"compatible\". Told are names that one letter more, less or other, or a swap of\n"
		"two, makes of a well-known one.\n"
		"\n"
		"    \"#interrupt-controller\": true     should be: \"interrupt-controller\": true\n"},
	{"property-type", NULL,
		"A well-known property holds another kind of value than it is for: a list where\n"
		"one string is meant, a number that is not one cell, a value on a flag, a string\n"
		"without its NUL. Readers ignore it, or read over its end.\n"
		"\n"
		"    \"dma-coherent\": 1      should be: \"dma-coherent\": true\n"},
	{"provider-cells", NULL,
		"A property refers to a node and gives it so many cells more: clocks the number\n"
		"of the clock, iommus that of the device. The node that is referred to says how\n"
		"many, by #clock-cells, #iommu-cells and so on. Without that nobody can read the\n"
		"rest of the value.\n"},
	{"interrupt-provider", NULL,
		"interrupt-controller (or an interrupt-map) and #interrupt-cells belong together\n"
		"(DTSpec 2.4.2): one without the other is a controller that guests do not find,\n"
		"or whose interrupts they cannot read.\n"},
	{"status-value", NULL,
		"A node is in use when its status is \"okay\" or when it has none. \"disabled\",\n"
		"\"reserved\", \"fail\" and \"fail-...\" are the other values (DTSpec 2.3.4); \"enabled\"\n"
		"is none, and turns the device off.\n"},
	{"missing-clock", NULL,
		"A device of Arm's PrimeCell family needs a clock named apb_pclk, a PL011 also\n"
		"one for its baud rate in front of it; without them Linux leaves it alone, and\n"
		"the console stays silent. A 16550 needs clocks or a clock-frequency.\n"},
	{"dma-coherent", NULL,
		"The host's side of virtio-mmio, PCI and fw-cfg is a program: what it writes to\n"
		"the guest's memory goes through caches. A guest that is not told so by\n"
		"\"dma-coherent\", at the device or at a bus above it, maps its buffers past the\n"
		"caches, and reads what was there before (seen on cpus before Armv8.3). Mostly\n"
		"the flag was forgotten; where it is meant, \"dma-noncoherent\" says so.\n"
		"\n"
		"    \"virtio\": [ { \"dma_coherent\": false } ]      a warning\n"
		"    \"virtio\": [ { } ]                             good\n"},
	{"device-order", NULL,
		"Linux finds virtio devices in the order of the tree, so the first disk there is\n"
		"/dev/vda; firmware and other guests go by address. Where the two differ, a disk\n"
		"has two names. A description's devices stand in the order of its list.\n"
		"\n"
		"    \"virtio\": [ { }, { \"base\": \"0x0a00_0000\" } ]     a warning: the first entry\n"
		"                                                  got 0x0a00_0200\n"
		"    \"virtio\": [ { \"base\": \"0x0a00_0000\" }, { } ]     good\n"
		"\n"
		"QEMU gives its slots from the last one down; -W no-device-order where the list\n"
		"follows its -device options.\n"},
	{"missing-console", NULL,
		"The machine has a serial port, but neither \"stdout-path\" of /chosen nor a\n"
		"\"console=\" on the command line says that it is the console: the guest boots\n"
		"mute, and earlycon finds nothing (DTSpec 3.6).\n"
		"\n"
		"    \"chosen\": { \"stdout_path\": \"serial0\" }\n"
		"\n"
		"A description that has a serial device has one by itself.\n"},
	{"memory-alignment", NULL,
		"arm64 maps memory in blocks of 2 MiB: less at either end is wasted, and firmware\n"
		"(EDK2) is confused by less than whole pages.\n"},
	{"mmio-alignment", NULL,
		"Registers of 4 KiB and more should begin at a page, smaller ones at a multiple\n"
		"of their size. Otherwise a page holds two devices, and cannot be given to one\n"
		"guest alone.\n"},
	{"fdt-alignment", NULL,
		"Guests read the blob by words of 8 bytes where it lies, so the loader must put\n"
		"it at a multiple of 8 (DTSpec 5.6); arm64 Linux demands it.\n"},
	{"reservation-outside-memory", NULL,
		"An entry of the memory reservation block protects what is no memory anyway, or a\n"
		"region of /reserved-memory reaches over the end of memory: mostly the address is\n"
		"a slip of the pen, or memory has shrunk.\n"},
	{"trigger-unusual", NULL,
		"The trigger differs from what this kind of device uses: edge-rising for\n"
		"virtio-mmio, level-high for clocks, timers, PMUs and PCI's INTx. (UARTs and GPIO\n"
		"controllers have levels, but many virtual machine monitors make edges of them.)\n"
		"Where it is wrong, devices hang now and then; where there is none (0), Linux\n"
		"prints a warning and leaves the line as it finds it.\n"
		"\n"
		"Way out: leave \"trigger\" out to have the right one.\n"},
	{"interrupt-kind", NULL,
		"A private interrupt (PPI) is there once for each cpu: timers and PMUs have one.\n"
		"A device has one line for the whole machine, an SPI. Mostly the number was\n"
		"counted wrong: INTID 16 to 31 are PPIs, SPI 16 is INTID 48.\n"
		"\n"
		"    \"virtio\": [ { \"base\": \"0x0a00_0000\", \"intid\": 16 } ]     a warning\n"
		"    \"virtio\": [ { \"base\": \"0x0a00_0000\", \"intid\": 48 } ]     good\n"},
	{"ppi-cpu-mask", NULL,
		"Bits 15 to 8 of a PPI's flags name the cpus that it belongs to, with GICv2 only:\n"
		"there they should name all cpus, or none where that is left open. GICv3 has no\n"
		"such mask, they should be 0.\n"},
	{"interrupt-map", NULL,
		"The rows of an interrupt-map have no mark where they end: their length follows\n"
		"from #address-cells and #interrupt-cells of the node and of every controller\n"
		"they lead to. If one of those is wrong, all rows behind are read wrong; if a\n"
		"controller has no #address-cells, readers take 0 or 2. An empty map maps\n"
		"nothing; leave it out. The mask has the cells of the first two columns; without\n"
		"one, no device behind a PCI bridge finds its row.\n"},
	{"cpu-mpidr", NULL,
		"Interrupts are sent to a cluster and up to 16 cpus of it (GICv3) or 8 (GICv2),\n"
		"so hypervisors count that many to a cluster: cpu 16 is 0x100, not 0x10. With\n"
		"flat numbers the kernel says \"failed to boot: -22\".\n"},
	{"cpu-map", NULL,
		"/cpus/cpu-map is the tree of sockets, clusters, cores and threads; each leaf\n"
		"refers to a cpu. Linux drops all of it when a cpu is missing, and takes the last\n"
		"place of one that has two.\n"
		"\n"
		"    \"cpus\": { \"count\": 4, \"topology\": { \"clusters\": 2, \"cores\": 2 } }\n"
		"\n"
		"makes a whole map.\n"},
	{"boot-cpu", NULL,
		"boot_cpuid_phys in the header should be the reg of a cpu (DTSpec 5.2). arm64\n"
		"does not look at it; other architectures do. -b or \"boot_cpu\" sets it.\n"},
	{"cmdline-length", NULL,
		"arm64 Linux keeps 2047 bytes of bootargs and drops the rest without a word: the\n"
		"last parameters, which are often those that matter.\n"},
	{"cmdline-text", NULL,
		"A newline or another control character in bootargs is mostly there because a\n"
		"file was read together with its line's end. The kernel splits at blanks; what is\n"
		"left of such a byte sticks to the last parameter.\n"},
	{"seed-constant", NULL,
		"rng-seed and kaslr-seed of /chosen should be random. All bytes equal is no seed\n"
		"at all; one that a description fixes is the same in every guest and every boot,\n"
		"so that guests share their secrets.\n"
		"\n"
		"    \"chosen\": { \"rng_seed\": \"random\" }\n"
		"\n"
		"makes a new one for each blob (and each run gives other bytes). QEMU fills\n"
		"rng-seed anew at each reset, and leaves kaslr-seed as it is.\n"},
	{"blob-size", NULL,
		"arm64 Linux maps 2 MiB for the blob and reads nothing behind them. Padding\n"
		"counts; QEMU dumps trees of 1 MiB, most of it zeroes. Other limits are lower:\n"
		"64 KiB in kvmtool, and for riscv in crosvm and Cloud Hypervisor.\n"},
	{NULL, NULL, NULL},
};
