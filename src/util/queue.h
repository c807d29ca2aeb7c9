/*
 * queue.h - hands things from one thread to another, in order, and never more than so many at once.
 *
 * Whoever is too fast waits: who puts, for room; who takes, for something. What is written before
 * an item is put is seen by whoever takes it: an item needs no lock of its own, as long as only one
 * thread at a time holds it. Waiting and waking cost microseconds, so items want to be large.
 */
#ifndef UTIL_QUEUE_H
#define UTIL_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

struct queue;

/* One of at most `capacity` items, 1 or more. */
struct queue *queue_new(size_t capacity);
/* Once nobody uses it any more. What is still in it is the caller's. */
void queue_free(struct queue *queue);

/* False if the queue is closed: then the item is still the caller's. */
bool queue_put(struct queue *queue, void *item);
/* Likewise, and also if there is no room: it never waits. */
bool queue_offer(struct queue *queue, void *item);

/* NULL if the queue is closed and empty: nothing will come any more. */
void *queue_take(struct queue *queue);

/* Either side may, to say that it puts or takes nothing any more. What is in it can still be taken.
 */
void queue_close(struct queue *queue);

#endif
