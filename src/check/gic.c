#include "check/facts.h"
#include "check/rules.h"

#include "tree/address.h"

/* How many cpus does the interrupt controller serve (Linux arm,gic.yaml, arm,gic-v3.yaml)? */
enum {
	GICV2_CPUS = 8,
	GICR_FRAME = 0x20000, /* a GICv3 redistributor: RD_base and SGI_base */
};

static uint64_t redistributor_stride(const struct node *gic)
{
	const struct prop *stride = prop_find(gic, "redistributor-stride");

	if (stride && stride->value.size == 8 && load_be64(stride->value.data))
		return load_be64(stride->value.data);
	if (stride && stride->value.size == 4 && load_be32(stride->value.data))
		return load_be32(stride->value.data);
	return GICR_FRAME;
}

/* Frames in the redistributor regions, which stand behind the distributor. */
static bool count_frames(const struct node *gic, uint64_t *frames)
{
	struct regions walk;
	struct region region;
	uint32_t left = 1;

	*frames = 0;
	prop_u32(gic, "#redistributor-regions", &left);
	if (!regions_open(&walk, gic, "reg") || !regions_next(&walk, &region))
		return false;
	for (; left && regions_next(&walk, &region); left--)
		*frames += region.size / redistributor_stride(gic);
	return true;
}

static void check_gicv3(struct check_run *run, const struct node *gic)
{
	size_t cpus = run->facts->cpu_count;
	struct where other, blamed;
	uint64_t frames;

	if (!count_frames(gic, &frames) || cpus <= frames)
		return;
	blamed = at_named(gic, "reg");
	other = at_node(run->facts->cpu[cpus - 1]);
	choose_blamed(&other, &blamed);
	report(run, blamed, "the redistributors serve %" PRIu64 " cpu%s, there are %zu", frames,
		frames == 1 ? "" : "s", cpus);
	report_help(run,
		"each cpu needs 0x%" PRIx64 " bytes: make the region 0x%" PRIx64
		" or add a second one",
		redistributor_stride(gic), redistributor_stride(gic) * cpus);
}

void check_gic_capacity(struct check_run *run)
{
	const struct facts *facts = run->facts;
	struct where other, blamed;

	if (facts->gic_version == 3)
		check_gicv3(run, facts->gic);
	if (facts->gic_version != 2 || facts->cpu_count <= GICV2_CPUS)
		return;
	blamed = at_node(facts->gic);
	other = at_node(facts->cpu[GICV2_CPUS]);
	choose_blamed(&other, &blamed);
	report(run, blamed, "GICv2 serves %d cpus, there are %zu", GICV2_CPUS, facts->cpu_count);
	report_help(run, "GICv3 has no such limit");
}
