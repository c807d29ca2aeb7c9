/*
 * finding.c - the words of findings.
 */
#include "check/finding.h"

const char *severity_text(enum severity severity)
{
	static const char *const words[] = { "none", "note", "warning", "error" };

	return words[severity];
}

const char *cause_change_text(enum cause_change change)
{
	static const char *const words[] = { "deleted", "renamed", "retyped", "key-removed",
		"unmatched", "unmapped", "edited", "moved" };

	return words[change];
}

const char *fate_text(enum fate fate)
{
	static const char *const words[] = { NULL, "restored", "repointed", "removed" };

	return words[fate];
}

const struct reference *finding_reference(const struct finding *finding)
{
	return finding->before ? finding->before : finding->after;
}

const char *finding_target(const struct finding *finding)
{
	const struct reference *reference = finding_reference(finding);

	if (reference->target)
		return reference->target;
	return reference->asked ? reference->asked : "";
}
