/* random.c - splitmix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators"). */
#include "random.h"

uint64_t random_next(struct random *random)
{
	uint64_t z = random->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

size_t random_below(struct random *random, size_t limit)
{
	return limit ? (size_t)(random_next(random) % limit) : 0;
}

bool random_percent(struct random *random, unsigned percent)
{
	return random_below(random, 100) < percent;
}
