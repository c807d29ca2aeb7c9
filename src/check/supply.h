/*
 * supply.h - names that nobody here provides any more, and who may get them from elsewhere.
 *
 * A package that leaves the repository is often published: whoever asks for it by its name goes on
 * to get it. What is missing of it here is then no surer to be missing than the package itself.
 */
#ifndef CHECK_SUPPLY_H
#define CHECK_SUPPLY_H

#include "check/finding.h"
#include "check/pairing.h"

/* In the order of how sure it is. */
enum supply {
	SUPPLY_NONE,   /* nobody asks for the package: it is missing */
	SUPPLY_CHANCE, /* it left, and a manifest as it was asks for it by its name: it may be there
			*/
	SUPPLY_WANTED, /* a manifest was changed to get it from outside */
};

/* Who asks for names that were lost. */
struct supplies {
	struct map by_name; /* name and directory of the manifest -> enum supply */
};

void supplies_gather(struct supplies *out, const pair_list *pairs);
void supplies_release(struct supplies *supplies);

/* How what a break named is to be had, if that came by a lost name: by what a manifest in the
 * directory of the break's own says, or in one above it. The cause of the break is known. */
enum supply supplies_find(const struct supplies *supplies, const struct finding *finding);

#endif
