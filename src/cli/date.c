/*
 * date.c - points in time, as people write them on a command line.
 */
#include "cli/date.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define NUMBER_MAX 99999999LL /* of units ago: further than any clock */

static const struct {
	const char *name;
	long long seconds;
} units[] = {
	{ "second", 1 },
	{ "minute", 60 },
	{ "hour", 3600 },
	{ "day", 86400 },
	{ "week", 7 * 86400 },
	{ "month", 30 * 86400 },
	{ "year", 365 * 86400 },
};

/* Reads the unit at the start of `text`, with or without an s. NULL if there is none. */
static const char *read_unit(const char *text, long long *seconds)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		size_t size = strlen(units[i].name);

		if (strncasecmp(text, units[i].name, size) != 0)
			continue;
		*seconds = units[i].seconds;
		return text + size + (text[size] == 's');
	}
	return NULL;
}

static const char *skip_gap(const char *text)
{
	return text + strspn(text, " .");
}

/* "3 weeks ago": true if it is such a thing. */
static bool read_age(const char *text, long long now, long long *out)
{
	long long number = 0, seconds;

	if (!isdigit((unsigned char)*text))
		return false;
	for (; isdigit((unsigned char)*text); text++)
		if (number <= NUMBER_MAX)
			number = number * 10 + (*text - '0');
	text = read_unit(skip_gap(text), &seconds);
	if (!text || number > NUMBER_MAX)
		return false;
	text = skip_gap(text);
	if (*text && strcasecmp(text, "ago") != 0)
		return false;
	*out = now - number * seconds;
	return true;
}

/* "Z", "+01:00", "-0700" or nothing. */
static bool read_zone(const char *text, long long *seconds)
{
	int hours, minutes, used = 0;

	*seconds = 0;
	if (!*text || strcasecmp(text, "z") == 0)
		return true;
	if (*text != '+' && *text != '-')
		return false;
	if (sscanf(text + 1, "%2d:%2d%n", &hours, &minutes, &used) != 2 &&
		sscanf(text + 1, "%2d%2d%n", &hours, &minutes, &used) != 2)
		return false;
	*seconds = (hours * 60LL + minutes) * (*text == '-' ? -60 : 60);
	return text[1 + used] == '\0' && minutes < 60;
}

static bool read_day(const char *text, long long *out)
{
	struct tm parts = { 0 };
	long long zone = 0;
	int used = 0;

	if (sscanf(text, "%4d-%2d-%2d%n", &parts.tm_year, &parts.tm_mon, &parts.tm_mday, &used) !=
			3 ||
		parts.tm_mon < 1 || parts.tm_mon > 12 || parts.tm_mday < 1 || parts.tm_mday > 31)
		return false;
	text += used;
	if (*text == 'T' || *text == ' ') {
		used = 0;
		if (sscanf(text + 1, "%2d:%2d:%2d%n", &parts.tm_hour, &parts.tm_min, &parts.tm_sec,
			    &used) != 3 &&
			sscanf(text + 1, "%2d:%2d%n", &parts.tm_hour, &parts.tm_min, &used) != 2)
			return false;
		text += 1 + used;
		if (!read_zone(text, &zone))
			return false;
	} else if (*text) {
		return false;
	}
	parts.tm_year -= 1900;
	parts.tm_mon -= 1;
	*out = (long long)timegm(&parts) - zone;
	return true;
}

static bool read_seconds(const char *text, long long *out)
{
	int used = 0;

	return *text == '@' && sscanf(text + 1, "%18lld%n", out, &used) == 1 &&
	       text[1 + used] == '\0';
}

int date_parse(const char *text, long long now, long long *out, struct err *err)
{
	if (strcasecmp(text, "yesterday") == 0) {
		*out = now - 86400;
		return 0;
	}
	if (read_seconds(text, out) || read_age(text, now, out) || read_day(text, out))
		return 0;
	err_set(err, ERR_USAGE, "'%s' is no date", text);
	return err_fix(err, "write it like 2023-11-05 or '3 weeks ago'");
}
