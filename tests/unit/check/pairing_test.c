/* pairing_test.c - the same reference in two snapshots. */
#include "check/pairing.h"
#include "support/assert.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct reference made(const char *location, const char *selector, const char *identity)
{
	return (struct reference){ .format = "list",
		.kind = "asset",
		.location = location,
		.selector = selector,
		.identity = identity,
		.raw = identity };
}

static struct reference dangling(const char *location, const char *selector, const char *identity)
{
	struct reference reference = made(location, selector, identity);

	reference.verdict = VERDICT_DANGLING;
	return reference;
}

/* "old>new" by identity and location, '*' behind it if it was edited; '-' for what is not there. */
static void tell(struct str *out, const pair_list *pairs)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct pair *pair = &pairs->items[i];

		str_addf(out, "%s%s%s>%s%s%s", out->size ? " " : "",
			pair->before ? pair->before->identity : "-",
			pair->before ? pair->before->location : "",
			pair->after ? pair->after->identity : "-",
			pair->after ? pair->after->location : "", pair->is_edited ? "*" : "");
	}
}

static void assert_pairs(const struct reference *before, size_t before_count,
	const struct reference *after, size_t after_count, const char *expected)
{
	pair_list pairs = VEC_INIT;
	struct str told = STR_INIT;

	pair_references(&pairs, before, before_count, after, after_count);
	tell(&told, &pairs);
	assert_string_equal(told.data, expected);
	vec_release(&pairs);
	str_release(&told);
}

static void a_list_that_shifts_is_paired_by_value(void **state)
{
	const struct reference before[] = { made("/0", "/*", "a"), made("/1", "/*", "b"),
		made("/2", "/*", "c") };
	const struct reference after[] = { made("/0", "/*", "b"), made("/1", "/*", "c") };

	(void)state;
	assert_pairs(before, COUNT(before), after, COUNT(after), "b/1>b/0 c/2>c/1 a/0>-");
}

static void the_same_place_is_the_same_reference_before_the_same_value_elsewhere(void **state)
{
	const struct reference before[] = { made("/0", "/*", "a"), made("/1", "/*", "a") };
	const struct reference after[] = { made("/1", "/*", "a"), made("/2", "/*", "a") };

	(void)state;
	assert_pairs(before, COUNT(before), after, COUNT(after), "a/1>a/1 a/0>a/2");
}

static void equal_values_are_paired_in_order_and_each_once(void **state)
{
	const struct reference before[] = { made("/3", "/*", "a"), made("/4", "/*", "a") };
	const struct reference after[] = { made("/0", "/*", "a"), made("/1", "/*", "a"),
		made("/2", "/*", "a") };

	(void)state;
	assert_pairs(before, COUNT(before), after, COUNT(after), "a/3>a/0 a/4>a/1 ->a/2");
}

static void another_value_at_the_same_place_is_edited(void **state)
{
	const struct reference before[] = { made("/main", "/main", "a") };
	const struct reference after[] = { made("/main", "/main", "b") };

	(void)state;
	assert_pairs(before, 1, after, 1, "a/main>b/main*");
}

static void rules_of_other_formats_are_told_apart(void **state)
{
	struct reference before = made("/main", "/main", "a"), after = before;

	(void)state;
	after.format = "other";
	assert_pairs(&before, 1, &after, 1, "->a/main a/main>-");
	after = before;
	after.kind = "code";
	assert_pairs(&before, 1, &after, 1, "->a/main a/main>-");
}

static struct manifest_change gone(
	const char *path, unsigned char blob, const struct reference *before, size_t count)
{
	return (struct manifest_change){ .path = path,
		.formats_before = "list",
		.formats_after = "",
		.blob_before = { { blob } },
		.before = before,
		.before_count = count };
}

static struct manifest_change came(
	const char *path, unsigned char blob, const struct reference *after, size_t count)
{
	return (struct manifest_change){ .path = path,
		.formats_before = "",
		.formats_after = "list",
		.blob_after = { { blob } },
		.after = after,
		.after_count = count };
}

static void a_manifest_that_moved_is_found_by_its_blob_else_by_what_it_shares(void **state)
{
	const struct reference x[] = { dangling("/0", "/*", "x") };
	const struct reference yz[] = { dangling("/0", "/*", "y"), dangling("/1", "/*", "z") };
	const struct reference yw[] = { dangling("/0", "/*", "w"), dangling("/1", "/*", "y") };
	const struct manifest_change changes[] = { gone("a", 1, x, 1), gone("b", 2, yz, 2),
		gone("c", 3, x, 1), came("d", 4, yw, 2), came("e", 3, x, 1), came("f", 5, yz, 0) };
	size_t old_of[COUNT(changes)];

	(void)state;
	pair_manifests(old_of, changes, COUNT(changes));

	assert_int_equal(old_of[3], 1);
	assert_int_equal(old_of[4], 2);
	assert_int_equal(old_of[5], MANIFEST_NONE); /* it has nothing that dangles */
	assert_int_equal(old_of[0], MANIFEST_NONE);
}

