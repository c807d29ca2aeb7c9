const path = require('path');
const express = require('express');

const app = express();
app.set('views', path.join(__dirname, 'views'));
app.use('/i18n', express.static(path.join(__dirname, '..', 'shared', 'i18n')));
app.use(express.static('public'));
app.use(process.env.PREFIX, express.static('private'));
if (process.env.NODE_ENV === 'production') app.use('/docs', express.static('docs'));
app.get('/', (request, response) => response.sendFile(path.join(__dirname, 'views/index.html')));
module.exports = (router) => router.use('/fonts', express.static(path.join(__dirname, 'fonts')));
