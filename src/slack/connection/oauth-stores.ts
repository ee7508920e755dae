import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { HTTPReceiverOptions, Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import { AppError, LocalizedError } from '#errors.ts';
import type { KeyValue, RecordStore } from '#usecases/ports/stores.ts';

type Query = InstallationQuery<boolean>;

/**
 * Removes the tokens of a workspace or organization. If the app was uninstalled, `removeTeam` is called for each
 * workspace that they were for, and the workspace's organization is forgotten once that is done: if it fails, the next
 * call finds the rest. Otherwise organizations stay known in case the app is installed again.
 */
export type RemoveInstallation = (query: Query, removeTeam?: (teamId: string) => Promise<void>) => Promise<void>;

/**
 * Creates the store of installations, each of a workspace or, for all of its workspaces, of an organization. Background
 * work knows only the workspace, so its organization is remembered from Slack's events. Installations are encrypted
 * because they hold tokens.
 */
export function createInstallationStore(
  records: RecordStore,
  encryptionKeys: readonly string[],
): Required<InstallationStore> & { removeInstallation: RemoveInstallation } {
  const installations = createEncryptedValues(records, encryptionKeys);
  const remembered = new Set<string>();

  async function rememberOrganization({ isEnterpriseInstall, teamId, enterpriseId }: Query): Promise<void> {
    if (!isEnterpriseInstall || teamId === undefined || enterpriseId === undefined) return;
    if (remembered.has(teamId)) return;
    await records.set(organizationKey(teamId), enterpriseId);
    remembered.add(teamId);
  }

  async function find(query: Query): Promise<Installation | undefined> {
    const found = await installations.get<Installation>(keyOf(query));
    if (found !== undefined || query.isEnterpriseInstall || query.teamId === undefined) return found;
    const enterpriseId = await records.get<string>(organizationKey(query.teamId));
    return enterpriseId === undefined
      ? undefined
      : installations.get<Installation>(keyOf({ isEnterpriseInstall: true, enterpriseId, teamId: undefined }));
  }

  const removeInstallation: RemoveInstallation = async (query, removeTeam) => {
    await installations.delete(keyOf(query));
    if (removeTeam === undefined) return;
    const { isEnterpriseInstall, enterpriseId, teamId } = query;
    const ofOrganization = isEnterpriseInstall ? await records.keysOf(organizationKey(''), enterpriseId) : [];
    const teams = ofOrganization.map((key) => key.slice(organizationKey('').length));
    if (teamId !== undefined && !teams.includes(teamId)) teams.push(teamId);
    for (const team of teams) {
      await removeTeam(team);
      await records.delete(organizationKey(team));
      remembered.delete(team);
    }
  };

  return {
    async storeInstallation(installation) {
      const { isEnterpriseInstall = false, enterprise, team } = installation;
      const query = { isEnterpriseInstall, enterpriseId: enterprise?.id, teamId: team?.id };
      await installations.set(keyOf(query), installation);
    },
    async fetchInstallation(query) {
      await rememberOrganization(query);
      const installation = await find(query);
      if (installation === undefined) throw new NotInstalledError();
      return installation;
    },
    deleteInstallation: (query) => removeInstallation(query),
    removeInstallation,
  };
}

/** How long a person may take between "Add to Slack" and its confirmation. */
const STATE_LIFETIME_MS = 10 * 60_000;

type InstallProviderOptions = NonNullable<HTTPReceiverOptions['installerOptions']>;
type InstallUrlOptions = Parameters<NonNullable<InstallProviderOptions['stateStore']>['generateStateParam']>[0];

/**
 * Creates the store of OAuth states: it keeps the options of an installation in progress under a random state, which
 * can be used once.
 */
export function createStateStore(
  keyValue: Pick<KeyValue, 'get' | 'set' | 'delete'>,
): NonNullable<InstallProviderOptions['stateStore']> {
  const keyOfState = (state: string) => `oauth-state:${state}`;
  return {
    async generateStateParam(options) {
      const state = randomBytes(24).toString('base64url');
      await keyValue.set(keyOfState(state), options, STATE_LIFETIME_MS);
      return state;
    },
    async verifyStateParam(_now, state) {
      const options = await keyValue.get<InstallUrlOptions>(keyOfState(state));
      // Of two requests at the same moment, only one deletes it.
      if ((await keyValue.delete(keyOfState(state))) && options !== undefined) return options;
      throw Object.assign(new Error('The state is unknown, expired or used.'), { code: 'slack_oauth_invalid_state' });
    },
  };
}

/** A request for a workspace that hasn't installed the app, or has removed it. */
export class NotInstalledError extends LocalizedError {
  constructor() {
    super('refused', 'slack-inactive');
    this.name = 'NotInstalledError';
  }
}

/**
 * Returns whether an error is or wraps a {@link NotInstalledError}: Bolt and its installer each wrap what the store
 * throws.
 */
export function isNotInstalled(error: unknown): boolean {
  if (error instanceof NotInstalledError) return true;
  return error instanceof Error && 'original' in error && isNotInstalled(error.original);
}

function keyOf(query: {
  isEnterpriseInstall: boolean;
  enterpriseId: string | undefined;
  teamId: string | undefined;
}): string {
  const id = query.isEnterpriseInstall ? query.enterpriseId : query.teamId;
  if (id === undefined) throw new AppError('bad-input', "Slack didn't say which workspace it is.");
  return `installation:${query.isEnterpriseInstall ? 'organisation' : 'workspace'}:${id}`;
}

function organizationKey(teamId: string): string {
  return `organisation-of:${teamId}`;
}

/** AES-256-GCM, and the lengths of its nonce and tag in bytes (NIST SP 800-38D). */
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The prefix of encrypted values. */
const VERSION = 'sealed1:';

/**
 * Encrypts the values of a store, so that reading it doesn't reveal secrets. The first of `keys` (32 bytes each, in
 * base64 or hexadecimal) encrypts, all decrypt; values encrypted with an older one are encrypted again with the first
 * when they are read. A value is bound to its key in the store, so that it can't be moved to another one.
 *
 * @throws AppError `bad-input` without any key
 */
export function createEncryptedValues(
  records: Omit<RecordStore, 'keysOf'>,
  keys: readonly string[],
): Omit<RecordStore, 'keysOf'> {
  const secrets = keys.map((key) => Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? 'hex' : 'base64'));
  const [sealing] = secrets;
  if (sealing === undefined) {
    throw new AppError(
      'bad-input',
      'The tokens of several workspaces are stored encrypted. Set ENCRYPTION_KEY to a key made with: openssl rand -base64 32',
    );
  }
  const set = (key: string, value: unknown) => records.set(key, seal(sealing, key, value));
  return {
    set,
    async get<Value>(key: string) {
      const sealed = await records.get<string>(key);
      if (sealed === undefined) return undefined;
      for (const secret of secrets) {
        const opened = open(secret, key, sealed);
        if (opened === undefined) continue;
        if (secret !== sealing) await set(key, opened.value);
        return opened.value as Value;
      }
      throw new LocalizedError('refused', 'slack-token-unreadable');
    },
    delete: (key) => records.delete(key),
  };
}

function seal(secret: Buffer, key: string, value: unknown): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(key));
  const hidden = Buffer.concat([cipher.update(JSON.stringify(value)), cipher.final()]);
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64');
}

/** Decrypts a value. Returns undefined if it wasn't encrypted with this secret for this key, or was changed since. */
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
