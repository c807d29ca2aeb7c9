import polka from 'polka';
import sirv from 'sirv';

polka().use('/assets', (request, response, next) => next(), sirv('assets', { dev: true })).listen(3000);
