texts();
