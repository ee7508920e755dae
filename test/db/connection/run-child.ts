import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Opens a database in a process of its own, as another user where `uid` says so; answers what it says. */
export async function openInChild(
  url: string,
  { uid, crash = false }: { uid?: number | undefined; crash?: boolean } = {},
): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'open-in-child.ts'), url, crash ? 'crash' : ''], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await once(child, 'close');
  return said;
}
