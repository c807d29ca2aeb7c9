/*
 * declarer.c - the walk's side, which gathers jobs, and the workers', which do them.
 */
#include "graph/declarer.h"

#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/document.h"
#include "util/map.h"
#include "util/path.h"
#include "util/queue.h"
#include "util/vec.h"

/* A load is full with either. */
#define JOBS_MAX  64u
#define BYTES_MAX ((size_t)256 << 10)
/* Loads that wait: what is read but not declared stays in memory. */
#define WAITING_MAX 4u
/* Threads besides the walk's. More would have to wait for what that reads. */
#define THREADS_MAX 2u
/* Those that wait, those at work, and the one being gathered. */
#define LOADS_MAX (WAITING_MAX + THREADS_MAX + 1u)

/* A directory and those above it. */
struct listing {
	const struct listing *above; /* NULL: this is the root */
	size_t path_size;
	struct tree tree;
};

struct job {
	const char *path;
	const struct listing *beside; /* the manifest's directory */
	const char *bytes;
	size_t size;
	struct facts *facts;
	bool *is_done;
};

/* Jobs that are handed over together. The walk alone gets and frees memory for them: a thread that
 * frees what another one got makes that one wait. */
struct load {
	VEC(struct job) jobs;
	struct arena bytes;
};

/* Who declares: a thread, or the walk. */
struct worker {
	struct declarer *declarer;
	struct arena of_facts; /* the worker's own, until declarer_end */
	pthread_t thread;
};

struct declarer {
	struct snapshot *snapshot;
	const struct ruleset *rules;
	struct load loads[LOADS_MAX];
	size_t load_count;   /* so many were used */
	struct load *load;   /* being gathered, or NULL */
	struct str bytes;    /* of the file that was read last */
	struct map listings; /* path -> struct listing * */
	struct arena of_listings;
	struct queue *full, *idle; /* loads; NULL: everything fitted into one so far */
	struct worker walk, threads[THREADS_MAX];
	size_t thread_count; /* so many of them are at work */
};

/* ---- the workers' side ---- */

/* Answers what stands beside or above a manifest, from listings alone. */
struct neighbour {
	struct near_asker asker; /* first: the rules are given its address */
	const struct job *job;
};

static int cannot_tell(const char *path, struct err *err)
{
	return err_set(err, ERR_MISSING, "no listing tells what '%s' is", path);
}

static int is_file(struct near_asker *asker, const char *path, struct err *err)
{
	const struct job *job = ((struct neighbour *)asker)->job;
	const struct listing *listing = job->beside;
	size_t size = path_parent_size(path);
	const char *name = path + size + (size > 0);
	const struct entry *entry;

	while (listing && listing->path_size > size)
		listing = listing->above;
	if (!listing || listing->path_size != size || memcmp(path, job->path, size) != 0)
		return cannot_tell(path, err);
	entry = tree_find(&listing->tree, name, strlen(name));
	if (entry && entry->kind == ENTRY_SYMLINK)
		return cannot_tell(path, err);
	return entry && entry->kind == ENTRY_FILE;
}

static void do_job(struct worker *worker, struct job *job)
{
	struct neighbour neighbour = { { .is_file = is_file }, job };
	struct facts facts;
	struct err err;

	if (facts_declare(&facts, worker->declarer->rules, job->path, job->bytes, job->size,
		    &neighbour.asker, &worker->of_facts, &err) < 0)
		return;
	*job->facts = facts;
	*job->is_done = true;
}

static void do_load(struct worker *worker, struct load *load)
{
	for (size_t i = 0; i < load->jobs.count; i++)
		do_job(worker, &load->jobs.items[i]);
}

static void *do_all(void *payload)
{
	struct worker *worker = payload;
	struct declarer *declarer = worker->declarer;
	struct load *load;

	memory_expect_much();
	while ((load = queue_take(declarer->full)) != NULL) {
		do_load(worker, load);
		queue_put(declarer->idle, load);
	}
	return NULL;
}

/* ---- the walk's side ---- */

static void clear(struct load *load)
{
	vec_clear(&load->jobs);
	arena_clear(&load->bytes);
}

/* The load that is being gathered. */
static struct load *load_at_hand(struct declarer *declarer)
{
	struct load *load = declarer->load;

	if (load)
		return load;
	if (declarer->load_count < LOADS_MAX)
		load = &declarer->loads[declarer->load_count++];
	else
		load = queue_take(declarer->idle);
	clear(load);
	declarer->load = load;
	return load;
}

/* A thread more than there are processors would only take turns with the walk. */
static size_t threads_wanted(void)
{
	cpu_set_t processors;
	size_t count = 2;

	if (sched_getaffinity(0, sizeof processors, &processors) == 0)
		count = (size_t)CPU_COUNT(&processors);
	return count > THREADS_MAX ? THREADS_MAX : count > 1 ? count - 1 : 1;
}

