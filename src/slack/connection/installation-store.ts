import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import { AppError } from '#errors.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import { createSealedValues } from './encrypted-values.ts';

/** An installation lasts until somebody removes it; a store wants a life time. */
const LIFE_TIME_MS = 100 * 365 * 24 * 3600 * 1000;

type Query = InstallationQuery<boolean>;

/**
 * Keeps what each workspace gave the app when it was installed there, or an organisation for all of its workspaces.
 * Background work knows only the workspace: which organisation that belongs to is remembered from Slack's events.
 * What holds tokens is encrypted.
 */
export function createInstallationStore(
  keyValue: KeyValue,
  encryptionKeys: readonly string[],
): Required<InstallationStore> {
  const installations = createSealedValues(keyValue, encryptionKeys, LIFE_TIME_MS);
  const remembered = new Set<string>();

  async function rememberOrganisation({ isEnterpriseInstall, teamId, enterpriseId }: Query): Promise<void> {
    if (!isEnterpriseInstall || teamId === undefined || enterpriseId === undefined) return;
    if (remembered.has(teamId)) return;
    await keyValue.set(organisationKey(teamId), enterpriseId, LIFE_TIME_MS);
    remembered.add(teamId);
  }

  async function find(query: Query): Promise<Installation | undefined> {
    const found = await installations.get<Installation>(keyOf(query));
    if (found !== undefined || query.isEnterpriseInstall || query.teamId === undefined) return found;
    const enterpriseId = await keyValue.get<string>(organisationKey(query.teamId));
    return enterpriseId === undefined
      ? undefined
      : installations.get<Installation>(keyOf({ isEnterpriseInstall: true, enterpriseId, teamId: undefined }));
  }

  return {
    async storeInstallation(installation) {
      const { isEnterpriseInstall = false, enterprise, team } = installation;
      const query = { isEnterpriseInstall, enterpriseId: enterprise?.id, teamId: team?.id };
      await installations.set(keyOf(query), installation);
    },
    async fetchInstallation(query) {
      await rememberOrganisation(query);
      const installation = await find(query);
      if (installation === undefined) throw new NotInstalledError();
      return installation;
    },
    async deleteInstallation(query) {
      await installations.delete(keyOf(query));
      if (query.isEnterpriseInstall || query.teamId === undefined) return;
      await keyValue.delete(organisationKey(query.teamId));
      remembered.delete(query.teamId);
    },
  };
}

/** Slack speaks for a workspace that has not installed the app, or not any more. */
export class NotInstalledError extends AppError {
  constructor() {
    super('refused', 'The app is not installed in this workspace. Install it at /slack/install.');
    this.name = 'NotInstalledError';
  }
}

/** Whether an error is, or wraps, that one: Bolt and its installer each wrap what the store throws. */
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
  if (id === undefined) throw new AppError('bad-input', 'Slack named no workspace.');
  return `installation:${query.isEnterpriseInstall ? 'organisation' : 'workspace'}:${id}`;
}

function organisationKey(teamId: string): string {
  return `organisation-of:${teamId}`;
}
