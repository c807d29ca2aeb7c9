/*
 * words.h - the sentences that reports for people share. Bytes of the repository stay raw in them:
 * each format quotes the whole once.
 */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "check/check.h"

/* "1 reference", "3 references". */
void add_count(struct str *out, size_t count, const char *noun);

/* What happened: "shared/i18n was renamed to shared/locales". */
void say_cause(struct str *out, const struct finding *finding);

/* "commit 3f2a91c by Ada: Move translations"; nothing if no commit is known. */
void say_commit(struct str *out, const struct cause *cause);

/* Who suffers and how: "breaks confluence-calendar: the app cannot be enabled". */
void say_consequence(struct str *out, const struct finding *finding);

/* What people call an app: its name, else its directory; "" for none. */
const char *app_label(const struct app *app);

#endif
