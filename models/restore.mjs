// Brings the models, the font and the sample photographs that package-lock.json pins from npm into a folder, for the build.
// Usage: node restore.mjs <folder>   (makes <folder>/models, <folder>/fonts and <folder>/photos; works in <folder>/npm)
// The build calls it only when something it reads is newer than what it made; several builds at once wait for each other.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2]);
const npm = join(target, 'npm');
const inputs = ['package.json', 'package-lock.json', '.npmrc', 'faceplugin.json', 'restore.mjs'];
const stamp = join(target, 'models', 'restored.txt');
// The oldest lock that can belong to a restore still running; an older one was left by a build that was killed.
const lockLifetime = 5 * 60_000;

mkdirSync(npm, { recursive: true });
const fingerprint = createHash('sha256').update(Buffer.concat(inputs.map(name => readFileSync(join(here, name))))).digest('hex');
await locked(join(target, 'restore.lock'), () => {
  if (read(stamp) === fingerprint) {
    // Another build was faster; tell MSBuild that this is up to date.
    writeFileSync(stamp, fingerprint);
    return;
  }
  for (const name of ['package.json', 'package-lock.json', '.npmrc'])
    copyFileSync(join(here, name), join(npm, name));
  install();
  copyModels();
  copyFont();
  copyPhotos();
  writeFileSync(stamp, fingerprint);
});

function install() {
  // --ignore-scripts: nothing of the packages is run, here or later.
  const run = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: npm, encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.error?.code === 'ENOENT')
    fail('npm was not found. It comes with Node.js and must be on the PATH: the face models are an npm package.');
  if (run.status !== 0)
    fail(`npm ci failed in ${npm}: ${(run.stderr || run.error?.message || '').trim()}\nThe face models are an npm package: check that the npm registry can be reached.`);
}

function copyModels() {
  const manifest = JSON.parse(readFileSync(join(here, 'faceplugin.json'), 'utf8'));
  mkdirSync(join(target, 'models'), { recursive: true });
  for (const part of Object.values(manifest)) {
    if (!part.file)
      continue;
    const source = join(npm, 'node_modules', 'faceplugin-face-recognition-js', 'model', part.file);
    const actual = createHash('sha256').update(readFileSync(source)).digest('hex');
    if (actual !== part.sha256)
      fail(`${part.file} has SHA-256 ${actual}, but faceplugin.json names ${part.sha256}: the package is not the one that was reviewed.`);
    copy(source, join(target, 'models', part.file));
  }
}

// Names are drawn into pictures with it: a server need not have any font of its own.
function copyFont() {
  mkdirSync(join(target, 'fonts'), { recursive: true });
  copy(join(npm, 'node_modules', 'dejavu-fonts-ttf', 'ttf', 'DejaVuSans.ttf'), join(target, 'fonts', 'DejaVuSans.ttf'));
}

function copyPhotos() {
  mkdirSync(join(target, 'photos'), { recursive: true });
  for (let i = 1; i <= 6; i++)
    copy(join(npm, 'node_modules', '@vladmandic', 'face-api', 'demo', `sample${i}.jpg`), join(target, 'photos', `sample${i}.jpg`));
}

// Whole or not at all, for whoever reads it meanwhile.
function copy(from, to) {
  copyFileSync(from, `${to}.new`);
  renameSync(`${to}.new`, to);
}

async function locked(path, action) {
  for (;;) {
    try {
      closeSync(openSync(path, 'wx'));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        throw error;
      const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > lockLifetime)
        rmSync(path, { force: true });
      else
        await new Promise(done => setTimeout(done, 200));
    }
  }
  try {
    action();
  } finally {
    rmSync(path, { force: true });
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function fail(message) {
  throw new Error(message);
}
