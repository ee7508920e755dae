import { createRandom } from './seeded-random.ts';

/** The mean of paired differences and its 95 % interval. */
export interface PairedInterval {
  mean: number;
  low: number;
  high: number;
}

const RESAMPLES = 10_000;

/** Percentile bootstrap over the pairs, seeded. With few pairs it is narrow rather than wide. */
export function pairedInterval(ours: readonly number[], theirs: readonly number[]): PairedInterval {
  const differences = ours.map((score, index) => score - theirs[index]!);
  const random = createRandom(20160526);
  const means = Float64Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let draw = 0; draw < differences.length; draw++) {
      sum += differences[Math.floor(random() * differences.length)]!;
    }
    return sum / differences.length;
  }).sort();
  return {
    mean: mean(differences),
    low: means[Math.floor(RESAMPLES * 0.025)]!,
    high: means[Math.ceil(RESAMPLES * 0.975) - 1]!,
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
