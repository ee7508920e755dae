import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '#errors.ts';

/** Which machine the binary is for. */
type Machine = Pick<NodeJS.Process, 'platform' | 'arch'>;

/** The optional package that holds local Slack for a machine. */
function localSlackPackage({ platform, arch }: Machine): string {
  return `local-slack-${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/**
 * The path of local Slack's program on this machine.
 *
 * @throws AppError `failed` where it is not installed, with what to do
 */
export async function findLocalSlack(machine: Machine = process): Promise<string> {
  const name = localSlackPackage(machine);
  try {
    // The package exports nothing; its package.json says where it lies.
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const path = join(folder, 'bin', machine.platform === 'win32' ? 'local-slack.exe' : 'local-slack');
    await access(path, constants.X_OK);
    return path;
  } catch (cause) {
    throw new AppError(
      'failed',
      `The demo needs the package ${name}, which is not installed here. Run: npm install --no-save ${name}@0.1.8`,
      { cause },
    );
  }
}
