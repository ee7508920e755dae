import { t } from '#slack/messages/reply-messages.ts';
import { answerOptOut, askForgetting } from '#slack/replies/privacy.ts';
import { describeForgetting } from '#usecases/privacy/forget-person.ts';
import { setOptOut } from '#usecases/privacy/forgotten-people.ts';
import { defineCommand, didYouMean, parseEither, say, UsageError } from './command.ts';

export const forget = defineCommand({
  name: 'forget',
  aliases: { 'forget-me': 'me', forgetme: 'me' },
  correction: 'forget me',
  usage: ['/recap forget me', '/recap forget @NAME'],
  summary:
    'removes your notes and your name and opts you out, after a confirmation; an administrator can do it for anyone',
  help: [
    {
      typed: '/recap forget me',
      does: 'help-forget',
      section: 'yourself',
    },
  ],
  /** Parses `me`, a person as Slack resolves them, or the id of someone whom Slack no longer offers. */
  parse(rest): { userId?: string } | UsageError {
    if (/^me$/iu.test(rest)) return {};
    const [, mentioned, id] = /^(?:<@([UW][A-Z0-9]{2,40})(?:\|[^>]*)?>|([UW][A-Z0-9]{5,40}))$/u.exec(rest) ?? [];
    const userId = mentioned ?? id;
    if (userId !== undefined) return { userId };
    const own = { typed: '/recap forget me', label: t('forget-me') };
    return rest === '' ? didYouMean('', own.typed) : new UsageError(t('usage-forget'), '', [own]);
  },
  run: ({ deps, actor }, { userId }) => describeForgetting(deps, actor, userId),
  reply: (forgotten, { userId }) => say(askForgetting(forgotten, userId)),
});

export const opt = defineCommand({
  name: 'opt',
  aliases: { 'opt-out': 'out', optout: 'out', 'opt-in': 'in', optin: 'in' },
  usage: ['/recap opt out', '/recap opt in'],
  summary: 'stops other people from saving your messages, or allows it again',
  help: [{ typed: '/recap opt out', does: 'help-opt-out', phases: ['none'], section: 'yourself' }],
  parse(rest) {
    const out = parseEither(['out', 'in'], rest, '/recap opt');
    return out instanceof UsageError ? out : { out };
  },
  run: ({ deps, actor }, { out }) => setOptOut(deps, actor, out),
  reply: (result, { out }) => say(answerOptOut(result, out)),
});
