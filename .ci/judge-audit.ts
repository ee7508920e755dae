/** An advisory that is known and accepted for now. */
export interface AuditException {
  /** The advisory's address: `https://github.com/advisories/GHSA-…`. */
  advisory: string;
  /** Why it does no harm here, and what is waited for. */
  reason: string;
  /** The last day on which it is accepted, `2027-01-31`. */
  until: string;
}

/** What `npm audit` found: `failures` must be mended, or written down as exceptions. */
export interface AuditVerdict {
  failures: string[];
  warnings: string[];
}

interface Advisory {
  url: string;
  title: string;
  severity: string;
  name: string;
}

const FAILING: ReadonlySet<string> = new Set(['high', 'critical']);

/**
 * Judges a report of `npm audit --json` (version 2). High and critical advisories fail, but for exceptions. Where the
 * registry gave no answer there is nothing to judge: a warning, as our code is no worse for it.
 */
export function judgeAudit(report: unknown, exceptions: readonly AuditException[], today: string): AuditVerdict {
  const packages = packagesOf(report);
  if (packages === undefined) {
    return {
      failures: [],
      warnings: [`The registry gave no answer, nothing was audited: ${whyNot(report)}`],
    };
  }
  const serious = new Map(
    packages
      .flatMap(advisoriesOf)
      .filter(({ severity }) => FAILING.has(severity))
      .map((one) => [one.url, one]),
  );
  const accepted = new Map(exceptions.map((one) => [one.advisory, one]));
  const failures = [...serious.values()].flatMap(({ url, title, severity, name }) => {
    const exception = accepted.get(url);
    if (exception === undefined) return [`${severity}: ${name}: ${title} (${url})`];
    return exception.until < today ? [`the exception for ${url} ended on ${exception.until}`] : [];
  });
  const warnings = exceptions
    .filter(({ advisory }) => !serious.has(advisory))
    .map(({ advisory }) => `The exception for ${advisory} is not needed any more. Remove it.`);
  return { failures, warnings };
}

function packagesOf(report: unknown): Record<string, unknown>[] | undefined {
  const { vulnerabilities } = isObject(report) ? report : {};
  return isObject(vulnerabilities) ? Object.values(vulnerabilities).filter(isObject) : undefined;
}

/** Its own advisories; what it has from others is told of those. */
function advisoriesOf({ via }: Record<string, unknown>): Advisory[] {
  const found = Array.isArray(via) ? via.filter(isObject) : [];
  return found.map(({ url, title, severity, name }) => ({
    url: String(url),
    title: String(title),
    severity: String(severity),
    name: String(name),
  }));
}

function whyNot(report: unknown): string {
  const { message } = isObject(report) ? report : {};
  return typeof message === 'string' ? message : 'it answered something else';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
