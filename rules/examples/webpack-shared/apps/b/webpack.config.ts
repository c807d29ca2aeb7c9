import base from '@acme/build/webpack';

export default base(__dirname, { to: 'static' });
