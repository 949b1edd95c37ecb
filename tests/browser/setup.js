// Builds the handbooks that the tests read, with the program as it was just built, and serves them.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

import { DAY, REPOSITORY, german, hostile, large, vectors } from './organisations.js';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.xml': 'application/xml',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

const program = () => {
  const target = process.env.CARGO_TARGET_DIR || path.join(REPOSITORY, 'target');
  const file = process.env.POLITY || path.join(target, 'debug/polity');
  if (!fs.existsSync(file)) throw new Error(`${file} is missing: run \`cargo build\` first`);
  return file;
};

/** A plain server of files, as a host of static pages is one. */
const serve = (folder) =>
  new Promise((resolve) => {
    const server = http.createServer((request, response) => {
      const asked = decodeURIComponent(new URL(request.url, 'http://x').pathname);
      const file = path.join(folder, path.normalize(asked));
      if (!file.startsWith(folder) || !fs.existsSync(file) || !fs.statSync(file).isFile()) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, { 'Content-Type': TYPES[path.extname(file)] || 'application/octet-stream' });
      fs.createReadStream(file).pipe(response);
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

export default async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'handbooks-'));
  const build = (name, source) => {
    const args = ['build', source, '-o', path.join(folder, name), '--as-of', DAY, '--keep-going'];
    execFileSync(program(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  };
  const made = (name, make) => {
    const source = path.join(folder, 'sources', name);
    make(source);
    build(name, source);
  };
  build('example', path.join(REPOSITORY, 'governance-example'));
  made('german', german);
  made('large', large);
  made('hostile', (source) => hostile(source, vectors()));
  const bundle = path.resolve(REPOSITORY, '../shared/corpora/rust-lang-team.bundle');
  if (fs.existsSync(bundle)) {
    made('rust', (source) => execFileSync('git', ['clone', '-q', '-b', 'main', bundle, source], { stdio: 'ignore' }));
  }
  const server = await serve(folder);
  process.env.HANDBOOKS = folder;
  process.env.HANDBOOKS_ADDRESS = `http://127.0.0.1:${server.address().port}`;
  return () => {
    server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  };
};
