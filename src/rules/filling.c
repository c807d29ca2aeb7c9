/*
 * filling.c - texts and what is found later, one behind the other, become a place.
 */
#include "rules/filling.h"

#include <string.h>

static void end_piece(struct filling *filling, struct arena *arena)
{
	if (filling->text.size == 0)
		return;
	vec_push(&filling->pieces,
		(struct piece){ PIECE_TEXT,
			arena_bytes(arena, filling->text.data, filling->text.size), NULL, 0,
			NULL });
	str_clear(&filling->text);
}

void filling_add(struct filling *filling, struct piece piece, struct arena *arena)
{
	if (piece.kind == PIECE_TEXT) {
		str_add_text(&filling->text, piece.text);
		return;
	}
	end_piece(filling, arena);
	vec_push(&filling->pieces, piece);
}

void filling_restart(struct filling *filling)
{
	str_clear(&filling->text);
	vec_clear(&filling->pieces);
	filling->restarts = true;
}

struct place filling_end(struct filling *filling, struct arena *arena)
{
	struct piece *pieces;
	size_t count;

	if (filling->text.size || filling->pieces.count == 0)
		vec_push(&filling->pieces,
			(struct piece){ PIECE_TEXT,
				arena_bytes(arena, filling->text.data, filling->text.size), NULL, 0,
				NULL });
	count = filling->pieces.count;
	pieces = arena_get(arena, count * sizeof(*pieces));
	memcpy(pieces, filling->pieces.items, count * sizeof(*pieces));
	return (struct place){ pieces, count, filling->restarts, filling->confidence };
}

void filling_start(struct filling *filling, enum value_mode mode)
{
	str_clear(&filling->text);
	vec_clear(&filling->pieces);
	filling->mode = mode;
	filling->skip = SKIP_NONE;
	filling->restarts = false;
	filling->confidence = CONFIDENCE_DECLARED;
}

void filling_weaken(struct filling *filling, enum confidence confidence)
{
	filling->confidence = weaker_confidence(filling->confidence, confidence);
}

void filling_release(struct filling *filling)
{
	str_release(&filling->text);
	vec_release(&filling->pieces);
}

void filling_add_place(struct filling *filling, const struct place *place, struct arena *arena)
{
	if (place->restarts)
		filling_restart(filling);
	filling_weaken(filling, place->confidence);
	for (size_t i = 0; i < place->count; i++)
		filling_add(filling, place->pieces[i], arena);
}
