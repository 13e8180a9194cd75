// Runs Azurite for as long as the process that started it lives: that process holds our standard input, and however it ends
// (SIGKILL included) the operating system closes it. So no orphan is left that holds the ports.
import { createRequire } from 'node:module';

// Ctrl-C reaches every process of the terminal. The host still needs its storage while it drains, so only it decides when we stop.
const once = process.once.bind(process);
process.once = (name, handler) => (name === 'SIGINT' ? process : once(name, handler));
process.on('SIGINT', () => {});

function stop() {
  process.emit('message', 'shutdown');
  setTimeout(() => process.exit(0), 8000).unref();
}

process.stdin.on('end', stop).on('error', stop).resume();
createRequire(import.meta.url)('azurite/dist/src/azurite.js');