static void an_old_manifest_is_taken_once(void **state)
{
	const struct reference x[] = { dangling("/0", "/*", "x") };
	const struct manifest_change changes[] = { gone("a", 1, x, 1), came("b", 1, x, 1),
		came("c", 1, x, 1) };
	size_t old_of[COUNT(changes)];
	pair_list pairs = VEC_INIT;

	(void)state;
	pair_manifests(old_of, changes, COUNT(changes));
	assert_int_equal(old_of[1], 0);
	assert_int_equal(old_of[2], MANIFEST_NONE);

	pair_all(&pairs, changes, COUNT(changes));
	assert_int_equal(pairs.count, 2);
	assert_string_equal(pairs.items[0].old_manifest, "a");
	assert_string_equal(pairs.items[0].manifest, "b");
	assert_null(pairs.items[1].before);
	vec_release(&pairs);
}

static void of_equal_manifests_the_one_in_the_like_directory_is_meant(void **state)
{
	const struct reference x[] = { dangling("/0", "/*", "x") };
	const struct manifest_change changes[] = { came("new/a/list", 1, x, 1),
		came("new/b/list", 1, x, 1), gone("old/b/list", 1, x, 1),
		gone("old/c/list", 1, x, 1) };
	size_t old_of[COUNT(changes)];

	(void)state;
	pair_manifests(old_of, changes, COUNT(changes));

	assert_int_equal(old_of[1], 2);
	assert_int_equal(old_of[0], 3);
}

static void one_that_seeks_nobody_was_somebody_all_the_same(void **state)
{
	const struct reference x[] = { dangling("/0", "/*", "x") };
	const struct reference good[] = { made("/0", "/*", "x") };
	const struct manifest_change changes[] = { came("a/list", 1, x, 1),
		gone("o/b/list", 1, x, 1), came("p/b/list", 1, good, 1) };
	size_t old_of[COUNT(changes)];

	(void)state;
	pair_manifests(old_of, changes, COUNT(changes));

	assert_int_equal(old_of[0], MANIFEST_NONE);
}

static void a_manifest_whose_siblings_did_not_come_along_is_another(void **state)
{
	const struct reference x[] = { dangling("/0", "/*", "x") };
	const struct reference y[] = { made("/0", "/*", "y") };
	const struct reference z[] = { made("/0", "/*", "z") };
	struct manifest_change changes[] = { came("a/list", 1, x, 1), came("a/pack", 2, y, 1),
		gone("b/list", 1, x, 1), gone("b/pack", 3, z, 1) };
	size_t old_of[COUNT(changes)];

	(void)state;
	pair_manifests(old_of, changes, COUNT(changes));
	assert_int_equal(old_of[0], MANIFEST_NONE);

	changes[3].before = y;
	pair_manifests(old_of, changes, COUNT(changes));
	assert_int_equal(old_of[0], 2);
}

static void less_than_half_in_common_is_another_manifest(void **state)
{
	const struct reference before[] = { made("/0", "/*", "x"), made("/1", "/*", "y"),
		made("/2", "/*", "z") };
	const struct reference after[] = { dangling("/0", "/*", "x") };
	const struct manifest_change changes[] = { gone("a", 1, before, 3),
		came("b", 2, after, 1) };
	size_t old_of[COUNT(changes)];

	(void)state;
	pair_manifests(old_of, changes, COUNT(changes));

	assert_int_equal(old_of[1], MANIFEST_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_that_shifts_is_paired_by_value),
		cmocka_unit_test(
			the_same_place_is_the_same_reference_before_the_same_value_elsewhere),
		cmocka_unit_test(equal_values_are_paired_in_order_and_each_once),
		cmocka_unit_test(another_value_at_the_same_place_is_edited),
		cmocka_unit_test(rules_of_other_formats_are_told_apart),
		cmocka_unit_test(a_manifest_that_moved_is_found_by_its_blob_else_by_what_it_shares),
		cmocka_unit_test(an_old_manifest_is_taken_once),
		cmocka_unit_test(of_equal_manifests_the_one_in_the_like_directory_is_meant),
		cmocka_unit_test(one_that_seeks_nobody_was_somebody_all_the_same),
		cmocka_unit_test(a_manifest_whose_siblings_did_not_come_along_is_another),
		cmocka_unit_test(less_than_half_in_common_is_another_manifest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
