import Fastify from 'fastify';
import fastifyStatic from '@fastify/static';
import { join } from 'node:path';

const fastify = Fastify({ logger: true });
fastify.register(fastifyStatic, { root: join(__dirname, '../../shared'), prefix: '/shared/' });
