# The machine qemu-virt against QEMU's own tree: the same but for the differences that are listed, in many shapes.

load helper
load judges/judges

setup() {
	require qemu-system-aarch64 jq
}

# The names of cpus are of their number in QEMU, and of their reg by the Devicetree Specification.
cpu_names() {
	local blob=$1 count i=0 reg

	count=$(mkfdt --dump=json "$blob" | jq '."/".cpus | keys | map(select(startswith("cpu@"))) | length')
	while [ $i -lt "$count" ]; do
		reg=$(mkfdt --get "/cpus/cpu@$i:reg" "$blob")
		# Marked, so that no name is changed twice.
		printf 's/cpu@%d"/cpu#%x"/\n' $i $((reg))
		i=$((i + 1))
	done
	echo 's/cpu#/cpu@/'
}

# The unit address of the PCI bus is its window for memory in QEMU, and its reg by the binding.
pcie_name() {
	local ecam

	read -r ecam _ < <(mkfdt --get /pcie@10000000:reg "$1")
	printf 's/pcie@10000000/pcie@%x/\n' "$ecam"
}

# qemu_tree NAME OPTION...: QEMU's tree for the options, with the names of the bindings.
qemu_tree() {
	local name=$1 blob machine=virt

	shift
	blob=$(tmp "$name.qemu.dtb")
	[[ $1 != ,* ]] || { machine+=$1 && shift; }
	qemu-system-aarch64 -M "$machine,dtb-randomness=off,dumpdtb=$blob" -cpu cortex-a57 -display none "$@" 2>"$(tmp qemu.err)" ||
		fail "QEMU: $(cat "$(tmp qemu.err)")"
	{ cat "$MKFDT_SOURCE_DIR/tests/machines/qemu-virt.names" && cpu_names "$blob" && pcie_name "$blob"; } >"$(tmp names.sed)"
	mkfdt --dump=json "$blob" | sed -f "$(tmp names.sed)" | mkfdt -q -f -o "$(tmp "$name.dtb")"
}

# Lines of --diff that no difference of the list covers.
unlisted() {
	local line pattern known

	while IFS= read -r line; do
		known=
		while IFS= read -r pattern; do
			case $pattern in
			'' | '#'*) continue ;;
			*'*') [[ $line != "${pattern%\*}"* ]] || known=$pattern ;;
			*) [[ $line != "$pattern" ]] || known=$pattern ;;
			esac
		done <"$MKFDT_SOURCE_DIR/tests/machines/qemu-virt.differences"
		[ -n "$known" ] || printf '%s\n' "$line"
		printf '%s\n' "$known" >>"$BATS_FILE_TMPDIR/seen"
	done
}

# alike DESCRIPTION OPTION...: the same tree, but for the listed differences. DESCRIPTION is what is added to the machine.
alike() {
	local description=$1

	shift
	qemu_tree qemu "$@"
	jq -n "$description * { machine: \"qemu-virt\" } * { cpus: { compatible: \"arm,cortex-a57\" } }" >"$(tmp vm.json)"
	mkfdt -Werror -o "$(tmp vm.dtb)" "$(tmp vm.json)"
	mkdir -p "$BATS_FILE_TMPDIR/blobs"
	cp "$(tmp vm.dtb)" "$BATS_FILE_TMPDIR/blobs/$(md5sum <"$(tmp vm.json)" | cut -c 1-8).dtb"
	mkfdt --diff "$(tmp qemu.dtb)" "$(tmp vm.dtb)" >"$(tmp diff)" || [ $? -eq 1 ]
	run unlisted <"$(tmp diff)"
	assert_output ""
}

@test "a single cpu, 512 MiB" {
	alike '{}' ,gic-version=3 -m 512M
}

@test "4 cpus" {
	alike '{ "cpus": { "count": 4 } }' ,gic-version=3 -m 512M -smp 4
}

@test "20 cpus: more than a cluster has" {
	alike '{ "cpus": { "count": 20 } }' ,gic-version=3 -m 512M -smp 20
}

@test "123 cpus fill the redistributors' first region, 124 need the second" {
	alike '{ "cpus": { "count": 123 } }' ,gic-version=3 -m 512M -smp 123
	alike '{ "cpus": { "count": 124 } }' ,gic-version=3 -m 512M -smp 124
}

