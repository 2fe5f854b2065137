/** GraphiQL at /, from the files that its package and React's bring: no build, no other host. */
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const { resolve } = createRequire(import.meta.url);
const within = (name: string, file: string): string => join(dirname(resolve(`${name}/package.json`)), file);
const here = (name: string): string => fileURLToPath(new URL(`./graphiql/${name}`, import.meta.url));

const FILES: Readonly<Record<string, string>> = {
  '/': here('index.html'),
  '/graphiql/start.js': here('start.js'),
  '/graphiql/start.css': here('start.css'),
  '/graphiql/graphiql.min.css': within('graphiql', 'graphiql.min.css'),
  '/graphiql/graphiql.min.js': within('graphiql', 'graphiql.min.js'),
  '/graphiql/react.production.min.js': within('react', 'umd/react.production.min.js'),
  '/graphiql/react-dom.production.min.js': within('react-dom', 'umd/react-dom.production.min.js'),
};

/** Nothing from anywhere else, and nobody may frame it. GraphiQL sets styles of its own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function graphiqlRoutes(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, { root: dirname(here('index.html')), serve: false });
  for (const [url, file] of Object.entries(FILES)) {
    app.get(url, (_request, reply) =>
      reply
        .header('content-security-policy', CONTENT_SECURITY_POLICY)
        .header('referrer-policy', 'no-referrer')
        .sendFile(basename(file), dirname(file)),
    );
  }
}
