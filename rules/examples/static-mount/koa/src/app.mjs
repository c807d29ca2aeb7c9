import Koa from 'koa';
import mount from 'koa-mount';
import serve from 'koa-static';

const app = new Koa();
app.use(serve('public'));
app.use(mount('/texts', serve('../shared/i18n')));
