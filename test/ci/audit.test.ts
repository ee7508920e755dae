import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type AuditException, judgeAudit } from '../../.ci/judge-audit.ts';

const TODAY = '2026-11-24';
const url = (id: string) => `https://github.com/advisories/GHSA-${id}`;
const via = (id: string, severity: string) => ({
  ...{ source: 1, name: 'leftpad', dependency: 'leftpad', title: `Hole ${id}`, range: '<2' },
  ...{ url: url(id), severity },
});
const report = (...found: object[]) => ({
  auditReportVersion: 2,
  vulnerabilities: {
    leftpad: { name: 'leftpad', severity: 'critical', isDirect: false, via: found },
    user: { name: 'user', severity: 'critical', isDirect: true, via: ['leftpad'] },
  },
});
const exception = (id: string, until = '2027-01-31'): AuditException => ({
  ...{ advisory: url(id), reason: 'Only the tests use it.', until },
});

test('high and critical fail, each once, and what is less does not', () => {
  const { failures, warnings } = judgeAudit(
    report(via('a', 'moderate'), via('b', 'high'), via('b', 'high'), via('c', 'critical'), via('d', 'low')),
    [],
    TODAY,
  );
  assert.deepEqual(failures, [`high: leftpad: Hole b (${url('b')})`, `critical: leftpad: Hole c (${url('c')})`]);
  assert.deepEqual(warnings, []);
});

test('exceptions hold until their day, and are to be removed when they are not needed', () => {
  const found = report(via('b', 'high'));
  assert.deepEqual(judgeAudit(found, [exception('b')], TODAY), { failures: [], warnings: [] });
  assert.deepEqual(judgeAudit(found, [exception('b', TODAY)], TODAY).failures, []);
  assert.match(judgeAudit(found, [exception('b', '2026-11-23')], TODAY).failures.join(), /ended on 2026-11-23/);
  assert.match(judgeAudit(report(), [exception('b')], TODAY).warnings.join(), /not needed any more/);
});

test('a registry that gives no answer is a warning and no failure', () => {
  for (const answer of [
    undefined,
    null,
    [],
    'oops',
    { message: '405 Method Not Allowed', statusCode: 405, body: '' },
    { error: { code: 'ENOAUDIT' } },
  ]) {
    const { failures, warnings } = judgeAudit(answer, [exception('b')], TODAY);
    assert.deepEqual(failures, []);
    assert.match(warnings.join(), /^The registry gave no answer/);
  }
});

test('each exception says why and until when', () => {
  const path = new URL('../../.ci/audit-exceptions.json', import.meta.url);
  for (const { advisory, reason, until } of JSON.parse(readFileSync(path, 'utf8')) as AuditException[]) {
    assert.match(advisory, /^https:\/\/github\.com\/advisories\/GHSA-/);
    assert.ok(reason.length > 20);
    assert.match(until, /^\d{4}-\d\d-\d\d$/);
  }
});
