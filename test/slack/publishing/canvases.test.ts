import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyText } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { writeNotice } from '#errors.ts';
import { createWebClients, webClientOptions } from '#slack/connection/web-clients.ts';
import { createCanvases, withCanvases } from '#slack/publishing/canvases.ts';
import { rememberingLog } from '#test/slack/stand-in.ts';
import { PostingError, type PostingProblem, type Publisher } from '#usecases/ports/slack.ts';

type Answer = { ok: boolean; error?: string } & Record<string, unknown>;

const PLACE = { teamId: 'T1', channel: 'C1' };
const KEY = 'canvas:conf1';
const CANVAS = { text: 'DevOpsDays · Recap', blocks: [{ type: 'markdown', text: '## In short\n' }] };
const REFUSED = (error: string): Answer => ({ ok: false, error });

/**
 * A server that answers as Slack documents its canvas methods (docs.slack.dev/reference/methods/canvases.create,
 * canvases.edit, conversations.canvases.create): none of the stand-ins has them.
 */
describe('a canvas', () => {
  let server: Server;
  let canvases: Publisher;
  let answers: Record<string, Answer | 'no answer'>;
  let calls: { method: string; fields: Record<string, string> }[];
  let answer: (method: string, fields: Record<string, string>) => Answer | undefined;

  before(async () => {
    server = createServer(async (request, response) => {
      const fields = Object.fromEntries(new URLSearchParams(await bodyText(request)));
      const method = request.url!.replace('/api/', '');
      calls.push({ method, fields });
      const given = answer(method, fields) ?? answers[method] ?? REFUSED('unknown_method');
      if (given === 'no answer') return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(given));
    });
    server.listen(0);
    await once(server, 'listening');
    const apiUrl = `http://localhost:${(server.address() as AddressInfo).port}/api/`;
    const clients = createWebClients(
      async () => ({ botToken: 'xoxb-1' }),
      webClientOptions({ apiUrl }, rememberingLog()),
    );
    canvases = createCanvases(clients);
  });
  after(() => server.close());
  beforeEach(() => {
    calls = [];
    answer = () => undefined;
    answers = {
      'auth.test': { ok: true, user_id: 'UBOT', bot_id: 'B1', url: 'https://x.slack.com/' },
      'conversations.canvases.create': { ok: true, canvas_id: 'F1' },
      'canvases.create': { ok: true, canvas_id: 'F2' },
      'canvases.edit': { ok: true },
      'canvases.delete': { ok: true },
    };
  });

  const changesOf = (call: number): Record<string, unknown>[] => JSON.parse(calls[call]!.fields.changes!);
  const methods = () => calls.map(({ method }) => method);
  async function problemOf(work: Promise<unknown>): Promise<PostingProblem> {
    try {
      await work;
    } catch (error) {
      assert(error instanceof PostingError, String(error));
      return error.problem;
    }
    return assert.fail('it was done');
  }

  it('is the channel’s own canvas if it has none, else another tab', async () => {
    assert.equal(await canvases.post(PLACE, KEY, CANVAS), 'F1');
    assert.deepEqual(methods(), ['conversations.canvases.create']);
    assert.equal(calls[0]!.fields.title, 'DevOpsDays · Recap');
    assert.deepEqual(JSON.parse(calls[0]!.fields.document_content!), {
      type: 'markdown',
      markdown: '## In short\n',
    });
    answers['conversations.canvases.create'] = REFUSED('channel_canvas_already_exists');
    let leases = 0;
    assert.equal(
      await canvases.post(PLACE, KEY, CANVAS, async () => {
        leases += 1;
      }),
      'F2',
    );
    assert.equal(calls.at(-1)!.fields.channel_id, 'C1');
    assert.equal(leases, 2, 'the lease is renewed for the second call');
  });

  it('is replaced in place, one operation a call', async () => {
    await canvases.update({ ...PLACE, ts: await canvases.post(PLACE, KEY, CANVAS) }, KEY, CANVAS);
    assert.deepEqual(methods(), ['conversations.canvases.create', 'canvases.edit']);
    const [change, ...others] = changesOf(1);
    assert.equal(others.length, 0);
    assert.equal(change!.operation, 'replace');
    assert.equal(change!.section_id, undefined);
  });

  it('is renamed with its conference, once, and stays up to date if Slack refuses', async () => {
    const place = { ...PLACE, ts: await canvases.post(PLACE, KEY, CANVAS) };
    const renamed = { ...CANVAS, text: 'DevOpsDays Toronto · Recap' };
    await canvases.update(place, KEY, renamed);
    const title_content = { type: 'markdown', markdown: 'DevOpsDays Toronto · Recap' };
    assert.deepEqual(changesOf(2), [{ operation: 'rename', title_content }]);
    await canvases.update(place, KEY, renamed);
    assert.equal(calls.length, 4);
    // Whose title this process doesn't know is renamed, too; it may be what it was.
    answer = (method, { changes }) =>
      method === 'canvases.edit' && changes!.includes('rename') ? REFUSED('canvas_editing_failed') : undefined;
    await canvases.update({ ...PLACE, ts: 'F9' }, KEY, CANVAS);
    await canvases.update({ ...PLACE, ts: 'F9' }, KEY, CANVAS);
    assert.deepEqual(methods().slice(4), ['canvases.edit', 'canvases.edit', 'canvases.edit']);
  });

  it('that someone deleted is created again', async () => {
    for (const error of ['canvas_not_found', 'canvas_deleted']) {
      answers['canvases.edit'] = REFUSED(error);
      assert.deepEqual(await problemOf(canvases.update({ ...PLACE, ts: 'F1' }, KEY, CANVAS)), {
        kind: 'gone',
      });
    }
  });

  it('that the plan, the channel or the administrator doesn’t allow is explained, with where the recap is', async () => {
    const own = 'conversations.canvases.create';
    const cases: [Record<string, Answer>, RegExp][] = [
      [
        {
          [own]: REFUSED('channel_canvas_already_exists'),
          'canvases.create': REFUSED('free_team_canvas_tab_already_exists'),
        },
        /free plan allows one canvas per channel/,
      ],
      [{ [own]: REFUSED('team_tier_cannot_create_channel_canvases') }, /plan or settings/],
      [{ [own]: REFUSED('canvas_disabled_user_team') }, /plan or settings/],
      [{ [own]: REFUSED('missing_scope') }, /canvases:write permission/],
      [{ [own]: REFUSED('restricted_action') }, /Only some people/],
      [{ [own]: REFUSED('something_new') }, /something_new/],
    ];
    for (const [given, reason] of cases) {
      Object.assign(answers, given);
      const problem = await problemOf(canvases.post(PLACE, KEY, CANVAS));
      assert.equal(problem.kind, 'refused');
      const said = problem.kind === 'refused' ? writeNotice(problem.reason) : '';
      assert.match(said, reason);
      assert.match(said, /\/recap export/);
    }
    answers['canvases.edit'] = REFUSED('free_teams_cannot_edit_standalone_canvases');
    assert.equal((await problemOf(canvases.update({ ...PLACE, ts: 'F1' }, KEY, CANVAS))).kind, 'refused');
  });

  it('is not created twice if no answer came', async () => {
    answers['conversations.canvases.create'] = 'no answer';
    assert.deepEqual(await problemOf(canvases.post(PLACE, KEY, CANVAS)), { kind: 'unknown' });
    assert.deepEqual(methods(), ['conversations.canvases.create'], 'nothing is sent again');
    const properties = { canvas: { file_id: 'F7' }, tabs: [{ type: 'canvas', data: { file_id: 'F8' } }] };
    answers['conversations.info'] = { ok: true, channel: { id: 'C1', properties } };
    answers['files.info'] = { ok: true, file: { user: 'UBOT', created: 1_000 } };
    assert.deepEqual(await canvases.findPosted(PLACE, KEY, 999_000), ['F7']);
    assert.deepEqual(await canvases.findPosted(PLACE, KEY, 1_001_000), [], 'made before');
    answers['files.info'] = { ok: true, file: { user: 'U1', created: 1_000 } };
    assert.deepEqual(await canvases.findPosted(PLACE, KEY, 999_000), [], 'somebody else’s');
  });

  it('waits if Slack rate-limits it', async () => {
    answers['canvases.edit'] = REFUSED('ratelimited');
    assert.equal((await problemOf(canvases.update({ ...PLACE, ts: 'F1' }, KEY, CANVAS))).kind, 'later');
  });

  it('is told apart from messages', async () => {
    const asked: string[] = [];
    const noting = (name: string): Publisher => ({
      post: async () => `${asked.push(`${name} post`)}`,
      update: async () => void asked.push(`${name} update`),
      remove: async () => void asked.push(`${name} remove`),
      findPosted: async () => {
        asked.push(`${name} find`);
        return [];
      },
    });
    const both = withCanvases(noting('message'), noting('canvas'));
    await both.post(PLACE, KEY, CANVAS);
    await both.post(PLACE, 'recap:conf1:main', CANVAS);
    await both.update({ ...PLACE, ts: 'F1' }, KEY, CANVAS);
    await both.findPosted(PLACE, KEY, 0);
    await both.remove({ ...PLACE, ts: 'F1' });
    await both.remove({ ...PLACE, ts: '1464271200.000100' });
    assert.deepEqual(asked, [
      'canvas post',
      'message post',
      'canvas update',
      'canvas find',
      'canvas remove',
      'message remove',
    ]);
  });
});
