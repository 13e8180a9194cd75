// Runs Azurite for as long as the process that started it lives: that process holds our standard input, and however it ends
// (SIGKILL included) the operating system closes it. So no orphan is left that holds the ports.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

// Ctrl-C reaches every process of the terminal. The host still needs its storage while it drains, so only it decides when we stop.
const once = process.once.bind(process);
process.once = (name, handler) => (name === 'SIGINT' ? process : once(name, handler));
process.on('SIGINT', () => {});

// When the host was killed nobody reads what Azurite says at its end. That must not end it before it has written what it holds.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

let stopping = false;
async function stop() {
  if (stopping) {
    return;
  }

  stopping = true;
  setTimeout(() => process.exit(0), 8000).unref();
  while (!process.emit('message', 'shutdown')) {
    // It listens when all its services have started.
    await delay(50);
  }
}

process.stdin.on('end', stop).on('error', stop).resume();

// The one before us may be about to write its files, since its host was killed a moment ago: what we read now would be old.
const mark = join(process.argv[process.argv.indexOf('--location') + 1], 'start.pid');
for (let i = 0; i < 100 && isAlive(predecessor()); i++) {
  await delay(100);
}

writeFileSync(mark, `${process.pid}`);
process.on('exit', () => rmSync(mark, { force: true }));
createRequire(import.meta.url)('azurite/dist/src/azurite.js');

function predecessor() {
  try {
    return Number(readFileSync(mark, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
