clean:
	rm -f a
