const restify = require('restify');

const server = restify.createServer();
server.get('/manifest/*', restify.plugins.serveStatic({ directory: './manifest', appendRequestPath: false }));
server.get('/public/*', restify.plugins.serveStatic({ directory: __dirname }));