@test "GICv4: 61 cpus fill the first region, 62 need the second" {
	alike '{ "cpus": { "count": 61 }, "psci": { "method": "smc" }, "gic": { "version": 4, "maintenance_ppi": 9 } }' \
		,gic-version=4,virtualization=on -m 512M -smp 61
	alike '{ "cpus": { "count": 62 }, "psci": { "method": "smc" }, "gic": { "version": 4, "maintenance_ppi": 9 } }' \
		,gic-version=4,virtualization=on -m 512M -smp 62
}

@test "GICv2 with a v2m frame: 1 and 8 cpus" {
	alike '{ "gic": { "version": 2 } }' ,gic-version=2 -m 512M
	alike '{ "cpus": { "count": 8 }, "gic": { "version": 2 } }' ,gic-version=2 -m 512M -smp 8
}

@test "GICv2 for a guest that is a hypervisor" {
	alike '{
		"cpus": { "count": 2 }, "psci": { "method": "smc" },
		"gic": {
			"version": 2, "maintenance_ppi": 9,
			"hypervisor_interface": { "base": "0x803_0000" }, "vcpu_interface": { "base": "0x804_0000" }
		}
	}' ,gic-version=2,virtualization=on -m 512M -smp 2
}

@test "without an ITS there is nothing that takes messages" {
	alike '{ "gic": { "its": false } }' ,gic-version=3,its=off -m 512M
}

@test "an SMMU" {
	alike '{ "smmu": {} }' ,gic-version=3,iommu=smmuv3 -m 512M
}

@test "a virtio-iommu" {
	alike '{ "pcie": { "virtio_iommu": { "device": 1 } } }' ,gic-version=3 -m 512M -nic none -device virtio-iommu-pci,addr=1.0
}

@test "sockets, clusters, cores and threads" {
	alike '{ "cpus": { "count": 24, "topology": { "sockets": 2, "clusters": 3, "cores": 2, "threads": 2 } } }' \
		,gic-version=3 -m 512M -smp 24,sockets=2,clusters=3,cores=2,threads=2
}

@test "two NUMA nodes, and the distances between them" {
	alike '{
		"cpus": { "count": 4, "topology": { "sockets": 2, "cores": 2 } },
		"memory": [{ "size": "1G", "numa_node": 0 }, { "size": "512M", "numa_node": 1 }],
		"numa": { "cpus": ["0-1", "2-3"], "distances": [[10, 31], [32, 10]] }
	}' ,gic-version=3 -m 1536M -smp 4,sockets=2,cores=2 \
		-object memory-backend-ram,id=m0,size=1G -object memory-backend-ram,id=m1,size=512M \
		-numa node,nodeid=0,cpus=0-1,memdev=m0 -numa node,nodeid=1,cpus=2-3,memdev=m1 \
		-numa dist,src=0,dst=1,val=31 -numa dist,src=1,dst=0,val=32
}

@test "6 GiB: one node beyond 4 GiB" {
	alike '{ "memory": { "size": "6G" } }' ,gic-version=3 -m 6G
}

@test "300 GiB: what lies high moves above the memory" {
	alike '{ "cpus": { "count": 124 }, "memory": { "size": "300G" } }' ,gic-version=3 -m 300G -smp 124 \
		-object memory-backend-file,id=ram,mem-path="$(tmp ram)",size=300G,reserve=off -machine memory-backend=ram
}

@test "nothing high: 16 buses, and no 64-bit window" {
	alike '{ "pcie": { "base": "0x3f00_0000", "size": "16M", "mem64": null } }' ,gic-version=3,highmem=off -m 512M
}

@test "without a power key: a machine whose firmware has ACPI" {
	alike '{ "gpio": null }' ,gic-version=3 -m 512M -bios /dev/null
}

@test "Linux's bindings and dtc have no complaint about any of the shapes" {
	# The binding of the distances is a text.
	assert_dt_valid --undocumented numa-distance-map-v1 "$BATS_FILE_TMPDIR"/blobs/*.dtb
	assert_dtc_silent "$BATS_FILE_TMPDIR"/blobs/*.dtb
}

@test "every listed difference was seen in one of the shapes" {
	run bash -c "grep -v -E '^(#|$)' '$MKFDT_SOURCE_DIR/tests/machines/qemu-virt.differences' | grep -v -x -F -f <(sort -u '$BATS_FILE_TMPDIR/seen' | grep .)"
	assert_output ""
}
