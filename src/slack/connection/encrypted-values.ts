import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '#errors.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** AES-256-GCM: key, nonce and tag in bytes (NIST SP 800-38D). */
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What a sealed value begins with. */
const VERSION = 'sealed1:';

/**
 * Keeps secrets so that whoever reads the store doesn't learn them. The first of `keys` (32 bytes each, in base64 or
 * hexadecimal) seals, all open; what an older one sealed is sealed anew with the first when it is read. A value opens
 * only under the key that it was kept by, so that one can't be put in another's place.
 *
 * @throws AppError `bad-input` without any key
 */
export function createSealedValues(
  keyValue: KeyValue,
  keys: readonly string[],
  lifeTimeMs: number,
): Pick<KeyValue, 'get' | 'delete'> & { set(key: string, value: unknown): Promise<void> } {
  const secrets = keys.map(readKey);
  const [sealing] = secrets;
  if (sealing === undefined) {
    throw new AppError(
      'bad-input',
      'Many workspaces’ tokens are stored encrypted: set ENCRYPTION_KEY, made with: openssl rand -base64 32.',
    );
  }
  const set = (key: string, value: unknown) => keyValue.set(key, seal(sealing, key, value), lifeTimeMs);
  return {
    set,
    async get<Value>(key: string) {
      const sealed = await keyValue.get<string>(key);
      if (sealed === undefined) return undefined;
      for (const secret of secrets) {
        const opened = open(secret, key, sealed);
        if (opened === undefined) continue;
        if (secret !== sealing) await set(key, opened.value);
        return opened.value as Value;
      }
      throw new AppError(
        'failed',
        'A stored token can’t be decrypted. Put the key that it was encrypted with behind the others in ENCRYPTION_KEY, or install the app again.',
      );
    },
    delete: (key) => keyValue.delete(key),
  };
}

function readKey(written: string): Buffer {
  return Buffer.from(written, /^[0-9a-f]{64}$/i.test(written) ? 'hex' : 'base64');
}

function seal(secret: Buffer, key: string, value: unknown): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(key));
  const hidden = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64');
}

/** Undefined for what was not sealed with this secret under this key, or was changed since. */
function open(secret: Buffer, key: string, sealed: unknown): { value: unknown } | undefined {
  if (typeof sealed !== 'string' || !sealed.startsWith(VERSION)) return undefined;
  const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(key));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    const shown = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return { value: JSON.parse(shown.toString()) };
  } catch {
    return undefined;
  }
}
