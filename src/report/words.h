/*
 * words.h - the sentences that reports for people share. Bytes of the repository stay raw in them:
 * each format quotes the whole once.
 */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "check/check.h"

/* "1 reference", "3 references". */
void add_count(struct str *out, size_t count, const char *noun);

/* The moment and the day of it, in UTC: "2023-11-05T09:30:00Z", "2023-11-05". */
void add_time(struct str *out, long long seconds);
void add_day(struct str *out, long long seconds);

/* "3 days", in the largest unit there are two of. */
void add_duration(struct str *out, long long seconds);

/* What happened: "shared/i18n was renamed to shared/locales". */
void say_cause(struct str *out, const struct finding *finding);
/* The same of several that one change broke. */
void say_common_cause(struct str *out, const struct finding *const *findings, size_t count);

/* "commit 3f2a91c by Ada: Move translations"; nothing if no commit is known. */
void say_commit(struct str *out, const struct cause *cause);

/* Who suffers and how: "breaks confluence-calendar: the app cannot be enabled". */
void say_consequence(struct str *out, const struct finding *finding);

/* Where a reference leads, or why nobody can tell: "-> shared/de.json", "-> nothing at x.json",
 * "-> no such key in de.json", "(skipped: url)". */
void say_verdict(struct str *out, const struct reference *reference);

/* Why it may be otherwise: "shell: what a command of a script does, if it is run"; nothing if what
 * leads there is declared. */
void say_confidence(struct str *out, const struct reference *reference);

/* A mapping on the way: "tools/copy.json:3: shared/i18n -> out:tools/i18n". */
void say_via(struct str *out, const struct via *via);

/* Do both lead there by the same mappings? */
bool is_same_way(const struct reference *a, const struct reference *b);

/* The twins that were not forgotten: "3 other manifests that named it were updated in this change";
 * nothing if there are none. `others` are the manifests that do not break. */
void say_siblings(struct str *out, size_t siblings, const struct texts *others);

/* A finding in a few words, and in a few lines. */
void say_headline(struct str *out, const struct finding *finding);
void say_finding(struct str *out, const struct finding *finding);

/* What people call an app: its name, else its directory; "" for none. */
const char *app_label(const struct app *app);

#endif
