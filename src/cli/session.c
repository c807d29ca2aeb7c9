/*
 * session.c - a repository and its graph, open for one command.
 */
#include "cli/session.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "check/configuration.h"
#include "util/file.h"
#include "util/path.h"

/* The rules of the program are in the name, so that two versions of it do not undo each other's
 * work; those of a configuration are not, the graph tells them apart itself. */
static void write_store_path(struct str *out, const struct session *session)
{
	if (session->cli->database) {
		str_set(out, session->cli->database);
		return;
	}
	str_set(out, repository_common_dir(session->repository));
	str_add_text(out, "/crossdep");
	/* If the directory cannot be made the store cannot be opened, and the graph says so. */
	file_make_directory(out->data, NULL);
	str_addf(
		out, "/graph-%u-%016" PRIx64 ".db", graph_version(), ruleset_builtin_fingerprint());
}

int session_open(struct session *session, struct cli *cli, struct err *err)
{
	struct str store = STR_INIT;
	int result;

	*session = (struct session){ .cli = cli };
	progress_start(&session->progress, cli->io.err);
	if (repository_open(&session->repository, ".", cli->git_dir, err) < 0)
		return -1;
	session->objects = repository_objects(session->repository);
	write_store_path(&store, session);
	result = graph_open(&session->graph, store.data, session->objects, &session->remark, err);
	str_release(&store);
	return result;
}

void session_close(struct session *session)
{
	struct err err;

	progress_end(&session->progress);
	if (session->keeps)
		graph_commit(session->graph, &err);
	graph_free(session->graph);
	merge_release(&session->merge);
	repository_free(session->repository);
}

int session_commit(
	struct session *session, const char *revision, struct commit *out, struct err *err)
{
	struct oid id;
	int found;

	if (revision)
		found = repository_resolve(session->repository, revision, &id, err) < 0 ? -1 : 1;
	else
		found = repository_head(session->repository, &id, err);
	if (found == 0) {
		err_set(err, ERR_REVISION, "there is no commit yet");
		return err_fix(err, "commit something first");
	}
	return found < 0 ? -1 : repository_commit(session->repository, &id, out, err);
}

int session_advance(struct session *session, const struct commit *commit, struct err *err)
{
	struct snapshot *snapshot = snapshot_new(session->objects, &commit->tree);
	struct configuration configuration;
	int result = configuration_load(&configuration, snapshot, err);

	if (result < 0)
		err_wrap(err, "cannot read the configuration");
	if (result == 0)
		result = graph_advance(session->graph, &commit->tree, &configuration.rules,
			&session->progress.progress, NULL, err);
	session->keeps = result == 0;
	progress_end(&session->progress);
	configuration_release(&configuration);
	snapshot_free(snapshot);
	return result;
}

unsigned session_today(void)
{
	return day_of((long long)time(NULL));
}

/* `written` seen from the root directory of the disk. 0, -1 if there is no working directory. */
static int make_absolute(const char *written, struct str *out, struct err *err)
{
	char *here = written[0] == '/' ? NULL : getcwd(NULL, 0);
	int result = 0;

	if (!here && written[0] != '/')
		return err_set(
			err, ERR_SYSTEM, "cannot tell the working directory: %s", strerror(errno));
	if (path_join(out, here ? here : "", written) < 0)
		result = err_set(err, ERR_USAGE, "'%s' is outside of the repository", written);
	free(here);
	return result;
}

int session_path(
	const struct session *session, const char *written, struct str *out, struct err *err)
{
	const char *root = repository_work_dir(session->repository), *below;
	char *real = root ? realpath(root, NULL) : NULL;
	struct str path = STR_INIT;
	int result = -1;

	if (!real) {
		result = path_normalise(out, written);
	} else if (make_absolute(written, &path, err) < 0) {
		goto done;
	} else {
		below = path_below(path.data, real + 1);
		result = below ? path_normalise(out, below) : -1;
	}
	if (result < 0)
		err_set(err, ERR_USAGE, "'%s' is outside of the repository", written);
done:
	free(real);
	str_release(&path);
	return result;
}
