const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'\u201c\u201d]+/giu;

/** The web addresses that stand written out in a text, without the punctuation that follows them. */
export function addressesIn(text: string): string[] {
  if (!/https?:|www\./i.test(text)) return [];
  return Array.from(text.matchAll(ADDRESS), ([address]) => trimAddress(address));
}

/** An address for comparing: no scheme, no `www.`, no slash at its end, host in lower case. */
export function foldAddress(address: string): string {
  const bare = address.replace(/^https?:\/\//i, '').replace(/^www\./i, '');
  const [host = '', ...path] = bare.split('/');
  return [host.toLowerCase(), ...path].join('/').replace(/\/+$/, '');
}

function trimAddress(address: string): string {
  const trimmed = address.replace(/[.,;:!?\u2026]+$/, '');
  return trimmed.endsWith(')') && !trimmed.includes('(') ? trimmed.slice(0, -1) : trimmed;
}
