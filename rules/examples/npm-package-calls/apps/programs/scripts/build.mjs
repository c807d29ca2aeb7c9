import build from '@acme/build';
build();