static void start_threads(struct declarer *declarer)
{
	size_t wanted = threads_wanted();

	declarer->full = queue_new(WAITING_MAX);
	declarer->idle = queue_new(LOADS_MAX);
	while (declarer->thread_count < wanted) {
		struct worker *worker = &declarer->threads[declarer->thread_count];

		if (pthread_create(&worker->thread, NULL, do_all, worker) != 0)
			break;
		declarer->thread_count++;
	}
}

/* The threads begin with the first full load: to start them costs more than a small repository's
 * manifests do. Where they have enough to do, or none can be had, the walk does this load. */
static void hand_over(struct declarer *declarer)
{
	struct load *load = declarer->load;

	if (!declarer->full)
		start_threads(declarer);
	if (declarer->thread_count > 0 && queue_offer(declarer->full, load)) {
		declarer->load = NULL;
		return;
	}
	do_load(&declarer->walk, load);
	clear(load);
}

static const struct listing *add_listing(
	struct declarer *declarer, const char *path, size_t size, const struct listing *above)
{
	struct listing *listing = arena_get(&declarer->of_listings, sizeof *listing);
	struct str directory = STR_INIT;
	int found;

	*listing = (struct listing){ .above = above, .path_size = size };
	str_add(&directory, path, size);
	found = snapshot_list(declarer->snapshot, directory.data, &listing->tree, NULL);
	str_release(&directory);
	if (found != 1)
		return NULL;
	map_put(&declarer->listings, path, size)->value = listing;
	return listing;
}

/* The directory that is the first `size` bytes of `path`; NULL if it cannot be listed. */
static const struct listing *listing_of(struct declarer *declarer, const char *path, size_t size)
{
	const struct map_entry *known;
	const struct listing *listing;
	size_t end = size;

	while (!(known = map_find(&declarer->listings, path, end)) && end > 0) {
		const char *slash = memrchr(path, '/', end);

		end = slash ? (size_t)(slash - path) : 0;
	}
	listing = known ? known->value : add_listing(declarer, path, 0, NULL);
	while (listing && end < size) {
		/* No name is empty: it ends behind the next byte, whether that is a slash (below
		 * the root there is none in front) or not. */
		const char *slash = memchr(path + end + 1, '/', size - end - 1);

		end = slash ? (size_t)(slash - path) : size;
		listing = add_listing(declarer, path, end, listing);
	}
	return listing;
}

struct declarer *declarer_new(struct snapshot *snapshot, const struct ruleset *rules)
{
	struct declarer *declarer = memory_get_zeroed(1, sizeof *declarer);

	declarer->snapshot = snapshot;
	declarer->rules = rules;
	declarer->bytes = (struct str)STR_INIT;
	declarer->listings = (struct map)MAP_INIT;
	declarer->of_listings = (struct arena)ARENA_INIT;
	declarer->walk = (struct worker){ .declarer = declarer, .of_facts = ARENA_INIT };
	for (size_t i = 0; i < THREADS_MAX; i++)
		declarer->threads[i] = declarer->walk;
	return declarer;
}

void declarer_add(struct declarer *declarer, const char *path, const struct oid *oid,
	struct facts *facts, bool *is_done)
{
	const struct listing *beside = listing_of(declarer, path, path_parent_size(path));
	struct load *load;

	if (!beside || snapshot_read(declarer->snapshot, oid, DOCUMENT_SIZE_MAX, &declarer->bytes,
			       NULL) != 1)
		return;
	load = load_at_hand(declarer);
	vec_push(&load->jobs, (struct job){ .path = path,
				      .beside = beside,
				      .bytes = arena_bytes(&load->bytes, declarer->bytes.data,
					      declarer->bytes.size),
				      .size = declarer->bytes.size,
				      .facts = facts,
				      .is_done = is_done });
	if (load->jobs.count >= JOBS_MAX || load->bytes.used >= BYTES_MAX)
		hand_over(declarer);
}

void declarer_end(struct declarer *declarer)
{
	struct load *load;

	if (declarer->load)
		do_load(&declarer->walk, declarer->load);
	declarer->load = NULL;
	if (!declarer->full)
		return;
	queue_close(declarer->full);
	while ((load = queue_take(declarer->full)) != NULL)
		do_load(&declarer->walk, load);
	while (declarer->thread_count > 0)
		pthread_join(declarer->threads[--declarer->thread_count].thread, NULL);
}

void declarer_free(struct declarer *declarer)
{
	if (!declarer)
		return;
	declarer_end(declarer);
	queue_free(declarer->full);
	queue_free(declarer->idle);
	for (size_t i = 0; i < LOADS_MAX; i++) {
		vec_release(&declarer->loads[i].jobs);
		arena_release(&declarer->loads[i].bytes);
	}
	str_release(&declarer->bytes);
	map_release(&declarer->listings);
	arena_release(&declarer->of_listings);
	arena_release(&declarer->walk.of_facts);
	for (size_t i = 0; i < THREADS_MAX; i++)
		arena_release(&declarer->threads[i].of_facts);
	free(declarer);
}
