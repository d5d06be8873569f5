# Firmware, given the tree of the machine qemu-virt by QEMU's -dtb.

load helper
load judges/judges

@test "U-Boot reaches its prompt" {
	mkfdt -o "$(tmp vm.dtb)" - <<<'{ "machine": "qemu-virt" }'
	assert_uboot_prompt "$(tmp vm.dtb)"
}

@test "EDK2 reaches its shell" {
	mkfdt -o "$(tmp vm.dtb)" - <<<'{ "machine": "qemu-virt" }'
	assert_edk2_shell "$(tmp vm.dtb)"
}

@test "EDK2 reaches its shell with a GICv2 and four cpus" {
	mkfdt -o "$(tmp vm.dtb)" - <<<'{ "machine": "qemu-virt", "cpus": 4, "gic": { "version": 2 } }'
	assert_edk2_shell "$(tmp vm.dtb)" -M gic-version=2 -smp 4
}
