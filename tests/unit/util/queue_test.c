/* queue_test.c - what one thread hands to another. */
#include "util/queue.h"

#include "support/assert.h"

#include <pthread.h>
#include <stdint.h>

#define MANY 10000

static void *put_numbers(void *payload)
{
	struct queue *queue = payload;

	for (uintptr_t i = 1; i <= MANY; i++)
		queue_put(queue, (void *)i);
	queue_close(queue);
	return NULL;
}

static void what_another_thread_puts_comes_in_order_until_it_closes(void **state)
{
	struct queue *queue = queue_new(3);
	pthread_t thread;
	uintptr_t next = 1, taken;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, put_numbers, queue), 0);
	while ((taken = (uintptr_t)queue_take(queue)) != 0)
		assert_int_equal(taken, next++);
	assert_int_equal(next, MANY + 1);
	pthread_join(thread, NULL);
	queue_free(queue);
}

static void *take_one_and_close(void *payload)
{
	struct queue *queue = payload;

	queue_take(queue);
	queue_close(queue);
	return NULL;
}

static void who_waits_for_room_is_told_that_nobody_takes_any_more(void **state)
{
	struct queue *queue = queue_new(1);
	pthread_t thread;
	int item, put = 0;

	(void)state;
	assert_int_equal(pthread_create(&thread, NULL, take_one_and_close, queue), 0);
	while (queue_put(queue, &item))
		put++;
	assert_in_range(put, 1, 2);
	pthread_join(thread, NULL);
	queue_free(queue);
}

static void an_offer_is_taken_only_if_there_is_room_and_never_waits(void **state)
{
	struct queue *queue = queue_new(1);
	int items[2];

	(void)state;
	assert_true(queue_offer(queue, &items[0]));
	assert_false(queue_offer(queue, &items[1]));
	assert_ptr_equal(queue_take(queue), &items[0]);
	assert_true(queue_offer(queue, &items[1]));
	assert_ptr_equal(queue_take(queue), &items[1]);
	queue_close(queue);
	assert_false(queue_offer(queue, &items[0]));
	queue_free(queue);
}

static void what_was_put_before_the_end_can_still_be_taken(void **state)
{
	struct queue *queue = queue_new(2);
	int item;

	(void)state;
	assert_true(queue_put(queue, &item));
	queue_close(queue);
	assert_false(queue_put(queue, &item));
	assert_ptr_equal(queue_take(queue), &item);
	assert_null(queue_take(queue));
	queue_free(queue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_another_thread_puts_comes_in_order_until_it_closes),
		cmocka_unit_test(who_waits_for_room_is_told_that_nobody_takes_any_more),
		cmocka_unit_test(an_offer_is_taken_only_if_there_is_room_and_never_waits),
		cmocka_unit_test(what_was_put_before_the_end_can_still_be_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
