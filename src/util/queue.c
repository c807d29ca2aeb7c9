/*
 * queue.c - a ring of items under one lock, with a condition for each side to wait for.
 */
#include "util/queue.h"

#include <pthread.h>
#include <stdlib.h>

#include "util/memory.h"

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t has_item, has_room;
	void **items;
	size_t capacity, first, count;
	bool is_closed;
};

struct queue *queue_new(size_t capacity)
{
	struct queue *queue = memory_get_zeroed(1, sizeof *queue);

	queue->items = memory_get_zeroed(capacity, sizeof *queue->items);
	queue->capacity = capacity;
	pthread_mutex_init(&queue->lock, NULL);
	pthread_cond_init(&queue->has_item, NULL);
	pthread_cond_init(&queue->has_room, NULL);
	return queue;
}

void queue_free(struct queue *queue)
{
	if (!queue)
		return;
	pthread_cond_destroy(&queue->has_room);
	pthread_cond_destroy(&queue->has_item);
	pthread_mutex_destroy(&queue->lock);
	free(queue->items);
	free(queue);
}

/* Puts the item if there is room; the lock is held. */
static bool put_locked(struct queue *queue, void *item)
{
	if (queue->is_closed || queue->count == queue->capacity)
		return false;
	queue->items[(queue->first + queue->count++) % queue->capacity] = item;
	pthread_cond_signal(&queue->has_item);
	return true;
}

bool queue_put(struct queue *queue, void *item)
{
	bool is_put;

	pthread_mutex_lock(&queue->lock);
	while (queue->count == queue->capacity && !queue->is_closed)
		pthread_cond_wait(&queue->has_room, &queue->lock);
	is_put = put_locked(queue, item);
	pthread_mutex_unlock(&queue->lock);
	return is_put;
}

bool queue_offer(struct queue *queue, void *item)
{
	bool is_put;

	pthread_mutex_lock(&queue->lock);
	is_put = put_locked(queue, item);
	pthread_mutex_unlock(&queue->lock);
	return is_put;
}

void *queue_take(struct queue *queue)
{
	void *item = NULL;

	pthread_mutex_lock(&queue->lock);
	while (queue->count == 0 && !queue->is_closed)
		pthread_cond_wait(&queue->has_item, &queue->lock);
	if (queue->count > 0) {
		item = queue->items[queue->first];
		queue->first = (queue->first + 1) % queue->capacity;
		queue->count--;
		pthread_cond_signal(&queue->has_room);
	}
	pthread_mutex_unlock(&queue->lock);
	return item;
}

void queue_close(struct queue *queue)
{
	pthread_mutex_lock(&queue->lock);
	queue->is_closed = true;
	pthread_cond_broadcast(&queue->has_item);
	pthread_cond_broadcast(&queue->has_room);
	pthread_mutex_unlock(&queue->lock);
}
