/**
 * Resolves to what `promise` resolves to, or to undefined if that takes longer. Rejects only if `promise` rejects in
 * time.
 */
export async function withTimeout<Result>(milliseconds: number, promise: Promise<Result>): Promise<Result | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  promise.catch(() => undefined);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
